/* A button that takes the moment shown by the video data-video as the value of the field data-field. */
export function connect(button) {
  const video = document.getElementById(button.dataset.video);
  const field = document.getElementById(button.dataset.field);
  const text = button.querySelector("[data-cover-text]");
  button.hidden = false;
  button.addEventListener("click", () => {
    field.value = video.currentTime.toFixed(1);
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.closest("details")?.setAttribute("open", "");
    text.setAttribute("aria-live", "polite");
    text.textContent = button.dataset.done;
  });
}
