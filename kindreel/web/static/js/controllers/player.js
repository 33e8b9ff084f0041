/* One video. Wants inside: <video>, buttons [data-player="tap|sound|retry"], a range [data-player="time"], a hidden
   [data-player="error"]. On the element: data-renew (address of its JSON), data-autoplay (plays when seen).
   Without script the browser's own controls stay. */
import { listenForKeys } from "./player/keys.js";
import { renewing } from "./player/renewing.js";
import { watchSight } from "./player/sight.js";
import { play, withSound } from "./player/sound.js";
import { withTime } from "./player/time.js";

export function connect(element) {
  const video = element.querySelector("video");
  const part = (name) => element.querySelector(`[data-player="${name}"]`);
  const tap = part("tap");
  const toggle = () => (video.paused ? play(video) : video.pause());
  const show = () => {
    element.classList.toggle("is-paused", video.paused);
    tap.setAttribute("aria-label", video.paused ? tap.dataset.play : tap.dataset.pause);
  };

  video.controls = false;
  element.classList.add("is-ready");
  [tap, part("sound"), part("time")].forEach((control) => (control.hidden = false));
  tap.addEventListener("click", toggle);
  for (const name of ["play", "pause", "ended"]) video.addEventListener(name, show);
  video.addEventListener("waiting", () => element.classList.add("is-waiting"));
  for (const name of ["playing", "pause", "error"])
    video.addEventListener(name, () => element.classList.remove("is-waiting"));
  video.addEventListener("loadedmetadata", () => shape(element, video.videoWidth, video.videoHeight));
  shape(element, video.width, video.height);

  show();
  const mute = withSound(video, element, part("sound"));
  withTime(video, part("time"));
  renewing(video, element, part("error"), part("retry"));
  listenForKeys();
  return watchSight({ element, video, toggle, mute });
}

function shape(element, width, height) {
  if (!width || !height) return;
  element.style.setProperty("--ratio", String(width / height));
  element.dataset.shape = width === height ? "square" : width > height ? "wide" : "tall";
}
