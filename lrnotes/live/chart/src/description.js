/**
 * What a figure is made of. Python writes it (lrnotes/live/description.py has the same types); names of a schedule's
 * fields are values in it and never keys, so that no name can collide with one of ours or with one of JavaScript's.
 *
 * @typedef {object} Description
 * @property {"schedule" | "feedback"} kind
 * @property {string} name The class, which begins the sentence for screen readers.
 * @property {number} [steps] The last step shown at first.
 * @property {?{lengths: number[], factor: number, ends: boolean}} [horizon] How the last step follows the settings.
 * @property {Parameter[]} parameters
 * @property {Form[]} forms
 * @property {string[]} [state] The fields of a feedback rule's state, in the order of its arrays.
 * @property {{name: string, losses: number[]}[]} [curves]
 * @property {number} [chosen] The index of the loss curve shown at first.
 *
 * @typedef {object} Parameter
 * @property {string} name
 * @property {string} symbol HTML.
 * @property {string} meaning
 * @property {string} allowed
 * @property {number | string | boolean} value
 * @property {boolean} [optional] Whether it can be None.
 * @property {boolean} [on] Whether an optional one is not None at first.
 * @property {?(string[] | boolean[])} [options]
 * @property {string} [unit] What a number counts: "rate", "steps" and others.
 * @property {"warmup"} [role]
 * @property {?Slider} [slider]
 * @property {boolean} [zero]
 * @property {number} [least]
 * @property {number} [most]
 * @property {boolean} [whole]
 * @property {?number} [above] The index of the neighbor below which this one must not fall.
 * @property {?number} [below]
 * @property {boolean} [equal] Whether neighbors may be equal.
 * @property {[number, ?number][]} [needs] Which others must be on while this one is, and the value they then take.
 * @property {[number, number][]} [also] Which others change, if they have their start value, when this one is turned on.
 * @property {boolean} [common] Whether it is shown before "More settings".
 *
 * @typedef {{low: number, high: number, step: number} | {log: true, anchor: number, below: number, above: number}} Slider
 *
 * @typedef {object} Form One variant of the schedule: which switches are on, which words are chosen.
 * @property {[number, boolean | string][]} when
 * @property {?string} [error]
 * @property {number} [program]
 * @property {"line" | "steps"} [drawing] Whether the rate changes at boundaries only.
 * @property {[number, string][]} [refused] Conditions under which there is no schedule, and why.
 * @property {Code[]} [code]
 *
 * @typedef {{framework: string, ours: Text, native: ?Text, condition: ?number, otherwise: Text}} Code
 * @typedef {(string | ["float" | "steps", number])[]} Text
 *
 * @typedef {object} Programs
 * @property {((p: Values) => (t: number) => number)[]} [rates]
 * @property {((p: Values) => {start: () => State, update: (s: State, m: number) => State})[]} [rules]
 * @property {((p: Values) => number)[]} [values]
 * @property {((p: Values) => boolean)[]} [conditions]
 *
 * @typedef {(number | string | boolean)[]} Values
 * @typedef {(number | number[])[]} State
 * @typedef {{values: Values, on: boolean[]}} Settings
 */

/** @returns {Settings} */
export function initialSettings({ parameters }) {
  return { values: parameters.map(({ value }) => value), on: parameters.map(({ optional, on }) => !optional || on) };
}

/** Whether a parameter counts: it is not None, its flag is set, its number is above 0. */
export function isOn({ parameters }, { values, on }, index) {
  const { optional, options, value } = parameters[index];
  if (optional) return on[index];
  if (options) return typeof value !== "boolean" || values[index] === true;
  return values[index] > 0;
}

/** Whether the schedule takes this value for the parameter, whatever the others are. */
export function isAllowed({ options, whole, zero, least = -Infinity, most = Infinity }, value) {
  if (options) return options.includes(value);
  if (!Number.isFinite(value) || (whole && !Number.isInteger(value))) return false;
  return value === 0 ? zero === true : value >= least && value <= most;
}

/** Whether a value of a rising list stands between its neighbors. */
export function isOrdered({ above, below, equal }, values, value) {
  const rises = (low, high) => (equal ? low <= high : low < high);
  return (above == null || rises(values[above], value)) && (below == null || rises(value, values[below]));
}

/** The form that the settings select, or undefined if there is none. */
export function formOf(description, settings) {
  const holds = ([index, state]) =>
    (typeof state === "boolean" ? isOn(description, settings, index) : settings.values[index]) === state;
  return description.forms.find(({ when }) => when.every(holds));
}

/** Why there is no schedule with these settings, or null: their form has none, or the numbers do not go together. */
export function errorOf(description, programs, settings) {
  const form = formOf(description, settings);
  if (!form) return "There is no such schedule.";
  const refused = form.refused?.find(([condition]) => programs.conditions[condition](settings.values));
  return form.error ?? refused?.[1] ?? null;
}

/** The form that the settings select, or undefined where they are refused. */
export function acceptedForm(description, programs, settings) {
  return errorOf(description, programs, settings) === null ? formOf(description, settings) : undefined;
}
