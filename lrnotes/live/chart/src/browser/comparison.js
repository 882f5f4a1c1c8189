/** Several schedules, from the chapters' own figures, on the same axes. */
import { NO_COMMON } from "../common.js";
import { errorOf } from "../description.js";
import { writePlot } from "../links.js";
import { curveOf, rateFunction } from "../sampling.js";
import { scheduleSentence } from "../sentences.js";
import { FEWEST } from "../series.js";
import { run } from "./dom.js";
import { CommonRow } from "./common_row.js";
import { openComparison, saveComparison } from "./comparison_address.js";
import { Series } from "./series.js";
import { StepFigure } from "./step_figure.js";
import { ValuesTable } from "./values_table.js";

export class ComparisonFigure extends StepFigure {
  constructor(element, { catalogue, start, most, common = NO_COMMON }, programsByKey) {
    super(element);
    Object.assign(this, { kind: "comparison", catalogue, most, programsByKey, made: 0, chosen: [] });
    this.firstCommon = common;
    this.list = element.querySelector(".lrnotes-series-list");
    this.adder = element.querySelector(".lrnotes-add");
    this.adder.addEventListener("click", () => this.addUnused());
    this.sharing = new CommonRow(element.querySelector('[data-own="common"]'), common, (next) => this.follow(next));
    this.table = new ValuesTable(element.querySelector(".lrnotes-values"), this);
    this.firstEntries = start.map((title) => this.entry(title));
    const given = [...this.list.children];
    this.firstEntries.forEach((entry, i) => this.add(entry, given[i]));
    this.first = this.wording().join();
    if (this.site) openComparison(this, new URLSearchParams(location.search));
    this.start();
    this.showSeries();
  }

  get common() {
    return this.sharing.common;
  }

  /** Other common values for the boxes and for all schedules. */
  share(common) {
    this.sharing.show(common);
    for (const series of this.chosen) series.follow(common);
  }

  follow(common) {
    for (const series of this.chosen) series.follow(common);
    this.changed();
  }

  programsOf({ programs }) {
    return this.programsByKey[programs];
  }

  /** The code of all schedules, by the keys of their programs. */
  async code() {
    await run(this.element.dataset.codeSrc);
    return globalThis.lrnotesCode;
  }

  entry(title) {
    return this.catalogue.find((entry) => entry.title === title);
  }

  /** Adds a schedule, with the first color that is free. */
  add(entry, element) {
    const taken = this.chosen.map(({ index }) => index);
    const index = [0, 1, 2, 3, 4, 5].find((i) => !taken.includes(i));
    const { catalogue, common, status } = this;
    const about = { entry, programs: this.programsOf(entry), common, index, catalogue };
    about.id = `${this.element.id}-${this.made++}`;
    const owner = {
      status,
      changed: () => this.changed(),
      remove: (each) => this.remove(each),
      programsOf: (each) => this.programsOf(each),
      code: () => this.code(),
    };
    const series = element ? new Series(element, about, owner) : Series.after(this.list, about, owner);
    this.chosen.push(series);
    return series;
  }

  addUnused() {
    const used = this.chosen.map(({ entry }) => entry);
    this.add(this.catalogue.find((entry) => !used.includes(entry)) ?? this.catalogue[0]).select.focus();
    this.changed();
  }

  remove(series) {
    this.chosen.splice(this.chosen.indexOf(series), 1);
    series.element.remove();
    this.changed();
    this.adder.focus();
  }

  clear() {
    for (const { element } of this.chosen.splice(0)) element.remove();
  }

  showSeries() {
    this.adder.disabled = this.chosen.length >= this.most;
    for (const series of this.chosen) {
      series.canBeRemoved(this.chosen.length > FEWEST);
      series.link();
    }
  }

  changed() {
    this.showSeries();
    super.changed();
  }

  followedSteps() {
    return Math.max(...this.chosen.map((series) => series.followedSteps()));
  }

  followedUpdates() {
    return Math.max(...this.chosen.map((series) => series.followedUpdates()));
  }

  functions() {
    return this.chosen.map(({ entry, programs, controls, index }) => ({
      rate: rateFunction(entry.description, programs, controls.settings),
      index,
      name: entry.title,
    }));
  }

  computed(steps) {
    return this.chosen.map(({ entry, programs, controls, index }) => ({
      ...curveOf(entry.description, programs, controls.settings, steps),
      index,
      name: entry.title,
    }));
  }

  told(rates) {
    return rates.map((rate, i) => `${this.chosen[i].entry.title}: ${rate}`).join("; ");
  }

  ratesInWords() {
    return this.curves.map((curve) => `${curve.name}. ${scheduleSentence(curve)}`).join(" ");
  }

  error() {
    const errors = this.chosen.map(({ entry, programs, controls }) =>
      errorOf(entry.description, programs, controls.settings),
    );
    return errors.find((error) => error !== null) ?? null;
  }

  settle() {
    super.settle();
    this.table.refresh();
    for (const series of this.chosen) series.tabs?.refresh();
  }

  wording() {
    return this.chosen.map((series) => writePlot(series.entry.title, series.changes()));
  }

  isChanged() {
    return this.ownSteps !== null || this.first !== this.wording().join();
  }

  reset() {
    this.ownSteps = null;
    this.clear();
    this.sharing.show(this.firstCommon);
    for (const entry of this.firstEntries) this.add(entry);
  }

  save(query) {
    saveComparison(this, query);
  }
}
