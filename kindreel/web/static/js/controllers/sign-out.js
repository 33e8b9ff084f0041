/* Leaving a device leaves no words and no films behind on it. */
import { clearAll } from "../models/drafts.js";
import { forgetAllFiles } from "../models/upload-files.js";

export function connect(form) {
  form.addEventListener("submit", () => {
    clearAll(localStorage);
    forgetAllFiles();
  });
}
