/** The training code with the reader's settings in it. */
import { formOf } from "./description.js";
import { pythonFloat, pythonSteps } from "./numbers.js";

const WRITERS = { float: pythonFloat, steps: pythonSteps };

/** The code of each framework, as [{framework, text}]. */
export function codeOf(description, programs, settings) {
  const filled = (parts) => parts.map((part) => (typeof part === "string" ? part : number(part))).join("");
  const number = ([kind, n]) => WRITERS[kind](Number(programs.values[n](settings.values)));
  const { code = [] } = formOf(description, settings) ?? {};
  return code.map(({ framework, ours, native, condition, otherwise }) => {
    const holds = condition == null || programs.conditions[condition](settings.values);
    const theirs = native && holds ? native : otherwise;
    return { framework, text: theirs ? `${filled(ours)}\n\n${filled(theirs)}` : filled(ours) };
  });
}
