/**
 * What rates do to the loss: the sums of lrnotes/forecast a second time, for the browser. They are no formula of one
 * step, so that they cannot be traced; tests compare them with NumPy's.
 *
 * @typedef {Float64Array | number[]} Rates Of steps 0, 1, 2, ...
 * @typedef {{L0: number, A: number, alpha: number, B: number, C: number, beta: number, gamma: number}} Law
 */

/** Both terms of the bound for a distance and gradient norms of 1: with rates c times as high, start / c + noise * c. */
export function boundTerms(rates, updates = rates.length) {
  let last = updates - 1;
  while (last >= 0 && rates[last] === 0) last--;
  let sum = 0;
  let squares = 0;
  let mixed = 0;
  for (let k = last; k >= 0; k--) {
    const rate = rates[k];
    const before = sum;
    sum += rate;
    squares += rate * rate;
    if (k < last) mixed += ((rate / before) * squares) / sum;
  }
  return last < 0 ? { start: Infinity, noise: 0 } : { start: 1 / (2 * sum), noise: squares / (2 * sum) + mixed / 2 };
}

/** The factor at which the bound of these rates is least at their end, and the bound there. */
export function bestFactor(rates) {
  const { start, noise } = boundTerms(rates);
  return { factor: Math.sqrt(start / noise), least: 2 * Math.sqrt(start * noise) };
}

const EXACT = 256; // updates before the end, where a summand changes much from one to the next
const BLOCK = 32;

/**
 * The bound after each of these numbers of updates, with the factor that is best for the end, for a drawing: long before
 * an end, the updates of a block are taken as one.
 */
export function drawnBoundCurve(rates, ends) {
  const { factor } = bestFactor(rates);
  const sums = new Float64Array(rates.length + 1);
  const squares = new Float64Array(rates.length + 1);
  for (let t = 0; t < rates.length; t++) {
    sums[t + 1] = sums[t] + rates[t];
    squares[t + 1] = squares[t] + rates[t] * rates[t];
  }
  return ends.map((end) => {
    let last = end;
    while (last > 0 && rates[last - 1] === 0) last--;
    if (!last) return Infinity;
    const near = Math.max(0, last - EXACT);
    const { start, noise } = boundTerms(rates.subarray(near, last));
    let sum = 1 / (2 * start);
    let square = squares[last] - squares[near];
    let mixed = 2 * noise - square / sum;
    for (let later = near; later > 0; later -= BLOCK) {
      const first = Math.max(0, later - BLOCK);
      const whole = sum + sums[later] - sums[first];
      const all = square + squares[later] - squares[first];
      mixed += ((square + all) / 2) * (1 / sum - 1 / whole);
      [sum, square] = [whole, all];
    }
    return 1 / (2 * sum) / factor + (square / sum + mixed) * (factor / 2);
  });
}

/**
 * Where the rates change.
 * @typedef {object} Changes
 * @property {Float64Array} sums Of the rates up to each step.
 * @property {number} count
 * @property {Float64Array} at Steps whose rate differs from the one before.
 * @property {Float64Array} drops By how much it is lower.
 * @property {Float64Array} after The rate from there on.
 * @property {Float64Array} before The sum of all earlier rates.
 */

/** @returns {Changes} The changes of these rates, each multiplied by the factor. */
export function changesOf(rates, factor = 1) {
  const found = room(rates.length);
  let sum = 0;
  for (let t = 0; t < rates.length; t++) {
    const after = factor * rates[t];
    const drop = t ? factor * rates[t - 1] - after : 0;
    if (drop !== 0) note(found, t, drop, after, sum);
    sum += after;
    found.sums[t] = sum;
  }
  return found;
}

/** @returns {Changes} At most so many: neighbors as one, at the place of the largest of them. */
export function coarse(changes, most) {
  if (changes.count <= most) return changes;
  const size = Math.ceil(changes.count / most);
  const merged = { ...room(Math.ceil(changes.count / size)), sums: changes.sums };
  for (let first = 0; first < changes.count; first += size) {
    let drop = 0;
    let largest = first;
    for (let i = first; i < Math.min(first + size, changes.count); i++) {
      drop += changes.drops[i];
      if (Math.abs(changes.drops[i]) > Math.abs(changes.drops[largest])) largest = i;
    }
    note(merged, changes.at[largest], drop, changes.after[largest], changes.before[largest]);
  }
  return merged;
}

function room(length) {
  const numbers = () => new Float64Array(length);
  return { sums: numbers(), count: 0, at: numbers(), drops: numbers(), after: numbers(), before: numbers() };
}

function note(changes, at, drop, after, before) {
  const place = changes.count++;
  changes.at[place] = at;
  changes.drops[place] = drop;
  changes.after[place] = after;
  changes.before[place] = before;
}

/** The losses that the multi-power law predicts after these numbers of updates. */
export function predictedLosses({ L0, A, alpha, B, C, beta, gamma }, changes, ends) {
  const { sums, count, at, drops, after, before } = changes;
  const paces = Float64Array.from({ length: count }, (_, i) => C * after[i] ** -gamma);
  return ends.map((end) => {
    const sum = sums[end - 1];
    let change = 0;
    for (let i = 0; i < count && at[i] < end; i++) {
      // A drop to a rate of 0 takes effect when the rate is left.
      const effect = paces[i] * (sum - before[i]);
      if (!Number.isNaN(effect)) change += drops[i] * Math.expm1(-beta * Math.log1p(effect));
    }
    return L0 + A * sum ** -alpha + B * change;
  });
}
