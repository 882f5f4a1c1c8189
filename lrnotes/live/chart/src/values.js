/** The rates of several schedules at chosen steps: as a table, and as CSV. */
import { escapeHTML } from "./html.js";

/** Steps in a text, apart by commas or spaces; what is not a step is left out. */
export function stepsIn(text) {
  return text
    .split(/[\s,;]+/)
    .filter((word) => /^\d+(\.\d+)?(e\+?\d+)?$/i.test(word))
    .map(Number)
    .slice(0, 200);
}

/** The table's inside. */
export function valuesHTML(steps, columns) {
  const heads = columns.map(({ name }) => `<th scope="col">${escapeHTML(name)}</th>`);
  const short = (rate) => (Number.isNaN(rate) ? "–" : String(Number(rate.toPrecision(4))));
  const rows = steps.map((step) => {
    const cells = columns.map(({ rate }) => `<td>${short(rate(step))}</td>`);
    return `<tr><th scope="row">${step}</th>${cells.join("")}</tr>`;
  });
  return `<thead><tr><th scope="col">step</th>${heads.join("")}</tr></thead><tbody>${rows.join("")}</tbody>`;
}

/** The same with all digits; a name with a comma or a quotation mark is quoted. */
export function valuesCSV(steps, columns) {
  const quoted = (name) => (/[",\n]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name);
  const lines = [
    ["step", ...columns.map(({ name }) => quoted(name))],
    ...steps.map((step) => [step, ...columns.map(({ rate }) => (Number.isNaN(rate(step)) ? "" : rate(step)))]),
  ];
  return lines.map((line) => `${line.join(",")}\n`).join("");
}

export function valuesBlock(id) {
  return (
    `<details class="lrnotes-values"><summary>Table of values</summary>` +
    `<div class="lrnotes-bar"><label for="${id}-at">at steps</label> <input type="text" id="${id}-at" inputmode="numeric">` +
    `<button type="button" class="lrnotes-copy">Copy CSV</button></div>` +
    `<div class="lrnotes-table" tabindex="0" role="region" aria-label="Table of values"><table></table></div></details>`
  );
}
