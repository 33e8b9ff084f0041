/* Leaving a device leaves no words behind on it. */
import { clearAll } from "../models/drafts.js";

export function connect(form) {
  form.addEventListener("submit", () => clearAll(localStorage));
}
