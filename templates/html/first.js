/* Before the page is painted: the theme that the reader chose here before, kept by 10-theme.js. */
try {
  const theme = localStorage.getItem("kc-theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.kcTheme = theme;
} catch {
  /* storage is switched off: the system's theme shows */
}
