/** The chart of one schedule or several: the same curves on a linear and on a logarithmic axis. */
import { linearAxis, logarithmicAxis, rangeOf, stepAxis } from "./axes.js";
import { endLabels, ghostLabel, gutterFor } from "./end_labels.js";
import { curveLine, frame, placed, probeMarks, zeroBars } from "./panel.js";
import { BOTTOM, GAP, LEFT, NARROW, RIGHT, svg, TOP } from "./geometry.js";

const HEIGHTS = { wide: 200, narrow: 96 };

/** How high the chart is at a width. */
export function chartHeight(width) {
  return width >= NARROW ? TOP + HEIGHTS.wide + BOTTOM : 2 * (TOP + HEIGHTS.narrow) + GAP + BOTTOM;
}

/**
 * Where everything stands.
 * @param {{steps: number[], rates: number[], drawing: string, index: number, ghost?: boolean, name: string}[]} curves
 * @param {number} last The last step shown.
 * @param {number} width In pixels.
 */
export function scheduleLayout(curves, last, width) {
  const [first, second] = twoPanels(curves, last, width);
  const range = rangeOf(curves.map(({ rates }) => rates));
  return {
    width,
    height: chartHeight(width),
    curves,
    panels: [
      { ...first, title: "learning rate, linear axis", y: linearAxis(range, first.height, first.count) },
      {
        ...second,
        title: "learning rate, logarithmic axis",
        y: logarithmicAxis(range, second.height),
        logarithmic: true,
        noted: range.lowest <= 0,
      },
    ],
  };
}

/** The places of two panels over the same steps: side by side, or one above the other. */
export function twoPanels(curves, last, width) {
  const wide = width >= NARROW;
  const named = curves.filter(({ ghost }) => !ghost);
  const gutter = named.length > 1 ? gutterFor(named, wide ? 150 : 100) : 0;
  const height = HEIGHTS[wide ? "wide" : "narrow"];
  const room = wide ? (width - gutter) / 2 : width - gutter;
  const inner = Math.max(60, room - LEFT - RIGHT);
  const shared = { width: inner, height, x: stepAxis(last, inner), count: wide ? 5 : 4 };
  const [left, top] = wide ? [room + LEFT, TOP] : [LEFT, 2 * TOP + height + GAP];
  return [
    { ...shared, left: LEFT, top: TOP, bare: !wide, gutter: wide ? 0 : gutter },
    { ...shared, left, top, gutter },
  ];
}

/** The chart as a tree. A probe is the step that the reader asks about, with the rates there. */
export function scheduleChart(layout, probe) {
  return svg(layout, [
    ...layout.panels.map((panel) => panelOf(layout.curves, panel)),
    ...layout.panels.map((panel) => placed(panel, probe ? probeMarks(panel, probe.step, probe.dots) : [])),
  ]);
}

function panelOf(curves, panel) {
  const shown = curves.filter(({ ghost }) => !ghost);
  const ghost = curves.find((curve) => curve.ghost);
  return placed(panel, [
    ...frame(panel),
    ...curves.map((curve) => curveLine(curve, panel)),
    ...(panel.logarithmic ? zeroBars(shown, panel) : []),
    ...(panel.gutter ? endLabels(shown, panel, panel.gutter) : []),
    ghost && ghostLabel(ghost, shown[0], panel),
  ]);
}

/** The step below a place in the chart, or null beside the panels. */
export function stepAt({ panels }, last, x, y) {
  const panel = panels.find(
    ({ left, top, width, height }) => x >= left && x <= left + width && y >= top && y <= top + height,
  );
  return panel ? Math.round(((x - panel.left) / panel.width) * last) : null;
}
