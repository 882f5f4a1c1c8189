/** Writes the bundles that ship in the package: ../chart.js for all, ../loader.js for the site. `--check` compares only. */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const NOTICE = `/*!
Contains d3-array, d3-color, d3-format, d3-interpolate, d3-path, d3-scale and d3-shape.
Copyright 2010-2026 Mike Bostock

Permission to use, copy, modify, and/or distribute this software for any purpose
with or without fee is hereby granted, provided that the above copyright notice
and this permission notice appear in all copies.

THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH
REGARD TO THIS SOFTWARE INCLUDING ALL IMPLIED WARRANTIES OF MERCHANTABILITY AND
FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT,
INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS
OF USE, DATA OR PROFITS, WHETHER IN AN ACTION OF CONTRACT, NEGLIGENCE OR OTHER
TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR PERFORMANCE OF
THIS SOFTWARE.
*/`;

/** The bundles as text, by the path where each belongs, and what esbuild knows of their inputs. */
export async function bundles() {
  const shared = {
    bundle: true,
    minify: !process.env.PLAIN,
    target: "es2023",
    charset: "ascii",
    legalComments: "none",
    write: false,
    metafile: true,
    absWorkingDir: here("."),
  };
  const [chart, loader] = await Promise.all([
    build({ ...shared, entryPoints: ["src/chart.js"], format: "esm", banner: { js: NOTICE } }),
    build({ ...shared, entryPoints: ["src/browser/loader.js"], format: "iife" }),
  ]);
  return {
    files: { [here("../chart.js")]: chart.outputFiles[0].text, [here("../loader.js")]: loader.outputFiles[0].text },
    inputs: chart.metafile.inputs,
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { files } = await bundles();
  for (const [path, text] of Object.entries(files)) {
    if (!process.argv.includes("--check")) writeFileSync(path, text);
    else if (readFileSync(path, "utf8") !== text)
      throw new Error(`${path} is not what the sources give: run npm run build`);
  }
}
