/** The controls of one parameter: a slider and a box, a choice, or a flag. */
import { startInWords } from "../controls.js";
import { format } from "../numbers.js";
import { positionOf, rangeOf, valueAt } from "../sliders.js";
import { setAttributeIfChanged, setIfChanged } from "./dom.js";

export class ControlRow {
  /**
   * @param {HTMLElement} element
   * @param {import("../description.js").Parameter} parameter
   * @param {{fits: Function, value: Function, toggle: Function, reset: Function, show: Function, refusal: Function}} owner
   */
  constructor(element, parameter, owner) {
    Object.assign(this, { element, parameter, owner });
    this.share = element.querySelector(".lrnotes-share");
    this.range = element.querySelector("input[type=range]");
    this.box = element.querySelector("input[type=number]");
    this.select = element.querySelector("select");
    this.check = element.querySelector("input[type=checkbox]");
    this.resetButton = element.querySelector(".lrnotes-reset");
    this.range?.addEventListener("input", () => this.slide());
    this.box?.addEventListener("input", () => this.type());
    this.box?.addEventListener("change", () => owner.show());
    this.select?.addEventListener("change", () => owner.value(this.select.value));
    this.check?.addEventListener("change", () => owner.toggle(this.check.checked));
    this.resetButton.addEventListener("click", () => {
      owner.reset();
      (this.range ?? this.select ?? this.check).focus(); // the button is gone
    });
  }

  /** The same parameter with other settings at first. */
  rebase(parameter) {
    this.parameter = parameter;
    this.shown = null;
    this.resetButton.title = `Reset to ${startInWords(parameter)}`;
    if (!this.range) return;
    const limits = rangeOf(parameter.slider);
    ["min", "max", "step"].forEach((name, i) => setAttributeIfChanged(this.range, name, limits[i]));
  }

  slide() {
    const value = valueAt(this.parameter.slider, Number(this.range.value));
    if (this.owner.fits(value)) {
      this.owner.value(value);
    } else {
      this.shown = null;
      this.owner.show();
    }
  }

  type() {
    const value = this.box.value.trim() === "" ? NaN : Number(this.box.value);
    const fits = this.owner.fits(value);
    this.box.setCustomValidity(fits ? "" : this.owner.refusal());
    if (fits) this.box.removeAttribute("aria-invalid");
    else this.box.setAttribute("aria-invalid", "true");
    if (fits) this.owner.value(value, true);
    else {
      this.shown = null;
      this.box.reportValidity();
    }
  }

  /** Brings the controls to a value; the box in which the reader types stays as it is. */
  show(value, off, differs, typing) {
    const state = `${value} ${off} ${differs}`;
    if (this.shown === state) return;
    this.shown = typing ? null : state;
    if (this.select) setIfChanged(this.select, "value", value);
    if (this.range) this.showNumber(value, off, typing);
    if (this.check) setIfChanged(this.check, "checked", this.range ? !off : value);
    setIfChanged(this.resetButton, "disabled", !differs);
  }

  showNumber(value, off, typing) {
    const { slider } = this.parameter;
    if (!slider.log && value > Number(this.range.max)) this.range.max = value;
    setIfChanged(this.range, "value", String(positionOf(slider, value)));
    setAttributeIfChanged(this.range, "aria-valuetext", format(value));
    setIfChanged(this.range, "disabled", off);
    setIfChanged(this.box, "disabled", off);
    if (typing) return;
    setIfChanged(this.box, "value", String(value));
    if (this.box.hasAttribute("aria-invalid")) {
      this.box.setCustomValidity("");
      this.box.removeAttribute("aria-invalid");
    }
  }
}
