/* A button that shows what is typed into the password field named by data-for, and hides it again when the form goes. */
export function connect(button) {
  const field = document.getElementById(button.dataset.for);
  const words = { true: button.dataset.hide, false: button.textContent };

  const show = (shown) => {
    field.type = shown ? "text" : "password";
    button.setAttribute("aria-pressed", shown);
    button.textContent = words[shown];
  };
  button.hidden = false;
  button.addEventListener("click", () => show(field.type === "password"));
  // A browser keeps what stood in a text field; a password must not be among it.
  field.form?.addEventListener("submit", () => show(false));
}
