/* Files on their way, kept on this device until they have arrived, so that a reload goes on without being asked. A browser
   that keeps nothing just asks for the file again. */
const name = "uploads";
const day = 24 * 60 * 60 * 1000;

const answer = (asked) =>
  new Promise((yes, no) => {
    asked.onsuccess = () => yes(asked.result);
    asked.onerror = () => no(asked.error);
  });

async function run(mode, act) {
  const asked = indexedDB.open(name, 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore(name);
  const base = await answer(asked);
  try {
    return await answer(act(base.transaction(name, mode).objectStore(name)));
  } finally {
    base.close();
  }
}

export function filesOf(person) {
  const key = (mark) => `${person}:${mark}`;
  return {
    keep: (mark, file) => run("readwrite", (store) => store.put({ file, at: Date.now() }, key(mark))).then(() => true, () => false),
    find: (mark) => run("readonly", (store) => store.get(key(mark))).then((found) => found?.file ?? null, () => null),
    forget: (mark) => run("readwrite", (store) => store.delete(key(mark))).catch(() => {}),
    /* What no upload wants any more: it ended, or was finished elsewhere. */
    async prune(wanted) {
      const keys = await run("readonly", (store) => store.getAllKeys()).catch(() => []);
      for (const each of keys) {
        if (!each.startsWith(key("")) || wanted.some((mark) => each === key(mark))) continue;
        const found = await run("readonly", (store) => store.get(each)).catch(() => null);
        if (found && found.at < Date.now() - day) await this.forget(each.slice(key("").length));
      }
    },
  };
}

export function forgetAllFiles() {
  globalThis.indexedDB?.deleteDatabase(name);
}
