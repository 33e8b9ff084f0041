/* Can be closed; good news leaves by itself, bad news stays until it is read. */
const stay = 6000;

export function connect(element) {
  const close = element.querySelector("[data-close]");
  close.hidden = false;
  close.addEventListener("click", () => element.remove());
  if (!element.matches(".toast--success, .toast--info")) return undefined;
  const timer = setInterval(() => {
    if (!element.matches(":hover, :focus-within")) element.remove();
  }, stay);
  return () => clearInterval(timer);
}
