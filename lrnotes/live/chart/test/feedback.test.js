import assert from "node:assert/strict";
import { test } from "node:test";
import { initialSettings } from "../src/description.js";
import { bestEpochs, knotsOf, ratesOf, stateInWords, statesAfter, throughKnots, withStroke } from "../src/feedback.js";
import { feedbackChart, feedbackLayout } from "../src/feedback_chart.js";
import { feedbackSentence } from "../src/sentences.js";
import { markup } from "../src/tree.js";
import { halving, halvingPrograms } from "./examples.js";

test("a sentence says what a loss does, and the rate", () => {
  const words =
    "Over 4 epochs the loss goes from 3 to 1, lowest 1. The learning rate starts at 0.8, drops to 0.4 after epoch 3.";
  assert.equal(feedbackSentence([3, 2, 2, 1], [0.8, 0.8, 0.8, 0.4, 0.4]), words);
  assert.equal(
    feedbackSentence([NaN], [1, 1]),
    "Over 1 epochs the loss is not a number. The learning rate stays at 1.",
  );
});

test("a rule answers a loss, state by state", () => {
  const { losses } = halving.curves[0];
  const states = statesAfter(halving, halvingPrograms, initialSettings(halving), losses);
  assert.deepEqual(ratesOf(halving, states), [0.8, 0.8, 0.8, 0.4, 0.4]);
  assert.deepEqual(bestEpochs(halving, states, losses), [1, 2, 4]);
  assert.equal(stateInWords(halving, losses, states, 0), "rate 0.8; best ∞");
  assert.equal(stateInWords(halving, losses, states, 3), "loss 2, rate 0.4; best 2");
});

test("a loss is drawn by strokes and through knots", () => {
  assert.deepEqual(withStroke([0, 0, 0, 0, 0], [1, 1], [3, 3]), [0, 1, 2, 3, 0]);
  assert.deepEqual(withStroke([0, 0, 0], [2, 1], [1, 5]), [0, 5, 1]);
  assert.deepEqual(knotsOf(60), [0, 10, 20, 30, 39, 49, 59]);
  assert.deepEqual([knotsOf(1), knotsOf(2)], [[0], [0, 1]]);
  assert.deepEqual(
    throughKnots(
      [
        [0, 2],
        [2, 1],
        [4, 3],
      ],
      5,
    ),
    [2, 1.5, 1, 2, 3],
  );
  assert.deepEqual(
    throughKnots(
      [
        [0, 2],
        [2, 1],
      ],
      5,
    ),
    [2, 1.5, 1, 1, 1],
  );
});

test("settings without a rule have a figure too, without a curve", () => {
  const settings = { values: [0.8, "b"], on: [true, true] };
  const losses = [3, 2];
  const states = statesAfter(halving, halvingPrograms, settings, losses);
  assert.deepEqual(ratesOf(halving, states), [NaN, NaN, NaN]);
  assert.deepEqual(bestEpochs(halving, states, losses), []);
  assert.match(feedbackSentence(losses, [NaN, NaN, NaN]), /There is no curve for these settings\.$/);
  const drawn = markup(
    feedbackChart(feedbackLayout({ description: halving, losses, states, before: null }, { width: 700 })),
  );
  assert.ok(!drawn.includes("NaN"));
});
