/** The controls as HTML: rows for the parameters, the figure's own rows, buttons, and the code. */
import { initialSettings } from "./description.js";
import { escapeHTML, symbolHTML } from "./html.js";
import { format } from "./numbers.js";
import { positionOf, rangeOf } from "./sliders.js";
import { hasTotal, sharesOf, totalSlider } from "./total.js";

/** A row for each parameter; those that readers seldom move are behind "More settings". */
export function parameterRows(description, id) {
  const shares = hasTotal(description) ? sharesOf(description, initialSettings(description)) : [];
  const rows = description.parameters.map((parameter, i) => ({
    html: parameterRow(parameter, i, `${id}-${i}`, parameter.unit === "steps" ? shares[i] : undefined),
    common: parameter.common,
  }));
  const common = rows.filter(({ common: first }) => first);
  const others = rows.filter(({ common: first }) => !first);
  const html = (some) => some.map((row) => row.html).join("");
  if (!common.length || !others.length) return html(rows);
  const summary = `<summary>More settings (${others.length})</summary>`;
  return `${html(common)}<details class="lrnotes-more">${summary}${html(others)}</details>`;
}

/** The value at first. */
export function startInWords({ optional, on, value }) {
  return optional && !on ? "none" : String(value);
}

function parameterRow(parameter, index, id, share) {
  const { name, symbol, meaning, value, options } = parameter;
  const letter = symbol ? `<var>${symbolHTML(symbol)}</var> ` : "";
  const label = `<label for="${id}" title="${escapeHTML(meaning)}">${letter}<span>${escapeHTML(name)}</span></label>`;
  const first = escapeHTML(startInWords(parameter));
  const reset = `<button type="button" class="lrnotes-reset" aria-label="Reset ${escapeHTML(name)}" title="Reset to ${first}" disabled>↺</button>`;
  const row = (inside) =>
    `<div class="lrnotes-row" data-index="${index}" data-name="${escapeHTML(name)}">${inside}${reset}</div>`;
  if (typeof value === "boolean") return row(`${label}<input type="checkbox" id="${id}"${value ? " checked" : ""}>`);
  if (options) return row(`${label}<select id="${id}">${choices(options, value)}</select>`);
  return row(numberInputs(parameter, label, id, share));
}

function numberInputs({ name, value, slider, optional, on, allowed }, label, id, share) {
  const off = optional && !on ? " disabled" : "";
  const use = optional ? `<input type="checkbox" aria-label="use ${escapeHTML(name)}"${on ? " checked" : ""}>` : "";
  const of = share === undefined ? "" : `<span class="lrnotes-share" title="share of the total">${share}</span>`;
  const [low, high, step] = rangeOf(slider);
  const range = `min="${low}" max="${high}" step="${step}" value="${positionOf(slider, value)}"`;
  return (
    `<span class="lrnotes-label">${use}${label}${of}</span>` +
    `<input type="range" id="${id}" ${range} aria-valuetext="${format(value)}"${off}>` +
    `<input type="number" step="any" inputmode="decimal" value="${escapeHTML(value)}" ` +
    `aria-label="${escapeHTML(name)}, exact value" title="${escapeHTML(allowed)}"${off}>`
  );
}

function choices(options, selected) {
  return options
    .map((option) => `<option${option === selected ? " selected" : ""}>${escapeHTML(option)}</option>`)
    .join("");
}

/** A row of the figure's own: its name stands in another attribute than those of the parameters. */
function ownRow(name, inside) {
  return `<div class="lrnotes-row" data-own="${name}">${inside}</div>`;
}

/** The last step shown, and the step that the reader asks about. */
export function stepRow(steps, id) {
  return ownRow(
    "steps",
    `<span><label for="${id}-horizon">steps shown</label> ` +
      `<input type="number" id="${id}-horizon" min="1" step="1" value="${steps}"></span> ` +
      `<span><label for="${id}-probe">at step</label> <input type="number" id="${id}-probe" min="0" step="1"></span> ` +
      `<output for="${id}-probe">point at the curve, or type a step</output>`,
  );
}

/** All steps together, where there are several numbers of them. */
export function totalRow(description, id) {
  if (!hasTotal(description)) return "";
  const slider = totalSlider(description);
  const [, high] = rangeOf(slider);
  const total = `aria-valuetext="${slider.anchor}"`;
  return ownRow(
    "total",
    `<span class="lrnotes-label"><label for="${id}-total" title="scales all numbers of steps">total steps</label></span>` +
      `<input type="range" id="${id}-total" min="1" max="${high}" value="${slider.below}" ${total}>` +
      `<input type="number" step="any" min="1" inputmode="decimal" value="${slider.anchor}" aria-label="total steps, exact value">`,
  );
}

/** What all schedules of a comparison share. */
export function commonRow(common, id) {
  const boxes = [
    ["peak", "peak"],
    ["length", "length in steps"],
    ["warmup", "warmup in steps"],
  ].map(
    ([name, label]) =>
      `<span><label for="${id}-${name}">${label}</label> ` +
      `<input type="number" step="any" inputmode="decimal" id="${id}-${name}" data-common="${name}" value="${common[name] ?? ""}"></span>`,
  );
  return ownRow("common", `<span>All schedules:</span> ${boxes.join(" ")}`);
}

/** The epoch that the reader asks about. */
export function epochRow(count, id) {
  return ownRow(
    "probe",
    `<span><label for="${id}-probe">after epoch</label> ` +
      `<input type="number" id="${id}-probe" min="0" max="${count}" step="1"></span> ` +
      `<output for="${id}-probe">point at the curves, or type an epoch</output>`,
  );
}

/** A button for the settings at first and one for each preset. */
export function presetRow({ presets = [] }) {
  if (!presets.length) return "";
  const buttons = [{ name: "start" }, ...presets].map(
    ({ name }, i) =>
      `<button type="button" data-preset="${i - 1}" aria-pressed="${i === 0}">${escapeHTML(name)}</button>`,
  );
  return `<div class="lrnotes-presets" role="group" aria-label="Settings"><span>Settings:</span>${buttons.join("")}</div>`;
}

/** One of the figure's own choices; an option's value is its index. */
export function choiceRow(name, label, options, selected, id) {
  const all = options.map(
    (option, i) => `<option value="${i}"${i === selected ? " selected" : ""}>${escapeHTML(option)}</option>`,
  );
  return ownRow(name, `<label for="${id}-${name}">${label}</label><select id="${id}-${name}">${all.join("")}</select>`);
}

/** The losses of a few epochs, for readers who draw without a pointer. */
export function knotRows(knots, losses, id) {
  const high = Number((2 * Math.max(...losses.filter(Number.isFinite), 0.5)).toPrecision(2));
  const rows = knots.map((epoch) => {
    const [name, value] = [`loss after epoch ${epoch + 1}`, escapeHTML(losses[epoch])];
    return (
      `<div class="lrnotes-row" data-knot="${epoch}"><label for="${id}-knot-${epoch}">${name}</label>` +
      `<input type="range" id="${id}-knot-${epoch}" min="0" max="${high}" step="0.01" value="${value}">` +
      `<input type="number" step="any" inputmode="decimal" value="${value}" aria-label="${name}, exact value"></div>`
    );
  });
  return `<details class="lrnotes-knots"><summary>Draw the loss without a pointer</summary>${rows.join("")}</details>`;
}

/** What readers can do, where they can. */
export const HINT = `<p class="lrnotes-hint">Drag a slider or type a value. The dotted line is where it began.</p>`;

/** The same for several schedules, none of which has a dotted line. */
export const HINT_FOR_ALL = `<p class="lrnotes-hint">Type a value for all schedules, or open the settings of one below.</p>`;

export const BUTTONS =
  `<div class="lrnotes-buttons"><button type="button" class="lrnotes-link">Copy link</button>` +
  `<button type="button" class="lrnotes-reset-all" disabled>Reset all</button>` +
  `<span role="status" class="lrnotes-status"></span></div>`;
