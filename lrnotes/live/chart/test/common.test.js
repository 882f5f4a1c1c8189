import assert from "node:assert/strict";
import { test } from "node:test";
import { NO_COMMON, tableSteps, withCommon, withCommonStart } from "../src/common.js";
import { initialSettings } from "../src/description.js";
import { ratesAt } from "../src/sampling.js";
import { stepsIn, valuesCSV, valuesHTML } from "../src/values.js";
import { line, linePrograms, stairs, stairsPrograms } from "./examples.js";

const [RATE, LENGTH, , WARMUP] = [0, 1, 2, 3];
const known = [{ unit: "rate" }, { unit: "steps" }, { unit: "rate" }, { unit: "steps", role: "warmup" }];
const parameters = line.parameters.map((parameter, i) => ({ ...parameter, ...known[i] }));
const timed = { ...line, parameters, horizon: { ...line.horizon, ends: true } };
const common = { peak: 1e-3, length: 10000, warmup: 500 };

test("a peak, a length and a warmup set the arguments of a schedule", () => {
  const settings = withCommon(timed, linePrograms, initialSettings(timed), common);
  assert.deepEqual(settings.values, [1e-4, 9500, 1e-3, 500]);
  assert.deepEqual(ratesAt(timed, linePrograms, settings, [0, 500, 10000]), [1e-4, 1e-3, 0]);
  const plain = withCommon(timed, linePrograms, settings, { ...common, warmup: 0 });
  assert.deepEqual([plain.values[RATE], plain.values[LENGTH], plain.values[WARMUP]], [1e-3, 10000, 0]);
  assert.equal(withCommon(timed, linePrograms, settings, NO_COMMON), settings);
});

test("a schedule without end is as long as the axis shows, and keeps what has no argument", () => {
  const some = [{ unit: "rate" }, { unit: "steps" }];
  const wide = {
    ...stairs,
    parameters: stairs.parameters.map((parameter, i) => ({ ...parameter, ...some[i] })),
    horizon: { lengths: [1], factor: 5, ends: false },
  };
  const start = withCommonStart(wide, stairsPrograms, common);
  assert.deepEqual(initialSettings(start).values, [1e-3, 2000]);
  assert.equal(start.steps, 10000);
  assert.equal(withCommonStart(wide, stairsPrograms, NO_COMMON), wide);
});

test("values at chosen steps are a table and CSV", () => {
  const columns = [
    { name: "a, b", rate: (step) => step / 3 },
    { name: "<c>", rate: (step) => (step ? NaN : 1) },
  ];
  assert.deepEqual(stepsIn("0, 10 x -3 1e3"), [0, 10, 1000]);
  assert.equal(valuesCSV([0, 1], columns), `step,"a, b",<c>\n0,0,1\n1,${1 / 3},\n`);
  const html = valuesHTML([1], columns);
  assert.match(html, /<th scope="col">&lt;c&gt;<\/th>.*<th scope="row">1<\/th><td>0\.3333<\/td><td>–<\/td>/);
  assert.deepEqual(tableSteps(55), [0, 10, 20, 30, 40, 50]);
  assert.deepEqual(tableSteps(11000), [0, 2000, 4000, 6000, 8000, 10000]);
});
