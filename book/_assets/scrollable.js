// What scrolls inside itself can be reached, and moved, by keyboard. The theme does so for code and tables.
(() => {
  const selector = ".cell_output, .math, .katex-display, dl.py dd";
  const mark = () => document.querySelectorAll(selector).forEach((element) => {
    if (element.scrollWidth > element.clientWidth && /auto|scroll/.test(getComputedStyle(element).overflowX)) {
      element.tabIndex = 0;
    } else {
      element.removeAttribute("tabindex");
    }
  });
  let due;
  const soon = () => { clearTimeout(due); due = setTimeout(mark, 200); };
  window.addEventListener("load", mark);
  window.addEventListener("resize", soon);
  document.addEventListener("toggle", soon, true);
})();
