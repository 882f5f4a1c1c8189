/**
 * What the shape of a schedule does to the loss. The law knows one peak, so that every schedule is taken at that peak.
 *
 * @typedef {object} Forecast
 * @property {{steps: number[], rates: number[], drawing: "line"}} law The predicted losses, as a curve.
 * @property {{steps: number[], rates: number[], drawing: "line"}} bound At the peak that is best for the end.
 * @property {(end: number) => number} lossAt The predicted loss after so many updates.
 */
import { bestFactor, changesOf, coarse, drawnBoundCurve, predictedLosses } from "./forecast.js";
import { FITTED, LAWS } from "./laws.js";
import { horizonOf } from "./settings.js";
import { totalOf } from "./total.js";

export const SIZES = Object.keys(LAWS);
export const FIRST_SIZE = "100M";
export const MOST_UPDATES = 100_000; // that are computed
const CHANGES = 400; // of the rate, that a drawing needs
const ENDS = 60;

/** How many updates a training with this schedule has: the steps shown but for those after its end. */
export function updatesOf(description, settings) {
  const steps = horizonOf(description, settings);
  const total = Math.round(totalOf(description, settings));
  return description.horizon?.ends && total >= 1 ? Math.min(steps, total) : steps;
}

/** The rates of these updates with the law's peak, or null where there is no such thing. */
export function shapeOf(rate, updates) {
  if (updates > MOST_UPDATES) return null;
  const rates = new Float64Array(updates);
  let peak = 0;
  for (let t = 0; t < updates; t++) {
    const value = rate(t);
    if (value - value !== 0) return null; // NaN or infinite
    if (value > 0) rates[t] = value;
    if (value > peak) peak = value;
  }
  if (!(peak > 0)) return null;
  for (let t = 0; t < updates; t++) rates[t] *= FITTED.peak / peak;
  return rates;
}

/** Whether a run begins without a warmup, which all fitted runs have. */
export function isCold(rates) {
  return rates !== null && rates[0] > FITTED.peak / 2;
}

/** The first number of updates that is drawn: the fall from the random start would take all of the axis. */
export function firstEnd(updates) {
  const tenth = Math.ceil(updates / 10);
  return updates >= 2 * FITTED.first ? Math.max(tenth, FITTED.first) : tenth;
}

/** @returns {Forecast} */
export function forecastOf(rates, size) {
  const steps = endsOf(rates.length);
  const changes = coarse(changesOf(rates), CHANGES);
  const lossAt = (ends) => predictedLosses(LAWS[size], changes, ends);
  return {
    law: { steps, rates: lossAt(steps), drawing: "line" },
    lossAt: (end) => lossAt([end])[0],
    bound: { steps, rates: drawnBoundCurve(rates, steps), drawing: "line" },
  };
}

/** What a table says of a run: the loss after the last update, from every change of the rate, and the best peak. */
export function endOf(rates, size) {
  if (!rates) return { final: NaN, bestPeak: NaN };
  const [final] = predictedLosses(LAWS[size], changesOf(rates), [rates.length]);
  return { final, bestPeak: bestPeakOf(rates) };
}

/** Where the bound is least, for a distance and gradient norms of 1. */
function bestPeakOf(rates) {
  return bestFactor(rates).factor * FITTED.peak;
}

function endsOf(updates) {
  const first = firstEnd(updates);
  const ends = Array.from({ length: ENDS }, (_, i) => Math.round(first + ((updates - first) * i) / (ENDS - 1)));
  return [...new Set(ends)];
}

/** The updates that no fitted run had, from where to where, or null. */
export function outside(updates) {
  if (updates < FITTED.first) return [0, updates];
  return updates > FITTED.last ? [FITTED.last, updates] : null;
}
