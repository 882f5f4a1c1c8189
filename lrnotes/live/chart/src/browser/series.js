/** One schedule of the comparison: which it is, and its controls. */
import { seriesHTML, seriesInside } from "../series.js";
import { horizonOf } from "../settings.js";
import { Controls } from "./controls.js";

export class Series {
  /**
   * @param {HTMLElement} element The fieldset.
   * @param {object} about {entry, index, id, catalogue}; the index gives the line its color and its dash.
   * @param {{changed: Function, remove: Function}} owner
   */
  constructor(element, about, owner) {
    Object.assign(this, { element, ...about, owner });
    this.bind();
  }

  /** A new one, after those of a list. */
  static after(list, about, owner) {
    list.insertAdjacentHTML("beforeend", seriesHTML({ ...about, count: 0 }));
    return new Series(list.lastElementChild, about, owner);
  }

  bind() {
    this.select = this.element.querySelector("legend select");
    this.select.addEventListener("change", () => this.choose(this.catalogue[this.select.selectedIndex]));
    this.element.querySelector(".lrnotes-remove").addEventListener("click", () => this.owner.remove(this));
    this.controls = new Controls(this.element.querySelector(".lrnotes-rows"), this.entry.description, () =>
      this.owner.changed(),
    );
  }

  choose(entry) {
    this.entry = entry;
    this.element.innerHTML = seriesInside({ ...this, count: 0 });
    this.bind();
    this.select.focus();
    this.owner.changed();
  }

  followedSteps() {
    return horizonOf(this.entry.description, this.controls.settings);
  }

  /** The chapter opens with these settings, and has their code. */
  link() {
    const { page, first } = this.entry;
    const query = new URLSearchParams(this.controls.changes()).toString();
    this.element.querySelector("legend a").href = first && query ? `${page}?${query}` : page;
  }

  canBeRemoved(can) {
    this.element.querySelector(".lrnotes-remove").disabled = !can;
  }
}
