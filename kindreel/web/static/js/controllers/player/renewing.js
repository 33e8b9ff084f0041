/* Signed addresses end after some minutes. When a video stops loading, ask once for fresh ones and go on from there.
   Returns a way to ask for fresh addresses of everything else: pictures of the time line, captions. */
import { play } from "./sound.js";

const pause = 5000;

export function renewing({ video, element, error, retry, renewFilms }) {
  let tried = -pause;
  let wanted = false;

  async function mend() {
    const again = performance.now() - tried < pause;
    tried = performance.now();
    const found = again ? null : await fresh(element);
    if (!found || !renewFilms(found.films)) return (error.hidden = false);
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
  if (video.networkState === HTMLMediaElement.NETWORK_NO_SOURCE) mend(); /* it failed before this script was there */
  return () => fresh(element);
}

/* All addresses, new; the small ones are put in their places at once. Null when the server does not answer. */
async function fresh(element) {
  try {
    const reply = await fetch(element.dataset.renew, { headers: { Accept: "application/json" } });
    if (!reply.ok) return null;
    const found = await reply.json();
    if (found.sprite) element.dataset.sprite = found.sprite;
    for (const track of element.querySelectorAll("track")) track.src = found.captions[track.srclang] ?? track.src;
    return found;
  } catch {
    return null;
  }
}
