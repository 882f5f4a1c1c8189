/** Where a curve is computed, and what comes out. */
import { acceptedForm, formOf } from "./description.js";

const POINTS = 600; // more than a panel has pixels
const BOUNDARIES = 64; // where a curve has more of them, they are nearer to each other than two points

/** The rates at given steps, with NaN where these settings have no schedule. */
export function ratesAt(description, programs, settings, steps) {
  const rate = rateFunction(description, programs, settings);
  return steps.map((step) => rate(step));
}

/** The rate as a function of the step. */
export function rateFunction(description, programs, settings) {
  const form = acceptedForm(description, programs, settings);
  return form ? programs.rates[form.program](settings.values) : () => NaN;
}

/** The curve of these settings, drawn as their form asks. */
export function curveOf(description, programs, settings, last, points = POINTS) {
  const drawing = formOf(description, settings)?.drawing ?? "line";
  return sampledCurve(rateFunction(description, programs, settings), last, drawing, points);
}

/** A curve from step 0 to the last step shown, at integer steps. */
export function sampledCurve(rate, last, drawing, points = POINTS) {
  const count = Math.min(last, points);
  const steps = [];
  const rates = [];
  for (let i = 0; i <= count; i++) {
    const step = Math.round((i * last) / count);
    steps.push(step);
    rates.push(rate(step));
  }
  const curve = { steps, rates, drawing, rate };
  return drawing === "steps" && count < last ? withBoundaries(rate, curve) : curve;
}

/** The curve with a point at the first step of each new rate. */
function withBoundaries(rate, curve) {
  const { steps, rates, drawing } = curve;
  const changes = rates.reduce((count, value, i) => count + (i > 0 && !Object.is(value, rates[i - 1])), 0);
  if (changes > BOUNDARIES) return curve;
  const found = { steps: [], rates: [], drawing, rate };
  steps.forEach((step, i) => {
    if (i > 0 && !Object.is(rates[i], rates[i - 1])) {
      const boundary = firstChange(rate, steps[i - 1], rates[i - 1], step);
      if (boundary < step) {
        found.steps.push(boundary);
        found.rates.push(rate(boundary));
      }
    }
    found.steps.push(step);
    found.rates.push(rates[i]);
  });
  return found;
}

function firstChange(rate, low, before, high) {
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (Object.is(rate(middle), before)) low = middle;
    else high = middle;
  }
  return high;
}
