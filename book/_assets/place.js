// Going back, or loading again, lands where the reader was. Parts of a page that were never near have no height of
// their own (lrnotes.css), so the place is a part and how far it is from the top, kept with the entry of the history.
(() => {
  const distance = (part) => part.getBoundingClientRect().top;
  const keep = () => {
    const parts = [...document.querySelectorAll(".bd-article section[id]")];
    const part = scrollY > 0 && parts.findLast((each) => distance(each) < 150);
    const place = part ? { id: part.id, top: distance(part) } : undefined;
    history.replaceState({ ...history.state, place }, "");
  };

  const kept = history.state?.place,
    part = kept && document.getElementById(kept.id);
  if (part && document.documentElement.classList.contains("lrnotes-all-laid-out")) {
    let untouched = true;
    for (const move of ["wheel", "touchmove", "keydown", "pointerdown"])
      addEventListener(move, () => (untouched = false), { passive: true });
    const restore = () => {
      if (untouched) scrollBy({ top: distance(part) - kept.top, behavior: "instant" });
    };
    history.scrollRestoration = "manual";
    restore();
    addEventListener("load", () => {
      restore();
      history.scrollRestoration = "auto";
    });
  }

  let due;
  addEventListener("scroll", () => {
    clearTimeout(due);
    due = setTimeout(keep, 150);
  });
  addEventListener("pagehide", keep);
})();
