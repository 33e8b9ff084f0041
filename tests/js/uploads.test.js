import assert from "node:assert/strict";
import { test } from "node:test";

import { hold } from "../../kindreel/web/static/js/models/upload-hold.js";
import { refusalOf } from "../../kindreel/web/static/js/models/upload-limits.js";
import { markOf } from "../../kindreel/web/static/js/models/upload-mark.js";
import { delayOf, isPassing } from "../../kindreel/web/static/js/models/upload-retry.js";

const file = (text, name = "a.mp4") => Object.assign(new Blob([text]), { name, lastModified: 5 });

test("a file is known again by its bytes, whatever it is called now", async () => {
  const mark = await markOf(file("same bytes"));
  assert.equal(mark, await markOf(file("same bytes", "other.mp4")));
  assert.match(mark, /^10-[0-9a-f]{32}$/);
  assert.notEqual(mark, await markOf(file("some bytes")));
});

test("both ends of a large file count", async () => {
  const middle = "x".repeat(300_000);
  const marks = await Promise.all([`a${middle}a`, `b${middle}a`, `a${middle}b`].map((text) => markOf(file(text))));
  assert.equal(new Set(marks).size, 3);
});

test("without a digest, name and time stand in, and are not too long", async () => {
  assert.equal(await markOf(file("abc", "é.mp4"), null), "3-5-%C3%A9.mp4");
  assert.equal((await markOf(file("abc", "n".repeat(500)), null)).length, 80);
});

test("waits grow, and end at a quarter of a minute", () => {
  assert.deepEqual([0, 1, 2, 5, 50].map(delayOf), [500, 1000, 2000, 15000, 15000]);
});

test("what passes is tried again, what a person has to decide is not", () => {
  assert.ok([0, 404, 409, 423, 500, 502, 503].every(isPassing));
  assert.ok(![400, 401, 403, 413, 415, 429, 507].some(isPassing));
});

test("what cannot work is said before a byte is sent", () => {
  const limits = { megabytes: 1, seconds: 180 };
  const of = (about) => refusalOf({ size: 1000, type: "video/mp4", seconds: 7, ...about }, limits);
  assert.equal(of({}), null);
  assert.equal(of({ type: "" }), null);
  assert.equal(of({ seconds: NaN }), null);
  assert.equal(of({ seconds: 180.9 }), null);
  assert.equal(of({ seconds: 182 }), "tooLong");
  assert.equal(of({ size: 1_000_001 }), "tooBig");
  assert.equal(of({ size: 0 }), "empty");
  assert.equal(of({ type: "text/plain" }), "wrongKind");
});

test("one window holds an upload, and a page that holds it is asked no more", async () => {
  let asked = 0;
  const locks = { request: (_name, _options, act) => act(++asked === 1 ? {} : null) };
  assert.deepEqual([await hold("a", locks), await hold("a", locks), await hold("b", locks)], [true, true, false]);
  assert.equal(asked, 2);
  assert.equal(await hold("c", null), true);
});
