/* The line under a video: where it is, and a way to go elsewhere. */
import { clock } from "../../models/figures.js";

const steps = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10 };

export function withTime(video, range) {
  const show = () => {
    const part = video.duration > 0 ? video.currentTime / video.duration : 0;
    range.value = String(Math.round(part * 1000));
    range.style.setProperty("--at", `${part * 100}%`);
    range.setAttribute("aria-valuetext", `${clock(video.currentTime)} / ${clock(video.duration)}`);
  };
  range.addEventListener("input", () => {
    if (video.duration > 0) video.currentTime = (Number(range.value) / 1000) * video.duration;
  });
  /* A key goes on by seconds: a thousandth of a short video would be too little to notice. */
  range.addEventListener("keydown", (event) => {
    const step = steps[event.key];
    if (!step || !(video.duration > 0) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const to = Math.max(0, Math.min(video.duration, video.currentTime + step));
    range.value = String((to / video.duration) * 1000);
    range.dispatchEvent(new Event("input", { bubbles: true }));
  });
  for (const name of ["timeupdate", "seeking", "durationchange"]) video.addEventListener(name, show);
}
