import assert from "node:assert/strict";
import { test } from "node:test";
import { initialSettings } from "../src/description.js";
import { comparisonQuery, ignoredWords, parsePlot, readAddress, readInteger, writePlot } from "../src/links.js";
import { line } from "./examples.js";

const start = initialSettings(line);
const [RATE, LENGTH, TARGET, WARMUP] = [0, 1, 2, 3];

const read = (query, prefix = "") => readAddress(line, start, [...new URLSearchParams(query)], prefix, ["last-step"]);

test("an address sets what it names", () => {
  const { settings, own, ignored } = read("constructor=0.5&warmup=10&last-step=90&utm_source=x&2.steps=9");
  assert.deepEqual(settings, { values: [0.5, 50, 0.01, 10], on: [true, true, true, true] });
  assert.equal(own.get("last-step"), "90");
  assert.deepEqual(ignored, []);
  assert.equal(read("2.steps=9", "2.").settings.values[LENGTH], 9);
  assert.equal(read("target=0.02").settings.values[WARMUP], 5);
});

test("a hostile address changes nothing and is named", () => {
  const query =
    "__proto__=1&toString=2&losses=constructor&steps=-1&steps=70&target=&warmup=0x10&last-step=9&last-step=8";
  const { settings, own, ignored } = read(query);
  assert.deepEqual(settings, start);
  assert.equal(own.get("last-step"), "9");
  assert.deepEqual(ignored, ["last-step", "__proto__", "toString", "losses", "steps", "steps", "target", "warmup"]);
  assert.equal(ignoredWords(ignored), "Ignored in the address: last-step, __proto__, toString, losses, …");
  assert.equal(ignoredWords(["a".repeat(99)]).length, 65);
  assert.equal(ignoredWords([]), "");
});

test("the query of a comparison has what differs from the catalogue, and refuses what it cannot say", () => {
  const like = { ...line, parameters: line.parameters.map((each) => ({ ...each })) };
  like.parameters[LENGTH].value = 70;
  like.parameters[TARGET].on = false;
  const plots = [
    { title: "Line", description: line, like },
    { title: "Other.line", description: line, like: line },
  ];
  const target = start.on[TARGET] ? `,${line.parameters[TARGET].name}=none` : "";
  assert.equal(comparisonQuery(plots, 99), `plot=Line(steps=70${target})&plot=Other.line()&last-step=99`);
  like.parameters[RATE].value = -1;
  like.parameters.pop();
  const [rate, warmup] = [RATE, WARMUP].map((place) => line.parameters[place].name);
  assert.throws(() => comparisonQuery(plots, 99), {
    message: `Line cannot be compared with these settings: ${rate}, ${warmup} is missing`,
  });
});

test("a plot of a comparison without an equals sign is read as far as it goes", () => {
  assert.deepEqual(parsePlot("Line(steps=3,constructor,=4,a=b=c)"), {
    title: "Line",
    pairs: [
      ["steps", "3"],
      ["a", "b=c"],
    ],
    ignored: ["constructor", "=4"],
  });
  assert.equal(parsePlot("__proto__"), null);
  assert.equal(
    writePlot("Line", [
      ["steps", "3"],
      ["rate", "1"],
    ]),
    "Line(steps=3,rate=1)",
  );
  assert.deepEqual(
    [null, undefined, "", " ", "0", "1e13", "x", "7.9"].map((text) => readInteger(text, 1, 1e12)),
    [null, null, null, null, null, null, null, 7],
  );
});
