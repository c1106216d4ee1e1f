/* Search in the header: a combobox (ARIA practices) over Pagefind's index, which lies beside the pages.
   Nothing is loaded before the field is first focused, and no word that a reader types leaves the site. */
{
  const MOST = 8;
  const LOOKED_AT = 24;
  const PAUSE = 120;

  /** Return a piece of Pagefind's HTML as text and marks; whatever else it held stays text. */
  const marked = (html) => {
    const piece = document.createDocumentFragment();
    const body = new DOMParser().parseFromString(html, "text/html").body;
    for (const node of body.childNodes) {
      if (node.nodeName === "MARK") {
        const mark = document.createElement("mark");
        mark.textContent = node.textContent;
        piece.append(mark);
      } else piece.append(node.textContent);
    }
    return piece;
  };

  /** Pages of single findings come after those that explain; they say the words more often. */
  const isEvidence = (page) => page.url.includes("/claim/");

  const startSearch = (form) => {
    const input = form.querySelector("input");
    const folder = new URL(form.dataset.kcSearch.replace(/\/?$/, "/"), document.baseURI);
    const list = document.createElement("ul");
    const status = document.createElement("p");
    let engine = null;
    let asked = 0; // only the newest question is answered
    let answered = "";
    let waiting = 0;
    let chosen = -1;

    list.className = "kc-search__results";
    list.id = `${input.id}-results`;
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", form.querySelector("label")?.textContent ?? "");
    status.setAttribute("role", "status");
    status.className = "kc-search__label";
    form.append(list, status);
    input.type = "text"; // a search field may not be a combobox
    input.enterKeyHint = "search";
    for (const [name, value] of [
      ["role", "combobox"],
      ["aria-autocomplete", "list"],
      ["aria-controls", list.id],
      ["aria-expanded", "false"],
    ])
      input.setAttribute(name, value);

    const load = () => {
      engine ??= import(new URL("pagefind.js", folder).href).then(async (found) => {
        await found.options({ baseUrl: new URL("..", folder).pathname, excerptLength: 16 });
        return found;
      });
      return engine;
    };
    const options = () => [...list.querySelectorAll("[role=option]")];
    const choose = (number) => {
      const all = options();
      chosen = all.length ? (number + all.length) % all.length : -1;
      all.forEach((option, at) => option.setAttribute("aria-selected", String(at === chosen)));
      if (chosen < 0) input.removeAttribute("aria-activedescendant");
      else {
        input.setAttribute("aria-activedescendant", all[chosen].id);
        all[chosen].scrollIntoView({ block: "nearest" });
      }
    };
    const open = (isOpen) => {
      list.hidden = !isOpen;
      input.setAttribute("aria-expanded", String(isOpen));
      if (!isOpen) {
        chosen = -1;
        input.removeAttribute("aria-activedescendant");
      }
    };
    const tell = (words, isSeen) => {
      status.className = isSeen ? "kc-search__results" : "kc-search__label";
      status.textContent = words;
    };
    const close = () => {
      asked += 1;
      clearTimeout(waiting);
      open(false);
      tell("", false);
    };
    const option = (page, number) => {
      const item = document.createElement("li");
      const link = document.createElement("a");
      const small = document.createElement("small");
      item.setAttribute("role", "none");
      link.setAttribute("role", "option");
      link.setAttribute("aria-selected", "false");
      link.id = `${list.id}-${number}`;
      link.tabIndex = -1;
      link.href = page.url;
      link.append(page.meta.title ?? page.url, small);
      small.append(marked(page.excerpt));
      item.append(link);
      return item;
    };
    const answer = async (words) => {
      const mine = ++asked;
      let pages = [];
      try {
        const found = await (await load()).search(words);
        if (mine !== asked) return;
        pages = await Promise.all(found.results.slice(0, LOOKED_AT).map((result) => result.data()));
        pages = [...pages.filter((page) => !isEvidence(page)), ...pages.filter(isEvidence)].slice(0, MOST);
      } catch {
        pages = [];
      }
      if (mine !== asked) return;
      answered = words;
      list.replaceChildren(...pages.map(option));
      chosen = -1;
      open(pages.length > 0);
      const count = (form.dataset.found || "{count}").replace("{count}", pages.length);
      tell(pages.length ? count : form.dataset.none || "0", !pages.length);
    };
    const ask = () => {
      const words = input.value.trim();
      clearTimeout(waiting);
      if (!words) close();
      else waiting = setTimeout(() => answer(words), PAUSE);
    };
    const go = async () => {
      const words = input.value.trim();
      if (!words) return;
      if (words !== answered || list.hidden) {
        clearTimeout(waiting);
        await answer(words);
      }
      const all = options();
      if (all.length && !list.hidden) location.assign(all[Math.max(chosen, 0)].href);
    };

    input.addEventListener("focus", () => load().catch(() => {}), { once: true });
    input.addEventListener("input", ask);
    input.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        if (list.hidden) {
          ask();
          return;
        }
        event.preventDefault();
        if (event.key === "ArrowDown") choose(chosen + 1);
        else choose(chosen < 0 ? -1 : chosen - 1);
      } else if (event.key === "Escape") {
        event.preventDefault();
        if (list.hidden && !status.textContent) input.value = "";
        close();
      }
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      go();
    });
    form.addEventListener("focusout", (event) => {
      if (!form.contains(event.relatedTarget)) close();
    });
    // A link takes the focus away before it is clicked, and the list would be gone.
    list.addEventListener("mousedown", (event) => event.preventDefault());
    document.addEventListener("keydown", (event) => {
      const at = event.target;
      const isTyping = at.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName);
      if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
        event.preventDefault();
        input.focus();
        input.select();
      }
    });
    form.hidden = false;
  };

  // A browser loads no module from a disk, so a site that is read from one has no search.
  if (location.protocol === "https:" || location.protocol === "http:")
    for (const form of document.querySelectorAll("[data-kc-search]")) startSearch(form);
}
