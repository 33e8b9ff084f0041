/* Choosing or dropping one file: shows what it is and says before the upload when it cannot work.
   Wants an <input type=file>, [data-dropzone="facts|name|size|length|preview|problem"], data-max-megabytes, data-max-seconds,
   and the sentences data-too-big, data-too-long, data-wrong-kind. */
import { clock, megabytes } from "../models/figures.js";

export function connect(element) {
  const input = element.querySelector("input[type=file]");
  const part = (name) => element.querySelector(`[data-dropzone="${name}"]`);
  const preview = part("preview");
  const refuse = (sentence) => {
    input.setCustomValidity(sentence);
    part("problem").textContent = sentence;
    part("problem").hidden = sentence === "";
  };

  const look = () => {
    const [file] = input.files;
    URL.revokeObjectURL(preview.src);
    part("facts").hidden = preview.hidden = !file;
    refuse("");
    if (!file) return;
    part("name").textContent = file.name;
    part("size").textContent = megabytes(file.size, document.documentElement.lang);
    part("length").textContent = "";
    if (!/^(video|application)\//.test(file.type || "video/")) refuse(element.dataset.wrongKind);
    else if (file.size > Number(element.dataset.maxMegabytes) * 1e6) refuse(element.dataset.tooBig);
    preview.src = URL.createObjectURL(file);
  };

  preview.addEventListener("loadedmetadata", () => {
    if (Number.isFinite(preview.duration)) part("length").textContent = clock(preview.duration);
    if (preview.duration > Number(element.dataset.maxSeconds) + 1) refuse(element.dataset.tooLong);
  });
  /* A kind that this browser cannot show may still be one that the server can read. */
  preview.addEventListener("error", () => (preview.hidden = true));
  input.addEventListener("change", look);
  element.addEventListener("dragover", (event) => {
    event.preventDefault();
    element.toggleAttribute("data-over", true);
  });
  for (const name of ["dragleave", "drop"]) element.addEventListener(name, () => element.removeAttribute("data-over"));
  element.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length === 0) return;
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
  look();
}
