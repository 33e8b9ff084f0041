/* How a file is known again after a break: its size, and what stands at its beginning and end. Where the browser digests
   nothing (no HTTPS), its name and time stand in. */
const edge = 64 * 1024;
const longest = 80;

export async function markOf(file, digests = globalThis.crypto?.subtle) {
  if (!digests) return `${file.size}-${file.lastModified}-${encodeURIComponent(file.name)}`.slice(0, longest);
  const ends = new Blob([file.slice(0, edge), file.slice(-edge)]);
  const sum = new Uint8Array(await digests.digest("SHA-256", await ends.arrayBuffer()));
  return `${file.size}-${Array.from(sum.slice(0, 16), (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}
