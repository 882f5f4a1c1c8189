// Paper is white: a dark page is printed in its light colours.
(() => {
  const root = document.documentElement,
    paper = matchMedia("print");
  let before;
  const turn = () => {
    if (paper.matches) {
      before = root.dataset.theme;
      root.dataset.theme = "light";
    } else if (before) {
      root.dataset.theme = before;
    }
  };
  paper.addEventListener("change", turn);
  window.addEventListener("load", () => {
    if (paper.matches) turn();
  });
})();
