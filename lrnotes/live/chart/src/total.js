/** The length of a schedule as a whole: the sum of its lengths, and each length as a share of it. */
import { initialSettings, isAllowed, isOrdered } from "./description.js";

const FACTOR = 200; // notches of a slider on either side: a hundred are a factor of ten

/** The sum of the lengths, as long as the schedule is. */
export function totalOf({ horizon }, { values, on }) {
  return (horizon?.lengths ?? []).reduce((total, i) => total + (on[i] ? values[i] : 0), 0);
}

/** Whether a schedule ends, and has several numbers of steps: a total then says something that none of them says. */
export function hasTotal({ horizon, parameters }) {
  return Boolean(horizon?.ends) && parameters.filter(({ unit }) => unit === "steps").length > 1;
}

/** The slider of the total: it starts in the middle. */
export function totalSlider(description) {
  const anchor = totalOf(description, initialSettings(description));
  return { log: true, anchor, below: FACTOR, above: FACTOR };
}

/** The settings with every number of steps in the same proportion to another total, but for the one that is kept. */
export function withTotal(description, settings, total, kept = -1) {
  const { lengths } = description.horizon;
  const fixed = lengths.includes(kept) ? settings.values[kept] : 0;
  const factor = (total - fixed) / (totalOf(description, settings) - fixed);
  if (!(factor > 0 && Number.isFinite(factor))) return settings;
  const moves = (parameter, i) => parameter.unit === "steps" && i !== kept;
  const scaled = (write) => ({
    ...settings,
    values: settings.values.map((value, i) => {
      const parameter = description.parameters[i];
      return moves(parameter, i) ? write(parameter, value * factor, value) : value;
    }),
  });
  const whole = filled(description, scaled(inSteps), total, kept);
  return rises(description, whole) ? whole : scaled((_, value) => short(value));
}

const short = (value) => Number(value.toPrecision(12));

/** An integer where the number of steps was one. */
function inSteps(parameter, value, before) {
  const rounded = Math.round(value);
  const fits = Number.isInteger(before) && isAllowed(parameter, rounded) && (rounded > 0 || before === 0);
  return fits ? rounded : short(value);
}

/** What rounding has taken from the sum or added to it goes to the longest. */
function filled(description, settings, total, kept) {
  const { parameters, horizon } = description;
  const { values, on } = settings;
  const open = horizon.lengths.filter((i) => on[i] && i !== kept);
  const longest = open.reduce((best, i) => (best < 0 || values[i] > values[best] ? i : best), -1);
  const value = longest < 0 ? 0 : short(values[longest] + total - totalOf(description, settings));
  return longest >= 0 && isAllowed(parameters[longest], value)
    ? { ...settings, values: values.with(longest, value) }
    : settings;
}

function rises({ parameters }, { values }) {
  return parameters.every((parameter, i) => isOrdered(parameter, values, values[i]));
}

/** For each parameter its share of the total in percent, or nothing. */
export function sharesOf(description, { values, on }) {
  const total = hasTotal(description) ? totalOf(description, { values, on }) : 0;
  return description.parameters.map(({ unit }, i) =>
    unit === "steps" && total > 0 && on[i] ? `${Number(((100 * values[i]) / total).toPrecision(2))}%` : "",
  );
}
