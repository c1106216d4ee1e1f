/* Light or dark: the reader's choice goes before the system's, and is kept on this device only. */
{
  const root = document.documentElement;
  const KEY = "kc-theme";
  const isTheme = (word) => word === "light" || word === "dark";
  const kept = () => {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null; // storage is switched off: the choice lasts for one page
    }
  };
  const keep = (theme) => {
    try {
      localStorage.setItem(KEY, theme);
    } catch {
      /* as above */
    }
  };
  const ofSystem = () => (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  const show = (theme) => {
    if (isTheme(theme)) root.dataset.kcTheme = theme;
  };

  show(kept());
  for (const button of document.querySelectorAll("[data-kc-theme-switch]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const now = isTheme(root.dataset.kcTheme) ? root.dataset.kcTheme : ofSystem();
      const next = now === "dark" ? "light" : "dark";
      show(next);
      keep(next);
    });
  }
  // Another tab of the same site.
  addEventListener("storage", (event) => {
    if (event.key === KEY) show(event.newValue);
  });
}
