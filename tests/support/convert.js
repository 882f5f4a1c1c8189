// What the page's tool makes of calls: reads {folder, questions} and prints an answer to each.
const { readFileSync, existsSync } = require("node:fs");
const { join } = require("node:path");
const vm = require("node:vm");

const { folder, questions } = JSON.parse(readFileSync(0, "utf8"));
const load = (name) => vm.runInThisContext(readFileSync(join(folder, `${name}.js`), "utf8"));
load("convert");
load("originals");
const { originals, frameworks } = globalThis.lrnotesOriginals;
const { readCall, found, textsOf, valuesOf, translated, programOf, programsOf, statesOf } = globalThis.lrnotesConvert;

function rowsOf({ title, file }) {
  if (!globalThis.lrnotesRows?.[title]) load(file);
  return globalThis.lrnotesRows[title];
}

function answer({ call: text, steps, losses, code }) {
  const call = readCall(text);
  const names = found(originals, call.name);
  if (names.length !== 1) return { names: names.map(({ name }) => name) };
  const [original] = names;
  const { texts, complaints } = textsOf(original, call);
  const { values, error } = valuesOf(original, texts);
  const told = { name: original.name, texts, complaints };
  if (error) return { ...told, error };
  const data = rowsOf(original.library);
  const made = translated(data, original, values);
  if (!made) return { ...told, unknown: true };
  if (made.error) return { ...told, error: made.error };
  const program = programOf(data, made);
  if (program && losses) {
    const rate = made.shape.look.state.indexOf("rate");
    told.rates = statesOf(program, losses).map((state) => state[rate]);
  } else if (program && steps) {
    told.rates = steps.map(program);
  }
  return code ? { ...told, programs: programsOf(data, made, frameworks, "") } : told;
}

const written = (key, value) => (typeof value === "number" && !Number.isFinite(value) ? String(value) : value);
console.log(JSON.stringify(questions.map(answer), written));
