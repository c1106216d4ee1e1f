/* Shows a page again when a file behind it was saved. Only the live preview serves this script. */
{
  const PARTS = ["[data-kc-preview]", "main > .kc-page", ".kc-contents", "[data-kc-gallery]"];
  const state = document.querySelector("[data-kc-preview]").dataset.kcPreview;
  const source = new EventSource(`/events?since=${state}`);
  let isShowing = false;
  let isLate = false;

  /** Put the parts of the new page in the place of the old ones; return false where the two do not match. */
  const swap = (page) => {
    const pairs = PARTS.map((part) => [document.querySelector(part), page.querySelector(part)]);
    const isAlike = pairs.every(([old, now]) => !old === !now) && pairs.some(([old]) => old);
    // A filter holds on to the rows that it found.
    if (!isAlike || document.querySelector("[data-kc-filter]")) return false;
    for (const [old, now] of pairs) if (old) old.replaceWith(document.adoptNode(now));
    document.title = page.title;
    return true;
  };
  const show = async () => {
    if (isShowing) {
      isLate = true;
      return;
    }
    isShowing = true;
    try {
      const answer = await fetch(location.href, { cache: "no-store" });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (!swap(page)) location.reload();
    } finally {
      isShowing = false;
      if (isLate) {
        isLate = false;
        show();
      }
    }
  };

  source.addEventListener("page", show);
  source.addEventListener("all", () => location.reload());
  // The server was started again, and may show something else now.
  source.addEventListener("error", () => source.addEventListener("open", show, { once: true }));
}
