/** What the figure of one schedule and the comparison share: the steps shown, and the step that the reader asks about. */
import { LAST_STEP, readInteger } from "../links.js";
import { format } from "../numbers.js";
import { scheduleChart, scheduleLayout, stepAt } from "../schedule_chart.js";
import { setIfChanged } from "./dom.js";
import { Figure } from "./figure.js";
import { LossView } from "./loss_view.js";

const MOST_STEPS = 1e13;

/**
 * A kind has: computed() -> curves, functions() -> [{rate, index, name}], followedSteps(), followedUpdates(),
 * told(rates), ratesInWords().
 */
export class StepFigure extends Figure {
  constructor(element) {
    super(element);
    [this.horizon, this.box] = element.querySelectorAll('[data-own="steps"] input');
    this.ownSteps = null; // the reader's, or null: it follows the settings
    this.probe = null;
    this.view = new LossView(this);
    this.horizon.addEventListener("input", () => this.setHorizon());
    this.horizon.addEventListener("change", () => this.showHorizon());
    this.box.addEventListener("input", () =>
      this.ask(this.box.value !== "" && this.box.value >= 0 ? Number(this.box.value) : null, true),
    );
    const place = element.querySelector(".lrnotes-chart");
    for (const type of ["pointermove", "pointerdown"]) place.addEventListener(type, (event) => this.point(event));
  }

  get steps() {
    return this.ownSteps ?? this.followedSteps();
  }

  /** How many updates a training has that the forecast is asked about. */
  get updates() {
    return this.ownSteps ?? this.followedUpdates();
  }

  /** An empty box gives the axis back to the settings. */
  setHorizon() {
    const { value } = this.horizon;
    const steps = readInteger(value, 1, MOST_STEPS);
    this.horizon.setCustomValidity(value === "" || steps ? "" : "steps shown must be an integer from 1 to 1e13");
    if (value !== "" && !steps) return;
    this.ownSteps = steps;
    this.changed();
  }

  point(event) {
    if (!this.layout) return;
    const step = stepAt(this.layout, this.layout.last, ...this.chart.placeOf(event));
    if (step !== null) this.ask(step);
  }

  ask(step, typed) {
    if (step === this.probe) return;
    this.probe = step;
    if (!typed) this.box.value = step ?? "";
    this.soon();
  }

  /** The curves of the settings of now, computed once for all who look at them. */
  get curves() {
    this.known ??= this.computed(this.steps);
    return this.known;
  }

  /** What a curve holds, as pairs of a step and a rate. */
  rows(index) {
    const { steps, rates } = this.curves[index];
    return steps.map((step, i) => [step, rates[i]]);
  }

  changed() {
    this.known = null;
    this.view.forget();
    super.changed();
    if (document.activeElement !== this.horizon) this.showHorizon();
  }

  showHorizon() {
    this.horizon.setCustomValidity("");
    setIfChanged(this.horizon, "value", String(this.steps));
  }

  draw(width) {
    if (this.view.shown) return this.drawLosses(width);
    const curves = this.curves;
    if (this.layout?.of !== curves || this.layout.width !== width) {
      const shown = curves.filter(({ hidden }) => !hidden);
      this.layout = { ...scheduleLayout(shown, this.steps, width), of: curves, last: this.steps };
    }
    return scheduleChart(
      this.layout,
      this.probe === null ? null : { step: Math.min(this.probe, this.steps), dots: this.dots() },
    );
  }

  drawLosses(width) {
    const { view } = this;
    if (this.layout?.of !== view.runs || this.layout.width !== width) this.layout = view.layout(width);
    return view.draw(this.layout, this.probe);
  }

  /** What the forecast is asked about. */
  shapes() {
    return this.functions();
  }

  dots() {
    return this.probe > this.steps
      ? []
      : this.functions().map(({ rate, index }) => ({ rate: rate(this.probe), index }));
  }

  tell() {
    if (this.probe === null) return null;
    if (this.view.shown) return this.view.tell(this.probe);
    const rates = this.functions().map(({ rate }) => rate(this.probe));
    return this.told(rates.map((rate) => (Number.isNaN(rate) ? "no rate" : format(rate))));
  }

  words() {
    return this.view.shown ? this.view.said() : this.ratesInWords();
  }

  settle() {
    this.view.settle();
  }

  /** The steps and the view of an address; what it says in vain is given back. */
  openShown(own) {
    const text = own.get(LAST_STEP) ?? null;
    this.ownSteps = readInteger(text, 1, MOST_STEPS);
    this.horizon.value = this.steps;
    return [...(text !== null && this.ownSteps === null ? [LAST_STEP] : []), ...this.view.open(own)];
  }

  saveShown(query, prefix) {
    query.delete(prefix + LAST_STEP);
    if (this.ownSteps !== null) query.set(prefix + LAST_STEP, this.ownSteps);
    this.view.save(query, prefix);
  }
}
