/* Times, sizes and lengths as people read them. */
export function clock(seconds) {
  const whole = Number.isFinite(seconds) ? Math.max(0, Math.round(seconds)) : 0;
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

export function megabytes(bytes, language) {
  const options = { style: "unit", unit: "megabyte", maximumFractionDigits: 1 };
  return new Intl.NumberFormat(language, options).format(Math.max(0.1, bytes / 1e6));
}

/* Counts as the server does: whole characters, and a line break travels as two. */
export function lengthOf(text) {
  return [...text.replace(/\r\n|\r|\n/g, "\r\n")].length;
}
