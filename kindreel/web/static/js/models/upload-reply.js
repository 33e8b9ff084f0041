/* What to do after an upload answered: go somewhere, show the form again, or say that it failed. */
export function afterUpload({ status, type, text, finalUrl, sentTo }) {
  if (status >= 200 && status < 300 && type.includes("json")) {
    const url = address(text);
    return url ? { go: url } : { failed: true };
  }
  if (status >= 200 && status < 300 && finalUrl && finalUrl !== sentTo) return { go: finalUrl };
  if (type.includes("html") && (status === 422 || status === 409 || (status >= 200 && status < 300))) return { show: text };
  return status === 413 ? { tooBig: true } : { failed: true };
}

function address(text) {
  try {
    return JSON.parse(text).url ?? null;
  } catch {
    return null;
  }
}
