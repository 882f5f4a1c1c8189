/** A call or a name, a form of the original's arguments, the curve, the lines in another framework, the pitfall. */
import { CodeTabs, FRAMEWORK, SIDE } from "./code_tabs.js";
import { ConvertedChart } from "./converted_chart.js";
import { debounce, kept, run } from "./dom.js";
import { codeHTML } from "../code_html.js";
import { escapeHTML } from "../html.js";
import { formHTML, pythonCall, textsOf, valuesOf } from "../translate/form.js";
import { remember } from "./call_address.js";
import { whichOne } from "../translate/messages.js";
import { found } from "../translate/originals.js";
import { readCall } from "../translate/python.js";
import { programOf, programsOf, translated } from "../translate/rows.js";

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
    this.picture = new ConvertedChart(this.chart, this.index.losses);
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
    this.code.querySelector(".lrnotes-heading").textContent = "Convert to";
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
    if (originals.length !== 1) {
      this.result.hidden = true;
      this.message.innerHTML = whichOne(this.index.originals, originals, call.name);
      return;
    }
    await this.take(originals[0], call);
  }

  async take(original, call) {
    this.original = original;
    Object.assign(this, textsOf(original, call));
    this.form.innerHTML = formHTML(original, this.texts);
    if (kept(FRAMEWORK) === null) this.chooseAnother(original.library.title);
    this.data = await this.rows(original.library);
    if (this.original === original) this.show();
  }

  /** Who has not chosen a framework yet sees one that the call does not come from, without lrnotes. */
  chooseAnother(library) {
    const title = library === "PyTorch" ? "Keras, TensorFlow" : "PyTorch";
    if (kept(SIDE) === null) this.tabs.side = "native";
    this.tabs.choose(this.tabs.tabs.find(({ textContent }) => textContent === title));
  }

  /** The rows of a library, whose script is loaded once. */
  async rows(library) {
    await run(this.root.dataset.rows.replace("NAME", library.file));
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
    this.root.classList.toggle("lrnotes-feedback", Boolean(this.made.shape.look.state));
    this.picture.show(original.name, this.made, programOf(this.data, this.made));
    this.python.textContent = pythonCall(original, this.texts);
    this.blocks = programsOf(this.data, this.made, this.index.frameworks, `# ${NOT_TRACED}`);
    this.code.hidden = false;
    this.tabs.refresh();
  }

  /** There is no schedule to show, for this reason. */
  fail(message) {
    this.say(message);
    this.python.textContent = pythonCall(this.original, this.texts);
    this.chart.hidden = true;
    this.code.hidden = true;
  }

  say(message) {
    this.message.textContent = message;
  }
}

const NOT_TRACED = "This page has not worked out these settings";
const NOTHING = { ours: "", native: null, reason: "" };
