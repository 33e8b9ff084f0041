/* The one form, and the file that its words are for at the moment. Words of each are kept apart by controllers/autosave.js. */
import { draftKey } from "../../models/drafts.js";

const draftOf = (job) => `create:${job.mark}`;

export function wordsOf(form) {
  const part = (name) => form.querySelector(`[data-upload="${name}"]`);
  const blank = part("words").cloneNode(true);
  let current = null;
  const show = (file) => form.querySelector("[data-controller~=dropzone]").dispatchEvent(new CustomEvent("show", { detail: file }));

  return {
    get current() {
      return current;
    },

    open(job) {
      if (job === current) return;
      if (current) part("words").replaceChildren(...blank.cloneNode(true).childNodes);
      const detail = { name: draftOf(job), bring: current === null };
      form.dispatchEvent(new CustomEvent("draft:open", { detail }));
      current = job;
      part("which").hidden = false;
      part("name").textContent = job.name || job.id;
      show(job.file);
    },

    /* Its file is gone; the words stay for the next one. */
    leave(job) {
      if (job !== current) return;
      current = null;
      part("which").hidden = true;
      show(null);
    },

    /* The form as the server sent it back, with its mistakes. Says whether the upload itself is what is missing. */
    replace(html) {
      const sent = new DOMParser().parseFromString(html, "text/html").querySelector('[data-upload="words"]');
      part("words").replaceChildren(...sent.childNodes);
      part("words").querySelector("[aria-invalid=true]")?.focus();
      return part("gone") !== null;
    },

    arrived(job) {
      localStorage.removeItem(draftKey(document.body.dataset.person ?? "", draftOf(job)));
    },
  };
}
