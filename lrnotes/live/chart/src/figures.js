/** Whole figures as HTML: written where the site is built, and in a notebook where there is nothing yet. */
import { codeOf } from "./code.js";
import { codeHTML, foldedCode } from "./code_html.js";
import {
  BUTTONS,
  choiceRow,
  epochRow,
  HINT,
  knotRows,
  parameterRows,
  presetRow,
  stepRow,
  totalRow,
} from "./controls.js";
import { initialSettings } from "./description.js";
import { knotsOf, ratesOf, statesAfter } from "./feedback.js";
import { feedbackChart, feedbackLayout } from "./feedback_chart.js";
import { escapeHTML } from "./html.js";
import { lossAhead } from "./loss_ahead.js";
import { viewRow } from "./loss_words.js";
import { curveOf } from "./sampling.js";
import { scheduleChart, scheduleLayout } from "./schedule_chart.js";
import { feedbackSentence, scheduleSentence } from "./sentences.js";
import { markup } from "./tree.js";

export const DRAWN = "drawn by hand";
export const AXES = ["logarithmic", "linear"];
export const WIDTHS = { wide: 680, narrow: 310 }; // a little less than a chapter has, so that no text shrinks

/** The figure of a schedule or a feedback rule as it is at first; one drawn ahead serves readers without JavaScript. */
export function drawFigure(description, programs, { id, widths = WIDTHS, ahead = false }) {
  const draw = description.kind === "feedback" ? drawnFeedback : drawnSchedule;
  const { svgs, sentence, controls } = draw(description, programs, id, widths);
  const words = `${description.name}. ${sentence}`;
  const blocks = codeOf(description, programs, initialSettings(description));
  const code = codeHTML(blocks, id) + (ahead ? foldedCode(blocks) : "");
  const loss = ahead && description.kind === "schedule" ? lossAhead(description, programs, widths.narrow) : null;
  return { html: figureHTML(svgs, words, controls + BUTTONS, code), sentence: words, svgs, loss };
}

function drawnSchedule(description, programs, id, widths) {
  const curve = firstCurve(description, programs, description.steps);
  return {
    svgs: svgsOf(widths, (width) => scheduleChart(scheduleLayout([curve], description.steps, width))),
    sentence: scheduleSentence(curve),
    controls:
      viewRow() +
      HINT +
      presetRow(description) +
      stepRow(description.steps, id) +
      totalRow(description, id) +
      parameterRows(description, id),
  };
}

function drawnFeedback(description, programs, id, widths) {
  const { losses } = description.curves[description.chosen];
  const states = statesAfter(description, programs, initialSettings(description), losses);
  const run = { description, losses, states, before: null };
  return {
    svgs: svgsOf(widths, (width) => feedbackChart(feedbackLayout(run, { width }))),
    sentence: feedbackSentence(losses, ratesOf(description, states)),
    controls: feedbackRows(description, losses, id),
  };
}

function feedbackRows(description, losses, id) {
  const curves = [...description.curves.map(({ name }) => name), DRAWN];
  return (
    HINT +
    presetRow(description) +
    choiceRow("losses", "loss curve", curves, description.chosen, id) +
    knotRows(knotsOf(losses.length), losses, id) +
    choiceRow("axis", "axis of the rate", AXES, 0, id) +
    epochRow(losses.length, id) +
    parameterRows(description, id)
  );
}

/** A schedule's curve with its first settings. */
export function firstCurve(description, programs, steps) {
  const curve = curveOf(description, programs, initialSettings(description), steps);
  return { ...curve, index: 0, name: description.name };
}

export function svgsOf(widths, draw) {
  return Object.fromEntries(Object.entries(widths).map(([name, width]) => [name, markup(draw(width))]));
}

/** The chart stays in view above the controls; the code comes after both. */
export function figureHTML(svgs, words, controls, code) {
  const charts = Object.entries(svgs).map(
    ([name, svg]) => `<div class="lrnotes-${name}" aria-hidden="true">${svg}</div>`,
  );
  return (
    `<div class="lrnotes-stage"><div class="lrnotes-chart" role="img" aria-label="${escapeHTML(words)}">${charts.join("")}</div>` +
    `<div class="lrnotes-controls">${controls}</div></div>${code}`
  );
}
