/* Passkeys speak in bytes, pages in text: base64url between the two, in the shape that the server reads. */
const ids = (list) => list?.map((one) => ({ ...one, id: bytesOf(one.id) }));

export function bytesOf(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0)).buffer;
}

export function textOf(buffer) {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

export function questionOf({ publicKey }) {
  const key = { ...publicKey, challenge: bytesOf(publicKey.challenge) };
  if (key.user) key.user = { ...key.user, id: bytesOf(key.user.id) };
  if (key.allowCredentials) key.allowCredentials = ids(key.allowCredentials);
  if (key.excludeCredentials) key.excludeCredentials = ids(key.excludeCredentials);
  return { publicKey: key };
}

export function answerOf(credential) {
  const said = credential.response;
  const response = { clientDataJSON: textOf(said.clientDataJSON) };
  for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (said[name]) response[name] = textOf(said[name]);
  }
  if (said.getTransports) response.transports = said.getTransports();
  return {
    type: credential.type,
    id: credential.id,
    rawId: textOf(credential.rawId),
    authenticatorAttachment: credential.authenticatorAttachment ?? null,
    clientExtensionResults: credential.getClientExtensionResults(),
    response,
  };
}
