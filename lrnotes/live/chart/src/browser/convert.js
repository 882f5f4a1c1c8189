/**
 * The tool of the page "Convert schedules between frameworks". A classic script, since modules are not loaded from
 * file://.
 */
import { statesOf } from "../feedback.js";
import { textsOf, valuesOf } from "../translate/form.js";
import { found } from "../translate/originals.js";
import { readCall } from "../translate/python.js";
import { programOf, programsOf, translated } from "../translate/rows.js";
import { remembered } from "./call_address.js";
import { Converter } from "./converter.js";
import { run } from "./dom.js";

/** Without a page, in Node, the same steps can be taken one by one. */
globalThis.lrnotesConvert = { readCall, found, textsOf, valuesOf, translated, programOf, programsOf, statesOf };

async function start(root) {
  await run(root.dataset.rows.replace("NAME", "originals"));
  const converter = new Converter(root);
  const asked = remembered();
  if (asked && !converter.call.value) converter.call.value = asked;
  await converter.read();
}

const root = globalThis.document?.querySelector(".lrnotes-convert");
if (root) start(root);
