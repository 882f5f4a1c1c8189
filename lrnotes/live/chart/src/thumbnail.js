/** A schedule's curve by itself: for a card of the gallery, and for the picture that a shared link shows. */
import { linearScale, rangeOf } from "./axes.js";
import { scheduleSentence } from "./sentences.js";
import { ratesOf, statesAfter } from "./feedback.js";
import { escapeHTML } from "./html.js";
import { curvePoints } from "./lines.js";
import { initialSettings } from "./description.js";
import { curveOf } from "./sampling.js";

const TOLERANCE = 0.02; // of a thumbnail's units, of which it has 120

/** The curve as an inline SVG in the colors of the style sheet, and its points. */
export function drawThumbnail(description, programs, { width = 120, height = 60, points: count = 100 } = {}) {
  const { points, zero } = placedCurve(description, programs, width, height, count);
  const full = wholeCurve(description, programs);
  const label = escapeHTML(scheduleSentence(full));
  const line = points.map(([x, y]) => `${short(x)},${short(y)}`).join(" ");
  const box = `-1.5 -1.5 ${width + 3} ${height + 3}`;
  const svg = `<svg viewBox="${box}" role="img" aria-label="${label}"><path d="M0 ${short(zero)}H${width}"/><polyline points="${line}"/></svg>`;
  return { svg, points };
}

/** The curve alone, as a path and as points of a box from the upper left corner. */
export function drawCard(description, programs, { width, height }) {
  const { points, zero } = placedCurve(description, programs, width, height, 1000);
  return { points, zero, path: `M${points.map(([x, y]) => `${short(x)},${short(y)}`).join("L")}` };
}

const short = (number) => String(Number(number.toPrecision(5)));

/** The corners of the curve in a box, and the height of a rate of 0. */
function placedCurve(description, programs, width, height, count) {
  const curve = wholeCurve(description, programs, count);
  const { lowest: low, highest: high } = rangeOf([[0], curve.rates]);
  const x = { scale: linearScale(0, curve.steps.at(-1), 0, width) };
  const y = { scale: linearScale(low, high > low ? high : low + 1, height, 0), holds: Number.isFinite };
  return { points: curvePoints(curve, x, y, TOLERANCE), zero: y.scale(0) };
}

/** The first curve: of a schedule at its steps, of a feedback rule after each epoch of its losses. */
function wholeCurve(description, programs, count) {
  const settings = initialSettings(description);
  if (description.kind !== "feedback") return curveOf(description, programs, settings, description.steps, count);
  const { losses } = description.curves[description.chosen];
  const rates = ratesOf(description, statesAfter(description, programs, settings, losses));
  return { steps: rates.map((_, epoch) => epoch), rates, drawing: "steps" };
}
