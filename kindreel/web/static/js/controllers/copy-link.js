/* On a link: a phone offers its own ways to share, elsewhere the address is copied and data-done is shown for a moment. */
const moment = 2000;

export function connect(element) {
  element.addEventListener("click", async (event) => {
    event.preventDefault();
    try {
      await hand(element.href);
      say(element);
    } catch (error) {
      if (error.name !== "AbortError") location.assign(element.href);
    }
  });
}

function hand(url) {
  const phone = matchMedia("(pointer: coarse)").matches;
  return phone && navigator.share ? navigator.share({ url }) : navigator.clipboard.writeText(url);
}

function say(element) {
  const text = element.querySelector("[data-copy-text]") ?? element;
  const before = text.textContent;
  if (before === element.dataset.done) return;
  text.setAttribute("aria-live", "polite");
  text.textContent = element.dataset.done;
  setTimeout(() => (text.textContent = before), moment);
}
