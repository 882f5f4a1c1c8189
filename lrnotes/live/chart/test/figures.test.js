import assert from "node:assert/strict";
import { test } from "node:test";
import { drawComparison } from "../src/comparison.js";
import { drawFigure } from "../src/figures.js";
import { escapeHTML, symbolHTML } from "../src/html.js";
import { ratesAt, sampledCurve } from "../src/sampling.js";
import { scheduleSentence } from "../src/sentences.js";
import { h, markup } from "../src/tree.js";
import { halving, halvingPrograms, line, linePrograms, stairs, stairsPrograms } from "./examples.js";

const HOSTILE = `"'><!--<script>alert(1)</script>&`;

test("text is safe between tags and quotation marks", () => {
  assert.equal(escapeHTML(HOSTILE), "&quot;&#39;&gt;&lt;!--&lt;script&gt;alert(1)&lt;/script&gt;&amp;");
  assert.equal(symbolHTML("η<sub>0</sub><b>"), "η<sub>0</sub>&lt;b>");
  assert.equal(
    markup(h("text", { "aria-label": HOSTILE }, [HOSTILE, null, false])),
    `<text aria-label="${escapeHTML(HOSTILE)}">${escapeHTML(HOSTILE)}</text>`,
  );
});

test("hostile names stay text in every figure", () => {
  const parameters = (description) =>
    description.parameters.map((parameter) => ({
      ...parameter,
      name: HOSTILE,
      symbol: HOSTILE,
      meaning: HOSTILE,
      allowed: HOSTILE,
    }));
  const forms = (description) =>
    description.forms.map((form) => ({
      ...form,
      code: [{ framework: HOSTILE, ours: [HOSTILE], native: null, condition: null, otherwise: [HOSTILE] }],
    }));
  const bad = (description) => ({
    ...description,
    name: HOSTILE,
    parameters: parameters(description),
    forms: forms(description),
  });
  const feedback = { ...bad(halving), curves: [{ name: HOSTILE, losses: [1, 2] }] };
  const entry = { title: HOSTILE, page: HOSTILE, programs: "__proto__", description: bad(line) };
  const pages = [
    drawFigure(bad(line), linePrograms, { id: "x" }).html,
    drawFigure(feedback, halvingPrograms, { id: "x" }).html,
    drawComparison(
      { catalogue: [entry], start: [HOSTILE, HOSTILE] },
      Object.fromEntries([["__proto__", linePrograms]]),
      { id: "x" },
    ).html,
  ];
  for (const html of pages) {
    assert.ok(!/<!--|<script|<\/script|alert\(1\)<(?!\/)/.test(html));
    assert.ok(html.includes("&lt;!--&lt;script&gt;"));
  }
});

test("a figure has its charts, its controls and its code", () => {
  const { html, sentence, svgs } = drawFigure(line, linePrograms, { id: "x" });
  assert.equal(
    sentence,
    "Line. Over steps 0 to 60 the learning rate starts at 0.01, decreases to 0 at step 50, stays there until step 60.",
  );
  assert.deepEqual(Object.keys(svgs), ["wide", "narrow"]);
  assert.equal(html.match(/role="img" aria-label="Line\. Over/g).length, 1);
  assert.equal(html.match(/data-index="\d"/g).length, 4);
  assert.match(html, /▬ zero or below/);
  assert.match(html, /<code>rate=<span class="lrnotes-number">0\.01<\/span>, steps=/);
  assert.ok(!html.includes("noscript"));
  const ahead = drawFigure(line, linePrograms, { id: "x", ahead: true }).html;
  assert.match(ahead, /<noscript>.*<span class="lrnotes-comment"># native<\/span>.*<\/noscript>$/);
  assert.ok(!html.includes("before"));
});

test("a static curve of steps needs a point for each corner only", () => {
  const { svgs } = drawFigure(
    { ...stairs, steps: 10000, parameters: stairs.parameters.with(1, { ...stairs.parameters[1], value: 4000 }) },
    stairsPrograms,
    { id: "x" },
  );
  assert.equal(svgs.wide.match(/<path d="([^"]+)"[^>]*stroke-width="2.2"/)[1].split("L").length, 7);
});

test("common controls come first, the others behind a word", () => {
  const common = { ...line, parameters: line.parameters.map((parameter, i) => ({ ...parameter, common: i === 1 })) };
  const { html } = drawFigure(common, linePrograms, { id: "x" });
  assert.ok(
    html.indexOf('data-index="1"') < html.indexOf("More settings (3)") &&
      html.indexOf("More settings (3)") < html.indexOf('data-index="0"'),
  );
});

test("sentences say what a curve does", () => {
  const none = { steps: [0, 1, 2], rates: [NaN, NaN, NaN] };
  assert.equal(scheduleSentence(none), "There is no curve for these settings.");
  const saw = Array.from({ length: 20 }, (_, i) => i % 2);
  assert.match(
    scheduleSentence({ steps: saw.map((_, i) => i), rates: saw }),
    /goes up and down with 9 peaks between 0 and 1, and ends at 1\.$/,
  );
});

test("sentences name the steps at which a curve turns, though none of them was drawn", () => {
  const rate = (t) => (t < 500 ? t / 500 : Math.max(0.1, 1 - Math.max(0, t - 7010) / 2000));
  const words = "starts at 0, increases to 1 at step 500, stays there until step 7010, decreases to 0.1 at step 8810";
  assert.match(
    scheduleSentence(sampledCurve(rate, 11_000, "line")),
    new RegExp(`${words}, stays there until step 11000`),
  );
  const cosine = (t) => 0.55 + 0.45 * Math.cos((Math.PI * Math.min(t, 100_500)) / 100_500);
  assert.match(scheduleSentence(sampledCurve(cosine, 120_000, "line")), /decreases to 0\.1 at step 100500, stays/);
  const cycles = (t) => Math.abs(((t + 333) % 2000) - 1000) / 1000;
  const turns = "decreases to 0 at step 667, increases to 1 at step 1667, decreases to 0 at step 2667";
  assert.match(scheduleSentence(sampledCurve(cycles, 4000, "line", 90)), new RegExp(turns));
  const jump = (t) => 1 - (t % 1000) / 1000;
  const falls = "decreases to 0.001 at step 999, increases to 1 at step 1000, decreases to 0.001 at step 1999";
  assert.match(scheduleSentence(sampledCurve(jump, 2500, "line", 70)), new RegExp(falls));
});

test("settings without a schedule have no rates", () => {
  const wrong = { values: [0.01, 50, 0.01, 10], on: [true, true, false, true] };
  assert.deepEqual(ratesAt(line, linePrograms, wrong, [0, 1]), [NaN, NaN]);
});
