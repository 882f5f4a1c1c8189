/**
 * What a row of the table of originals makes of arguments: the programs are traced from the rows in Python
 * (book/_tools/translated_rows.py) and come in a script for each library.
 *
 * @typedef {import("./python.js").Value} Value
 */
import { pythonFloat, pythonSteps } from "../numbers.js";

const TIME = /^\d+(\.\d+)?(?=(ep|ba|sp|tok|dur)$)/; // the number of "300ba", a time in Composer
const WRITERS = [pythonFloat, pythonSteps, String];

/** Everything about a value but its numbers, as the rows' variants are told apart. */
export function structure(value) {
  switch (value.kind) {
    case "number":
      return "#";
    case "constant":
      return value.value[0];
    case "text":
      return `'${value.value.replace(TIME, "#")}'`;
    case "list":
      return `[${value.items.map(structure).join(",")}]`;
    case "dict":
      return `{${value.pairs.map((pair) => pair.map(structure).join(":")).join(",")}}`;
    default:
      return value.structure; // of a function or a schedule, which stay those of the example
  }
}

/** The numbers of a value, in the order of its text. */
export function numbersIn(value) {
  if (value.kind === "number") return [value.value];
  if (value.kind === "text") return (TIME.exec(value.value) ?? []).slice(0, 1).map(Number);
  if (value.kind === "list") return value.items.flatMap(numbersIn);
  if (value.kind === "dict") return value.pairs.flat().flatMap(numbersIn);
  return [];
}

/**
 * What a row makes of these arguments.
 * @param {object} data What the library's script holds.
 * @param {{name: string, arguments: {name: string, idle?: boolean}[]}} original
 * @param {Value[]} values In the order of the arguments.
 * @returns {{error: string} | {shape: object, p: number[]} | null} Null if the rows were not traced for such arguments.
 */
export function translated(data, original, values) {
  const counted = values.filter((_, i) => !original.arguments[i].idle);
  const key = counted.map(structure).join(";");
  const program = data.rows[original.name]?.[key];
  const made = program?.(counted.flatMap(numbersIn));
  if (!made) return null;
  if (made.error) return { error: filled(data, made.error) };
  return { shape: data.shapes[made.shape], p: made.p };
}

/** A text with its numbers in it. */
export function filled({ texts }, [place, ...numbers]) {
  let next = 0;
  return texts[place].map((piece) => (typeof piece === "string" ? piece : WRITERS[piece](numbers[next++]))).join("");
}

/**
 * The programs of each framework, as the figures' tabs show them (../browser/code_tabs.js).
 * @param {{title: string, key: ?string, alone: ?string, install: string, installWithUs: string}[]} frameworks
 */
export function programsOf(data, made, frameworks, missing) {
  const kind = made.shape.look.state ? "feedback" : "schedule";
  return frameworks.map((framework) => {
    const found = framework.key && made.shape[framework.key](made.p);
    const text = found ? filled(data, found).replace(/^# native: /gm, "# ") : "";
    const hasCode = text.split("\n").some((line) => line && !line.startsWith("#"));
    return {
      framework: framework.title,
      ours: `${framework.installWithUs}\n\n${ownCode(data, made, framework[kind]) ?? missing}`,
      native: hasCode ? `${framework.install}\n\n${text}` : null,
      reason: hasCode ? "" : reasonOf(framework, text),
    };
  });
}

function reasonOf({ alone }, comment) {
  if (alone) return alone;
  return comment
    ? comment.replace(/\n?# /g, " ").trim()
    : "This page has not worked out native code for these settings.";
}

/** The lines that use the schedule of lrnotes in a framework. */
function ownCode(data, { shape, p }, { imports, before, after }) {
  const found = shape.lrnotes(p);
  if (!found) return null;
  const order = (line) => `${line.startsWith("from") ? 1 : 0}${line}`;
  const all = [...new Set([...imports, ...shape.look.imports])].sort((one, other) =>
    order(one) < order(other) ? -1 : 1,
  );
  return `${all.join("\n")}\n\n${before}${filled(data, found)}\n${after[shape.optimizer(p) ?? 0]}`.trimStart();
}

/** The rate as a function of the step, or for a rule the rates that answer losses; null where it was not traced. */
export function programOf(data, { shape, p }) {
  const place = shape.program(p);
  return place === null ? null : data.programs[place](p);
}

/** The last step to show. */
export function horizonOf({ shape: { look }, p }) {
  const total = look.lengths.reduce((sum, place) => sum + p[place], look.fixed);
  return total && look.factor ? Math.min(1e13, Math.max(1, Math.round(look.factor * total))) : look.steps;
}
