/* The smallest rendition that is sharp enough for a place `pixels` wide; the largest when none is. */
export function choose(renditions, pixels) {
  const sorted = [...renditions].sort((a, b) => a.width - b.width);
  return sorted.find((rendition) => rendition.width >= pixels) ?? sorted.at(-1) ?? null;
}
