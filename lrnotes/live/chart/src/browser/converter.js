/** A call or a name, a form of the original's arguments, the curve, the lines in another framework, the pitfall. */
import { ChartView } from "./chart_view.js";
import { CodeTabs } from "./code_tabs.js";
import { debounce } from "./dom.js";
import { feedbackChart, feedbackLayout } from "../feedback_chart.js";
import { ratesOf } from "../feedback.js";
import { codeHTML } from "../code_html.js";
import { escapeHTML } from "../html.js";
import { sampledCurve } from "../sampling.js";
import { scheduleChart, scheduleLayout } from "../schedule_chart.js";
import { feedbackSentence, scheduleSentence } from "../sentences.js";
import { formHTML, pythonCall, textsOf, valuesOf } from "../translate/form.js";
import { loaded, remember } from "./scripts.js";
import { whichOne } from "../translate/messages.js";
import { found } from "../translate/originals.js";
import { readCall } from "../translate/python.js";
import { horizonOf, programOf, programsOf, statesOf, translated } from "../translate/rows.js";

export class Converter {
  constructor(root) {
    this.root = root;
    const part = (name) => root.querySelector(`[data-part="${name}"]`);
    for (const name of ["call", "names", "message", "result", "form", "code", "pitfall", "chart", "python"]) {
      this[name] = part(name);
    }
    this.status = part("status");
    this.index = globalThis.lrnotesOriginals;
    this.names.innerHTML = this.index.originals.map(({ name }) => `<option value="${escapeHTML(name)}">`).join("");
    this.view = new ChartView(this.chart, (width) => this.draw(width));
    const later = debounce(() => this.read(), 150);
    this.call.addEventListener("input", later);
    this.call.addEventListener("change", () => this.read());
    root.converter = this;
    this.form.addEventListener("input", () => this.edited());
    this.blocks = [];
    this.code.innerHTML = codeHTML(
      this.index.frameworks.map(({ title }) => ({ ...NOTHING, framework: title })),
      "convert",
    );
    this.tabs = new CodeTabs(this.code, () => this.blocks, this.status);
  }

  /** Converts a call or a name, as if it had been typed. */
  open(text) {
    this.call.value = text;
    this.read();
    this.root.scrollIntoView({ block: "start", behavior: "instant" });
    this.call.focus({ preventScroll: true });
  }

  /** The call in the box. */
  async read() {
    const text = this.call.value.trim();
    if (text === this.asked) return;
    this.asked = text;
    remember(text);
    if (!text) return this.say("");
    let call;
    try {
      call = readCall(text);
    } catch (error) {
      return this.say(`Python cannot read this call yet: ${error.message}.`);
    }
    const originals = found(this.index.originals, call.name);
    if (originals.length !== 1) return this.say(whichOne(this.index.originals, originals, call.name));
    await this.take(originals[0], call);
  }

  async take(original, call) {
    this.original = original;
    Object.assign(this, textsOf(original, call));
    this.form.innerHTML = formHTML(original, this.texts);
    this.data = await this.rows(original.library);
    if (this.original === original) this.show();
  }

  /** The rows of a library, whose script is loaded once. */
  async rows(library) {
    if (!globalThis.lrnotesRows?.[library.title]) await loaded(this.root.dataset.rows.replace("NAME", library.file));
    return globalThis.lrnotesRows[library.title];
  }

  edited() {
    const controls = [...this.form.querySelectorAll("input, select")];
    this.texts = controls.map(({ value }) => value);
    this.complaints = [];
    this.show();
  }

  /** Everything that follows from the form. */
  show() {
    const { original } = this;
    if (!original) return;
    this.result.hidden = false;
    this.pitfall.innerHTML = original.note;
    const { values, error, index } = valuesOf(original, this.texts);
    this.form
      .querySelectorAll("input, select")
      .forEach((control, i) => control.toggleAttribute("aria-invalid", i === index));
    this.made = error ? { error } : translated(this.data, original, values);
    if (this.made?.error) return this.fail(this.made.error);
    if (!this.made) return this.fail(`${NOT_TRACED}; the call of lrnotes.translate below does it in Python.`);
    this.say(this.complaints.join(" "));
    this.program = programOf(this.data, this.made);
    this.chart.hidden = !this.program;
    this.python.textContent = pythonCall(original, this.texts);
    this.blocks = programsOf(this.data, this.made, this.index.frameworks, `# ${NOT_TRACED}`);
    this.code.hidden = false;
    this.tabs.refresh();
    this.redraw();
  }

  /** There is no schedule to show, for this reason. */
  fail(message) {
    this.say(message);
    this.python.textContent = pythonCall(this.original, this.texts);
    this.chart.hidden = true;
    this.code.hidden = true;
  }

  redraw() {
    const { look } = this.made.shape;
    this.root.classList.toggle("lrnotes-feedback", Boolean(look.state));
    if (!this.program) return;
    if (look.state) {
      const { losses } = this.index;
      this.run = { description: look, losses, states: statesOf(this.program, losses), before: null };
      this.label(feedbackSentence(losses, ratesOf(look, this.run.states)));
    } else {
      this.last = horizonOf(this.made);
      this.curve = { ...sampledCurve(this.program, this.last, look.drawing), index: 0, name: this.original.name };
      this.label(scheduleSentence(this.curve.steps, this.curve.rates));
    }
    this.view.tree = null; // a rule's chart has other parts than a schedule's
    this.view.update();
  }

  label(words) {
    this.chart.setAttribute("aria-label", `${this.original.name}. ${words}`);
  }

  draw(width) {
    if (!this.made?.shape) return scheduleChart(scheduleLayout([], 1, width));
    if (this.made.shape.look.state) return feedbackChart(feedbackLayout(this.run, { width }));
    return scheduleChart(scheduleLayout([this.curve], this.last, width));
  }

  say(message) {
    this.message.innerHTML = message.includes("<") ? message : escapeHTML(message);
  }
}

const NOT_TRACED = "This page has not worked out these settings";
const NOTHING = { ours: "", native: null, reason: "" };
