/** Curves as paths. */
import { curveStepAfter, line } from "d3-shape";
import { tenth } from "./tree.js";
import { thinLine } from "./thin_line.js";

const TOLERANCE = 0.05; // pixels that a line may pass a point by

// Places as text, by tenths of a pixel: writing a number anew for each point would take most of an update's time.
const PLACES = [];
const LINES_TO = [];

function place(tenths) {
  return (PLACES[tenths] ??= String(tenths / 10));
}

/** What D3 draws on: a path to a tenth of a pixel. */
class PathText {
  text = "";
  moveTo(x, y) {
    this.text += `M${place(Math.round(x * 10))},${place(Math.round(y * 10))}`;
  }
  lineTo(x, y) {
    const tenths = Math.round(x * 10);
    this.text += (LINES_TO[tenths] ??= `L${tenths / 10},`) + place(Math.round(y * 10));
  }
  closePath() {} // of a level that ends where it begins
}

/** What D3 draws on: the points alone. */
class PointList {
  points = [];
  moveTo(x, y) {
    this.points.push([x, y]);
  }
  lineTo(x, y) {
    const [beforeX, beforeY] = this.points.at(-1);
    if (x !== beforeX || y !== beforeY) this.points.push([x, y]);
  }
  closePath() {}
}

/** The path of a curve, with gaps where the axis has no place for a rate. */
export function curvePath(curve, x, y) {
  return traced(curve, x, y, new PathText(), TOLERANCE).text;
}

/** The corners of a curve. */
export function curvePoints(curve, x, y, tolerance) {
  return traced(curve, x, y, new PointList(), tolerance).points;
}

function traced(curve, x, y, context, tolerance) {
  const { steps, rates, drawing } = drawn(curve, y.holds);
  line()
    .x((_, i) => x.scale(steps[i]))
    .y((rate) => y.scale(rate))
    .defined(y.holds)
    .curve(drawing === "steps" ? curveStepAfter : thinLine(tolerance))
    .context(context)(rates);
  return context;
}

/**
 * The points that a line needs: of steps the first of each level, and the last of all. A level before a gap goes on until
 * the step at which the gap begins.
 */
function drawn(curve, holds) {
  const { steps, rates, drawing } = curve;
  if (drawing !== "steps") return curve;
  const corners = { steps: [], rates: [], drawing };
  const add = (step, rate) => {
    corners.steps.push(step);
    corners.rates.push(rate);
  };
  rates.forEach((rate, i) => {
    const before = rates[i - 1];
    if (i > 0 && i < rates.length - 1 && Object.is(rate, before)) return;
    if (i > 0 && holds(before) && !holds(rate)) add(steps[i], before);
    add(steps[i], rate);
  });
  return corners;
}

/** The path of a bar at a height, along the steps whose rate is 0 or below. */
export function zeroPath(curve, x, height) {
  return zeroRuns(curve)
    .map(([from, to]) => `M${tenth(x.scale(from))},${height}H${tenth(x.scale(to))}`)
    .join("");
}

function zeroRuns({ steps, rates, drawing }) {
  const runs = [];
  let run = null;
  rates.forEach((rate, i) => {
    if (rate <= 0) {
      if (run) run[1] = steps[i];
      else runs.push((run = [steps[i], steps[i]]));
    } else {
      if (run && drawing === "steps") run[1] = steps[i];
      run = null;
    }
  });
  return runs;
}
