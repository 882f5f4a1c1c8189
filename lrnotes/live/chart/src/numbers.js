/** Numbers as text: in sentences, on axes, in Python code. */
import { formatPrefix } from "d3-format";

/** A number in words, to six digits. */
export function format(number) {
  return String(Number(Number(number).toPrecision(6)));
}

/** A float as Python writes it. */
export function pythonFloat(value) {
  const size = Math.abs(value);
  if (Number.isInteger(value) && size < 1e16) return value.toFixed(1);
  if (size >= 1e-4 && size < 1e16) return String(value);
  const [digits, exponent] = value.toExponential().split("e");
  return `${digits}e${exponent[0]}${exponent.slice(1).padStart(2, "0")}`;
}

/** A number of steps as Python code has it: an integer where it is one. */
export function pythonSteps(value) {
  return Number.isInteger(value) ? value.toFixed(0) : pythonFloat(value);
}

const rounded = (value) => Number(value.toPrecision(12));
const plain = (value) => String(rounded(value));
const digitsAfterPoint = (value) => (plain(value).includes("e") ? Infinity : (plain(value).split(".")[1] ?? "").length);
const exponential = (value) => {
  const [digits, exponent] = rounded(value).toExponential().split("e");
  return value === 0 ? "0" : `${digits}e${Number(exponent)}`;
};

/** How a linear axis writes its marks: one notation for all of them. */
export function linearNotation(marks) {
  const largest = Math.max(...marks.map(Math.abs));
  return largest < 1e6 && marks.every((mark) => digitsAfterPoint(mark) <= 5) ? plain : exponential;
}

/** How a logarithmic axis writes its marks: 0.001, 0.01 and 0.1, or 1e-4 and 1e-3. */
export function logarithmicNotation(marks) {
  return marks.every((mark) => mark >= 0.999e-3 && mark < 1e5) ? plain : exponential;
}

/** An integer with a comma after each thousand. */
export function grouped(value) {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** How an axis of steps writes its marks: 1,000 and 2,000, or 100k and 200k. */
export function stepNotation(marks) {
  const largest = Math.max(...marks);
  if (largest < 1e5) return grouped;
  const digits = Math.max(...marks.map((mark) => digitsAfterPoint(mark / 1000 ** Math.floor(Math.log10(largest) / 3))));
  const prefixed = formatPrefix(`.${Math.min(3, digits)}`, largest);
  return (value) => (value === 0 ? "0" : prefixed(value));
}
