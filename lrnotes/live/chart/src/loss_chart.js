/** The chart of the losses: what the law predicts, and the bound. */
import { closeAxis, rangeOf } from "./axes.js";
import { endLabels, ghostLabel } from "./end_labels.js";
import { svg } from "./geometry.js";
import { outside } from "./loss.js";
import { curveLine, frame, MUTED, placed, probeMarks, text } from "./panel.js";
import { chartHeight, twoPanels } from "./schedule_chart.js";
import { h, tenth } from "./tree.js";

/**
 * Where everything stands.
 * @param {{name: string, index: number, ghost?: boolean, forecast: ?import("./loss.js").Forecast}[]} runs
 * @param {number} updates How many the training has.
 * @param {string} size Of the model.
 * @param {number} width In pixels.
 */
export function lossLayout(runs, updates, size, width) {
  const [first, second] = twoPanels(runs, updates, width);
  const known = runs.filter(({ forecast }) => forecast);
  const curvesOf = (kind) => known.map(({ forecast, ...about }) => ({ ...about, ...forecast[kind] }));
  const laws = curvesOf("law");
  const bounds = relative(curvesOf("bound"));
  const rangeIn = (curves) => rangeOf(curves.map(({ rates }) => rates));
  const law = { ...first, unit: "update", title: `predicted training loss (${size})`, curves: laws };
  return {
    width,
    height: chartHeight(width),
    panels: [
      { ...law, gray: outside(updates), y: closeAxis(rangeIn(laws), first.height, first.count) },
      {
        ...second,
        unit: "update",
        title: "convex bound at its best peak, end = 1",
        curves: bounds,
        y: closeAxis(rangeIn(bounds), second.height, second.count),
      },
    ],
  };
}

/** The bounds divided by the first one's last value; that of a run from before the changes counts for nothing. */
function relative(curves) {
  const one = curves.find(({ ghost }) => !ghost)?.rates.at(-1) ?? 1;
  return curves.map((curve) => ({ ...curve, rates: curve.rates.map((value) => value / one) }));
}

/** The chart as a tree. A probe is the number of updates that the reader asks about, with the losses there. */
export function lossChart(layout, probe) {
  return svg(layout, [
    ...layout.panels.map(panelOf),
    ...layout.panels.map((panel, i) => placed(panel, probe ? probeMarks(panel, probe.step, i ? [] : probe.dots) : [])),
  ]);
}

function panelOf(panel) {
  const { curves, width, height, gray, gutter, x } = panel;
  const shown = curves.filter(({ ghost }) => !ghost);
  const ghost = curves.find((curve) => curve.ghost);
  const place = (from, to) => ({ x: tenth(x.scale(from)), y: 0, width: tenth(x.scale(to) - x.scale(from)), height });
  return placed(panel, [
    gray && h("rect", { ...place(...gray), fill: MUTED, "fill-opacity": 0.2 }),
    ...frame(panel),
    ...curves.map((curve) => curveLine(curve, panel)),
    ...(gutter && shown.length ? endLabels(shown, panel, gutter) : []),
    ghost && shown.length > 0 && ghostLabel(ghost, shown[0], panel),
    !shown.length && text("no forecast", width / 2, height / 2, { "text-anchor": "middle" }),
  ]);
}
