/* A checkbox that turns the single keys for videos on and off, kept on this device. */
import { recall, remember } from "../models/memory.js";

export function connect(element) {
  const box = element.querySelector("input[type=checkbox]");
  box.checked = recall("keys") !== "off";
  box.addEventListener("change", () => remember("keys", box.checked ? "on" : "off"));
}
