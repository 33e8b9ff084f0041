/* One window sends an upload: two would take turns and be slow. Held until this page is gone. */
const held = new Set();

export function hold(name, locks = globalThis.navigator?.locks) {
  if (!locks || held.has(name)) return Promise.resolve(true);
  return new Promise((answer) => {
    locks.request(name, { ifAvailable: true }, (lock) => {
      if (lock) held.add(name);
      answer(lock !== null);
      return lock ? new Promise(() => {}) : undefined;
    });
  });
}
