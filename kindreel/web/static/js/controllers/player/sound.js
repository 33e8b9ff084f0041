/* Sound is one choice for all videos, kept on this device. */
import { recall, remember } from "../../models/memory.js";

/* A browser may forbid sound before the first tap: then the video plays without it rather than not at all. */
export async function play(video) {
  const known = recall("sound");
  if (known) video.muted = known === "off";
  try {
    await video.play();
  } catch (error) {
    if (error.name !== "NotAllowedError" || video.muted) return;
    video.muted = true;
    await video.play().catch(() => {});
  }
}

export function withSound(video, element, button) {
  const known = recall("sound");
  video.muted = "autoplay" in element.dataset ? known !== "on" : known === "off";
  const show = () => {
    element.classList.toggle("is-loud", !video.muted);
    button.setAttribute("aria-pressed", String(!video.muted));
  };
  const turn = () => {
    video.muted = !video.muted;
    remember("sound", video.muted ? "off" : "on");
  };
  button.addEventListener("click", turn);
  video.addEventListener("volumechange", show);
  show();
  return turn;
}
