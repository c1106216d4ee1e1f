/* A form that filters rows. A field named "route" is compared with the rows' data-route, which may hold several
   words; a row shows when it has one of the chosen words of every field. What is chosen stands in the page's
   address, so that it can be kept and sent. Without this script the form is hidden and every row shows. */
{
  const startFilter = (form) => {
    const within = form.closest("section, main") ?? document.body;
    const rows = [...within.querySelectorAll("[data-kc-row]")];
    const groups = [...within.querySelectorAll("[data-kc-group]")];
    const counts = within.querySelectorAll("[data-kc-count]");
    const fields = [...form.elements].filter((field) => field.name);
    const names = [...new Set(fields.map((field) => field.name))];

    const fits = (row, name, chosen) => {
      const own = (row.getAttribute(`data-${name}`) ?? "").split(/\s+/);
      return chosen.some((word) => own.includes(word));
    };
    const tell = () => {
      const shown = rows.filter((row) => !row.hidden).length;
      for (const count of counts) {
        const words = count.dataset.words || "{shown} / {all}";
        count.textContent = words.replace("{shown}", shown).replace("{all}", rows.length);
      }
    };
    const remember = (data) => {
      const address = new URL(location.href);
      for (const name of names) {
        address.searchParams.delete(name);
        for (const word of data.getAll(name)) if (word) address.searchParams.append(name, word);
      }
      if (location.protocol !== "file:") history.replaceState(history.state, "", address);
    };
    const filter = () => {
      const data = new FormData(form);
      const wanted = names
        .map((name) => [name, data.getAll(name).filter(Boolean)])
        .filter(([, chosen]) => chosen.length);
      for (const row of rows) row.hidden = !wanted.every(([name, chosen]) => fits(row, name, chosen));
      for (const group of groups) {
        const own = [...group.querySelectorAll("[data-kc-row]")];
        group.hidden = own.length > 0 && own.every((row) => row.hidden);
      }
      tell();
      return data;
    };
    const recall = () => {
      const given = new URLSearchParams(location.search);
      for (const field of fields) {
        const words = given.getAll(field.name);
        if (!words.length) continue;
        if (field.type === "checkbox" || field.type === "radio") field.checked = words.includes(field.value);
        else if (field.options) {
          for (const option of field.options) option.selected = words.includes(option.value);
          if (field.selectedIndex < 0) field.selectedIndex = 0; // an address may name what is not there
        } else field.value = words[0];
      }
    };

    for (const count of counts) count.setAttribute("aria-live", "polite");
    recall();
    filter();
    form.addEventListener("input", () => remember(filter()));
    form.addEventListener("submit", (event) => event.preventDefault());
    // Fields have their first values again only after the event.
    form.addEventListener("reset", () => setTimeout(() => remember(filter())));
    form.hidden = false;
  };

  for (const form of document.querySelectorAll("form[data-kc-filter]")) startFilter(form);
}
