/* Copy the page's address, and print the page. */
{
  const SHOWN_FOR = 3000;
  const address = () =>
    document.querySelector('link[rel="canonical"]')?.href ?? location.href.replace(/#.*$/, "");

  // Browsers give the clipboard to https: pages and to this machine's own only.
  if (navigator.clipboard?.writeText) {
    for (const button of document.querySelectorAll("[data-kc-copy]")) {
      const words = button.textContent;
      button.hidden = false;
      button.setAttribute("aria-live", "polite");
      button.addEventListener("click", async () => {
        try {
          await navigator.clipboard.writeText(address());
        } catch {
          return; // the reader said no
        }
        button.textContent = button.dataset.done || words;
        setTimeout(() => {
          button.textContent = words;
        }, SHOWN_FOR);
      });
    }
  }
  for (const button of document.querySelectorAll("[data-kc-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }
}
