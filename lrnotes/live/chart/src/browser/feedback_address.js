/** The settings, the losses and the axis of a feedback figure in an address. */
import { AXES } from "../figures.js";
import { readAddress } from "../links.js";
import { AT_FIRST, START_FROM } from "../presets.js";

const LOSSES = "loss-curve";
const AXIS = "rate-axis";

/** Brings a figure to what an address says, and names what it says in vain. */
export function openFeedback(figure, entries) {
  const { prefix, presets, controls } = figure;
  presets.open(new Map(entries).get(prefix + START_FROM));
  const { settings, own, ignored } = readAddress(figure.description, controls.settings, entries, prefix, [
    LOSSES,
    AXIS,
    START_FROM,
  ]);
  controls.restore(settings);
  if (own.has(LOSSES) && !openLosses(figure, own.get(LOSSES))) ignored.push(LOSSES);
  if (own.has(START_FROM) && presets.place === AT_FIRST) ignored.push(START_FROM);
  const axis = own.has(AXIS) ? AXES.indexOf(own.get(AXIS)) : 0;
  if (axis < 0) ignored.push(AXIS);
  else [figure.axis, figure.axisBox.value] = [AXES[axis], axis];
  figure.complain(ignored);
}

/** A curve by its name, or as many losses as the curve at first has. */
function openLosses(figure, text) {
  const { curves } = figure.description;
  const index = curves.findIndex(({ name }) => name === text);
  const numbers = text.split(",").map((each) => (each.trim() === "" ? NaN : Number(each)));
  const given = numbers.length === figure.losses.length && numbers.every(Number.isFinite);
  if (index < 0 && given) figure.losses = numbers;
  if (index >= 0 || given) figure.take(index >= 0 ? index : curves.length);
  return index >= 0 || given;
}

export function saveFeedback(figure, query) {
  const { description, prefix, presets, controls, choice, losses, axis } = figure;
  for (const name of [...description.parameters.map((parameter) => parameter.name), LOSSES, AXIS]) {
    query.delete(prefix + name);
  }
  for (const [name, value] of controls.changes()) query.set(prefix + name, value);
  if (choice !== description.chosen) query.set(prefix + LOSSES, description.curves[choice]?.name ?? losses.join(","));
  if (axis !== AXES[0]) query.set(prefix + AXIS, axis);
  presets.save(query, prefix);
}
