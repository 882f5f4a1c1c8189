/** The boxes for what all schedules of a comparison share. */
import { COMMON } from "../common.js";
import { setIfChanged } from "./dom.js";

const REFUSALS = {
  peak: "the peak must be a number above 0",
  length: "the length must be an integer above 0, and above the warmup",
  warmup: "the warmup must be an integer, at least 0 and below the length",
};

export class CommonRow {
  /**
   * @param {HTMLElement} element
   * @param {import("../common.js").Common} common
   * @param {(common: import("../common.js").Common) => void} changed
   */
  constructor(element, common, changed) {
    Object.assign(this, { common, changed });
    this.boxes = COMMON.map((name) => element.querySelector(`[data-common="${name}"]`));
    this.boxes.forEach((box, i) => {
      box.addEventListener("input", () => this.type(box, COMMON[i]));
      box.addEventListener("change", () => this.show(this.common));
    });
  }

  type(box, name) {
    const next = { ...this.common, [name]: box.value.trim() === "" ? null : Number(box.value) };
    const fits = isFit(next, name);
    box.setCustomValidity(fits ? "" : REFUSALS[name]);
    if (!fits) box.reportValidity();
    else {
      this.common = next;
      this.changed(next);
    }
  }

  show(common) {
    this.common = common;
    this.boxes.forEach((box, i) => {
      box.setCustomValidity("");
      if (box !== document.activeElement) setIfChanged(box, "value", String(common[COMMON[i]] ?? ""));
    });
  }
}

/** Whether a common value is one that schedules take. */
export function isFit(common, name) {
  const value = common[name];
  if (value === null) return true;
  if (name === "peak") return value > 0 && value < Infinity;
  const { length, warmup } = common;
  const apart = length === null || warmup === null || warmup < length;
  return Number.isInteger(value) && value >= (name === "length" ? 1 : 0) && value <= 1e12 && apart;
}
