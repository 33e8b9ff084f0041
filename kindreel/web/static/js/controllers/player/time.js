/* The line under a video: where it is, and a way to go elsewhere. */
import { clock } from "../../models/figures.js";

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
  for (const name of ["timeupdate", "seeking", "durationchange"]) video.addEventListener(name, show);
}
