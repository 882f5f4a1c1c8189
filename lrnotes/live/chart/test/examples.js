/** Small descriptions that the tests share. */

const rate = (name, value, more) => ({
  name,
  symbol: "η",
  meaning: "",
  allowed: "a finite number",
  value,
  zero: true,
  least: 0,
  slider: { log: true, anchor: value, below: 300, above: 100 },
  ...more,
});
const length = (name, value, more) => ({
  name,
  symbol: "T",
  meaning: "",
  allowed: "a number above 0",
  value,
  least: 1e-9,
  slider: { low: 0, high: 100, step: 1 },
  ...more,
});
const blocks = [
  {
    framework: "lrnotes",
    ours: ["rate=", ["float", 0], ", steps=", ["steps", 1]],
    native: ["# native"],
    condition: 0,
    otherwise: ["There is none."],
  },
];

/** A line from a rate down to 0; a warmup needs its target, and lowers the rate from which it starts. */
export const line = {
  kind: "schedule",
  name: "Line",
  steps: 60,
  horizon: { lengths: [1, 3], factor: 1.2 },
  parameters: [
    rate("constructor", 0.01),
    length("steps", 50),
    rate("target", 0.01, { optional: true, on: false, needs: [[3, 5]] }),
    length("warmup", 0, { zero: true, needs: [[2, null]], also: [[0, 0.001]] }),
  ],
  forms: [
    {
      when: [
        [3, true],
        [2, true],
      ],
      program: 1,
      code: blocks,
    },
    {
      when: [
        [3, true],
        [2, false],
      ],
      error: "Line: target must be given with warmup",
    },
    { when: [], program: 0, code: blocks },
  ],
};

export const linePrograms = {
  rates: [
    ([high, last]) =>
      (t) =>
        high * Math.max(0, 1 - t / last),
    ([low, last, high, warmup]) =>
      (t) =>
        t < warmup ? low + ((high - low) * t) / warmup : high * Math.max(0, 1 - (t - warmup) / last),
  ],
  values: [([high]) => high, ([, last]) => last],
  conditions: [([, last]) => Number.isInteger(last)],
};

/** A rate that is halved every so many steps. */
export const stairs = {
  kind: "schedule",
  name: "Stairs",
  steps: 10,
  horizon: null,
  parameters: [rate("rate", 0.8), length("every", 4)],
  forms: [{ when: [], program: 0, drawing: "steps" }],
};
export const stairsPrograms = {
  rates: [
    ([high, every]) =>
      (t) =>
        high * 0.5 ** Math.floor(t / every),
  ],
};

/** A rate that is halved whenever the loss does not improve. */
export const halving = {
  kind: "feedback",
  name: "Halving",
  state: ["rate", "best", "window"],
  parameters: [
    rate("rate", 0.8),
    { name: "word", symbol: "", meaning: "", allowed: "", value: "a", options: ["a", "b"], slider: null },
  ],
  forms: [
    { when: [[1, "a"]], program: 0, code: [] },
    { when: [[1, "b"]], error: "Halving: b is not there" },
  ],
  curves: [{ name: "constructor", losses: [3, 2, 2, 1] }],
  chosen: 0,
};
export const halvingPrograms = {
  rules: [
    ([high]) => ({
      start: () => [high, Infinity, [0, 0]],
      update: ([value, best, [, last]], m) => [m < best ? value : value / 2, Math.min(m, best), [last, m]],
    }),
  ],
};
