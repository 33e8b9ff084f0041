/* A sheet of small pictures, "width height columns rows every count": where the picture of a moment lies on it. */
export function readSheet(text) {
  const [width, height, columns, rows, every, count] = (text ?? "").split(" ").map(Number);
  return [width, height, columns, rows, every, count].every((number) => number > 0)
    ? { width, height, columns, rows, every, count }
    : null;
}

export function tileAt(sheet, seconds) {
  const number = Math.max(0, Math.min(sheet.count - 1, Math.floor(seconds / sheet.every)));
  return { x: (number % sheet.columns) * sheet.width, y: Math.floor(number / sheet.columns) * sheet.height };
}
