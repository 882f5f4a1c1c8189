/** The measures that all charts share, in pixels. */
import { h } from "./tree.js";

export const NARROW = 560; // below this width panels are one above the other, and lower
export const LEFT = 54;
export const RIGHT = 18; // half of the last mark
export const TOP = 24;
export const BOTTOM = 44;
export const GAP = 12; // between two panels that share the marks of their steps

/** A chart around its parts. */
export function svg({ width, height }, children) {
  const attributes = { xmlns: "http://www.w3.org/2000/svg", viewBox: `0 0 ${width} ${height}`, height };
  return h("svg", { ...attributes, "font-family": "sans-serif", "font-size": 11 }, children);
}
