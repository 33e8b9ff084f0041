/* The bytes of one file, by tus. After a lost line or a server that starts again it goes on by itself, until it is paused. */
import { delayOf, isPassing } from "../../models/upload-retry.js";

export const PATH = "/api/v1/uploads";
const piece = 8 * 1024 * 1024;

export function transfer(Upload, file, { url, metadata, on }) {
  let attempt = 0;
  let timer = null;
  const upload = new Upload(file, {
    endpoint: PATH,
    uploadUrl: url || null,
    metadata,
    chunkSize: piece,
    retryDelays: null,
    storeFingerprintForResuming: false,
    onUploadUrlAvailable: () => on.place(upload.url),
    onProgress: (sent, total) => on.progress(sent / total),
    onChunkComplete: () => (attempt = 0),
    onSuccess: () => (stop(), on.done()),
    onError: failed,
  });
  const start = () => {
    stop();
    window.addEventListener("online", start);
    upload.start();
  };

  function stop() {
    clearTimeout(timer);
    window.removeEventListener("online", start);
  }

  function failed(error) {
    if (!error.originalRequest) return stop(), on.unreadable();
    const status = error.originalResponse?.getStatus() ?? 0;
    if (!isPassing(status)) return stop(), on.refused(status, titleOf(error.originalResponse.getBody()));
    on.interrupted();
    timer = setTimeout(start, delayOf(attempt++));
  }

  return { start, pause: () => (stop(), upload.abort()) };
}

/* What the server said, in the person's language. */
function titleOf(body) {
  try {
    return JSON.parse(body).title ?? "";
  } catch {
    return "";
  }
}

export async function takeBack(id) {
  const answer = await fetch(`${PATH}/${id}`, { method: "DELETE", headers: { "Tus-Resumable": "1.0.0" } });
  return answer.ok || answer.status === 404;
}
