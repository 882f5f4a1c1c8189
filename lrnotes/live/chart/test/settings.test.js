import assert from "node:assert/strict";
import { test } from "node:test";
import { codeOf } from "../src/code.js";
import { errorOf, formOf, initialSettings, isAllowed, isOrdered } from "../src/description.js";
import { pythonFloat, pythonSteps } from "../src/numbers.js";
import { AT_FIRST, basedOn } from "../src/presets.js";
import { changesOf, horizonOf, withReset, withSwitch, withValue } from "../src/settings.js";
import { ratesAt } from "../src/sampling.js";
import { positionOf, valueAt } from "../src/sliders.js";
import { line, linePrograms } from "./examples.js";

const start = initialSettings(line);
const [RATE, LENGTH, TARGET, WARMUP] = [0, 1, 2, 3];

test("a warmup turns its target on, starts lower, and takes both back", () => {
  const warm = withValue(line, start, WARMUP, 10);
  assert.deepEqual(warm, { values: [0.001, 50, 0.01, 10], on: [true, true, true, true] });
  assert.equal(formOf(line, warm).program, 1);
  assert.deepEqual(withValue(line, warm, WARMUP, 0).values, [0.01, 50, 0.01, 0]);
  assert.deepEqual(withSwitch(line, warm, TARGET, false), {
    values: [0.01, 50, 0.01, 0],
    on: [true, true, false, true],
  });
  assert.deepEqual(withSwitch(line, start, TARGET, true).values, [0.001, 50, 0.01, 5]);
});

test("a rate that the reader has set stays", () => {
  const set = withValue(line, start, RATE, 0.005);
  const warm = withValue(line, set, WARMUP, 10);
  assert.equal(warm.values[RATE], 0.005);
  assert.equal(withReset(line, warm, WARMUP).values[RATE], 0.005);
});

test("what is changed is what an address holds", () => {
  assert.deepEqual(changesOf(line, start), []);
  const warm = withValue(line, start, WARMUP, 10);
  assert.deepEqual(changesOf(line, warm), [
    ["constructor", "0.001"],
    ["target", "0.01"],
    ["warmup", "10"],
  ]);
  assert.deepEqual(changesOf(line, withReset(line, warm, WARMUP)), []);
});

test("the horizon follows the lengths, on a round number", () => {
  const horizon = (...changes) =>
    horizonOf(
      line,
      changes.reduce((settings, [i, value]) => withValue(line, settings, i, value), start),
    );
  assert.equal(horizon(), 60);
  assert.equal(horizon([RATE, 1]), 60);
  assert.equal(horizon([LENGTH, 100000]), 120000);
  assert.equal(horizon([LENGTH, 0.5]), 1);
  assert.equal(horizon([LENGTH, 1234]), 1500);
  assert.equal(horizon([WARMUP, 50]), 120);
  assert.equal(horizonOf({ ...line, horizon: null }, withValue(line, start, LENGTH, 7)), 60);
});

test("limits are those of the description", () => {
  const whole = { least: 1, most: 9, whole: true, zero: false };
  assert.deepEqual(
    [0, 1, 1.5, 9, 10, NaN, Infinity].map((value) => isAllowed(whole, value)),
    [false, true, false, true, false, false, false],
  );
  assert.ok(isAllowed({ zero: true, least: 1 }, 0) && !isAllowed({ least: -1 }, 0));
  assert.ok(isAllowed({ options: ["a"] }, "a") && !isAllowed({ options: ["a"] }, "constructor"));
  assert.ok(
    !isOrdered({ above: 0, below: 2 }, [1, 2, 3], 3) && isOrdered({ above: 0, below: 2, equal: true }, [1, 2, 3], 3),
  );
});

test("a slider has a position for every value, and meets its anchor exactly", () => {
  const slider = { log: true, anchor: 0.0123456, below: 300, above: 100 };
  assert.equal(valueAt(slider, positionOf(slider, 0.0123456)), 0.0123456);
  assert.equal(valueAt(slider, 200), 0.00123);
  assert.equal(valueAt(slider, 0), 0);
  assert.deepEqual(
    [0, -1, 1e-30, 1e30].map((value) => positionOf(slider, value)),
    [0, 0, 1, 400],
  );
  for (let position = 1; position <= 400; position++)
    assert.equal(positionOf(slider, valueAt(slider, position)), position);
  assert.equal(valueAt({ low: 0, high: 9, step: 1 }, 7), 7);
});

test("code has the settings as Python writes them", () => {
  assert.deepEqual([1, 0.1, 1e-5, 1e16, 1e22, 123456789.5].map(pythonFloat), [
    "1.0",
    "0.1",
    "1e-05",
    "1e+16",
    "1e+22",
    "123456789.5",
  ]);
  assert.deepEqual([3, 2.5].map(pythonSteps), ["3", "2.5"]);
  const block = (settings) => codeOf(line, linePrograms, settings);
  const [framework, reason] = ["lrnotes", "There is none."];
  assert.deepEqual(block(start), [{ framework, ours: "rate=0.01, steps=50", native: "# native", reason }]);
  const broken = withValue(line, start, LENGTH, 2.5);
  assert.deepEqual(block(broken), [{ framework, ours: "rate=0.01, steps=2.5", native: null, reason }]);
});

test("settings without a schedule have an error and no code", () => {
  const wrong = { values: [0.01, 50, 0.01, 10], on: [true, true, false, true] };
  assert.equal(errorOf(line, linePrograms, wrong), "Line: target must be given with warmup");
  assert.deepEqual(codeOf(line, linePrograms, wrong), []);
  assert.equal(errorOf({ ...line, forms: [] }, linePrograms, start), "There is no such schedule.");
});

test("a preset brings what it has of its own, and leaves the rest", () => {
  const slider = { low: 0, high: 9, step: 1 };
  const preset = { name: "short", steps: 11, parameters: [{}, { value: 9, slider }, { on: true }, {}] };
  const based = basedOn({ ...line, presets: [preset] }, 0);
  assert.deepEqual(initialSettings(based), { values: [0.01, 9, 0.01, 0], on: [true, true, true, true] });
  assert.deepEqual([based.steps, based.horizon, based.parameters[LENGTH].slider], [11, line.horizon, slider]);
  assert.equal(basedOn(line, AT_FIRST), line);
  assert.equal(basedOn(line, 3), line);
});

test("numbers that do not go together are refused as long as they do not", () => {
  const conditions = [...linePrograms.conditions, ([high, last]) => high > last];
  const programs = { ...linePrograms, conditions };
  const forms = line.forms.map((form) => ({ ...form, refused: [[1, "Line: too high"]] }));
  const strict = { ...line, forms };
  assert.equal(errorOf(strict, programs, start), null);
  const high = withValue(strict, start, RATE, 99);
  assert.equal(errorOf(strict, programs, high), "Line: too high");
  assert.deepEqual([codeOf(strict, programs, high), ratesAt(strict, programs, high, [0])], [[], [NaN]]);
  assert.equal(errorOf(strict, programs, withValue(strict, high, LENGTH, 100)), null);
});
