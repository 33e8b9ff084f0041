/* Takes the rendition that fits: the size of the picture, the screen's pixels, the line. After two stops to wait it
   goes one down, for this video and those that come. */
import { choose, drawnWidth, lineOf } from "../../models/renditions.js";
import { play } from "./sound.js";

const patience = 2;
const sharpest = 2;
let ceiling = Infinity;

const line = () => Math.min(lineOf(navigator.connection), ceiling);
const film = ({ src, dataset }) => ({ url: src, width: Number(dataset.width), kilobits: Number(dataset.kilobits) });

export function withQuality(video) {
  let films = [...video.querySelectorAll("source")].map(film);
  let stops = 0;

  const best = () => choose(films, pixelsOf(video), line());
  const current = () => films.find(({ url }) => url === video.currentSrc);

  function settle() {
    const wanted = best();
    const here = current();
    /* What loads already is left alone, unless it is too coarse or too heavy: it would be fetched twice for nothing. */
    const fine = here && here.width >= wanted?.width && here.kilobits <= line();
    if (wanted && wanted.url !== here?.url && !fine) swap(video, wanted.url);
  }

  video.addEventListener("waiting", () => {
    const here = current();
    if (!here || video.seeking || video.currentTime < 0.1 || ++stops < patience) return;
    stops = 0;
    ceiling = Math.max(0, here.kilobits - 1);
    settle();
  });
  settle();

  return function renew(fresh) {
    films = fresh.map((one) => ({ ...one, url: new URL(one.url, location.href).href }));
    const wanted = best();
    if (wanted) swap(video, wanted.url);
    return Boolean(wanted);
  };
}

function pixelsOf(video) {
  const ratio = video.width / video.height || video.videoWidth / video.videoHeight;
  const covers = getComputedStyle(video).objectFit === "cover";
  const width = drawnWidth({ width: video.clientWidth, height: video.clientHeight, ratio, covers });
  return width * Math.min(devicePixelRatio, sharpest);
}

function swap(video, url) {
  const { currentTime, paused } = video;
  video.src = url;
  if (currentTime) video.currentTime = currentTime;
  if (!paused) play(video);
}
