/* Spoken words as text: one track of the video, drawn above its caption, in the language that was chosen last. */
import { recall, remember } from "../../models/memory.js";
import { beginning, following, off } from "../../models/tracks.js";

export function withCaptions(video, button, place, renew) {
  const tracks = [...video.querySelectorAll("track")];
  const languages = tracks.map((track) => track.srclang);
  let chosen = null;

  const draw = () => {
    const cues = [...(chosen?.track.activeCues ?? [])];
    place.textContent = cues.map((cue) => cue.getCueAsHTML().textContent).join("\n");
    place.hidden = !place.textContent;
  };

  const show = (language) => {
    chosen = tracks.find((track) => track.srclang === language) ?? null;
    for (const track of tracks) track.track.mode = track === chosen ? "hidden" : "disabled";
    place.lang = chosen?.srclang ?? "";
    button.setAttribute("aria-pressed", String(Boolean(chosen)));
    button.setAttribute("aria-label", [button.dataset.label, chosen?.label].filter(Boolean).join(": "));
    draw();
  };

  function turn() {
    if (!tracks.length) return;
    const next = following(languages, chosen?.srclang ?? off);
    remember("captions", next);
    show(next);
  }

  for (const track of tracks) {
    let asked = false;
    track.track.addEventListener("cuechange", () => track === chosen && draw());
    track.addEventListener("error", () => {
      if (!asked) renew();
      asked = true;
    });
  }
  button.hidden = !tracks.length;
  button.addEventListener("click", turn);
  if (tracks.length) show(beginning(languages, recall("captions"), document.documentElement.lang.toLowerCase()));
  return turn;
}
