// A page of rows in sections: only the rows that have every word and every choice, and the sections that have such rows.
(() => {
  const box = document.querySelector(".lrnotes-lookup");
  const input = box.querySelector("input"),
    choices = [...box.querySelectorAll("select")],
    found = box.querySelector("output");
  const sections = [...document.querySelectorAll(".lrnotes-looked-up")].map((section) => ({
    section,
    rows: [...section.querySelectorAll("tbody tr, .lrnotes-recipe")].map((row) => ({
      row,
      text: `${section.querySelector("h2").firstChild.textContent} ${row.textContent}`.toLowerCase(),
    })),
  }));
  const all = sections.reduce((sum, { rows }) => sum + rows.length, 0);
  const show = () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    const chosen = choices.map(({ value }) => value).filter(Boolean);
    let count = 0;
    for (const { section, rows } of sections) {
      let some = false;
      for (const { row, text } of rows) {
        row.hidden = !(
          words.every((word) => text.includes(word)) && chosen.every((name) => row.classList.contains(name))
        );
        if (!row.hidden) {
          some = true;
          count += 1;
        }
      }
      section.hidden = !some;
    }
    found.textContent = !(words.length || chosen.length)
      ? `${all} ${found.dataset.of}`
      : count
        ? `${count} of ${all}`
        : `None of the ${all} ${found.dataset.of} has ${
            words.length > 1 ? "all of these words" : words.length ? `“${words[0]}”` : "these choices"
          }. Try one word, such as “warmup” or “cosine”, or part of a name.`;
    const address = new URL(location);
    const values = [["find", words.join(" ")], ...choices.map(({ name, value }) => [name, value])];
    for (const [name, value] of values) {
      if (value) address.searchParams.set(name, value);
      else address.searchParams.delete(name);
    }
    if (address.href !== location.href) history.replaceState(history.state, "", address);
  };
  const { searchParams } = new URL(location);
  input.value = searchParams.get("find") ?? "";
  for (const choice of choices) {
    const value = searchParams.get(choice.name);
    choice.selectedIndex = Math.max(
      0,
      [...choice.options].findIndex((option) => option.value === value),
    );
    choice.addEventListener("change", show);
  }
  input.addEventListener("input", show);
  box.hidden = false;
  show();
})();

// The tool that converts a call: its script comes when the reader turns to it, or at once where the address has a call.
(() => {
  const tool = document.querySelector(".lrnotes-convert");
  if (!tool) return;
  tool.hidden = false;
  const load = () => {
    if (tool.dataset.asked) return;
    tool.dataset.asked = "yes";
    const src = tool.dataset.rows.replace("NAME", "convert");
    document.head.append(Object.assign(document.createElement("script"), { src }));
  };
  for (const type of ["focusin", "pointerdown", "pointerover"]) tool.addEventListener(type, load, { once: true });
  if (new URLSearchParams(location.search).has("call")) load();
  document.addEventListener("click", async ({ target }) => {
    const button = target.closest("[data-call], [data-copy]");
    if (!button) return;
    if ("copy" in button.dataset) {
      await navigator.clipboard.writeText(button.parentElement.querySelector("code").textContent);
      button.textContent = "Copied";
      setTimeout(() => (button.textContent = "Copy"), 2000);
    } else if (tool.converter) {
      tool.converter.open(button.dataset.call);
    } else {
      tool.querySelector("input").value = button.dataset.call;
      load();
      tool.scrollIntoView({ block: "start" });
    }
  });
})();
