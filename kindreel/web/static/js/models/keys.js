/* Which command a key means for a video, or null when the key belongs to somebody else. */
const commands = {
  " ": "toggle",
  k: "previous",
  j: "next",
  ArrowUp: "previous",
  ArrowDown: "next",
  ArrowLeft: "back",
  ArrowRight: "forward",
  m: "mute",
  t: "captions",
  l: "heart",
  c: "comments",
  "?": "help",
};

const typing = "input:not([type=range], [type=checkbox], [type=radio], [type=button]), textarea, select, [contenteditable]";
const own = { " ": "a, button, summary, input", ArrowUp: "input, [role=menu]", ArrowDown: "input, [role=menu]" };
const sideways = "input[type=range], input[type=radio]";

export function commandFor({ key, target, ctrlKey, metaKey, altKey, defaultPrevented }) {
  if (ctrlKey || metaKey || altKey || defaultPrevented || target?.closest?.(`${typing}, dialog`)) return null;
  const name = key.length === 1 ? key.toLowerCase() : key;
  const holder = own[name] ?? (name === "ArrowLeft" || name === "ArrowRight" ? sideways : null);
  if (holder && target?.matches?.(holder)) return null;
  return commands[name] ?? null;
}
