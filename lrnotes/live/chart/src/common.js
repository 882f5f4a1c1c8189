/**
 * One peak, one length and one warmup for schedules of any class. Which arguments these set follows from what Python
 * declares of them: rates are scaled, so that the highest is the peak; numbers of steps are scaled to the length, but for
 * the one whose role is "warmup".
 *
 * @typedef {{peak: ?number, length: ?number, warmup: ?number}} Common Null leaves a schedule's own.
 */
import { initialSettings } from "./description.js";
import { curveOf } from "./sampling.js";
import { horizonOf, withValue } from "./settings.js";
import { withTotal } from "./total.js";

export const COMMON = ["peak", "length", "warmup"];
export const NO_COMMON = { peak: null, length: null, warmup: null };
const NEAR = 0.02; // of a peak: between two points of a curve it may be missed by so much

/** The settings of one schedule with the common values. */
export function withCommon(description, programs, settings, { peak, length, warmup }) {
  const place = description.parameters.findIndex(({ role }) => role === "warmup");
  const warm = warmup !== null && place >= 0 ? withValue(description, settings, place, warmup) : settings;
  const long = length === null ? warm : withLength(description, warm, length, warmup === null ? -1 : place);
  return peak === null ? long : withPeak(description, programs, long, peak);
}

/** A schedule without end is as long as the axis shows. */
function withLength(description, settings, length, warmup) {
  const { horizon } = description;
  if (!horizon?.lengths.length) return settings;
  return withTotal(description, settings, horizon.ends ? length : length / horizon.factor, warmup);
}

function withPeak(description, programs, settings, peak) {
  const isRate = (i) => description.parameters[i].unit === "rate" && settings.on[i];
  const given = Math.max(0, ...settings.values.filter((_, i) => isRate(i)));
  const { rates } = curveOf(description, programs, settings, horizonOf(description, settings));
  const reached = Math.max(0, ...rates.filter(Number.isFinite));
  const factor = peak / (Math.abs(given - reached) <= NEAR * reached ? given : reached);
  if (!(factor > 0 && Number.isFinite(factor))) return settings;
  const scaled = (value, i) =>
    description.parameters[i].unit === "rate" ? Number((value * factor).toPrecision(12)) : value;
  return { ...settings, values: settings.values.map(scaled) };
}

/** The description of a schedule that starts with the common values. */
export function withCommonStart(description, programs, common) {
  if (COMMON.every((name) => common[name] === null)) return description;
  const settings = withCommon(description, programs, initialSettings(description), common);
  const steps = horizonOf(description, settings);
  const parameters = description.parameters.map((parameter, i) => {
    const own = { ...parameter, value: settings.values[i] };
    if (parameter.optional) own.on = settings.on[i];
    return { ...own, ...sliderFor(own, steps, common.peak) };
  });
  return { ...description, steps, parameters };
}

/** A slider that suits the values, which may be far from those of the chapter. */
function sliderFor({ unit, slider, value, zero }, steps, peak) {
  if (unit === "rate" && slider?.log) return { slider: { ...slider, anchor: value || (peak ?? slider.anchor) } };
  if (unit !== "steps" || !slider || slider.log) return {};
  const step = 10 ** Math.max(0, Math.floor(Math.log10(steps / 100)));
  return { slider: { low: zero ? 0 : step, high: Math.max(2 * steps, value), step } };
}

/** Steps at which a reader may want the rates: a tenth of the length from each to the next. */
export function tableSteps(last) {
  const stride = 10 ** Math.floor(Math.log10(Math.max(10, last) / 5));
  const step = [1, 2, 5, 10].map((factor) => factor * stride).find((each) => last / each <= 10);
  return Array.from({ length: Math.floor(last / step) + 1 }, (_, i) => i * step);
}
