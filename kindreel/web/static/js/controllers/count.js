/* Characters left. Wants a <textarea> or <input>, data-max, and [data-count-text="%s left"]. */
import { lengthOf } from "../models/figures.js";

const near = 50;

export function connect(element) {
  const field = element.querySelector("textarea, input");
  const note = element.querySelector("[data-count-text]");
  const show = () => {
    const left = Number(element.dataset.max) - lengthOf(field.value);
    note.textContent = note.dataset.countText.replace("%s", left);
    note.hidden = field.value === "";
    note.toggleAttribute("data-over", left < 0);
    if (left > near) note.removeAttribute("role");
    else note.setAttribute("role", "status");
  };
  field.addEventListener("input", show);
  show();
}
