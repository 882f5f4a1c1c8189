// Paper is white, so a dark page is printed in its light colors; and it shows everything, so what is folded is opened.
(() => {
  const root = document.documentElement,
    paper = matchMedia("print");
  let before,
    opened = [];
  const turn = () => {
    if (paper.matches) {
      before = root.dataset.theme;
      root.dataset.theme = "light";
      opened = [...document.querySelectorAll(".bd-article details:not([open])")];
    } else if (before) {
      root.dataset.theme = before;
    }
    for (const details of opened) details.open = paper.matches;
  };
  paper.addEventListener("change", turn);
  window.addEventListener("load", () => {
    if (paper.matches) turn();
  });
})();
