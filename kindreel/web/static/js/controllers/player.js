/* One video. Inside: <video>, [data-player="tap|sound|captions|words|time|glance|error|retry"]. On the element:
   data-renew (its JSON), data-autoplay (plays when seen), data-sprite and data-sheet (pictures of the time line),
   data-backdrop (a colour until the poster is there). Without script the browser's own controls stay. */
import { withCaptions } from "./player/captions.js";
import { withGlance } from "./player/glance.js";
import { listenForKeys } from "./player/keys.js";
import { withQuality } from "./player/quality.js";
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
  element.style.setProperty("--backdrop", element.dataset.backdrop ?? "");
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
  const renew = renewing({
    video, element, error: part("error"), retry: part("retry"), renewFilms: withQuality(video),
  });
  withGlance(video, element, part("time"), part("glance"), renew);
  const captions = withCaptions(video, part("captions"), part("words"), renew);
  listenForKeys();
  return watchSight({ element, video, toggle, mute, captions });
}

function shape(element, width, height) {
  if (!width || !height) return;
  element.style.setProperty("--ratio", String(width / height));
  element.dataset.shape = width === height ? "square" : width > height ? "wide" : "tall";
}
