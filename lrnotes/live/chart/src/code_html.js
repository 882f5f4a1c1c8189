/** The code below a figure as HTML: a tab for each framework, a switch between lrnotes and the framework's own. */
import { escapeHTML } from "./html.js";
import { highlighted } from "./highlight.js";

export const SIDES = [
  ["ours", "lrnotes"],
  ["native", "native"],
];

/** What stands below a figure at first. */
export function codeHTML(blocks, id) {
  if (!blocks.length) return "";
  const tabs = blocks.map(({ framework }, i) => {
    const state = `aria-controls="${id}-code" aria-selected="${!i}"${i ? ' tabindex="-1"' : ""}`;
    return `<button type="button" role="tab" id="${id}-tab-${i}" ${state}>${escapeHTML(framework)}</button>`;
  });
  const [{ ours, native, reason }] = blocks;
  const sides = SIDES.map(([side, name]) => {
    const state = `aria-pressed="${side === "ours"}"${side === "native" && native === null ? " disabled" : ""}`;
    return `<button type="button" data-side="${side}" ${state}>${name}</button>`;
  });
  return (
    `<div class="lrnotes-code" role="group" aria-label="Use these settings">` +
    `<p class="lrnotes-heading">Use these settings</p>` +
    `<div role="tablist" aria-label="Framework">${tabs.join("")}</div>` +
    `<div class="lrnotes-bar"><span class="lrnotes-sides" role="group" aria-label="Code with">${sides.join("")}</span>` +
    `<span class="lrnotes-reason">${native === null ? escapeHTML(reason) : ""}</span>` +
    `<button type="button" class="lrnotes-copy">Copy</button></div>` +
    `<div role="tabpanel" id="${id}-code" aria-labelledby="${id}-tab-0">` +
    `<pre tabindex="0"><code>${highlighted(ours)}</code></pre></div></div>`
  );
}

/** All programs, folded, for readers without JavaScript. */
export function foldedCode(blocks) {
  const part = (name, program) => `<p>${name}</p><pre><code>${highlighted(program)}</code></pre>`;
  const folds = blocks.map(({ framework, ours, native, reason }) => {
    const other = native === null ? `<p>${escapeHTML(reason)}</p>` : part("Native", native);
    return `<details><summary>${escapeHTML(framework)}</summary>${part("With lrnotes", ours)}${other}</details>`;
  });
  return folds.length ? `<noscript><div class="lrnotes-folded">${folds.join("")}</div></noscript>` : "";
}
