import assert from "node:assert/strict";
import { test } from "node:test";
import { pythonCall, textsOf, valuesOf } from "../src/translate/form.js";
import { argumentsOf, found, near } from "../src/translate/originals.js";
import { readCall, readValue } from "../src/translate/python.js";
import { numbersIn, structure, translated } from "../src/translate/rows.js";

const STEP = {
  name: "torch.optim.lr_scheduler.StepLR",
  names: ["torch.optim.lr_scheduler.StepLR"],
  yields: false,
  reads: true,
  ignored: ["optimizer", "last_epoch"],
  arguments: [
    { name: "", initial: null, example: "0.1" },
    { name: "step_size", initial: null, example: "300" },
    { name: "gamma", initial: "0.1", example: "0.5" },
  ],
};
const OTHER = { ...STEP, name: "mmengine.optim.StepLR", names: ["mmengine.optim.StepLR"], yields: true };

test("values of all kinds are read, and arithmetic is carried out", () => {
  const numbers = {
    "1e-4": 1e-4,
    "1_000": 1000,
    "30 * 1000": 30000,
    "-2 ** 2": -4,
    "7 // 2": 3,
    "(1 + 2) / 2": 1.5,
    ".5": 0.5,
  };
  for (const [text, value] of Object.entries(numbers)) assert.equal(readValue(text).value, value, text);
  assert.equal(structure(readValue("[1, (2, 3), {'a': None, 4: True}]")), "[#,[#,#],{'a':N,#:T}]");
  assert.deepEqual(numbersIn(readValue("{300: 0.5, 600: 0.2}")), [300, 0.5, 600, 0.2]);
  assert.equal(structure(readValue("dict(a=1)")), "{'a':#}");
  assert.equal(structure(readValue('"300ba"')), "'#ba'");
  assert.deepEqual(numbersIn(readValue('"0.5dur"')), [0.5]);
});

test("what is not Python is an error that names the place", () => {
  for (const text of ["", "1 +", "[1, 2", "f(", "a b", "1 ? 2", "(,)"])
    assert.throws(() => readValue(text), Error, text);
  assert.throws(() => readCall("3"), /not a call/);
});

test("calls are read with what stands around them", () => {
  const call = readCall("scheduler = optim.lr_scheduler.StepLR(\n    optimizer,  # ours\n    30, gamma=0.1,\n)");
  assert.equal(call.name, "optim.lr_scheduler.StepLR");
  const { given, complaints } = argumentsOf(STEP, call);
  assert.deepEqual([...given.keys()], ["step_size", "gamma"]);
  assert.deepEqual(complaints, []);
  assert.deepEqual(argumentsOf(STEP, readCall("StepLR(optimizer, 30, verbos=1)")).complaints, [
    "torch.optim.lr_scheduler.StepLR has no argument verbos.",
  ]);
});

test("a name is found in full, by its end, and by what it is like", () => {
  const all = [STEP, OTHER];
  for (const name of ["torch.optim.lr_scheduler.StepLR", "optim.lr_scheduler.StepLR", "StepLR"])
    assert.deepEqual(found(all, name), [STEP], name);
  assert.deepEqual(found(all, "mmengine.optim.StepLR"), [OTHER]);
  assert.deepEqual(found(all, "Nothing"), []);
  assert.deepEqual(near(all, "StepRL"), [STEP.name, OTHER.name]);
});

test("a call has the original's defaults, a name alone the example's numbers", () => {
  assert.deepEqual(textsOf(STEP, readCall("StepLR")).texts, ["0.1", "300", "0.5"]);
  const { texts, complaints } = textsOf(STEP, readCall("StepLR(optimizer, step_size=size)"));
  assert.deepEqual(texts, ["0.1", "300", "0.1"]);
  assert.match(complaints[0], /only your code knows/);
  assert.match(textsOf(STEP, readCall("StepLR(optimizer)")).complaints[0], /needs step_size/);
  assert.match(pythonCall(STEP, ["0.1", "30", "0.1"]), /learning_rate=0.1,\n {4}step_size=30,\n\)$/);
});

test("a row's program gets the numbers of what was typed", () => {
  const data = {
    rows: { [STEP.name]: { "#;#;#": (a) => (a[1] > 0 ? { shape: 0, p: a } : { error: [0, a[1]] }) } },
    shapes: [{ look: {} }],
    texts: [["step_size must be above 0; got ", 1]],
  };
  const make = (...texts) => translated(data, STEP, valuesOf(STEP, texts).values);
  assert.deepEqual(make("0.1", "3 * 10", "0.5").p, [0.1, 30, 0.5]);
  assert.deepEqual(make("0.1", "0", "0.5"), { error: "step_size must be above 0; got 0" });
  assert.equal(make("0.1", "None", "0.5"), null);
  assert.match(valuesOf(STEP, ["0.1", "", "0.5"]).error, /^step_size/);
});
