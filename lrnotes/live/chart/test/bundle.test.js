import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { bundles } from "../build.js";

const { files, inputs } = await bundles();
const [chart] = Object.values(files);

test("the bundles that ship are what the sources give", () => {
  for (const [path, text] of Object.entries(files))
    assert.equal(readFileSync(path, "utf8"), text, `${path}: run npm run build`);
});

test("the chart weighs little, and fits in a script of a page", () => {
  assert.ok(gzipSync(chart, { level: 9 }).length < 32_000);
  assert.ok(!/<\/script|<!--|<script/i.test(chart));
});

test("nothing in the chart is made of text at run time", () => {
  assert.ok(!/\beval\(|\bFunction\(|import\(/.test(chart));
});

test("imports have no cycle", () => {
  const visiting = [];
  const done = new Set();
  const visit = (path) => {
    assert.ok(!visiting.includes(path), [...visiting, path].join(" -> "));
    if (done.has(path)) return;
    visiting.push(path);
    for (const { path: next } of inputs[path].imports) if (next in inputs) visit(next);
    visiting.pop();
    done.add(path);
  };
  Object.keys(inputs)
    .filter((path) => path.startsWith("src/"))
    .forEach(visit);
});

test("in Node the chart draws without a document", async () => {
  const { drawFigure } = await import("../../chart.js");
  assert.equal(typeof drawFigure, "function");
});
