/** The other view of a figure: what its schedules do to the loss. */
import { endOf, FIRST_SIZE, forecastOf, isCold, shapeOf, SIZES } from "../loss.js";
import { lossChart, lossLayout } from "../loss_chart.js";
import { LOSS, lossLimits, lossSentence, lossTable, RATE } from "../loss_words.js";
import { setIfChanged } from "./dom.js";

export const SHOWN_VIEW = "shown-view"; // in an address
export const SHOWN_SIZE = "shown-size";

export class LossView {
  /**
   * @param {import("./step_figure.js").StepFigure} owner It has shapes() -> [{rate, name, index, ghost, hidden}],
   *   updates, soon() and changed().
   */
  constructor(owner) {
    Object.assign(this, { owner, shown: false, size: FIRST_SIZE, known: null, before: null });
    const { element } = owner;
    this.row = element.querySelector(".lrnotes-views");
    this.buttons = [...this.row.querySelectorAll("[data-view]")];
    this.select = this.row.querySelector("select");
    this.hint = element.querySelector(".lrnotes-hint");
    this.invitation = this.hint.textContent;
    this.table = element.querySelector(".lrnotes-losses table");
    for (const button of this.buttons)
      button.addEventListener("click", () => this.show(button.dataset.view === LOSS, this.size));
    this.select.addEventListener("change", () => this.show(this.shown, this.select.value));
  }

  show(shown, size) {
    this.set(shown, size);
    this.owner.changed();
    this.settle();
  }

  set(shown, size) {
    Object.assign(this, { shown, size });
    for (const button of this.buttons)
      button.setAttribute("aria-pressed", (button.dataset.view === LOSS) === this.shown);
    this.select.value = size;
    this.row.classList.toggle("lrnotes-loss", shown);
    this.forget();
  }

  /** After a change of the settings. */
  forget() {
    this.known = null;
  }

  get updates() {
    return this.owner.updates;
  }

  /** The schedules shown, each with its rates at the law's peak and what follows from them; computed once. */
  get runs() {
    this.known ??= this.owner
      .shapes()
      .filter(({ hidden }) => !hidden)
      .map((shape) => (shape.ghost ? this.ghost(shape) : this.run(shape)));
    return this.known;
  }

  run({ rate, ...about }) {
    const rates = shapeOf(rate, this.updates);
    return { ...about, rates, forecast: rates && forecastOf(rates, this.size) };
  }

  /** The curve from before the changes stays as it is while a slider moves. */
  ghost({ of, ...shape }) {
    const key = [this.updates, this.size, of];
    if (!this.before?.key.every((each, i) => each === key[i])) this.before = { key, run: this.run(shape) };
    return this.before.run;
  }

  layout(width) {
    return { ...lossLayout(this.runs, this.updates, this.size, width), of: this.runs, last: this.updates };
  }

  draw(layout, probe) {
    const dots = probe > this.updates ? [] : this.lossesAt(probe).map(({ loss, index }) => ({ rate: loss, index }));
    return lossChart(layout, probe === null ? null : { step: Math.min(probe, this.updates), dots });
  }

  lossesAt(probe) {
    const at = Math.round(probe);
    return this.own
      .filter(({ forecast }) => forecast && at >= 1 && at <= this.updates)
      .map(({ name, index, forecast }) => ({ name, index, loss: forecast.lossAt(at) }));
  }

  get own() {
    return this.runs.filter(({ ghost }) => !ghost);
  }

  /** What is said of the number of updates that the reader asks about. */
  tell(probe) {
    const losses = this.lossesAt(probe);
    if (!losses.length) return "no loss";
    return losses.map(({ name, loss }) => `${losses.length > 1 ? `${name}: ` : ""}${loss.toFixed(3)}`).join("; ");
  }

  /** The schedules with their losses after the last update. */
  finals() {
    return this.own.map(({ name, rates }) => ({ name, ...endOf(rates, this.size) }));
  }

  words() {
    return `${lossSentence(this.finals(), this.updates, this.size)} ${this.limits()}`.trim();
  }

  limits() {
    const cold = this.own.filter(({ rates }) => isCold(rates)).map(({ name }) => name);
    return lossLimits(this.updates, cold, this.own.length > 1);
  }

  /** What stands below the chart: the losses of several schedules stand in the table. */
  shortWords() {
    return (this.table && this.limits()) || this.words();
  }

  /** For screen readers, who hear of one schedule also its name. */
  said() {
    return this.own.length > 1 ? this.words() : `${this.own[0].name}. ${this.words()}`;
  }

  /** The words and the table, when the settings rest. */
  settle() {
    setIfChanged(this.hint, "textContent", this.shown ? this.shortWords() : this.invitation);
    if (this.table) setIfChanged(this.table, "innerHTML", lossTable(this.finals(), this.updates, this.size));
  }

  /** @returns {string[]} The keys of an address that say nothing. */
  open(own) {
    const view = own.get(SHOWN_VIEW);
    const size = own.get(SHOWN_SIZE);
    this.set(view === LOSS, SIZES.includes(size) ? size : FIRST_SIZE);
    this.settle();
    return [
      view !== undefined && view !== null && ![RATE, LOSS].includes(view) && SHOWN_VIEW,
      size !== undefined && size !== null && !SIZES.includes(size) && SHOWN_SIZE,
    ].filter(Boolean);
  }

  save(query, prefix) {
    const put = (key, value, first) => (value === first ? query.delete(key) : query.set(key, value));
    put(prefix + SHOWN_VIEW, this.shown ? LOSS : RATE, RATE);
    put(prefix + SHOWN_SIZE, this.size, FIRST_SIZE);
  }
}
