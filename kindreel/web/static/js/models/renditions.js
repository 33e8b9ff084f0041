/* Which rendition fits a place and a line. Pixels are those of the screen, kilobits those of a second. */
const enough = 0.9;
const share = 0.7;

/* The smallest that is sharp enough for a place `pixels` wide and light enough for the line; else the best there is. */
export function choose(renditions, pixels, line = Infinity) {
  const sorted = [...renditions].sort((a, b) => a.width - b.width);
  const light = sorted.filter((rendition, at) => at === 0 || (rendition.kilobits ?? 0) <= line);
  return light.find((rendition) => rendition.width >= pixels * enough) ?? light.at(-1) ?? null;
}

/* What a browser tells of its line (some tell nothing): none to spare, a number of kilobits, or no limit. */
export function lineOf(connection) {
  if (!connection) return Infinity;
  if (connection.saveData || /2g$/.test(connection.effectiveType ?? "")) return 0;
  const told = connection.downlink;
  return told > 0 && told < 10 ? told * 1000 * share : Infinity;
}

/* How wide the picture is drawn in its box: one that covers the box may be wider than it. */
export function drawnWidth({ width, height, ratio, covers }) {
  const byHeight = height * ratio || width;
  return covers ? Math.max(width, byHeight) : Math.min(width, byHeight);
}
