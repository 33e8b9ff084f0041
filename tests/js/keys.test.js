import assert from "node:assert/strict";
import { test } from "node:test";

import { commandFor } from "../../kindreel/web/static/js/models/keys.js";

/* A target that is one kind of element and stands in none or one kind of holder. */
const target = (kind = "body", inside = "") => ({
  matches: (selector) => selector.split(", ").some((part) => part === kind),
  closest: (selector) => (selector.split(", ").some((part) => part === kind || part === inside) ? {} : null),
});

test("keys of the list mean their commands", () => {
  const found = [" ", "j", "k", "ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "m", "M", "t", "l", "c", "?"].map((key) =>
    commandFor({ key, target: target() }),
  );
  const wanted = ["toggle", "next", "previous", "previous", "next", "back", "forward", "mute", "mute", "captions", "heart", "comments", "help"];
  assert.deepEqual(found, wanted);
});

test("other keys mean nothing", () => {
  assert.equal(commandFor({ key: "x", target: target() }), null);
  assert.equal(commandFor({ key: "Tab", target: target() }), null);
});

test("somebody who types is left alone", () => {
  assert.equal(commandFor({ key: "m", target: target("textarea") }), null);
  assert.equal(commandFor({ key: " ", target: target("select") }), null);
  assert.equal(commandFor({ key: "m", target: target("button", "dialog") }), null);
});

test("a key together with Ctrl, Alt or Meta belongs to the browser", () => {
  for (const held of ["ctrlKey", "metaKey", "altKey"]) {
    assert.equal(commandFor({ key: "c", target: target(), [held]: true }), null);
  }
});

test("space on a button presses that button", () => {
  assert.equal(commandFor({ key: " ", target: target("button") }), null);
  assert.equal(commandFor({ key: "m", target: target("button") }), "mute");
});

test("sideways arrows on the time line belong to the time line", () => {
  assert.equal(commandFor({ key: "ArrowLeft", target: target("input[type=range]") }), null);
});
