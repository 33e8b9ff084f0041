import assert from "node:assert/strict";
import { test } from "node:test";

import { clock, lengthOf, megabytes } from "../../kindreel/web/static/js/models/figures.js";
import { choose } from "../../kindreel/web/static/js/models/renditions.js";
import { afterUpload } from "../../kindreel/web/static/js/models/upload-reply.js";

test("clock shows minutes and seconds, and nothing strange for what is not a time", () => {
  assert.deepEqual([0, 7.4, 59.6, 179, Number.NaN, Infinity].map(clock), ["0:00", "0:07", "1:00", "2:59", "0:00", "0:00"]);
});

test("length counts whole characters, and a line break twice as the server does", () => {
  assert.deepEqual(["", "abc", "💖💖", "a\nb", "a\r\nb"].map(lengthOf), [0, 3, 2, 4, 4]);
});

test("megabytes speak the language of the page", () => {
  assert.equal(megabytes(12_345_678, "en"), "12.3 MB");
  assert.match(megabytes(12_345_678, "pt-BR"), /^12,3\sMB$/);
  assert.equal(megabytes(10, "en"), "0.1 MB");
});

test("choose takes the smallest that is sharp enough, else the largest", () => {
  const renditions = [{ width: 1080 }, { width: 480 }, { width: 720 }];
  assert.deepEqual([300, 480, 500, 2000].map((pixels) => choose(renditions, pixels).width), [480, 480, 720, 1080]);
  assert.equal(choose([], 300), null);
});

const reply = { status: 200, type: "text/html; charset=utf-8", text: "<main>…</main>", finalUrl: "/create", sentTo: "/create" };

test("an upload that was sent on goes where it was sent", () => {
  assert.deepEqual(afterUpload({ ...reply, finalUrl: "/v/abc" }), { go: "/v/abc" });
  assert.deepEqual(afterUpload({ ...reply, status: 201, type: "application/json", text: '{"url":"/v/abc"}' }), { go: "/v/abc" });
});

test("an upload with mistakes shows its form again", () => {
  assert.deepEqual(afterUpload({ ...reply, status: 422 }), { show: reply.text });
  assert.deepEqual(afterUpload({ ...reply, status: 409 }), { show: reply.text });
  assert.deepEqual(afterUpload(reply), { show: reply.text });
});

test("an upload that failed says so", () => {
  assert.deepEqual(afterUpload({ ...reply, status: 413 }), { tooBig: true });
  assert.deepEqual(afterUpload({ ...reply, status: 502 }), { failed: true });
  assert.deepEqual(afterUpload({ ...reply, type: "application/json", text: "not json" }), { failed: true });
});
