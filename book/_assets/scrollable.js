// What scrolls inside itself can be reached, and moved, by keyboard.
(() => {
  const selector = "pre, .cell_output, .cell_output > .output, .pst-scrollable-table-container, .math, .katex-display, dl.py dd";
  const scrolls = (element) =>
    element.scrollWidth > element.clientWidth && /auto|scroll/.test(getComputedStyle(element).overflowX);
  const inTime = (work) => setTimeout(() => {
    const end = performance.now() + 10;
    work({ timeRemaining: () => end - performance.now() });
  });
  const whenIdle = window.requestIdleCallback ?? inTime;
  let due, round = 0;
  // Measuring lays out what is still far off, so a few at a time, while the page has nothing else to do.
  const mark = () => {
    const left = [...document.querySelectorAll(selector)].reverse(), mine = ++round;
    const some = (deadline) => {
      const measured = [];
      do {
        const element = left.pop();
        if (element) measured.push([element, scrolls(element)]);
      } while (left.length && deadline.timeRemaining() > 4);
      for (const [element, wide] of measured) {
        if (wide) element.tabIndex = 0;
        else element.removeAttribute("tabindex");
      }
      if (left.length && mine === round) whenIdle(some);
    };
    whenIdle(some);
  };
  const soon = () => { clearTimeout(due); due = setTimeout(mark, 200); };
  window.addEventListener("load", mark);
  window.addEventListener("resize", soon);
  for (const opened of ["toggle", "change"]) document.addEventListener(opened, soon, true); // a fold, a tab
})();
