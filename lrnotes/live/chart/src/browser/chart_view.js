/** The place of a chart in the page: it is drawn anew when its width or what it shows changes. */
import { build, patch } from "./patch.js";

export class ChartView {
  /**
   * @param {HTMLElement} place
   * @param {(width: number) => import("../tree.js").Element} draw
   */
  constructor(place, draw) {
    this.place = place;
    this.draw = draw;
    this.width = 0;
    this.drawn = new Promise((resolve) => {
      this.resolve = resolve;
    });
    // The first drawing waits too until the page is laid out; asking for the width now would lay it out once more.
    this.observer = new ResizeObserver(([entry]) => this.resize(Math.floor(entry.contentRect.width)));
    this.observer.observe(place);
  }

  resize(width) {
    if (!width || width === this.width) return;
    this.width = Math.max(240, width);
    this.update();
  }

  update() {
    if (!this.width) return;
    const tree = this.draw(this.width);
    if (this.tree) {
      patch(this.svg, this.tree, tree);
    } else {
      this.svg = build(tree);
      const inner = document.createElement("div");
      inner.setAttribute("aria-hidden", "true");
      inner.append(this.svg);
      this.place.replaceChildren(inner);
      this.resolve(this);
    }
    this.tree = tree;
  }

  /** Where a pointer is, in the chart's own units. */
  placeOf({ clientX, clientY }) {
    const { left, top } = this.place.getBoundingClientRect();
    return [clientX - left, clientY - top];
  }
}
