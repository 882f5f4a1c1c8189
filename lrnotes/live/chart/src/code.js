/** The training code with the reader's settings in it. */
import { acceptedForm } from "./description.js";
import { pythonFloat, pythonSteps } from "./numbers.js";

const WRITERS = {
  float: (value) => pythonFloat(Number(value)),
  steps: (value) => pythonSteps(Number(value)),
  text: String,
};

/**
 * The programs of each framework.
 * @returns {{framework: string, ours: string, native: ?string, reason: string}[]} `ours` uses lrnotes; `native` does
 *   without, or is null for the reason.
 */
export function codeOf(description, programs, settings) {
  const written = ([kind, n]) => WRITERS[kind](programs.values[n](settings.values));
  const filled = (parts) => parts.map((part) => (typeof part === "string" ? part : written(part))).join("");
  const { code = [] } = acceptedForm(description, programs, settings) ?? {};
  return code.map(({ framework, ours, native, condition, otherwise }) => {
    const holds = native && (condition == null || programs.conditions[condition](settings.values));
    return {
      framework,
      ours: filled(ours),
      native: holds ? filled(native) : null,
      reason: filled(otherwise ?? []),
    };
  });
}
