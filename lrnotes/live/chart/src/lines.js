/** Curves as paths. */
import { curveLinear, curveStepAfter, line } from "d3-shape";
import { tenth } from "./tree.js";

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
  closePath() {}
}

/** The path of a curve, with gaps where the axis has no place for a rate. */
export function curvePath({ steps, rates, drawing }, x, y) {
  const context = new PathText();
  line()
    .x((_, i) => x.scale(steps[i]))
    .y((rate) => y.scale(rate))
    .defined(y.holds)
    .curve(drawing === "steps" ? curveStepAfter : curveLinear)
    .context(context)(rates);
  return context.text;
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

/** The points of a curve without those that a straight line passes within the tolerance (Douglas and Peucker). */
export function thinned(points, tolerance) {
  const kept = new Set([0, points.length - 1]);
  const pending = [[0, points.length - 1]];
  while (pending.length) {
    const [from, to] = pending.pop();
    const [farthest, distance] = farthestPoint(points, from, to);
    if (distance <= tolerance) continue;
    kept.add(farthest);
    pending.push([from, farthest], [farthest, to]);
  }
  return points.filter((_, i) => kept.has(i));
}

function farthestPoint(points, from, to) {
  const [x0, y0] = points[from];
  const [dx, dy] = [points[to][0] - x0, points[to][1] - y0];
  const length = Math.hypot(dx, dy) || 1;
  let found = [from, -1];
  for (let i = from + 1; i < to; i++) {
    const distance = Math.abs((points[i][0] - x0) * dy - (points[i][1] - y0) * dx) / length;
    if (distance > found[1]) found = [i, distance];
  }
  return found;
}
