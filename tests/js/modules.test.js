import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

const root = new URL("../../kindreel/web/static/js/", import.meta.url);
const files = readdirSync(root, { recursive: true }).filter((name) => name.endsWith(".js"));
const textOf = (name) => readFileSync(new URL(name, root), "utf8");

test("every controller is in the table, and the table names only what exists", () => {
  const listed = [...textOf("app.js").matchAll(/import\("\.\/controllers\/([\w-]+)\.js"\)/g)].map((found) => found[1]);
  const there = files.filter((name) => /^controllers\/[\w-]+\.js$/.test(name)).map((name) => name.slice(12, -3));
  assert.deepEqual(listed.sort(), there.sort());
});

test("imports are relative and end with a semicolon, or their names would not be hashed", () => {
  for (const name of files) {
    const lines = textOf(name).split("\n").filter((line) => line.startsWith("import "));
    for (const line of lines) assert.match(line, /^import \{ [\w, ]+ \} from "\.{1,2}\/[\w/.-]+\.js";$/, name);
  }
});

test("modules stay small, and nothing evaluates text", () => {
  for (const name of files) {
    assert.ok(textOf(name).split("\n").length <= 61, name);
    assert.doesNotMatch(textOf(name), /\beval\(|new Function|innerHTML|outerHTML|insertAdjacentHTML|document\.write/, name);
  }
});
