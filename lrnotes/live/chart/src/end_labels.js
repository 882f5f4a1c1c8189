/** Names at the ends of lines. */
import { label, strokeOf, text } from "./panel.js";
import { h, tenth } from "./tree.js";

const LINE = 14; // from one name to the next
const LETTER = 6.3; // the width of one, about
const LEADER = 16;
const GHOST = "before";

/** How much room names need to the right of a panel, at most so much. */
export function gutterFor(curves, most) {
  return Math.min(most, LEADER + 6 + LETTER * Math.max(...curves.map(({ name }) => name.length)));
}

/** Where a curve ends: its last place on the axis, or the lower edge. */
function endOf({ rates }, { y, height }) {
  const rate = rates.findLast((each) => !Number.isNaN(each));
  return y.holds(rate) ? y.scale(rate) : height;
}

/** Heights as near to the wanted ones as what each needs below it allows, in the same order. */
export function spread(wanted, needed, low, high) {
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a] - wanted[b]);
  const placed = [...wanted];
  let floor = low;
  for (const i of order) floor = (placed[i] = Math.max(floor, placed[i])) + needed[i];
  let ceiling = high;
  for (const i of order.reverse()) ceiling = placed[i] = Math.min(ceiling - needed[i], placed[i]);
  return placed;
}

/** Each curve's name in the gutter, with a piece of its line that leads there. */
export function endLabels(curves, panel, gutter) {
  const { width, height } = panel;
  const ends = curves.map((curve) => endOf(curve, panel));
  const names = namesIn(curves, Math.floor((gutter - LEADER - 6) / LETTER), height);
  const needed = names.map((lines) => LINE * lines.length);
  const heights = spread(ends, needed, 4, height + LINE - 2);
  return curves.flatMap(({ index }, i) => [
    h("path", {
      d: `M${tenth(width)},${tenth(ends[i])}L${tenth(width + 4)},${tenth(heights[i])}H${tenth(width + LEADER)}`,
      fill: "none",
      "stroke-width": 2.2,
      stroke: strokeOf(index).stroke,
    }),
    ...names[i].map((line, n) =>
      text(line, width + LEADER + 4, heights[i] + 4 + LINE * n, { fill: "var(--lrnotes-ink)" }),
    ),
  ]);
}

/** The lines of each name: whole if there is room for all of them, or else one line each. */
function namesIn(curves, letters, height) {
  const whole = curves.map(({ name }) => wrapped(name, letters));
  return LINE * whole.flat().length <= height + 8 ? whole : curves.map(({ name }) => [shortened(name, letters)]);
}

/** A name in lines of so many letters, broken between its words and before its capitals. */
export function wrapped(name, letters) {
  const lines = [""];
  for (const word of name.split(/(?<=\s)|(?<=[a-z\d])(?=[A-Z])/)) {
    if (lines.at(-1) && (lines.at(-1) + word).trimEnd().length > letters) lines.push("");
    lines[lines.length - 1] += word;
  }
  return lines.map((line) => shortened(line.trimEnd(), letters));
}

/** A long name without its middle, where words that tell classes apart are rare. */
export function shortened(name, letters) {
  if (name.length <= letters) return name;
  const kept = Math.max(4, letters - 1);
  const head = Math.ceil(kept * 0.6);
  return `${name.slice(0, head)}…${name.slice(name.length - (kept - head))}`;
}

/** The word at the end of the dotted line, on the side away from the curve of now. */
export function ghostLabel(ghost, curve, panel) {
  const now = endOf(curve, panel);
  const near = heightsNearEnd(ghost, panel, LETTER * GHOST.length);
  const end = near.at(-1);
  const below = now <= end && end - now < 2 * LINE && Math.max(...near) + LINE < panel.height;
  const height = below ? Math.max(...near) + LINE : Math.max(LINE - 4, Math.min(...near) - 6);
  return label(GHOST, panel.width - 2, height, { "text-anchor": "end" });
}

/** The heights of a curve over so many pixels before its end. */
function heightsNearEnd(curve, panel, pixels) {
  const { steps, rates } = curve;
  const first = steps.findLastIndex((step) => panel.x.scale(step) < panel.width - pixels);
  const near = rates.slice(Math.max(0, first)).filter(panel.y.holds).map(panel.y.scale);
  return [...near, endOf(curve, panel)];
}
