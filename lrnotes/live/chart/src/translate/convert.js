/**
 * The tool of the page "Convert schedules between frameworks": a call or a name, a form of the original's arguments, the
 * curve, the lines in another framework. A classic script, since modules are not loaded from file://.
 */
import { ChartView } from "../browser/chart_view.js";
import { copy, debounce } from "../browser/dom.js";
import { feedbackChart, feedbackLayout } from "../feedback_chart.js";
import { ratesOf } from "../feedback.js";
import { escapeHTML } from "../html.js";
import { sampledCurve } from "../sampling.js";
import { scheduleChart, scheduleLayout } from "../schedule_chart.js";
import { feedbackSentence, scheduleSentence } from "../sentences.js";
import { formHTML, pythonCall, valuesOf } from "./form.js";
import { argumentsOf, found, near } from "./originals.js";
import { readCall } from "./python.js";
import { horizonOf, nativeCode, ownCode, programOf, statesOf, translated } from "./rows.js";

const KEPT = "lrnotes-framework"; // as the figures' tabs keep it
const KEY = "call";

class Converter {
  constructor(root) {
    this.root = root;
    const part = (name) => root.querySelector(`[data-part="${name}"]`);
    for (const name of ["call", "names", "message", "result", "form", "target", "lines", "code", "copy", "pitfall", "chart"]) {
      this[name] = part(name);
    }
    this.status = part("status");
    this.index = globalThis.lrnotesOriginals;
    this.names.innerHTML = this.index.originals.map(({ name }) => `<option value="${escapeHTML(name)}">`).join("");
    this.chooseTarget(kept() ?? new URLSearchParams(location.search).get("to"));
    this.view = new ChartView(this.chart, (width) => this.draw(width));
    const later = debounce(() => this.read(), 150);
    this.call.addEventListener("input", later);
    this.call.addEventListener("change", () => this.read());
    root.addEventListener("click", ({ target }) => target.closest("[data-call]") && this.open(target.closest("[data-call]").dataset.call));
    this.form.addEventListener("input", () => this.edited());
    this.target.addEventListener("change", () => this.retarget());
    this.lines.addEventListener("change", () => this.show());
    this.copy.addEventListener("click", () => copy(this.code.textContent, this.status, "Code copied"));
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
    this.remember();
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
    const isCall = call.kind === "call";
    const { given, complaints } = isCall ? argumentsOf(original, call) : { given: new Map(), complaints: [] };
    this.original = original;
    this.texts = original.arguments.map(({ name, initial, example, fixed }) => {
      const value = given.get(name);
      if (value && !fixed && !["name", "call"].includes(value.kind)) return value.text;
      if (value && !fixed) complaints.push(`${name || "learning_rate"} is ${value.text || "known"} only in your code; here it is ${example}.`);
      if (isCall && initial !== null) return initial;
      if (isCall && !value && !fixed && name) complaints.push(`${original.name} needs ${name}; here it is ${example}.`);
      return example;
    });
    this.complaints = complaints;
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

  retarget() {
    try {
      localStorage.setItem(KEPT, this.target.value);
    } catch {
      // Private windows keep nothing.
    }
    this.show();
  }

  chooseTarget(title) {
    if ([...this.target.options].some(({ value }) => value === title)) this.target.value = title;
  }

  /** Everything that follows from the form. */
  show() {
    const { original } = this;
    if (!original) return;
    this.result.hidden = false;
    this.pitfall.innerHTML = original.note;
    const { values, error, index } = valuesOf(original, this.texts);
    this.form.querySelectorAll("input, select").forEach((control, i) => control.toggleAttribute("aria-invalid", i === index));
    this.made = error ? { error } : translated(this.data, original, values);
    if (this.made?.error) return this.fail(this.made.error);
    if (!this.made) return this.fail(NOT_TRACED, pythonCall(original, this.texts));
    this.say(this.complaints.join(" "));
    this.program = programOf(this.data, this.made);
    this.chart.hidden = !this.program;
    this.code.textContent = this.lineText();
    this.redraw();
  }

  lineText() {
    const framework = this.index.frameworks.find(({ title }) => title === this.target.value);
    const own = this.lines.querySelector(":checked").value === "lrnotes" || !framework.key;
    const rule = Boolean(this.made.shape.look.state);
    const text = own
      ? ownCode(this.data, this.made, framework[rule ? "feedback" : "schedule"])
      : nativeCode(this.data, this.made, framework.key);
    return text ?? `# ${NOT_TRACED}\n${pythonCall(this.original, this.texts)}`;
  }

  fail(message, code = "") {
    this.say(message);
    this.chart.hidden = true;
    this.code.textContent = code;
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

  /** The call in the address, so that it can be shared. */
  remember() {
    const query = new URLSearchParams(location.search);
    if (this.asked) query.set(KEY, this.asked);
    else query.delete(KEY);
    const text = query.toString();
    history.replaceState(history.state, "", location.pathname + (text ? `?${text}` : "") + location.hash);
  }
}

const NOT_TRACED = "This page has not worked out these settings. lrnotes converts them in Python:";

/** What to say of a name that means several originals, or none. */
function whichOne(originals, several, name) {
  if (several.length) return `${escapeHTML(name)} can be any of these: ${buttons(several.map((each) => each.name))}`;
  const similar = near(originals, name);
  if (similar.length) return `No schedule named ${escapeHTML(name)} is known. Did you mean ${buttons(similar)}?`;
  return `No schedule named ${escapeHTML(name)} is known. The table below lists every name.`;
}

function buttons(names) {
  return names
    .slice(0, 8)
    .map((name) => `<button type="button" data-call="${escapeHTML(name)}">${escapeHTML(name)}</button>`)
    .join(" ");
}

function kept() {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null;
  }
}

function loaded(src) {
  return new Promise((resolve, reject) => {
    document.head.append(Object.assign(document.createElement("script"), { src, onload: resolve, onerror: reject }));
  });
}

async function start(root) {
  if (!globalThis.lrnotesOriginals) await loaded(root.dataset.rows.replace("NAME", "originals"));
  const converter = new Converter(root);
  const asked = new URLSearchParams(location.search).get(KEY);
  if (asked && !converter.call.value) converter.call.value = asked;
  await converter.read();
  root.converter = converter;
}

const root = document.querySelector(".lrnotes-convert");
if (root) start(root);
