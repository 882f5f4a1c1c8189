import assert from "node:assert/strict";
import { test } from "node:test";
import { drawComparison } from "../src/comparison.js";
import { drawFigure } from "../src/figures.js";
import { drawnBoundCurve } from "../src/forecast.js";
import { endOf, firstEnd, forecastOf, isCold, MOST_UPDATES, outside, shapeOf, updatesOf } from "../src/loss.js";
import { lossChart, lossLayout } from "../src/loss_chart.js";
import { lossLimits, lossSentence, lossTable } from "../src/loss_words.js";
import { chartHeight } from "../src/schedule_chart.js";
import { markup } from "../src/tree.js";
import { line, linePrograms } from "./examples.js";
import { boundCurve } from "./bound_curve.js";

const linear = (updates) => (t) => 7 * (1 - t / updates);
const runOf = (rate, updates, more) => {
  const rates = shapeOf(rate, updates);
  return { name: "Line", index: 0, rates, forecast: rates && forecastOf(rates, "100M"), ...more };
};

test("a shape has the law's peak, no rate below 0, and is there only where all rates are numbers", () => {
  assert.deepEqual([...shapeOf((t) => t - 1, 3)], [0, 0, 3e-4]);
  assert.equal(
    shapeOf(() => 0, 3),
    null,
  );
  assert.equal(
    shapeOf((t) => (t ? 1 : NaN), 3),
    null,
  );
  assert.equal(
    shapeOf(() => 1, MOST_UPDATES + 1),
    null,
  );
});

test("a training is as long as the schedule, not as the axis", () => {
  const settings = { values: [0.01, 50, 0.01, 10], on: [true, true, true, true] };
  const ends = (value) => ({ ...line, horizon: { ...line.horizon, ends: value } });
  assert.equal(updatesOf(ends(true), settings), 60);
  assert.equal(updatesOf(ends(false), settings), 72);
});

test("the bound that is drawn is the bound, to less than a pixel", () => {
  const shapes = [linear(5000), (t) => 0.1 ** Math.floor(t / 2000), (t) => (t < 400 ? 1 : 0), () => 1];
  for (const shape of shapes) {
    const rates = shapeOf(shape, 5000);
    const ends = [100, 300, 1000, 4990, 5000];
    const exact = boundCurve(rates, ends);
    drawnBoundCurve(rates, ends).forEach((value, i) => assert.ok(Math.abs(value / exact[i] - 1) < 2e-3));
  }
  assert.equal(drawnBoundCurve(new Float64Array([0, 1]), [1])[0], Infinity);
});

test("the first updates are left out, and what no fitted run had is gray", () => {
  assert.deepEqual([firstEnd(50), firstEnd(10_000), firstEnd(72_000)], [5, 2160, 7200]);
  assert.deepEqual(
    [outside(50), outside(10_000), outside(72_000), outside(80_000)],
    [[0, 50], null, null, [72000, 80000]],
  );
  const gray = (updates) => {
    const layout = lossLayout([runOf(linear(updates), updates)], updates, "100M", 680);
    return markup(lossChart(layout, null)).match(/<rect/g)?.length ?? 0;
  };
  assert.deepEqual([gray(50), gray(10_000), gray(80_000)], [1, 0, 1]);
});

test("both panels stand where those of the rates do, with a curve for each schedule", () => {
  const runs = [runOf(linear(9000), 9000), runOf(() => 1, 9000, { name: "Flat", index: 1 }), runOf(() => NaN, 9000)];
  for (const width of [310, 680]) {
    const layout = lossLayout(runs, 9000, "100M", width);
    assert.equal(layout.height, chartHeight(width));
    assert.deepEqual(
      layout.panels.map(({ curves }) => curves.length),
      [2, 2],
    );
    const [losses, bounds] = layout.panels.map(({ curves }) => curves.map(({ rates }) => rates.at(-1)));
    assert.ok(losses.every((loss) => loss > 2.65 && loss < 3.3) && bounds[0] === 1 && bounds[1] > 1.1);
    const text = markup(lossChart(layout, { step: 9000, dots: [{ rate: losses[0], index: 0 }] }));
    assert.equal(text.match(/<circle/g).length, 1);
    assert.ok(!/NaN|Infinity|undefined/.test(text));
  }
  const none = lossLayout([runOf(() => NaN, 9000)], 9000, "100M", 680);
  assert.equal(markup(lossChart(none, null)).match(/no forecast/g).length, 2);
});

test("words and table say the loss at the end, and nothing where there is none", () => {
  const of = (name, rate) => ({ name, ...endOf(shapeOf(rate, 10_000), "100M") });
  const runs = [of("Line", linear(10_000)), of("<b>", () => 1), of("None", () => NaN)];
  const [best, flat] = runs.map(({ final }) => final.toFixed(3));
  assert.equal(lossSentence([runs[0]], 10_000, "100M"), `Predicted loss after 10,000 updates: ${best} (100M).`);
  assert.equal(
    lossSentence(runs, 10_000, "100M"),
    `Predicted loss after 10,000 updates (100M): Line ${best}, <b> ${flat}, None –.`,
  );
  assert.equal(lossSentence([runs[2]], 10_000, "100M"), "There is no forecast for these settings.");
  assert.match(lossSentence([runs[2]], 200_000, "100M"), /at most 72,000 updates/);
  assert.match(lossLimits(50), /^Drawn at the law's peak of 3e-4; .* Gray: outside the law's 2,160 to 72,000 updates/);
  assert.ok(!lossLimits(10_000).includes("Gray"));
  assert.match(lossLimits(10_000, ["Line", "<b>"], true), /Without the warmup .* 0\.15 too low: Line, <b>\.$/);
  assert.match(lossLimits(10_000, ["Line"]), /Without the warmup .* 0\.15 too low\.$/);
  assert.deepEqual(
    [linear(5000), (t) => Math.min(1, t / 99)].map((rate) => isCold(shapeOf(rate, 5000))),
    [true, false],
  );
  const cells = [...lossTable(runs, 10_000, "100M").matchAll(/<t[dh][^>]*>([^<]*)<\/t[dh]>/g)].map(([, cell]) => cell);
  assert.deepEqual(cells.slice(3, 6), ["Line", best, "1.00"]);
  assert.deepEqual(cells.slice(6), ["&lt;b&gt;", flat, "0.30", "None", "–", "–"]);
});

test("the switch is drawn ahead, the table of a comparison too", () => {
  const { html } = drawFigure(line, linePrograms, { id: "x" });
  assert.match(html, /role="group" aria-label="View">.*data-view="rate" aria-pressed="true".*data-view="loss" aria-p/);
  const entry = { title: "Line", page: "", programs: "a", description: line };
  const both = drawComparison({ catalogue: [entry], start: ["Line", "Line"] }, { a: linePrograms }, { id: "x" }).html;
  assert.equal(both.match(/<th scope="row">Line<\/th><td>\d\.\d{3}<\/td><td>1\.00<\/td>/g).length, 2);
});

test("what is drawn ahead has the loss at the first settings, for readers without JavaScript", () => {
  const options = { id: "x", widths: { wide: 680, narrow: 310 }, ahead: true };
  const { svg, words } = drawFigure(line, linePrograms, options).loss;
  assert.match(words, /^Predicted loss after 60 updates: \d\.\d{3} \(100M\)\. Drawn at the law.* Gray: /);
  assert.equal(svg.match(/stroke-width="2\.2"/g).length, 2);
  assert.match(svg, /viewBox="0 0 310 /);
  assert.equal(drawFigure(line, linePrograms, { ...options, ahead: false }).loss, null);
});
