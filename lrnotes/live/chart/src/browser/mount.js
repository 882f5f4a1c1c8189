/** Brings the figures of a page to life. */
import { drawComparison } from "../comparison.js";
import { drawFigure } from "../figures.js";
import { ComparisonFigure } from "./comparison.js";
import { FeedbackFigure } from "./feedback_figure.js";
import { ScheduleFigure } from "./schedule_figure.js";

/** The programs that scripts of the page have registered. */
function registered() {
  return globalThis.lrnotesPrograms ?? {};
}

function dataOf(element) {
  return JSON.parse(element.querySelector('script[type="application/json"]').textContent);
}

/** Brings one figure to life; what it is made of stands in the element unless it is given. */
export function mount(element, description = dataOf(element), programs = undefined) {
  const comparison = element.classList.contains("lrnotes-compare");
  const given = programs ?? (comparison ? registered() : registered()[element.dataset.programs]);
  if (!given) throw new Error(`The programs of this figure are missing: ${element.dataset.programs}`);
  element.dataset.alive = "";
  const waiting = element.figure?.chart; // whoever waits for the drawing, since before this script came
  element.figure = comparison ? compared(element, description, given) : explored(element, description, given);
  if (waiting) element.figure.chart.drawn.then(waiting.resolve);
  return element.figure;
}

function compared(element, description, programs) {
  if (!element.querySelector(".lrnotes-chart")) {
    element.insertAdjacentHTML("afterbegin", drawComparison(description, programs, { id: element.id }).html);
  }
  return new ComparisonFigure(element, description, programs);
}

function explored(element, description, programs) {
  const place = element.querySelector(".lrnotes-figure");
  if (!place.firstElementChild) {
    const id = `lrnotes-${Math.random().toString(36).slice(2)}`;
    place.innerHTML = drawFigure(description, programs, { id, widths: {} }).html;
    keepKeys(place);
  }
  const kind = description.kind === "feedback" ? FeedbackFigure : ScheduleFigure;
  return new kind(place, description, programs, prefixOf(element));
}

/** Where a notebook has keys of its own, JupyterLab leaves them to these: a slider is moved by the arrow keys. */
function keepKeys(place) {
  for (const control of place.querySelectorAll("input, select, button, summary, [tabindex]"))
    control.setAttribute("data-lm-suppress-shortcuts", "");
}

/** What the keys of a figure begin with in the address: the second of a page has "2.". */
function prefixOf(element) {
  const number = [...document.querySelectorAll(".lrnotes-live")].indexOf(element);
  return number > 0 ? `${number + 1}.` : "";
}

/** Brings every figure of the page to life that is not alive yet. One that cannot start does not stop the others. */
export function mountAll() {
  for (const element of document.querySelectorAll(
    ".lrnotes-live:not([data-alive]), .lrnotes-compare:not([data-alive])",
  )) {
    try {
      mount(element);
    } catch (error) {
      reportError(error);
    }
  }
}
