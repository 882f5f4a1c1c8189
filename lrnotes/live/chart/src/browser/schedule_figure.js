/** The figure of a chapter: one schedule, with the curve of its first settings as a dotted line. */
import { codeOf } from "../code.js";
import { errorOf, initialSettings } from "../description.js";
import { LAST_STEP, readAddress } from "../links.js";
import { updatesOf } from "../loss.js";
import { AT_FIRST, START_FROM } from "../presets.js";
import { curveOf, rateFunction } from "../sampling.js";
import { scheduleSentence } from "../sentences.js";
import { horizonOf } from "../settings.js";
import { CodeTabs } from "./code_tabs.js";
import { Controls } from "./controls.js";
import { Presets } from "./presets.js";
import { SHOWN_SIZE, SHOWN_VIEW } from "./loss_view.js";
import { StepFigure } from "./step_figure.js";
import { TotalRow } from "./total_row.js";

export class ScheduleFigure extends StepFigure {
  constructor(element, description, programs, prefix) {
    super(element);
    Object.assign(this, { kind: "schedule", description, programs, prefix });
    this.controls = new Controls(element, description, () => this.changed());
    const total = element.querySelector('[data-own="total"]');
    this.total = total && new TotalRow(total, this.controls);
    this.presets = new Presets(element, description, (first) => this.startFrom(first));
    if (this.site) this.open([...new URLSearchParams(location.search)]);
    const section = element.querySelector(".lrnotes-code");
    const blocks = () => codeOf(this.description, programs, this.controls.settings);
    this.tabs = section && new CodeTabs(section, blocks, this.status);
    this.total?.show();
    this.start();
  }

  /** Begins anew from other settings. */
  startFrom(description) {
    this.description = description;
    this.ghost = null;
    this.ownSteps = null;
    this.controls.rebase(description);
    if (this.chart) this.changed();
  }

  changed() {
    super.changed();
    this.total?.show();
  }

  followedSteps() {
    return horizonOf(this.description, this.controls.settings);
  }

  followedUpdates() {
    return updatesOf(this.description, this.controls.settings);
  }

  computed(steps) {
    const { description, programs, controls } = this;
    const curve = (settings) => curveOf(description, programs, settings, steps);
    if (this.ghost?.last !== steps) this.ghost = { ...curve(initialSettings(description)), ghost: true, last: steps };
    return [
      { ...this.ghost, hidden: controls.changes().length === 0 },
      { ...curve(controls.settings), index: 0, name: description.name },
    ];
  }

  shapes() {
    const { description, programs, controls } = this;
    const rate = (settings) => rateFunction(description, programs, settings);
    const hidden = controls.changes().length === 0;
    return [
      { rate: rate(initialSettings(description)), of: description, ghost: true, hidden },
      { rate: rate(controls.settings), index: 0, name: description.name },
    ];
  }

  functions() {
    return [{ rate: rateFunction(this.description, this.programs, this.controls.settings), index: 0 }];
  }

  told(rates) {
    return rates[0];
  }

  ratesInWords() {
    return `${this.description.name}. ${scheduleSentence(this.curves[1])}`;
  }

  error() {
    return errorOf(this.description, this.programs, this.controls.settings);
  }

  settle() {
    super.settle();
    this.tabs?.refresh();
  }

  isChanged() {
    return this.ownSteps !== null || this.controls.changes().length > 0;
  }

  reset() {
    this.ownSteps = null;
    this.controls.resetAll();
  }

  open(entries) {
    this.presets.open(new Map(entries).get(this.prefix + START_FROM));
    const { settings, own, ignored } = readAddress(this.description, this.controls.settings, entries, this.prefix, [
      LAST_STEP,
      START_FROM,
      SHOWN_VIEW,
      SHOWN_SIZE,
    ]);
    this.controls.restore(settings);
    ignored.push(...this.openShown(own));
    if (own.has(START_FROM) && this.presets.place === AT_FIRST) ignored.push(START_FROM);
    this.complain(ignored);
  }

  save(query) {
    for (const { name } of this.description.parameters) query.delete(this.prefix + name);
    for (const [name, value] of this.controls.changes()) query.set(this.prefix + name, value);
    this.presets.save(query, this.prefix);
    this.saveShown(query, this.prefix);
  }
}
