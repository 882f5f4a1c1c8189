/** What the reader's controls say, and the dependencies between them. Settings are never changed, only replaced. */
import { initialSettings, isAllowed, isOn, isOrdered } from "./description.js";
import { totalOf } from "./total.js";

function replaced(settings, index, value, on = settings.on[index]) {
  return { values: settings.values.with(index, value), on: settings.on.with(index, on) };
}

/** The settings with a new value for one parameter. */
export function withValue(description, settings, index, value) {
  return followed(description, settings, replaced(settings, index, value), index);
}

/** The settings with an optional parameter or a flag switched on or off. */
export function withSwitch(description, settings, index, on) {
  const { optional } = description.parameters[index];
  const next = optional ? replaced(settings, index, settings.values[index], on) : replaced(settings, index, on);
  return followed(description, settings, next, index);
}

/** The settings with one parameter as it was at first. */
export function withReset(description, settings, index) {
  const { value, optional, on } = description.parameters[index];
  return followed(description, settings, replaced(settings, index, value, !optional || on), index);
}

/** What the change of one parameter asks of the others. */
function followed(description, before, after, index) {
  const is = isOn(description, after, index);
  if (isOn(description, before, index) === is) return after;
  const next = is ? withNeeds(description, after, index) : withoutDependents(description, after, index);
  return description.parameters.reduce((settings, _, i) => withShifts(description, before, settings, i), next);
}

/** Moves those that change when a parameter was turned on, and back when it was turned off. */
function withShifts(description, before, after, index) {
  const is = isOn(description, after, index);
  const { also = [] } = description.parameters[index];
  if (isOn(description, before, index) === is) return after;
  return also.reduce((settings, [other, value]) => {
    const first = description.parameters[other].value;
    const [from, to] = is ? [first, value] : [value, first];
    return settings.values[other] === from ? replaced(settings, other, to) : settings;
  }, after);
}

/** Turns on what a parameter needs that is on. */
function withNeeds(description, settings, index) {
  const { needs = [] } = description.parameters[index];
  return needs.reduce((next, [other, value]) => {
    if (isOn(description, next, other)) return next;
    const { optional, options } = description.parameters[other];
    const turned = optional
      ? replaced(next, other, value ?? next.values[other], true)
      : replaced(next, other, options ? true : value);
    return withNeeds(description, turned, other);
  }, settings);
}

/** Turns off what needs a parameter that was turned off. */
function withoutDependents(description, settings, index) {
  return description.parameters.reduce((next, { needs = [], optional, options }, other) => {
    if (!needs.some(([needed]) => needed === index) || !isOn(description, next, other)) return next;
    const off = optional
      ? replaced(next, other, next.values[other], false)
      : replaced(next, other, options ? false : 0);
    return withoutDependents(description, off, other);
  }, settings);
}

/** Settings that came from an address: a rising list that does not rise is as it was, and what is needed is on. */
export function completed(description, settings) {
  const { parameters } = description;
  const rises = parameters.every((parameter, i) => isOrdered(parameter, settings.values, settings.values[i]));
  const inList = ({ above, below }) => above != null || below != null;
  const ordered = rises
    ? settings
    : { ...settings, values: settings.values.map((value, i) => (inList(parameters[i]) ? parameters[i].value : value)) };
  return parameters.reduce(
    (next, _, i) => (isOn(description, next, i) ? withNeeds(description, next, i) : next),
    ordered,
  );
}

/** Whether a parameter is not as it was at first. */
export function differs({ value, optional, on }, settings, index) {
  if (optional && settings.on[index] !== on) return true;
  return settings.values[index] !== value && (!optional || settings.on[index]);
}

/** What the reader changed, as pairs of a name and a text. */
export function changesOf({ parameters }, settings) {
  return parameters.flatMap((parameter, i) => {
    if (!differs(parameter, settings, i)) return [];
    return [[parameter.name, settings.on[i] ? String(settings.values[i]) : "none"]];
  });
}

/** The settings with a value that was written as text (in an address), or null where it is not allowed. */
export function withText(description, settings, index, text) {
  const parameter = description.parameters[index];
  if (parameter.optional && text === "none") return replaced(settings, index, settings.values[index], false);
  const value = parsed(parameter, text);
  return isAllowed(parameter, value) ? replaced(settings, index, value, true) : null;
}

function parsed({ value, options }, text) {
  if (typeof value === "boolean") return { true: true, false: false }[text];
  if (options) return text;
  return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text) ? Number(text) : NaN;
}

/** The last step shown: as the description says at first, then as long as the lengths ask for. */
export function horizonOf(description, settings) {
  const { horizon, steps } = description;
  if (!horizon || !horizon.lengths.length) return steps;
  const length = totalOf(description, settings);
  const first = totalOf(description, initialSettings(description));
  return length === first || !(length > 0) ? steps : roundedUp(length * horizon.factor);
}

/** The next number of two digits, of which a reader would choose one as the end of an axis. */
export function roundedUp(number) {
  const power = 10 ** Math.max(0, Math.floor(Math.log10(number)) - 1);
  return Math.min(1e13, Math.max(1, Math.ceil((number / power) * (1 - 1e-9)) * power));
}
