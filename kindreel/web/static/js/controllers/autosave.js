/* Keeps the words of a form named by data-draft on this device until they have arrived. Never passwords, files or what
   is hidden. A form that comes back filled by the server is left as it is. The event `draft:open` goes on with another draft:
   detail.name is its name, and with detail.bring what stands here comes along. */
import { SENT, draftKey, read, write } from "../models/drafts.js";

const kept = "textarea[name], select[name], input[name]:not([type=password], [type=file], [type=hidden], [type=submit])";

export function connect(form) {
  const keyOf = (name) => draftKey(document.body.dataset.person ?? "", name);
  let key = keyOf(form.dataset.draft);
  const returned = form.querySelector(".errorlist, [aria-invalid=true]") !== null;
  if (!returned) fill(form, read(localStorage, key));

  const save = () => write(localStorage, key, valuesOf(form));
  form.addEventListener("input", save);
  form.addEventListener("change", save);
  form.addEventListener("draft:open", ({ detail }) => {
    const typed = detail.bring && localStorage.getItem(key) !== null;
    if (detail.bring) localStorage.removeItem(key);
    key = keyOf(detail.name);
    if (typed) save();
    else fill(form, read(localStorage, key));
  });
  form.addEventListener("submit", () => sessionStorage.setItem(SENT, key));
  form.addEventListener("htmx:afterRequest", ({ detail }) => detail.successful && localStorage.removeItem(key));
}

function fields(form) {
  return [...form.querySelectorAll(kept)].filter((field) => field.type !== "radio" || field.checked);
}

function valuesOf(form) {
  return Object.fromEntries(fields(form).map((field) => [field.name, valueOf(field)]));
}

const valueOf = (field) => (field.type === "checkbox" ? field.checked : field.value);

function fill(form, values) {
  for (const field of form.querySelectorAll(kept)) {
    if (!(field.name in values)) continue;
    if (field.type === "checkbox") field.checked = values[field.name] === true;
    else if (field.type === "radio") field.checked = field.value === values[field.name];
    else field.value = values[field.name];
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
