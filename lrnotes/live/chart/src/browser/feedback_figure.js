/** The figure of a feedback rule: a loss that the reader chooses or draws, and the rate that answers it. */
import { codeOf } from "../code.js";
import { errorOf, initialSettings } from "../description.js";
import { ratesOf, stateInWords, statesAfter } from "../feedback.js";
import { feedbackChart, feedbackLayout } from "../feedback_chart.js";
import { AXES } from "../figures.js";
import { feedbackSentence } from "../sentences.js";
import { CodeTabs } from "./code_tabs.js";
import { Controls } from "./controls.js";
import { openFeedback, saveFeedback } from "./feedback_address.js";
import { Figure } from "./figure.js";
import { Knots } from "./knots.js";
import { Pen } from "./pen.js";
import { Presets } from "./presets.js";

export class FeedbackFigure extends Figure {
  constructor(element, description, programs, prefix) {
    super(element);
    Object.assign(this, { kind: "feedback", description, programs, prefix, probe: null, axis: AXES[0], scale: null });
    [this.curveBox, this.axisBox] = ["losses", "axis"].map((name) =>
      element.querySelector(`[data-own="${name}"] select`),
    );
    this.box = element.querySelector('[data-own="probe"] input');
    this.knots = new Knots(element.querySelector(".lrnotes-knots"), (losses) => this.drawnBy(losses));
    this.controls = new Controls(element, description, () => this.changed());
    this.first = description.curves[description.chosen].losses;
    this.before = statesAfter(description, programs, initialSettings(description), this.first);
    this.take(description.chosen);
    this.curveBox.addEventListener("change", () => this.choose(Number(this.curveBox.value)));
    this.axisBox.addEventListener("change", () => this.turn(AXES[this.axisBox.value]));
    this.box.addEventListener("input", () => this.ask(this.box.value === "" ? null : Number(this.box.value), true));
    this.presets = new Presets(element, description, (first) => this.startFrom(first));
    if (this.site) this.open([...new URLSearchParams(location.search)]);
    const section = element.querySelector(".lrnotes-code");
    this.tabs =
      section && new CodeTabs(section, () => codeOf(this.description, programs, this.controls.settings), this.status);
    this.start();
    this.pen = new Pen(this);
  }

  /** Begins anew from other settings; the loss stays. */
  startFrom(description) {
    this.description = description;
    this.before = statesAfter(description, this.programs, initialSettings(description), this.first);
    this.known = null;
    this.controls.rebase(description);
    if (this.chart) this.changed();
  }

  /** The state before any loss and after each. */
  states() {
    this.known ??= statesAfter(this.description, this.programs, this.controls.settings, this.losses);
    return this.known;
  }

  rates() {
    return ratesOf(this.description, this.states());
  }

  /** The losses of a curve by its index; the index after the last means those drawn by hand. */
  take(index) {
    this.choice = index;
    this.losses = this.description.curves[index]?.losses ?? this.losses;
    this.curveBox.value = index;
    if (this.probe > this.losses.length) this.ask(null);
    this.knots.follow(this.losses);
  }

  choose(index) {
    this.take(index);
    if (index === this.description.curves.length) this.knots.open();
    this.changed();
  }

  /** Losses that the reader draws; the knots follow when the pen is lifted. */
  drawnBy(losses) {
    this.losses = losses;
    this.choice = this.description.curves.length;
    this.curveBox.value = this.choice;
    this.changed();
  }

  turn(axis) {
    this.axis = axis;
    this.changed();
  }

  ask(epoch, typed) {
    const fits = Number.isInteger(epoch) && epoch >= 0 && epoch <= this.losses.length;
    const probe = fits ? epoch : null;
    if (probe === this.probe) return;
    this.probe = probe;
    if (!typed) this.box.value = probe ?? "";
    this.soon();
  }

  changed() {
    this.known = null;
    super.changed();
  }

  draw(width) {
    const { description, losses, scale, axis } = this;
    const states = this.states();
    const compare = this.isMoved() && losses.length === this.first.length;
    this.layout = feedbackLayout(
      { description, losses, states, before: compare ? this.before : null },
      { width, axis, scale },
    );
    const probe = this.probe === null ? null : Math.min(this.probe, losses.length);
    return feedbackChart(this.layout, probe);
  }

  tell() {
    return this.probe === null ? null : stateInWords(this.description, this.losses, this.states(), this.probe);
  }

  words() {
    return `${this.description.name}. ${feedbackSentence(this.losses, this.rates())}`;
  }

  error() {
    return errorOf(this.description, this.programs, this.controls.settings);
  }

  settle() {
    this.tabs?.refresh();
  }

  isMoved() {
    return this.choice !== this.description.chosen || this.controls.changes().length > 0;
  }

  isChanged() {
    return this.isMoved() || this.axis !== AXES[0];
  }

  reset() {
    this.axis = AXES[0];
    this.axisBox.value = 0;
    this.take(this.description.chosen);
    this.controls.resetAll();
  }

  open(entries) {
    openFeedback(this, entries);
  }

  save(query) {
    saveFeedback(this, query);
  }
}
