/* What speaks against a file before a byte is sent, as the name of its sentence, or null. */
export function refusalOf({ size, type, seconds }, { megabytes, seconds: longest }) {
  if (!/^(video|application)\//.test(type || "video/")) return "wrongKind";
  if (size === 0) return "empty";
  if (size > megabytes * 1e6) return "tooBig";
  return seconds > longest + 1 ? "tooLong" : null;
}
