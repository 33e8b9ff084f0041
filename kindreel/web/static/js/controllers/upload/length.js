/* How long a film is, in seconds, as this browser sees it; NaN when it cannot tell: the server will. */
const patience = 3000;

export function secondsOf(file) {
  const video = document.createElement("video");
  video.preload = "metadata";
  video.muted = true;
  return new Promise((answer) => {
    const end = () => {
      URL.revokeObjectURL(video.src);
      answer(video.duration);
    };
    video.onloadedmetadata = video.onerror = end;
    setTimeout(end, patience);
    video.src = URL.createObjectURL(file);
  });
}
