import assert from "node:assert/strict";
import { test } from "node:test";

import { clock, lengthOf, megabytes } from "../../kindreel/web/static/js/models/figures.js";
import { choose, drawnWidth, lineOf } from "../../kindreel/web/static/js/models/renditions.js";
import { readSheet, tileAt } from "../../kindreel/web/static/js/models/sheet.js";
import { beginning, following, off } from "../../kindreel/web/static/js/models/tracks.js";
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
  assert.deepEqual([300, 480, 500, 540, 2000].map((pixels) => choose(renditions, pixels).width), [480, 480, 480, 720, 1080]);
  assert.equal(choose([], 300), null);
});

test("choose leaves out what the line cannot carry, but never everything", () => {
  const renditions = [{ width: 480, kilobits: 900 }, { width: 720, kilobits: 1800 }, { width: 1080, kilobits: 4000 }];
  assert.deepEqual([0, 1000, 2000, Infinity].map((line) => choose(renditions, 1080, line).width), [480, 480, 720, 1080]);
});

test("a line that saves data or is slow carries the least, one that says nothing everything", () => {
  const lines = [{ saveData: true, downlink: 9 }, { effectiveType: "slow-2g" }, { downlink: 2 }, { downlink: 10 }, {}, undefined];
  assert.deepEqual(lines.map(lineOf), [0, 0, 1400, Infinity, Infinity, Infinity]);
});

test("a picture that covers its box is as wide as its height asks", () => {
  const box = { width: 390, height: 780, ratio: 9 / 16 };
  assert.equal(Math.round(drawnWidth({ ...box, covers: true })), 439);
  assert.equal(drawnWidth({ ...box, covers: false }), 390);
  assert.equal(drawnWidth({ ...box, ratio: Number.NaN, covers: true }), 390);
});

test("a sheet of small pictures knows where each moment lies", () => {
  const sheet = readSheet("116 208 10 2 0.5 14");
  assert.deepEqual([0, 0.6, 5, 99].map((seconds) => tileAt(sheet, seconds)), [
    { x: 0, y: 0 }, { x: 116, y: 0 }, { x: 0, y: 208 }, { x: 348, y: 208 },
  ]);
  assert.deepEqual([readSheet(undefined), readSheet(""), readSheet("1 2 3"), readSheet("0 1 1 1 1 1")], [null, null, null, null]);
});

test("captions go from off through every language and back", () => {
  assert.deepEqual([off, "en", "es"].map((now) => following(["en", "es"], now)), ["en", "es", off]);
  assert.equal(following(["en"], "gone"), "en");
});

test("captions begin as they were left, where the video has them", () => {
  const found = [[null, "en"], [off, "en"], ["es", "en"], ["id", "en"], ["id", "fil"]].map(([known, page]) => beginning(["en", "es"], known, page));
  assert.deepEqual(found, [off, off, "es", "en", "en"]);
  assert.equal(beginning([], "en", "en"), off);
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
