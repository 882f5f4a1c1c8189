/** The buttons that set every control at once, and which of them was pressed last. */
import { AT_FIRST, basedOn, START_FROM } from "../presets.js";

export class Presets {
  /**
   * @param {HTMLElement} element The figure.
   * @param {import("../description.js").Description} first
   * @param {(description: import("../description.js").Description) => void} chosen Called with what is at first now.
   */
  constructor(element, first, chosen) {
    Object.assign(this, { first, chosen, place: AT_FIRST });
    this.buttons = [...element.querySelectorAll("[data-preset]")];
    for (const button of this.buttons) {
      button.addEventListener("click", () => this.choose(Number(button.dataset.preset)));
    }
  }

  choose(place) {
    this.place = place;
    for (const button of this.buttons) button.setAttribute("aria-pressed", Number(button.dataset.preset) === place);
    this.chosen(basedOn(this.first, place));
  }

  /** Whether there is a preset of the name that an address has. */
  open(name) {
    const place = (this.first.presets ?? []).findIndex((preset) => preset.name === name);
    if (place >= 0) this.choose(place);
    return place >= 0;
  }

  save(query, prefix) {
    if (this.place === AT_FIRST) query.delete(prefix + START_FROM);
    else query.set(prefix + START_FROM, this.first.presets[this.place].name);
  }
}
