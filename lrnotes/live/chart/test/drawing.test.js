import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { linearAxis, logarithmicAxis, rangeOf, stepAxis } from "../src/axes.js";
import { feedbackHeight } from "../src/feedback_chart.js";
import { NARROW } from "../src/geometry.js";
import { chartHeight } from "../src/schedule_chart.js";
import { shortened, spread, wrapped } from "../src/end_labels.js";
import { curvePath, curvePoints, zeroPath } from "../src/lines.js";
import { sampledCurve } from "../src/sampling.js";
import { drawCard, drawThumbnail } from "../src/thumbnail.js";
import { line, linePrograms, stairs, stairsPrograms } from "./examples.js";

const labels = ({ marks }) => marks.map(([, label]) => label).join(" ");
const linear = (rates) => labels(linearAxis(rangeOf([rates]), 200));
const logarithmic = (rates) => labels(logarithmicAxis(rangeOf([rates]), 200));
const identity = { scale: (value) => value, holds: Number.isFinite };

test("an axis has one notation, that of a person", () => {
  assert.equal(linear([0, 8, 10]), "0 2 4 6 8 10");
  assert.equal(linear([0.0001, 0.01]), "0 0.002 0.004 0.006 0.008 0.01");
  assert.equal(linear([2e-7]), "0 5e-8 1e-7 1.5e-7 2e-7");
  assert.equal(logarithmic([0.008, 12]), "0.01 0.1 1 10");
  assert.equal(logarithmic([1e-4, 0.01]), "1e-4 1e-3 1e-2");
  assert.equal(logarithmic([0.2, 0.8]), "0.2 0.5 1");
});

test("steps are counted in thousands only where all of them are", () => {
  assert.equal(labels(stepAxis(2000, 280)), "0 500 1,000 1,500 2,000");
  assert.equal(labels(stepAxis(150000, 280)), "0 50k 100k 150k");
  assert.equal(labels(stepAxis(1500000, 280)), "0 0.5M 1.0M 1.5M");
  assert.equal(labels(stepAxis(1, 280)), "0 1");
});

test("axes of extreme rates end", () => {
  for (const rates of [[1e308, 1.7e308], [5e-324], [0], [-1], [NaN, Infinity]]) {
    assert.ok(linearAxis(rangeOf([rates]), 200).marks.length < 20);
    assert.ok(logarithmicAxis(rangeOf([rates]), 200).marks.length < 20);
  }
});

test("a schedule with few points is drawn at its true boundary", () => {
  const curve = sampledCurve((t) => (t < 137 ? 2 : 1), 1000, "steps", 10);
  assert.ok(curve.steps.includes(137) && curve.rates[curve.steps.indexOf(137)] === 1);
  assert.equal(
    curvePath({ steps: [0, 4, 6], rates: [2, 1, 1], drawing: "steps" }, identity, identity),
    "M0,2L4,2L4,1L6,1L6,1",
  );
});

test("a curve is computed at integer steps up to the last", () => {
  const { steps } = sampledCurve((t) => t, 1201, "line");
  assert.equal(steps.length, 601);
  assert.equal(steps.at(-1), 1201);
  assert.ok(steps.every(Number.isInteger));
  assert.deepEqual(sampledCurve((t) => t, 3, "line").steps, [0, 1, 2, 3]);
});

test("rates without a place on the axis are gaps, and those at 0 a bar", () => {
  const curve = { steps: [0, 1, 2, 3, 4], rates: [1, NaN, 3, 0, -1], drawing: "line" };
  const y = { scale: (value) => value, holds: (value) => value > 0 };
  assert.equal(curvePath(curve, identity, y), "M0,1M2,3");
  assert.equal(
    curvePath({ steps: [0, 1, 2, 3, 4], rates: [1, 1, 1, 0, 2], drawing: "steps" }, identity, y),
    "M0,1L3,1L3,1M4,2",
  );
  assert.equal(zeroPath(curve, identity, 9), "M3,9H4");
  assert.equal(zeroPath({ steps: [0, 10, 20], rates: [1, 0, 1], drawing: "steps" }, identity, 9), "M10,9H20");
});

test("a line leaves out the points that it passes, and misses none by more than the tolerance", () => {
  const points = (rates) =>
    curvePoints({ steps: rates.map((_, i) => i), rates, drawing: "line" }, identity, identity, 0.05);
  assert.deepEqual(points([0, 1, 2, 0, 0, 0]), [
    [0, 0],
    [2, 2],
    [3, 0],
    [5, 0],
  ]);
  assert.deepEqual(points([1, NaN, 3, 3]), [
    [0, 1],
    [2, 3],
    [3, 3],
  ]);
  const wave = Array.from({ length: 601 }, (_, i) => 100 * Math.cos(i / 50));
  const kept = points(wave);
  assert.ok(kept.length < 200);
  for (let i = 1; i < kept.length; i++) {
    const [[x0, y0], [x1, y1]] = [kept[i - 1], kept[i]];
    for (let x = x0; x <= x1; x++)
      assert.ok(Math.abs(y0 + ((y1 - y0) * (x - x0)) / (x1 - x0) - wave[x]) <= 0.05 + 1e-9);
  }
});

test("names at line ends do not overlap, and keep their order", () => {
  assert.deepEqual(spread([50, 52, 10], [14, 14, 14], 0, 74), [46, 60, 10]);
  assert.deepEqual(spread([50, 52, 10], [14, 28, 42], 0, 74), [32, 46, -10]);
  assert.deepEqual(wrapped("TriangularCyclicalLearningRate", 12), ["Triangular", "Cyclical", "LearningRate"]);
  assert.deepEqual(wrapped("Warmup, then decay", 12), ["Warmup, then", "decay"]);
  assert.deepEqual(wrapped("OneCycle", 12), ["OneCycle"]);
  assert.equal(shortened("TriangularCyclicalLearningRate", 16), "Triangula…ngRate");
});

test("thumbnails and cards have the corners of steps", () => {
  const { svg, points } = drawThumbnail(stairs, stairsPrograms, { width: 100, height: 80 });
  assert.deepEqual(
    points.filter(([x]) => x === 40),
    [
      [40, 0],
      [40, 40],
    ],
  );
  assert.match(svg, /<polyline points="0,0 40,0 40,40 80,40 80,60 100,60"\/>/);
  assert.match(drawCard(line, linePrograms, { width: 60, height: 10 }).path, /^M0,0L50,10L60,10$/);
});

test("the style sheet keeps the place that charts take", () => {
  const css = readFileSync(new URL("../../chart.css", import.meta.url), "utf8");
  const [schedule, feedback, narrow, narrowFeedback] = [...css.matchAll(/lrnotes-chart \{[^}]*\bheight: (\d+)px/g)].map(
    ([, height]) => Number(height),
  );
  assert.deepEqual([schedule, narrow], [chartHeight(700), chartHeight(330)]);
  assert.deepEqual([feedback, narrowFeedback], [feedbackHeight(700), feedbackHeight(330)]);
  assert.ok(css.includes(`max-width: ${NARROW - 1}px`));
});
