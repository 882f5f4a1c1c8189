// The table of translations: only the rows that have every word in them, and the libraries that have such rows.
(() => {
  const box = document.querySelector(".lrnotes-lookup");
  const input = box.querySelector("input"),
    found = box.querySelector("output");
  const libraries = [...document.querySelectorAll(".lrnotes-library")].map((section) => ({
    section,
    rows: [...section.querySelectorAll("tbody tr")].map((row) => ({
      row,
      text: `${section.querySelector("h2").firstChild.textContent} ${row.textContent}`.toLowerCase(),
    })),
  }));
  const all = libraries.reduce((sum, { rows }) => sum + rows.length, 0);
  const show = () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const { section, rows } of libraries) {
      let some = false;
      for (const { row, text } of rows) {
        row.hidden = !words.every((word) => text.includes(word));
        if (!row.hidden) {
          some = true;
          count += 1;
        }
      }
      section.hidden = !some;
    }
    found.textContent = words.length ? `${count} of ${all}` : `${all} schedules`;
    const address = new URL(location);
    if (words.length) address.searchParams.set("find", words.join(" "));
    else address.searchParams.delete("find");
    if (address.href !== location.href) history.replaceState(history.state, "", address);
  };
  input.value = new URL(location).searchParams.get("find") ?? "";
  input.addEventListener("input", show);
  box.hidden = false;
  show();
})();
