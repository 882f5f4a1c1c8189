/** One schedule of the comparison: which it is, its controls and its code. */
import { codeOf } from "../code.js";
import { codeHTML } from "../code_html.js";
import { NO_COMMON, withCommon, withCommonStart } from "../common.js";
import { seriesHTML, seriesInside } from "../series.js";
import { changesOf, horizonOf } from "../settings.js";
import { CodeTabs } from "./code_tabs.js";
import { Controls } from "./controls.js";

export class Series {
  /**
   * @param {HTMLElement} element The fieldset.
   * @param {object} about {entry, programs, common, index, id, catalogue}; the index gives the line its color and dash.
   * @param {{changed: Function, remove: Function, programsOf: Function, code: Function, status: HTMLElement}} owner
   */
  constructor(element, about, owner) {
    Object.assign(this, { element, ...about, owner });
    this.bind();
  }

  /** A new one, after those of a list. */
  static after(list, about, owner) {
    list.insertAdjacentHTML("beforeend", seriesHTML({ ...about, description: startOf(about), count: 0 }));
    return new Series(list.lastElementChild, about, owner);
  }

  bind() {
    this.select = this.element.querySelector("legend select");
    this.select.addEventListener("change", () => this.choose(this.catalogue[this.select.selectedIndex]));
    this.element.querySelector(".lrnotes-remove").addEventListener("click", () => this.owner.remove(this));
    const rows = this.element.querySelector(".lrnotes-rows");
    this.controls = new Controls(rows, startOf(this), () => this.owner.changed());
    this.fold = this.element.querySelector(".lrnotes-series-code");
    this.tabs = null;
    this.fold.addEventListener("toggle", () => this.showCode());
  }

  choose(entry) {
    Object.assign(this, { entry, programs: this.owner.programsOf(entry) });
    this.element.innerHTML = seriesInside({ ...this, description: startOf(this), count: 0 });
    this.bind();
    this.select.focus();
    this.owner.changed();
  }

  /** Other common values: what the reader has set here stays in proportion. */
  follow(common) {
    const { settings } = this.controls;
    if (settings !== this.made) this.base = this.controls.changes().length > 0 ? settings : null;
    this.common = common;
    this.controls.rebase(startOf(this));
    // From what was there before the first of several values in a row, such as 1 on the way to 10000.
    if (this.base) this.controls.restore(withCommon(this.entry.description, this.programs, this.base, common));
    this.made = this.controls.settings;
  }

  followedSteps() {
    return horizonOf(this.controls.description, this.controls.settings);
  }

  /** What differs from the chapter's figure. */
  changes() {
    return changesOf(this.entry.description, this.controls.settings);
  }

  /** The chapter opens with these settings. */
  link() {
    const { page, first } = this.entry;
    const query = new URLSearchParams(this.changes()).toString();
    this.element.querySelector("legend a").href = first && query ? `${page}?${query}` : page;
  }

  canBeRemoved(can) {
    this.element.querySelector(".lrnotes-remove").disabled = !can;
  }

  /** The code, which is fetched when a reader first asks for that of any curve. */
  async showCode() {
    if (!this.fold.open) return;
    if (this.tabs) {
      this.tabs.refresh();
      return;
    }
    const code = (await this.owner.code())[this.entry.programs];
    if (this.tabs || !code) return;
    const forms = this.entry.description.forms.map((form, i) => ({ ...form, code: code[i] }));
    const whole = { ...this.entry.description, forms };
    const blocks = () => codeOf(whole, this.programs, this.controls.settings);
    this.fold.insertAdjacentHTML("beforeend", codeHTML(blocks(), `${this.id}-code`));
    const section = this.fold.querySelector(".lrnotes-code");
    if (section) this.tabs = new CodeTabs(section, blocks, this.owner.status);
  }
}

function startOf({ entry, programs, common = NO_COMMON }) {
  return withCommonStart(entry.description, programs, common);
}
