/* Which captions come next: off, then each language in turn. `languages` are those of the video. */
export const off = "off";

export function following(languages, now) {
  return [...languages, off][languages.indexOf(now) + 1];
}

/* What to begin with: the choice of last time, where this video has it; any language is better than none. */
export function beginning(languages, known, page) {
  if (!known || known === off) return off;
  return [known, page].find((language) => languages.includes(language)) ?? languages[0] ?? off;
}
