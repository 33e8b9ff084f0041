/* Opens the <dialog> named by data-dialog. On a link, its address is the way without script. */
export function connect(element) {
  const dialog = document.getElementById(element.dataset.dialog);
  if (!dialog) return;
  element.setAttribute("aria-haspopup", "dialog");
  element.addEventListener("click", (event) => {
    event.preventDefault();
    element.closest("details.menu")?.removeAttribute("open");
    dialog.showModal();
  });
  dialog.addEventListener("click", ({ target }) => {
    if (target === dialog || target.closest("[data-close]")) dialog.close();
  });
}
