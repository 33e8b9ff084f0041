/* Choosing, dropping or filming: shows what it is and says before the upload when it cannot work. Wants an <input type=file
   name>, [data-dropzone="facts|name|size|length|preview|problem|film|camera"], data-max-megabytes, data-max-seconds, and the
   sentences data-too-big, data-too-long, data-wrong-kind. The event `show` shows a file that somebody else takes care of. */
import { clock, megabytes } from "../models/figures.js";
import { refusalOf } from "../models/upload-limits.js";

export function connect(element) {
  const input = element.querySelector("input[type=file][name]");
  const part = (name) => element.querySelector(`[data-dropzone="${name}"]`);
  const preview = part("preview");
  const refuse = (sentence) => {
    input.setCustomValidity(sentence);
    part("problem").textContent = sentence;
    part("problem").hidden = sentence === "";
  };

  const look = (file) => {
    URL.revokeObjectURL(preview.src);
    part("facts").hidden = preview.hidden = !file;
    refuse("");
    if (!file) return;
    part("name").textContent = file.name;
    part("size").textContent = megabytes(file.size, document.documentElement.lang);
    part("length").textContent = "";
    preview.src = URL.createObjectURL(file);
    if (input.files.length === 0) return;
    const say = refusalOf(file, { megabytes: Number(element.dataset.maxMegabytes) });
    if (say) refuse(element.dataset[say]);
  };

  preview.addEventListener("loadedmetadata", () => {
    if (Number.isFinite(preview.duration)) part("length").textContent = clock(preview.duration);
    if (input.files.length && preview.duration > Number(element.dataset.maxSeconds) + 1) refuse(element.dataset.tooLong);
  });
  /* A kind that this browser cannot show may still be one that the server can read. */
  preview.addEventListener("error", () => (preview.hidden = true));
  input.addEventListener("change", () => look(input.files[0]));
  element.addEventListener("show", ({ detail }) => look(detail));
  part("film").hidden = !matchMedia("(pointer: coarse)").matches;
  part("camera").addEventListener("change", () => hand(part("camera").files));
  element.addEventListener("dragover", (event) => {
    event.preventDefault();
    element.toggleAttribute("data-over", true);
  });
  for (const name of ["dragleave", "drop"]) element.addEventListener(name, () => element.removeAttribute("data-over"));
  element.addEventListener("drop", (event) => {
    event.preventDefault();
    hand(event.dataTransfer.files);
  });
  look(input.files[0]);

  function hand(files) {
    if (files.length === 0) return;
    input.files = files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }
}
