/* A <details class="menu"> that closes when somebody looks elsewhere or presses Escape. */
export function connect(menu) {
  const away = ({ target }) => menu.contains(target) || menu.removeAttribute("open");
  document.addEventListener("click", away);
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    event.stopPropagation();
    menu.removeAttribute("open");
    menu.querySelector("summary").focus();
  });
  return () => document.removeEventListener("click", away);
}
