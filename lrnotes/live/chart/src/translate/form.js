/** The form of an original's own arguments, each with its value as Python has it. */
import { escapeHTML } from "../html.js";
import { argumentsOf } from "./originals.js";
import { readValue } from "./python.js";

/** The form as HTML. `texts` are the values, in the order of the arguments. */
export function formHTML(original, texts) {
  const fields = original.arguments.map((argument, i) => {
    const id = `convert-argument-${i}`;
    const label = argument.name || "learning_rate";
    const note = argument.name ? "" : ` <small>of the optimizer</small>`;
    return `<div><label for="${id}"><code>${escapeHTML(label)}</code>${note}</label>${control(argument, texts[i], id)}</div>`;
  });
  return fields.join("");
}

function control({ options, fixed }, text, id) {
  if (options && options.includes(text)) {
    const all = options.map((each) => `<option${each === text ? " selected" : ""}>${escapeHTML(each)}</option>`);
    return `<select id="${id}">${all.join("")}</select>`;
  }
  const state = fixed ? " disabled" : "";
  return `<input id="${id}" value="${escapeHTML(text)}" autocomplete="off" autocapitalize="off" spellcheck="false"${state}>`;
}

/** What the form starts with: a call's arguments and the defaults of the others, or the example of a name alone. */
export function textsOf(original, call) {
  const isCall = call.kind === "call";
  const { given, complaints } = isCall ? argumentsOf(original, call) : { given: new Map(), complaints: [] };
  const texts = original.arguments.map((argument) => {
    const { text, complaint } = textOf(original, argument, given.get(argument.name), isCall);
    if (complaint) complaints.push(complaint);
    return text;
  });
  return { texts, complaints };
}

function textOf(original, { name, initial, example, fixed }, value, isCall) {
  if (fixed) return { text: example };
  if (value) return isKnown(value) ? { text: value.text } : { text: example, complaint: unknown(name, value, example) };
  if (!isCall || (initial === null && !name)) return { text: example };
  return initial === null
    ? { text: example, complaint: `${original.name} needs ${name}; here it is ${example}.` }
    : { text: initial };
}

const isKnown = ({ kind }) => kind !== "name" && kind !== "call";
const unknown = (name, { text }, example) =>
  `${name || "learning_rate"} is ${text}, which only your code knows; here it is ${example}.`;

/**
 * The values of the form's texts, or what is wrong with the first that is none.
 * @returns {{values: import("./python.js").Value[]} | {error: string, index: number}}
 */
export function valuesOf(original, texts) {
  const values = [];
  for (const [index, { name, fixed, example }] of original.arguments.entries()) {
    try {
      values.push(fixed ? { kind: "fixed", structure: fixed } : readValue(texts[index]));
    } catch (error) {
      return { error: `${name || "learning_rate"}: ${error.message}; a value is ${example}, for example.`, index };
    }
    if (["name", "call"].includes(values.at(-1).kind)) {
      return { error: `${name || "learning_rate"}: type a value; ${texts[index]} is known only in your code.`, index };
    }
  }
  return { values };
}

/** The call of lrnotes.translate with these texts; what has its default is left out. */
export function pythonCall(original, texts) {
  const given = original.arguments.flatMap(({ name, initial }, i) =>
    texts[i] === initial && name ? [] : [`${name || "learning_rate"}=${texts[i]}`],
  );
  return [`lrnotes.translate(`, `    "${original.name}",`, ...given.map((each) => `    ${each},`), `)`].join("\n");
}
