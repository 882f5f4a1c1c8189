/** A position on a slider for every value. */

/**
 * The value at a position. On a logarithmic slider position 0 is a value of zero, the others are equal ratios, a hundred
 * for each factor of ten; the anchor is met exactly.
 */
export function valueAt(slider, position) {
  if (!slider.log) return position;
  const { anchor, below } = slider;
  if (position <= 0) return 0;
  return position === below ? anchor : Number((anchor * 10 ** ((position - below) / 100)).toPrecision(3));
}

/** The position nearest to a value. */
export function positionOf(slider, value) {
  if (!slider.log) return value;
  if (!(value > 0)) return 0;
  const { anchor, below, above } = slider;
  return Math.min(below + above, Math.max(1, Math.round(below + 100 * Math.log10(value / anchor))));
}

/** The smallest position, the largest, and the distance between two. */
export function rangeOf(slider) {
  return slider.log ? [0, slider.below + slider.above, 1] : [slider.low, slider.high, slider.step];
}
