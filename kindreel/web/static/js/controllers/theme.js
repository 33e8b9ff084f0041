/* Shows a choice of "system", "light" or "dark" at once and keeps it in a cookie, so that the server paints it first.
   On a form or a field that has inputs named "theme". */
export function connect(element) {
  const apply = ({ target }) => {
    if (target.name !== "theme") return;
    const root = document.documentElement;
    if (target.value === "system") delete root.dataset.theme;
    else root.dataset.theme = target.value;
    document.cookie = `theme=${target.value}; path=/; max-age=31536000; samesite=lax`;
  };
  element.addEventListener("change", apply);
}
