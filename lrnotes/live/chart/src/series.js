/** One schedule of the comparison as HTML: which it is, how its line looks, and folded its own settings and its code. */
import { parameterRows } from "./controls.js";
import { escapeHTML } from "./html.js";
import { strokeOf } from "./panel.js";
import { markup, h } from "./tree.js";

export const FEWEST = 2; // schedules that a comparison keeps

export function seriesHTML(about) {
  return `<fieldset class="lrnotes-series" data-index="${about.index}">${seriesInside(about)}</fieldset>`;
}

/** What stands inside the fieldset; the description is the entry's with what the comparison starts from. */
export function seriesInside({ entry, description, index, id, catalogue, count }) {
  const line = h("line", { x2: 40, y1: 3, y2: 3, "stroke-width": 3, ...strokeOf(index) });
  const swatch = markup(h("svg", { class: "lrnotes-swatch", viewBox: "0 0 40 6", "aria-hidden": "true" }, [line]));
  const options = catalogue.map(
    (each) => `<option${each === entry ? " selected" : ""}>${escapeHTML(each.title)}</option>`,
  );
  return (
    `<legend>${swatch}<label for="${id}-which" class="lrnotes-hidden">Schedule</label>` +
    `<select id="${id}-which">${options.join("")}</select> <a href="${escapeHTML(entry.page)}">chapter</a> ` +
    `<button type="button" class="lrnotes-remove"${count > FEWEST ? "" : " disabled"}>Remove</button></legend>` +
    `<details class="lrnotes-rows"><summary>Settings</summary>${parameterRows(description, id)}</details>` +
    `<details class="lrnotes-series-code"><summary>Code</summary></details>`
  );
}
