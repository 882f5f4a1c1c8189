/** Several schedules on the same axes, as HTML. */
import { NO_COMMON, withCommonStart } from "./common.js";
import { BUTTONS, commonRow, HINT_FOR_ALL as HINT, stepRow } from "./controls.js";
import { initialSettings } from "./description.js";
import { figureHTML, firstCurve, svgsOf, WIDTHS } from "./figures.js";
import { endOf, FIRST_SIZE, shapeOf, updatesOf } from "./loss.js";
import { lossTableBlock, viewRow } from "./loss_words.js";
import { rateFunction } from "./sampling.js";
import { scheduleChart, scheduleLayout } from "./schedule_chart.js";
import { scheduleSentence } from "./sentences.js";
import { seriesHTML } from "./series.js";
import { valuesBlock } from "./values.js";

/** The comparison as it is at first: the schedules of the titles in `start`, with the common values. */
export function drawComparison({ catalogue, start, common = NO_COMMON }, programsByKey, { id, widths = WIDTHS }) {
  const entries = start.map((title) => {
    const entry = catalogue.find((each) => each.title === title);
    const programs = programsByKey[entry.programs];
    return { entry, programs, description: withCommonStart(entry.description, programs, common) };
  });
  const steps = Math.max(...entries.map(({ description }) => description.steps));
  const curves = entries.map(({ entry, description, programs }, index) => ({
    ...firstCurve(description, programs, steps),
    name: entry.title,
    index,
  }));
  const svgs = svgsOf(widths, (width) => scheduleChart(scheduleLayout(curves, steps, width)));
  const sentence = curves.map((curve) => `${curve.name}. ${scheduleSentence(curve)}`).join(" ");
  const list = entries.map(({ entry, description }, index) =>
    seriesHTML({ entry, description, index, id: `${id}-${index}`, catalogue, count: entries.length }),
  );
  const controls =
    `${viewRow()}${HINT}${commonRow(common, id)}${stepRow(steps, id)}${BUTTONS}${tableOf(entries)}<div class="lrnotes-series-list">${list.join("")}</div>` +
    `<button type="button" class="lrnotes-add">Add a schedule</button>${valuesBlock(id)}`;
  return { html: figureHTML(svgs, sentence, controls, ""), sentence, svgs };
}

function tableOf(entries) {
  const each = entries.map(({ entry, description, programs }) => {
    const settings = initialSettings(description);
    return {
      name: entry.title,
      rate: rateFunction(description, programs, settings),
      of: updatesOf(description, settings),
    };
  });
  const updates = Math.max(...each.map(({ of }) => of));
  const finals = each.map(({ name, rate }) => ({ name, ...endOf(shapeOf(rate, updates), FIRST_SIZE) }));
  return lossTableBlock(finals, updates, FIRST_SIZE);
}
