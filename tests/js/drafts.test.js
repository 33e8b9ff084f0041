import assert from "node:assert/strict";
import { test } from "node:test";

import { clearAll, draftKey, read, write } from "../../kindreel/web/static/js/models/drafts.js";

/* The part of the browser's Storage that drafts use. */
class Store {
  #rows = new Map();
  get length() { return this.#rows.size; }
  key(at) { return [...this.#rows.keys()][at] ?? null; }
  getItem(key) { return this.#rows.get(key) ?? null; }
  setItem(key, value) { this.#rows.set(key, value); }
  removeItem(key) { this.#rows.delete(key); }
}

test("draft comes back as it was written", () => {
  const store = new Store();
  write(store, "draft:amina:create", { caption: "Hello 💖", sensitive: true });
  assert.deepEqual(read(store, "draft:amina:create"), { caption: "Hello 💖", sensitive: true });
});

test("draft of one person is not found by another", () => {
  assert.notEqual(draftKey("amina", "create"), draftKey("ben", "create"));
});

test("draft emptied by hand is forgotten", () => {
  const store = new Store();
  write(store, "draft:amina:create", { caption: "Hello" });
  write(store, "draft:amina:create", { caption: "" });
  assert.equal(store.length, 0);
});

test("draft that is damaged is an empty one", () => {
  const store = new Store();
  store.setItem("a", "{not json");
  store.setItem("b", "7");
  assert.deepEqual([read(store, "a"), read(store, "b"), read(store, "none")], [{}, {}, {}]);
});

test("drafts never stop somebody from typing when the device is full", () => {
  const full = new Store();
  full.setItem = () => { throw new Error("QuotaExceededError"); };
  assert.doesNotThrow(() => write(full, "draft:amina:create", { caption: "Hello" }));
});

test("signing out clears drafts and nothing else", () => {
  const store = new Store();
  write(store, draftKey("amina", "create"), { caption: "Hello" });
  write(store, draftKey("amina", "bio"), { bio: "Hi" });
  store.setItem("sound", "on");
  clearAll(store);
  assert.deepEqual([store.length, store.key(0)], [1, "sound"]);
});
