/** The axes of a panel: where a value stands, and which values are marked and how they are written. */
import { nice, ticks } from "d3-array";
import { linearNotation, logarithmicNotation, stepNotation } from "./numbers.js";

const DECADES = 1e-9; // how far below the highest rate a logarithmic axis goes
const MOST = 5e307; // half of what a number can hold: differences are numbers too
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

/** The place of a value between two places, in equal distances for equal differences. */
export function linearScale(low, high, from, to) {
  const factor = (to - from) / (high - low);
  return (value) => from + (value - low) * factor;
}

/** Steps, or epochs, from left to right. */
export function stepAxis(last, width) {
  const count = Math.min(8, Math.max(2, Math.floor(width / 60)));
  return axis(linearScale(0, last, 0, width), ticks(0, last, count).filter(Number.isInteger), stepNotation);
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
  const least = Math.max(-MOST, Math.min(0, lowest));
  const [low, high] = nice(least, highest > least ? Math.min(MOST, highest) : least + 1, count);
  return axis(linearScale(low, high, height, 0), ticks(low, high, count), linearNotation);
}

/** Losses, which a pointer can draw somewhat above the highest; a place has a loss too. */
export function lossAxis(losses, height, count = 5) {
  const { lowest, highest } = rangeOf([losses]);
  const low = Math.min(0, lowest);
  const high = highest > low ? highest * 1.05 : low + 1;
  const marks = axis(linearScale(low, high, height, 0), ticks(low, high, count), linearNotation);
  return { ...marks, invert: linearScale(height, 0, low, high) };
}

/** Losses above 0, from the lowest up to the highest, or to so many times the lowest. */
export function closeAxis({ lowest, highest }, height, count, most = 4) {
  const top = Math.min(highest, most * lowest);
  const room = top > lowest ? 0.04 * (top - lowest) : 0.5;
  const [low, high] = lowest <= highest ? [lowest - room, top + room] : [0, 1];
  const holds = (value) => value <= high;
  return axis(linearScale(low, high, height, 0), ticks(low, high, count), linearNotation, holds);
}

/** Rates above 0 in equal ratios; those at 0 and below have no place. */
export function logarithmicAxis({ lowestPositive, highest }, height) {
  const [low, high] =
    highest > 0 ? [Math.max(lowestPositive, highest * DECADES) / 1.6, Math.min(highest * 1.6, MOST)] : [0.1, 1];
  const place = linearScale(Math.log(low), Math.log(high), height, 0);
  const holds = (value) => value >= low && value <= high;
  return axis((value) => place(Math.log(value)), logarithmicMarks(low, high), logarithmicNotation, holds);
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
