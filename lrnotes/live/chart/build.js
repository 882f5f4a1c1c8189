/** Writes the bundles that ship in the package: ../chart.js for all, ../loader.js for the site, ../convert.js for one of its pages. `--check` compares only. */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const NOTICE = `/*!\n${readFileSync(here("LICENSES"), "utf8")}*/`; // D3 asks that its license goes along

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
  const [chart, loader, convert] = await Promise.all([
    build({ ...shared, entryPoints: ["src/chart.js"], format: "esm", banner: { js: NOTICE } }),
    build({ ...shared, entryPoints: ["src/browser/loader.js"], format: "iife" }),
    build({ ...shared, entryPoints: ["src/browser/convert.js"], format: "iife", banner: { js: NOTICE } }),
  ]);
  return {
    files: {
      [here("../chart.js")]: chart.outputFiles[0].text,
      [here("../loader.js")]: loader.outputFiles[0].text,
      [here("../convert.js")]: convert.outputFiles[0].text,
    },
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
