/* The video in view is the one that plays and hears the keys; one that leaves the view pauses. */
const players = new Map();
let active = null;

export const activePlayer = () => active;

const calm = () =>
  document.documentElement.dataset.motion === "calm" || matchMedia("(prefers-reduced-motion: reduce)").matches;

const observer = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      const player = players.get(target);
      if (player) isIntersecting ? enter(player) : leave(player);
    }
  },
  { threshold: 0.6 },
);

function enter(player) {
  if (active && active !== player) active.video.pause();
  active = player;
  const next = player.element.nextElementSibling?.querySelector?.("video");
  if (next) next.preload = "auto";
  if ("autoplay" in player.element.dataset && !calm()) player.start();
}

function leave(player) {
  player.video.pause();
  if (active === player) active = null;
}

document.addEventListener("visibilitychange", () => {
  if (document.hidden) active?.video.pause();
});

export function watchSight(player) {
  player.start = () => player.video.paused && player.toggle();
  players.set(player.element, player);
  active ??= player; // keys are heard before the observer has looked for the first time
  observer.observe(player.element);
  return () => {
    observer.unobserve(player.element);
    leave(player);
    players.delete(player.element);
  };
}
