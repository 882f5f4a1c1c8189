/** The slider and the box for the total of all steps. */
import { format } from "../numbers.js";
import { positionOf, valueAt } from "../sliders.js";
import { totalOf, totalSlider, withTotal } from "../total.js";
import { setAttributeIfChanged, setIfChanged } from "./dom.js";

export class TotalRow {
  /**
   * @param {HTMLElement} element
   * @param {import("./controls.js").Controls} controls
   */
  constructor(element, controls) {
    Object.assign(this, { element, controls });
    [this.range, this.box] = element.querySelectorAll("input");
    this.range.addEventListener("input", () => this.take(Math.round(valueAt(this.slider, Number(this.range.value)))));
    this.box.addEventListener("input", () => this.take(Number(this.box.value)));
    this.box.addEventListener("change", () => this.show());
    this.show();
  }

  get slider() {
    return totalSlider(this.controls.description);
  }

  take(total) {
    if (!(total > 0 && Number.isFinite(total))) return;
    // From what was there before the first of several totals in a row: a total of 2 on the way to 20000 loses shares.
    if (this.controls.settings !== this.made) this.base = this.controls.settings;
    this.made = withTotal(this.controls.description, this.base, total);
    this.controls.move(this.made);
  }

  show() {
    const total = Number(totalOf(this.controls.description, this.controls.settings).toPrecision(12));
    setIfChanged(this.range, "value", String(positionOf(this.slider, total)));
    setAttributeIfChanged(this.range, "aria-valuetext", format(total));
    if (document.activeElement !== this.box) setIfChanged(this.box, "value", String(total));
  }
}
