/** Several schedules on the same axes, as HTML. */
import { NO_COMMON, withCommonStart } from "./common.js";
import { BUTTONS, commonRow, stepRow } from "./controls.js";
import { figureHTML, firstCurve, svgsOf, WIDTHS } from "./figures.js";
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
  const sentence = curves.map(({ name, steps: at, rates }) => `${name}. ${scheduleSentence(at, rates)}`).join(" ");
  const list = entries.map(({ entry, description }, index) =>
    seriesHTML({ entry, description, index, id: `${id}-${index}`, catalogue, count: entries.length }),
  );
  const controls =
    `${commonRow(common, id)}${stepRow(steps, id)}${BUTTONS}<div class="lrnotes-series-list">${list.join("")}</div>` +
    `<button type="button" class="lrnotes-add">Add a schedule</button>${valuesBlock(id)}`;
  return { html: figureHTML(svgs, sentence, controls, ""), sentence, svgs };
}
