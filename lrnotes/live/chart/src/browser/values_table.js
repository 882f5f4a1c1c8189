/** The table of values below a comparison, made when the reader opens it. */
import { tableSteps } from "../common.js";
import { stepsIn, valuesCSV, valuesHTML } from "../values.js";
import { copy } from "./dom.js";

export class ValuesTable {
  /**
   * @param {HTMLDetailsElement} element
   * @param {{steps: number, functions: () => {name: string, rate: (step: number) => number}[], status: HTMLElement}} owner
   */
  constructor(element, owner) {
    Object.assign(this, { element, owner, typed: false });
    this.box = element.querySelector("input");
    this.table = element.querySelector("table");
    element.addEventListener("toggle", () => this.refresh());
    this.box.addEventListener("input", () => {
      this.typed = this.box.value.trim() !== "";
      this.refresh();
    });
    element.querySelector(".lrnotes-copy").addEventListener("click", () => {
      copy(valuesCSV(this.steps(), owner.functions()), owner.status, "CSV copied");
    });
  }

  steps() {
    return this.typed ? stepsIn(this.box.value) : tableSteps(this.owner.steps);
  }

  refresh() {
    if (!this.element.open) return;
    if (!this.typed && document.activeElement !== this.box) this.box.value = this.steps().join(", ");
    this.table.innerHTML = valuesHTML(this.steps(), this.owner.functions());
  }
}
