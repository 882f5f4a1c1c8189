/** The view "loss" at the first settings, as a picture and its words: for readers without JavaScript. */
import { initialSettings } from "./description.js";
import { endOf, FIRST_SIZE, forecastOf, isCold, shapeOf, updatesOf } from "./loss.js";
import { lossChart, lossLayout } from "./loss_chart.js";
import { lossLimits, lossSentence } from "./loss_words.js";
import { rateFunction } from "./sampling.js";
import { markup } from "./tree.js";

/** @returns {?{svg: string, words: string}} Null where there is no forecast. */
export function lossAhead(description, programs, width) {
  const settings = initialSettings(description);
  const updates = updatesOf(description, settings);
  const rates = shapeOf(rateFunction(description, programs, settings), updates);
  if (!rates) return null;
  const { name } = description;
  const layout = lossLayout([{ name, index: 0, forecast: forecastOf(rates, FIRST_SIZE) }], updates, FIRST_SIZE, width);
  const said = lossSentence([{ name, ...endOf(rates, FIRST_SIZE) }], updates, FIRST_SIZE);
  const words = `${said} ${lossLimits(updates, isCold(rates) ? [name] : [])}`.trim();
  return { svg: markup(lossChart(layout, null)), words };
}
