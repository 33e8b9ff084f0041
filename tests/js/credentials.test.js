import assert from "node:assert/strict";
import { test } from "node:test";

import { answerOf, bytesOf, questionOf, textOf } from "../../kindreel/web/static/js/models/credentials.js";

const buffer = (...bytes) => Uint8Array.from(bytes).buffer;

test("bytes survive the way to text and back, without signs that an address changes", () => {
  const bytes = buffer(0, 251, 255, 254, 62, 63);
  assert.equal(textOf(bytes), "APv__j4_");
  assert.deepEqual(bytesOf("APv__j4_"), bytes);
});

test("question turns challenge, person and known keys into bytes and keeps the rest", () => {
  const { publicKey } = questionOf({
    publicKey: { challenge: "AQI", rpId: "localhost", user: { id: "Aw", name: "@ana" }, excludeCredentials: [{ type: "public-key", id: "BA" }] },
  });
  assert.deepEqual(publicKey, {
    challenge: buffer(1, 2), rpId: "localhost", user: { id: buffer(3), name: "@ana" },
    excludeCredentials: [{ type: "public-key", id: buffer(4) }],
  });
});

test("answer of a sign-in carries what the server checks", () => {
  const answer = answerOf({
    type: "public-key", id: "BA", rawId: buffer(4), getClientExtensionResults: () => ({}),
    response: { clientDataJSON: buffer(1), authenticatorData: buffer(2), signature: buffer(3), userHandle: null },
  });
  assert.deepEqual(answer, {
    type: "public-key", id: "BA", rawId: "BA", authenticatorAttachment: null, clientExtensionResults: {},
    response: { clientDataJSON: "AQ", authenticatorData: "Ag", signature: "Aw" },
  });
});

test("answer of a new passkey names its ways of transport", () => {
  const { response } = answerOf({
    type: "public-key", id: "BA", rawId: buffer(4), getClientExtensionResults: () => ({}),
    response: { clientDataJSON: buffer(1), attestationObject: buffer(2), getTransports: () => ["internal"] },
  });
  assert.deepEqual(response, { clientDataJSON: "AQ", attestationObject: "Ag", transports: ["internal"] });
});
