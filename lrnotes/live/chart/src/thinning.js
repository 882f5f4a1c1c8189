/** Fewer points for a drawing that is written into a page: those that a straight line passes are left out. */
import { thinned } from "./lines.js";

const TOLERANCE = 0.1; // pixels

/** A layout whose curves keep the points that their panels need. */
export function lean(layout) {
  return {
    ...layout,
    panels: layout.panels.map((panel) => ({ ...panel, curves: layout.curves.map((curve) => leanCurve(curve, panel)) })),
  };
}

/** A curve without the points that cannot be seen to be missing in a panel. */
export function leanCurve(curve, { x, y }) {
  if (curve.drawing === "steps") return withoutRepeats(curve);
  const kept = runsOf(curve, y).flatMap((run) => {
    const points = run.map((i) => [x.scale(curve.steps[i]), y.holds(curve.rates[i]) ? y.scale(curve.rates[i]) : 0, i]);
    return thinned(points, TOLERANCE).map(([, , i]) => i);
  });
  return { ...curve, steps: kept.map((i) => curve.steps[i]), rates: kept.map((i) => curve.rates[i]) };
}

/** The indices of the points, divided where the curve enters or leaves the axis. */
function runsOf({ rates }, y) {
  const runs = [];
  rates.forEach((rate, i) => {
    if (i && y.holds(rate) === y.holds(rates[i - 1])) runs.at(-1).push(i);
    else runs.push([i]);
  });
  return runs;
}

/** Steps: the first point of each level, and the last point of all. */
function withoutRepeats(curve) {
  const { steps, rates } = curve;
  const kept = rates
    .map((_, i) => i)
    .filter((i) => i === 0 || i === rates.length - 1 || !Object.is(rates[i], rates[i - 1]));
  return { ...curve, steps: kept.map((i) => steps[i]), rates: kept.map((i) => rates[i]) };
}
