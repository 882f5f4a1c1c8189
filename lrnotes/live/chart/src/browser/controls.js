/** The controls of one schedule, and the settings that they say. */
import { initialSettings, isAllowed, isOrdered } from "../description.js";
import { changesOf, differs, withReset, withSwitch, withValue } from "../settings.js";
import { sharesOf } from "../total.js";
import { ControlRow } from "./control_row.js";
import { setIfChanged } from "./dom.js";

export class Controls {
  /**
   * @param {HTMLElement} element
   * @param {import("../description.js").Description} description
   * @param {() => void} changed Called when the reader has changed a setting.
   */
  constructor(element, description, changed) {
    Object.assign(this, { element, description, changed, settings: initialSettings(description) });
    this.rows = description.parameters.map(
      (parameter, i) => new ControlRow(element.querySelector(`[data-index="${i}"]`), parameter, this.owner(i)),
    );
    this.show();
  }

  owner(index) {
    const parameter = () => this.description.parameters[index];
    return {
      fits: (value) => isAllowed(parameter(), value) && isOrdered(parameter(), this.settings.values, value),
      value: (value, typing) => this.move(withValue(this.description, this.settings, index, value), typing && index),
      toggle: (on) => this.move(withSwitch(this.description, this.settings, index, on)),
      reset: () => this.move(withReset(this.description, this.settings, index)),
      show: () => this.show(),
      refusal: () => this.refusal(parameter()),
    };
  }

  refusal({ name, allowed, above, below }) {
    const { parameters } = this.description;
    const between = [
      above != null && `not below ${parameters[above].name}`,
      below != null && `not above ${parameters[below].name}`,
    ];
    return [`${name} must be ${allowed}`, ...between.filter(Boolean)].join(", ");
  }

  /** New settings; `typing` is the index of the box in which the reader types. */
  move(settings, typing) {
    this.settings = settings;
    this.show(typing);
    this.changed();
  }

  /** Settings that came from an address. */
  restore(settings) {
    this.settings = settings;
    this.show();
    const changed = this.element.querySelector(".lrnotes-more .lrnotes-reset:not(:disabled)");
    if (changed) changed.closest("details").open = true;
  }

  /** The same controls with other settings at first, which they then have. */
  rebase(description) {
    this.description = description;
    this.rows.forEach((row, i) => row.rebase(description.parameters[i]));
    this.resetAll();
  }

  resetAll() {
    this.settings = initialSettings(this.description);
    this.show();
  }

  show(typing) {
    const { values, on } = this.settings;
    const shares = sharesOf(this.description, this.settings);
    this.rows.forEach((row, i) => {
      row.show(values[i], !on[i], differs(row.parameter, this.settings, i), i === typing);
      if (row.share) setIfChanged(row.share, "textContent", shares[i]);
    });
  }

  changes() {
    return changesOf(this.description, this.settings);
  }
}
