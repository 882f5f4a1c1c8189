/** What a forecast says, in words and as a table, and the controls of its view, as HTML. */
import { escapeHTML } from "./html.js";
import { FITTED } from "./laws.js";
import { FIRST_SIZE, MOST_UPDATES, outside, SIZES } from "./loss.js";
import { grouped } from "./numbers.js";

export const RATE = "rate";
export const LOSS = "loss";
const NONE = "–";

const written = (loss) => (Number.isFinite(loss) ? loss.toFixed(3) : NONE);

/** The buttons for the view, and the size of the model, which counts in one of them. */
export function viewRow() {
  const button = (view, words) =>
    `<button type="button" data-view="${view}" aria-pressed="${view === RATE}">${words}</button>`;
  const sizes = SIZES.map(
    (size) => `<option value="${size}"${size === FIRST_SIZE ? " selected" : ""}>${size} model</option>`,
  );
  return (
    `<div class="lrnotes-presets lrnotes-views" role="group" aria-label="View"><span>View:</span>` +
    `${button(RATE, "learning rate")}${button(LOSS, "loss")}` +
    `<select class="lrnotes-size" aria-label="Size of the model">${sizes.join("")}</select></div>`
  );
}

/** The predicted losses after all updates. */
export function lossSentence(runs, updates, size) {
  if (updates > MOST_UPDATES) return `No forecast: it covers at most ${grouped(FITTED.last)} updates.`;
  const after = `Predicted loss after ${grouped(updates)} updates`;
  const known = runs.filter(({ final }) => Number.isFinite(final));
  if (!known.length) return "There is no forecast for these settings.";
  if (runs.length === 1) return `${after}: ${written(runs[0].final)} (${size}).`;
  return `${after} (${size}): ${runs.map(({ name, final }) => `${name} ${written(final)}`).join(", ")}.`;
}

/** What the losses hold for. Of several schedules those without a warmup are named. */
export function lossLimits(updates, cold = [], several = false) {
  if (updates > MOST_UPDATES) return "";
  const peak = `Drawn at the law's peak of ${FITTED.peak.toExponential()}; what is compared is the shape.`;
  const gray = `Gray: outside the law's ${grouped(FITTED.first)} to ${grouped(FITTED.last)} updates.`;
  const low = `Without the warmup of the law's runs 0.1 to 0.15 too low${several ? `: ${cold.join(", ")}` : ""}.`;
  const short = updates < FITTED.first; // all of it is gray
  return [peak, outside(updates) && gray, cold.length > 0 && !short && low].filter(Boolean).join(" ");
}

/** The table's inside: for each schedule its loss at the end, and its best peak beside that of the first. */
export function lossTable(runs, updates, size) {
  const rows = runs.map(({ name, final, bestPeak }) => {
    const ratio = bestPeak / runs[0].bestPeak;
    const peak = Number.isFinite(ratio) ? ratio.toFixed(2) : NONE;
    return `<tr><th scope="row">${escapeHTML(name)}</th><td>${written(final)}</td><td>${peak}</td></tr>`;
  });
  const heads = ["schedule", `predicted loss (${size})`, "best peak, first = 1"];
  return (
    `<caption>After ${grouped(updates)} updates</caption><thead><tr>` +
    `${heads.map((head) => `<th scope="col">${head}</th>`).join("")}</tr></thead><tbody>${rows.join("")}</tbody>`
  );
}

/** The table with its place. */
export function lossTableBlock(runs, updates, size) {
  const inside = lossTable(runs, updates, size);
  return `<div class="lrnotes-table lrnotes-losses" tabindex="0" role="region" aria-label="Predicted losses"><table>${inside}</table></div>`;
}
