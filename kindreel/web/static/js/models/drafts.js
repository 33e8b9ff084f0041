/* Typed words that outlive a lost page. Kept on this device only, apart for each person. */
/* Names, for this tab, the draft whose form was just sent. */
export const SENT = "draft-sent";

const prefix = "draft:";

export function draftKey(person, name) {
  return `${prefix}${person}:${name}`;
}

export function read(store, key) {
  try {
    const found = JSON.parse(store.getItem(key));
    return found && typeof found === "object" ? found : {};
  } catch {
    return {};
  }
}

export function write(store, key, values) {
  const filled = Object.values(values).some((value) => value !== "" && value !== false);
  if (!filled) return store.removeItem(key);
  try {
    store.setItem(key, JSON.stringify(values));
  } catch {
    /* A full or forbidden store must never stop somebody from typing. */
  }
}

export function clearAll(store) {
  const keys = Array.from({ length: store.length }, (_, at) => store.key(at));
  keys.filter((key) => key.startsWith(prefix)).forEach((key) => store.removeItem(key));
}
