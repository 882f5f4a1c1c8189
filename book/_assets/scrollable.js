// What scrolls inside itself can be reached, and moved, by keyboard.
(() => {
  const selector =
    "pre, .cell_output, .cell_output > .output, .lrnotes-panels, .pst-scrollable-table-container, .math, " +
    ".katex-display, dl.py dd";
  const scrolls = (element) =>
    element.scrollWidth > element.clientWidth && /auto|scroll/.test(getComputedStyle(element).overflowX);
  // What is still far off is not laid out yet (lrnotes.css): it is measured when it comes near.
  const near = (element) => element.checkVisibility?.({ contentVisibilityAuto: true }) ?? true;
  // A few at a time, from when the page has nothing else to do.
  const whenIdle = window.requestIdleCallback ?? setTimeout,
    left = new Set();
  const some = () => {
    const end = performance.now() + 8,
      measured = [];
    for (const element of left) {
      left.delete(element);
      if (near(element)) measured.push([element, scrolls(element)]);
      if (performance.now() > end) break;
    }
    for (const [element, wide] of measured) {
      if (wide) element.tabIndex = 0;
      else element.removeAttribute("tabindex");
    }
    if (left.size) setTimeout(some);
  };
  const mark = (part) => {
    if (!left.size) whenIdle(some);
    for (const element of part.querySelectorAll(selector)) left.add(element);
  };
  let due;
  const soon = () => {
    clearTimeout(due);
    due = setTimeout(mark, 200, document);
  };
  window.addEventListener("load", () => mark(document));
  window.addEventListener("resize", soon);
  for (const opened of ["toggle", "change"]) document.addEventListener(opened, soon, true); // a fold, a tab
  document.addEventListener(
    "contentvisibilityautostatechange",
    ({ skipped, target }) => {
      if (!skipped) mark(target);
    },
    true,
  );
})();
