/* Small choices kept on this device. A browser that forbids storage just forgets. */
export function recall(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

export function remember(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    /* forgotten at the next page */
  }
}
