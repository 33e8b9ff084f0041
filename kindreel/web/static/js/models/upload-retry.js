/* Which failures pass by themselves, and how long to wait before the next try. */
const longest = 15_000;

export function delayOf(attempt) {
  return Math.min(longest, 500 * 2 ** attempt);
}

/* 0 is no answer at all. A 404 is an upload that ended: the client begins a new one. 507 is a full disk: a person decides. */
export function isPassing(status) {
  return [0, 404, 408, 409, 410, 423, 425].includes(status) || (status >= 500 && status !== 507);
}
