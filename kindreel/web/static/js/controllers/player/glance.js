/* A small picture above the time line: what is to be seen at the moment under the pointer, finger or key. */
import { clock } from "../../models/figures.js";
import { readSheet, tileAt } from "../../models/sheet.js";

const linger = 1500;

export function withGlance(video, element, range, glance, renew) {
  const sheet = readSheet(element.dataset.sheet);
  const [picture, time] = glance.children;
  let timer = 0;
  let asked = false;

  function load() {
    if (picture.src || !sheet) return;
    picture.addEventListener("error", async () => {
      if (asked) return (picture.hidden = true);
      asked = true;
      if (await renew()) picture.src = element.dataset.sprite;
    });
    picture.src = element.dataset.sprite;
    picture.hidden = false;
    picture.style.width = `${sheet.width}px`;
    picture.style.height = `${sheet.height}px`;
  }

  function show(part, stays) {
    if (!(video.duration > 0)) return;
    load();
    glance.hidden = false;
    time.textContent = clock(part * video.duration);
    glance.style.setProperty("--part", String(part));
    if (sheet) {
      const { x, y } = tileAt(sheet, part * video.duration);
      picture.style.objectPosition = `${-x}px ${-y}px`;
    }
    clearTimeout(timer);
    if (!stays) timer = setTimeout(hide, linger);
  }

  const hide = () => (glance.hidden = true);
  const under = ({ clientX }) => {
    const box = range.getBoundingClientRect();
    return Math.max(0, Math.min(1, (clientX - box.left) / box.width));
  };
  range.addEventListener("pointermove", (event) => show(under(event), true));
  range.addEventListener("input", () => show(Number(range.value) / 1000, false));
  for (const name of ["pointerleave", "pointercancel", "blur"]) range.addEventListener(name, hide);
}
