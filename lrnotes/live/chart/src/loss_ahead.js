/** The view "loss" at the first settings, folded, for readers without JavaScript. */
import { initialSettings } from "./description.js";
import { escapeHTML } from "./html.js";
import { endOf, FIRST_SIZE, forecastOf, isCold, shapeOf, updatesOf } from "./loss.js";
import { lossChart, lossLayout } from "./loss_chart.js";
import { lossLimits, lossSentence } from "./loss_words.js";
import { rateFunction } from "./sampling.js";
import { markup } from "./tree.js";

export function lossAhead(description, programs, widths) {
  const settings = initialSettings(description);
  const updates = updatesOf(description, settings);
  const rates = shapeOf(rateFunction(description, programs, settings), updates);
  const { name } = description;
  const runs = [{ name, index: 0, forecast: rates && forecastOf(rates, FIRST_SIZE) }];
  const said = lossSentence([{ name, ...endOf(rates, FIRST_SIZE) }], updates, FIRST_SIZE);
  const words = escapeHTML(`${said} ${lossLimits(updates, isCold(rates) ? [name] : [])}`.trim());
  const charts = rates
    ? Object.entries(widths).map(
        ([kind, width]) =>
          `<div class="lrnotes-${kind}">${markup(lossChart(lossLayout(runs, updates, FIRST_SIZE, width), null))}</div>`,
      )
    : [];
  return (
    `<noscript><details class="lrnotes-loss-ahead"><summary>What it does to the loss</summary>` +
    `<div class="lrnotes-chart" role="img" aria-label="${escapeHTML(name)}. ${words}">${charts.join("")}</div>` +
    `<p>${words}</p></details></noscript>`
  );
}
