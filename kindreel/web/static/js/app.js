/* Finds [data-controller="a b"] and loads what it names. A controller exports connect(element) and may return a function
   that undoes it. The paths are spelled out because only literal imports get hashed names. */
import { settleDraft } from "./sent-draft.js";

const controllers = {
  autosave: () => import("./controllers/autosave.js"),
  "copy-link": () => import("./controllers/copy-link.js"),
  count: () => import("./controllers/count.js"),
  cover: () => import("./controllers/cover.js"),
  dialog: () => import("./controllers/dialog.js"),
  dropzone: () => import("./controllers/dropzone.js"),
  passkey: () => import("./controllers/passkey.js"),
  menu: () => import("./controllers/menu.js"),
  player: () => import("./controllers/player.js"),
  reveal: () => import("./controllers/reveal.js"),
  shortcuts: () => import("./controllers/shortcuts.js"),
  "sign-out": () => import("./controllers/sign-out.js"),
  theme: () => import("./controllers/theme.js"),
  toast: () => import("./controllers/toast.js"),
  upload: () => import("./controllers/upload.js"),
};

const connected = new WeakMap();

async function connect(element) {
  if (connected.has(element)) return;
  const undo = [];
  connected.set(element, undo);
  for (const name of element.dataset.controller.split(/\s+/).filter((word) => word in controllers)) {
    const module = await controllers[name]();
    if (element.isConnected) undo.push(module.connect(element));
  }
}

function disconnect(element) {
  if (element.isConnected) return;
  for (const undo of connected.get(element) ?? []) undo?.();
  connected.delete(element);
}

function each(node, act) {
  if (node.nodeType !== Node.ELEMENT_NODE) return;
  if (node.matches("[data-controller]")) act(node);
  node.querySelectorAll("[data-controller]").forEach(act);
}

new MutationObserver((changes) => {
  for (const { addedNodes, removedNodes } of changes) {
    removedNodes.forEach((node) => each(node, disconnect));
    addedNodes.forEach((node) => each(node, connect));
  }
}).observe(document.documentElement, { childList: true, subtree: true });

settleDraft();
each(document.documentElement, connect);
