/** The axes of a panel: where a value stands, and which values are marked and how they are written. */
import { scaleLinear, scaleLog } from "d3-scale";
import { linearNotation, logarithmicNotation, stepNotation } from "./numbers.js";

const DECADES = 1e-9; // how far below the highest rate a logarithmic axis goes
const MOST = 1e308;
const MARKS = 8; // of powers of ten, where a logarithmic axis spans many

/**
 * @typedef {object} Axis
 * @property {(value: number) => number} scale The place of a value in pixels.
 * @property {[number, string][]} marks Values and what is written beside them.
 * @property {(value: number) => boolean} holds Whether a value has a place.
 */

function axis(scale, values, notation, holds = Number.isFinite) {
  const write = values.length ? notation(values) : String;
  return { scale, marks: values.map((value) => [value, write(value)]), holds };
}

/** Steps, or epochs, from left to right. */
export function stepAxis(last, width) {
  const scale = scaleLinear([0, last], [0, width]);
  const count = Math.min(8, Math.max(2, Math.floor(width / 60)));
  return axis(scale, scale.ticks(count).filter(Number.isInteger), stepNotation);
}

/**
 * The finite values of several lists: the lowest and the highest, and the lowest and the highest above 0.
 * One pass, because it is made for every frame of a drag.
 */
export function rangeOf(lists) {
  const range = { lowest: Infinity, highest: -Infinity, lowestPositive: Infinity };
  for (const values of lists) {
    for (const value of values) {
      if (value - value !== 0) continue; // NaN or infinite
      if (value < range.lowest) range.lowest = value;
      if (value > range.highest) range.highest = value;
      if (value > 0 && value < range.lowestPositive) range.lowestPositive = value;
    }
  }
  return range;
}

/** Rates from 0, or from the lowest, up to the highest. */
export function linearAxis({ lowest, highest }, height, count = 5) {
  const low = Math.min(0, lowest);
  const scale = scaleLinear([low, highest > low ? highest : low + 1], [height, 0]).nice(count);
  return axis(scale, scale.ticks(count), linearNotation);
}

/** Losses, which a pointer can draw somewhat above the highest; a place has a loss too. */
export function lossAxis(losses, height, count = 5) {
  const { lowest, highest } = rangeOf([losses]);
  const low = Math.min(0, lowest);
  const scale = scaleLinear([low, highest > low ? highest * 1.05 : low + 1], [height, 0]);
  return { ...axis(scale, scale.ticks(count), linearNotation), invert: scale.invert };
}

/** Rates above 0 in equal ratios; those at 0 and below have no place. */
export function logarithmicAxis({ lowestPositive, highest }, height) {
  const [bottom, top] =
    highest > 0 ? [Math.max(lowestPositive, highest * DECADES) / 1.6, Math.min(highest * 1.6, MOST)] : [0.1, 1];
  return axis(
    scaleLog([bottom, top], [height, 0]),
    logarithmicMarks(bottom, top),
    logarithmicNotation,
    (value) => value >= bottom && value <= top,
  );
}

/** Powers of ten; where there are less than two decades, also their twofold and fivefold. */
function logarithmicMarks(bottom, top) {
  const digits = top < 99 * bottom ? [1, 2, 5] : [1];
  const marks = [];
  for (let power = Math.floor(Math.log10(bottom)); power <= Math.ceil(Math.log10(top)); power++) {
    marks.push(...digits.map((digit) => Number(`${digit}e${power}`)).filter((mark) => mark >= bottom && mark <= top));
  }
  const stride = Math.ceil(marks.length / MARKS);
  return marks.filter((_, i) => (marks.length - 1 - i) % stride === 0);
}
