/** Several schedules, from the chapters' own figures, on the same axes. */
import { errorOf } from "../description.js";
import { LAST_STEP, parsePlot, PLOT, readSettings, writePlot } from "../links.js";
import { curveOf, rateFunction } from "../sampling.js";
import { scheduleSentence } from "../sentences.js";
import { FEWEST } from "../series.js";
import { Series } from "./series.js";
import { StepFigure } from "./step_figure.js";

export class ComparisonFigure extends StepFigure {
  constructor(element, { catalogue, start, most }, programsByKey) {
    super(element);
    Object.assign(this, { kind: "comparison", catalogue, most, programsByKey, made: 0, chosen: [] });
    this.list = element.querySelector(".lrnotes-series-list");
    this.adder = element.querySelector(".lrnotes-add");
    this.adder.addEventListener("click", () => this.addUnused());
    this.firstEntries = start.map((title) => this.entry(title));
    const given = [...this.list.children];
    this.firstEntries.forEach((entry, i) => this.add(entry, given[i]));
    this.first = this.wording().join();
    if (this.site) this.open(new URLSearchParams(location.search));
    this.start();
    this.showSeries();
  }

  entry(title) {
    return this.catalogue.find((entry) => entry.title === title);
  }

  /** Adds a schedule, with the first color that is free. */
  add(entry, element) {
    const taken = this.chosen.map(({ index }) => index);
    const index = [0, 1, 2, 3, 4, 5].find((i) => !taken.includes(i));
    const about = { entry, index, id: `${this.element.id}-${this.made++}`, catalogue: this.catalogue };
    const owner = { changed: () => this.changed(), remove: (series) => this.remove(series) };
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

  functions() {
    return this.chosen.map(({ entry, controls, index }) => ({
      rate: rateFunction(entry.description, this.programsByKey[entry.programs], controls.settings),
      index,
    }));
  }

  computed(steps) {
    return this.chosen.map(({ entry, controls, index }) => ({
      ...curveOf(entry.description, this.programsByKey[entry.programs], controls.settings, steps),
      index,
      name: entry.title,
    }));
  }

  told(rates) {
    return rates.map((rate, i) => `${this.chosen[i].entry.title}: ${rate}`).join("; ");
  }

  words() {
    return this.curves.map(({ name, steps, rates }) => `${name}. ${scheduleSentence(steps, rates)}`).join(" ");
  }

  error() {
    const errors = this.chosen.map(({ entry, controls }) =>
      errorOf(entry.description, this.programsByKey[entry.programs], controls.settings),
    );
    return errors.find((error) => error !== null) ?? null;
  }

  settle() {}

  wording() {
    return this.chosen.map(({ entry, controls }) => writePlot(entry.title, controls.changes()));
  }

  isChanged() {
    return this.ownSteps !== null || this.first !== this.wording().join();
  }

  reset() {
    this.ownSteps = null;
    this.clear();
    for (const entry of this.firstEntries) this.add(entry);
  }

  open(query) {
    const plots = query.getAll(PLOT).map((words) => ({ words, ...(parsePlot(words) ?? {}) }));
    const known = plots.filter(({ title }) => title && this.entry(title)).slice(0, this.most);
    const ignored = plots.filter((plot) => !known.includes(plot)).map(({ words }) => words);
    if (known.length >= FEWEST) {
      this.clear();
      for (const { title, pairs, ignored: broken } of known) {
        const { controls } = this.add(this.entry(title));
        const read = readSettings(controls.description, controls.settings, pairs);
        controls.restore(read.settings);
        ignored.push(...broken, ...read.ignored);
      }
    } else ignored.push(...known.map(({ words }) => words));
    this.openSteps(query.get(LAST_STEP));
    if (query.has(LAST_STEP) && this.ownSteps === null) ignored.push(LAST_STEP);
    this.horizon.value = this.steps;
    this.complain(ignored);
  }

  save(query) {
    query.delete(PLOT);
    if (this.first !== this.wording().join()) for (const words of this.wording()) query.append(PLOT, words);
    this.saveSteps(query, LAST_STEP);
  }
}
