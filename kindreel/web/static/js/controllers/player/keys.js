/* Keys go to the video in view. Somebody who uses a speech program can turn them off in the list of keys. */
import { commandFor } from "../../models/keys.js";
import { recall } from "../../models/memory.js";
import { activePlayer } from "./sight.js";

const acts = {
  toggle: ({ toggle }) => toggle(),
  mute: ({ mute }) => mute(),
  captions: ({ captions }) => captions(),
  back: ({ video }) => (video.currentTime -= 5),
  forward: ({ video }) => (video.currentTime += 5),
  next: ({ element }) => move(element, "nextElementSibling"),
  previous: ({ element }) => move(element, "previousElementSibling"),
  heart: ({ element }) => element.querySelector('[data-act="heart"]')?.click(),
  comments: ({ element }) => element.querySelector('[data-act="comments"]')?.click(),
  help: () => document.getElementById("keys")?.showModal(),
};

let listening = false;

export function listenForKeys() {
  if (listening) return;
  listening = true;
  document.addEventListener("keydown", (event) => {
    const player = activePlayer();
    const command = recall("keys") === "off" ? null : commandFor(event);
    if (!command || !player) return;
    event.preventDefault();
    acts[command](player);
  });
}

function move(element, direction) {
  element[direction]?.scrollIntoView({ block: "start", behavior: "smooth" });
}
