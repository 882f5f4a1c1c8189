import assert from "node:assert/strict";
import { test } from "node:test";
import { initialSettings } from "../src/description.js";
import { withValue } from "../src/settings.js";
import { hasTotal, sharesOf, totalOf, withTotal } from "../src/total.js";
import { line, stairs } from "./examples.js";

const [LENGTH, WARMUP] = [1, 3];
const unit = "steps";
const parameters = line.parameters.map((each, i) => (i === LENGTH || i === WARMUP ? { ...each, unit } : each));
const timed = { ...line, parameters, horizon: { ...line.horizon, ends: true } };
const warm = withValue(timed, initialSettings(timed), WARMUP, 10);

test("a total scales every number of steps, and their shares stay", () => {
  assert.equal(totalOf(timed, warm), 60);
  const long = withTotal(timed, warm, 10000);
  assert.deepEqual([long.values[LENGTH], long.values[WARMUP]], [8333, 1667]);
  assert.deepEqual(sharesOf(timed, warm), ["", "83%", "", "17%"]);
  assert.deepEqual(sharesOf(timed, long), sharesOf(timed, warm));
  assert.equal(totalOf(timed, withTotal(timed, long, 7)), 7);
  assert.equal(withTotal(timed, warm, 0), warm);
  assert.equal(withTotal(timed, warm, NaN), warm);
});

test("a warmup that is kept leaves the rest to the others", () => {
  assert.deepEqual(withTotal(timed, warm, 1000, WARMUP).values.slice(1), [990, 0.01, 10]);
  assert.equal(withTotal(timed, warm, 5, WARMUP), warm);
});

test("values of a list that would meet stay apart", () => {
  const above = (i) => ({ above: i, unit, value: 0 });
  const list = {
    horizon: { lengths: [1], factor: 1, ends: true },
    parameters: [
      { ...parameters[LENGTH], below: 1 },
      { ...parameters[LENGTH], ...above(0) },
    ],
  };
  const scaled = withTotal(list, { values: [30, 31], on: [true, true] }, 3.1);
  assert.deepEqual(scaled.values, [3, 3.1]);
});

test("one number of steps, or a schedule without end, has no total", () => {
  assert.ok(hasTotal(timed));
  assert.ok(!hasTotal(stairs) && !hasTotal(line) && !hasTotal({ ...timed, horizon: line.horizon }));
  assert.deepEqual(sharesOf(stairs, initialSettings(stairs)), ["", ""]);
});
