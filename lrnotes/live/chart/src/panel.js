/** One panel of a chart: its frame with the axes, and the lines in it. */
import { curvePath, zeroPath } from "./lines.js";
import { h, tenth } from "./tree.js";

export const INK = "var(--lrnotes-ink)";
const ROOMY = 260; // so wide that a note has room beside what is counted
export const MUTED = "var(--lrnotes-muted)";

/**
 * @typedef {object} Panel
 * @property {string} title
 * @property {string} [hint] What a reader can do here, after the title: not on paper, nor without scripts.
 * @property {number} left
 * @property {number} top
 * @property {number} width
 * @property {number} height
 * @property {import("./axes.js").Axis} x
 * @property {import("./axes.js").Axis} y
 * @property {boolean} [bare] Whether the panel below carries the marks of the steps.
 * @property {boolean} [noted] Whether a note stands on the right below the panel.
 * @property {string} [unit] What is counted from left to right.
 */

/** How a line of a color and a dash looks; the style sheet says what these are. */
export function strokeOf(index) {
  const number = (index % 6) + 1;
  return { stroke: `var(--lrnotes-color-${number})`, "stroke-dasharray": `var(--lrnotes-dash-${number})` };
}

export function text(content, x, y, attributes = {}) {
  return h("text", { x: tenth(x), y: tenth(y), fill: MUTED, ...attributes }, [content]);
}

/** Text above or beside lines, which stays legible where a line crosses it. */
export function label(content, x, y, attributes = {}) {
  return text(content, x, y, {
    fill: INK,
    stroke: "var(--lrnotes-ground)",
    "stroke-width": 3,
    "stroke-linejoin": "round",
    "paint-order": "stroke",
    ...attributes,
  });
}

/** A group of a panel, whose children count from the panel's upper left corner. */
export function placed({ left, top }, children) {
  return h("g", { transform: `translate(${tenth(left)},${top})` }, children);
}

/** The grid, the marks and the titles. */
export function frame(panel) {
  const { title, hint, width, height, x, y, bare, noted, unit = "step" } = panel;
  const columns = x.marks.map(([value, written]) => [tenth(x.scale(value)), written]);
  const rows = y.marks.map(([value, written]) => [tenth(y.scale(value)), written]);
  const grid = [...columns.map(([at]) => `M${at},0V${height}`), ...rows.map(([at]) => `M0,${at}H${tenth(width)}`)].join(
    "",
  );
  return [
    h("path", { d: grid, stroke: MUTED, "stroke-opacity": 0.25 }),
    h("g", { "text-anchor": "middle" }, bare ? [] : columns.map(([at, written]) => text(written, at, height + 17))),
    h(
      "g",
      { "text-anchor": "end" },
      rows.map(([at, written]) => text(written, -6, at + 4)),
    ),
    h("path", { d: `M0,0V${height}H${tenth(width)}`, fill: "none", stroke: MUTED }),
    h("text", { x: 0, y: -9, fill: MUTED, "font-size": 12 }, [
      title,
      hint && h("tspan", { class: "lrnotes-hint" }, [hint]),
    ]),
    !bare &&
      (noted && width < ROOMY
        ? text(unit, 0, height + 34)
        : text(unit, width / 2, height + 34, { "text-anchor": "middle" })),
  ];
}

/** A curve; the one from before the reader's changes is a dotted line. */
export function curveLine(curve, panel, path = curvePath) {
  const look = curve.ghost
    ? { stroke: MUTED, "stroke-width": 1.5, "stroke-dasharray": "2 3" }
    : { ...strokeOf(curve.index), "stroke-width": 2.2 };
  return h("path", { d: path(curve, panel.x, panel.y), fill: "none", "stroke-linejoin": "round", ...look });
}

/** On a logarithmic axis, the steps whose rate has no place on it: a bar for each curve on the lower edge. */
export function zeroBars(curves, { x, width, height }, note = "▬ zero or below") {
  const zero = curves.filter(({ rates }) => rates.some((rate) => rate <= 0));
  const look = { fill: "none", "stroke-width": 4, "stroke-opacity": 0.55 };
  const bars = zero.map((curve, i) =>
    h("path", { d: zeroPath(curve, x, height - 3 - 5 * i), ...look, stroke: strokeOf(curve.index).stroke }),
  );
  return [h("g", {}, bars), bars.length > 0 && text(note, width, height + 34, { "text-anchor": "end" })];
}

/** A rule at the step that the reader asks about, and a dot on each curve. */
export function probeMarks({ x, y, height }, step, dots) {
  const place = tenth(x.scale(step));
  return [
    h("path", { d: `M${place},0V${height}`, stroke: INK, "stroke-opacity": 0.7 }),
    ...dots
      .filter(({ rate }) => y.holds(rate))
      .map(({ rate, index }) =>
        h("circle", { cx: place, cy: tenth(y.scale(rate)), r: 4, fill: strokeOf(index).stroke }),
      ),
  ];
}
