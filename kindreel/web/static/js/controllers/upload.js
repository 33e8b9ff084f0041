/* Sends a form with a video. With the library named in data-library, files go ahead of the form, several at once, and go
   on after every break (upload/many.js); without it, form and file go together (upload/plain.js); without script, plainly. */
import { many } from "./upload/many.js";
import { plain } from "./upload/plain.js";

export function connect(form) {
  load(form.dataset.library).then((tus) => (tus ? many(form, tus) : plain(form)));
}

/* The library is no module: it leaves its name behind. */
async function load(address) {
  try {
    if (address) await import(address);
  } catch {
    return null;
  }
  return globalThis.tus?.isSupported ? globalThis.tus : null;
}
