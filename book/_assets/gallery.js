// The gallery sorted by what is predicted of each schedule: the entries move into one list, and back to their families.
(() => {
  const select = document.querySelector("#lrnotes-sort"),
    said = document.querySelector(".lrnotes-sort output"),
    sorted = document.querySelector(".lrnotes-sorted"),
    families = [...document.querySelectorAll(".lrnotes-family")];
  const entries = families.flatMap((family) =>
    [...family.querySelectorAll(".lrnotes-gallery > li")].map((node) => ({
      node,
      home: node.parentElement,
      number: node.querySelector(".lrnotes-predicted"),
    })),
  );
  const written = {
    loss: (value) => `predicted loss ${value.toFixed(3)}`,
    bound: (value) => `bound ${value.toFixed(5)}`,
  };
  const show = () => {
    const by = select.value;
    const isKnown = ({ number }) => by in number.dataset;
    for (const each of entries) {
      const { node, home, number } = each;
      number.hidden = !by;
      number.textContent =
        by && (isKnown(each) ? written[by](+number.dataset[by]) : `no forecast: ${number.dataset.reason}`);
      home.append(node);
    }
    for (const family of families) family.hidden = Boolean(by);
    sorted.hidden = !by;
    if (by) {
      const known = entries.filter(isKnown).sort((a, b) => a.number.dataset[by] - b.number.dataset[by]);
      const others = entries.filter((each) => !isKnown(each));
      sorted.querySelector("ol").append(...[...known, ...others].map(({ node }) => node));
      sorted.querySelector("h2").textContent = `By ${select.selectedOptions[0].text}`;
    }
    said.textContent = by ? "The lowest comes first." : "";
  };
  const asked = new URL(location).searchParams.get("sort");
  if (asked && asked in written) {
    select.value = asked;
    show();
  }
  select.addEventListener("change", () => {
    show();
    const address = new URL(location);
    if (select.value) address.searchParams.set("sort", select.value);
    else address.searchParams.delete("sort");
    history.replaceState(history.state, "", address);
  });
})();
