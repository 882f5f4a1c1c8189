/** The chart of a feedback rule: a loss above, below it the rate that answers. */
import { linearAxis, logarithmicAxis, lossAxis, rangeOf, stepAxis } from "./axes.js";
import { ghostLabel } from "./end_labels.js";
import { bestEpochs, ratesOf } from "./feedback.js";
import { BOTTOM, GAP, LEFT, NARROW, RIGHT, svg, TOP } from "./geometry.js";
import { curvePath } from "./lines.js";
import { curveLine, frame, MUTED, placed, probeMarks, strokeOf, zeroBars } from "./panel.js";
import { h, tenth } from "./tree.js";

const HEIGHTS = { wide: [130, 170], narrow: [84, 108] };
const MOST_RULES = 30; // where the rate changes more often, a rule for each would hide the curves
const RULE_ROOM = 16; // pixels for each, on average

export function feedbackHeight(width) {
  const [loss, rate] = HEIGHTS[width >= NARROW ? "wide" : "narrow"];
  return 2 * TOP + loss + rate + GAP + BOTTOM;
}

/**
 * Where everything stands. Loss e stands where epoch e ends, at e + 1; the rate of epoch e goes from its start to its end.
 * @param {object} run {description, losses, states, before: states or null}
 * @param {{width: number, axis: "linear" | "logarithmic", scale: ?import("./axes.js").Axis}} look
 *   A scale for the losses that stays as it is while the reader draws.
 */
export function feedbackLayout({ description, losses, states, before }, { width, axis = "logarithmic", scale = null }) {
  const wide = width >= NARROW;
  const [lossHeight, rateHeight] = HEIGHTS[wide ? "wide" : "narrow"];
  const inner = Math.max(60, width - LEFT - RIGHT);
  const epochs = losses.map((_, i) => i);
  const stairs = (passed) => ({
    steps: [...epochs, losses.length],
    rates: ratesOf(description, passed),
    drawing: "steps",
  });
  const curve = { ...stairs(states), index: 0 };
  const ghost = before && { ...stairs(before), ghost: true };
  const range = rangeOf([curve.rates, ghost?.rates ?? []]);
  const shared = { width: inner, left: LEFT, x: stepAxis(losses.length, inner) };
  const y = axis === "linear" ? linearAxis(range, rateHeight) : logarithmicAxis(range, rateHeight);
  return {
    width,
    height: feedbackHeight(width),
    curve,
    ghost,
    loss: { steps: epochs.map((epoch) => epoch + 1), rates: losses, drawing: "line", index: 1 },
    best: bestEpochs(description, states, losses),
    logarithmic: axis !== "linear",
    lossPanel: {
      ...shared,
      title: "loss after each epoch",
      hint: ": draw here",
      top: TOP,
      height: lossHeight,
      y: scale ?? lossAxis(losses, lossHeight, wide ? 5 : 4),
      bare: true,
    },
    ratePanel: {
      ...shared,
      title: `learning rate, ${axis} axis`,
      top: 2 * TOP + lossHeight + GAP,
      height: rateHeight,
      y,
      unit: "epochs trained",
      noted: range.lowest <= 0,
    },
  };
}

/** The chart as a tree; a probe is the number of epochs that the reader asks about. */
export function feedbackChart(layout, probe = null) {
  const { lossPanel, ratePanel, loss, curve, ghost, logarithmic } = layout;
  const dots = probe === null ? [] : [{ rate: curve.rates[probe], index: curve.index }];
  return svg(layout, [
    placed(ratePanel, [
      ...frame(ratePanel),
      ghost && curveLine(ghost, ratePanel),
      curveLine(curve, ratePanel),
      ...(logarithmic ? zeroBars([curve], ratePanel, "▬ zero") : []),
      ghost && ghostLabel(ghost, curve, ratePanel),
      ...(probe === null ? [] : probeMarks(ratePanel, probe, dots)),
    ]),
    placed(lossPanel, [
      ...frame(lossPanel),
      h("path", {
        d: curvePath(loss, lossPanel.x, lossPanel.y),
        fill: "none",
        "stroke-width": 2,
        stroke: strokeOf(1).stroke,
      }),
      bestDots(layout),
      ...(probe === null ? [] : probeMarks(lossPanel, probe, [])),
    ]),
    changeRules(layout),
    h("rect", {
      class: "lrnotes-draw",
      x: LEFT,
      y: TOP,
      width: tenth(lossPanel.width),
      height: lossPanel.height,
      fill: "transparent",
    }),
  ]);
}

/** A dot for every loss that became the best: one path, since elements that come and go would cost a page its styles. */
function bestDots({ best, loss, lossPanel: { x, y } }) {
  const d = best.map((epoch) => `M${tenth(x.scale(epoch))},${tenth(y.scale(loss.rates[epoch - 1]))}h0`).join("");
  return h("path", {
    class: "lrnotes-best",
    d,
    stroke: strokeOf(1).stroke,
    "stroke-width": 5.2,
    "stroke-linecap": "round",
  });
}

/** Where the rate changes, a rule through both panels. */
function changeRules({ curve: { rates }, lossPanel, ratePanel }) {
  const changes = rates.flatMap((rate, i) => (i && !Object.is(rate, rates[i - 1]) ? [i] : []));
  const shown = changes.length <= Math.min(MOST_RULES, ratePanel.width / RULE_ROOM) ? changes : [];
  const place = (epoch) =>
    `M${tenth(LEFT + ratePanel.x.scale(epoch))},${lossPanel.top}V${ratePanel.top + ratePanel.height}`;
  const look = { class: "lrnotes-changes", stroke: MUTED, "stroke-opacity": 0.55, "stroke-dasharray": "3 3" };
  return h("path", { d: shown.map(place).join(""), ...look });
}

/** How many epochs are trained at a place in the chart. */
export function epochAt({ ratePanel, loss }, x) {
  const share = (x - LEFT) / ratePanel.width;
  return Math.min(loss.rates.length, Math.max(0, Math.round(share * loss.rates.length)));
}

/** The loss that a pen at a height draws. */
export function lossAt({ lossPanel: { top, height, y } }, place) {
  return Math.max(0, Number(y.invert(Math.min(height, Math.max(0, place - top))).toPrecision(3)));
}
