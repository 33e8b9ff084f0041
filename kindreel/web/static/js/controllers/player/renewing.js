/* Signed addresses end after some minutes. When a video stops loading, ask once for fresh ones and go on from there. */
import { choose } from "../../models/renditions.js";
import { play } from "./sound.js";

const pause = 5000;

export function renewing(video, element, error, retry) {
  let tried = -pause;
  let wanted = false;

  async function mend() {
    const again = performance.now() - tried < pause;
    tried = performance.now();
    if (again || !(await fresh(video, element))) return (error.hidden = false);
    error.hidden = true;
    if (wanted) play(video);
  }

  video.addEventListener("play", () => (wanted = true));
  video.addEventListener("pause", () => (wanted = Boolean(video.error)));
  video.addEventListener("playing", () => (error.hidden = true));
  retry?.addEventListener("click", () => {
    tried = -pause;
    wanted = true;
    mend();
  });
  /* A failing <source> speaks only for itself, and its event does not bubble: hence capture, and the last one only. */
  element.addEventListener("error", ({ target }) => target.matches("video, source:last-of-type") && mend(), true);
}

async function fresh(video, element) {
  try {
    const reply = await fetch(element.dataset.renew, { headers: { Accept: "application/json" } });
    const { films } = await reply.json();
    const at = video.currentTime;
    video.src = choose(films, video.clientWidth).url;
    video.currentTime = at;
    return reply.ok;
  } catch {
    return false;
  }
}
