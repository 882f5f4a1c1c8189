/** What curves do, in words, for readers who cannot see them. */
import { format } from "./numbers.js";

const WAYS = { rise: "increases", fall: "decreases", level: "stays there" };
const NO_CURVE = "There is no curve for these settings.";
const MOST_RUNS = 7; // a curve that turns more often is summed up

/** What a schedule does over the steps shown; between two of them, `rate` tells where exactly it turns. */
export function scheduleSentence({ steps, rates, rate = null }) {
  const rows = steps.map((step, i) => [step, rates[i]]).filter(([, value]) => value != null && !Number.isNaN(value));
  if (!rows.length) return NO_CURVE;
  const last = rows.at(-1);
  const start = `Over steps 0 to ${last[0]} the learning rate starts at ${format(rows[0][1])}`;
  const runs = runsOf(rows);
  if (runs.length > MOST_RUNS) {
    const peaks = runs.filter(({ way }, i) => way === "rise" && i + 1 < runs.length).length;
    const values = rows.map(([, value]) => value);
    const between = `between ${format(Math.min(...values))} and ${format(Math.max(...values))}`;
    return `${start}, goes up and down with ${peaks} peaks ${between}, and ends at ${format(last[1])}.`;
  }
  const parts = runs.map(({ way }, i) => {
    const step = rate ? turnOf(runs, i, rows, rate) : rows[runs[i].end][0];
    const reached = step === rows[runs[i].end][0] ? rows[runs[i].end][1] : rate(step);
    return way === "level" ? `${WAYS.level} until step ${step}` : `${WAYS[way]} to ${format(reached)} at step ${step}`;
  });
  return `${[start, ...parts].join(", ")}.`;
}

const topOf = (rows) => Math.abs(Math.max(...rows.map(([, rate]) => rate))) || 1;

/** Where a curve increases, decreases and stays level, and the index of the row with which each ends. */
function runsOf(rows) {
  const slack = 1e-9 * topOf(rows);
  const runs = [];
  for (let i = 1; i < rows.length; i++) {
    const change = rows[i][1] - rows[i - 1][1];
    const way = change > slack ? "rise" : change < -slack ? "fall" : "level";
    if (runs.at(-1)?.way === way) runs.at(-1).end = i;
    else runs.push({ way, end: i });
  }
  return runs;
}

/** The step with which a run ends: its last row's, or one between its neighbors where the curve turns in truth. */
function turnOf(runs, index, rows, rate) {
  const { way, end } = runs[index];
  const [at, reached] = rows[end];
  if (index + 1 === runs.length) return at;
  const slack = 1e-14 * topOf(rows); // a cosine is almost at its end long before it
  const isReached = (step) => Math.abs(rate(step) - reached) <= slack;
  if (way === "level") return edge(at, rows[end + 1][0], isReached);
  if (runs[index + 1].way === "level") return edge(at, rows[end - 1][0], isReached);
  const height = (step) => (way === "rise" ? rate(step) : -rate(step));
  const best = highest(rows[end - 1][0], rows[end + 1][0], height);
  return height(best) > height(at) ? best : at;
}

/** The last integer from `inside` toward `outside` for which something holds. */
function edge(inside, outside, holds) {
  while (Math.abs(outside - inside) > 1) {
    const middle = Math.round((inside + outside) / 2);
    if (holds(middle)) inside = middle;
    else outside = middle;
  }
  return inside;
}

/** The integer between two others at which what rises and then falls is highest. */
function highest(low, high, height) {
  while (high - low > 2) {
    const third = Math.floor((high - low) / 3);
    if (height(low + third) < height(high - third)) low += third;
    else high -= third;
  }
  return low + 1;
}

/** What a loss does over the epochs, and the rate that answers it. */
export function feedbackSentence(losses, rates) {
  return `${lossSentence(losses)} ${rateSentence(rates)}`;
}

function lossSentence(losses) {
  const finite = losses.filter(Number.isFinite);
  const over = `Over ${losses.length} epochs the loss`;
  if (!finite.length) return `${over} is not a number.`;
  return `${over} goes from ${format(losses[0])} to ${format(losses.at(-1))}, lowest ${format(Math.min(...finite))}.`;
}

function rateSentence(rates) {
  if (rates.every(Number.isNaN)) return NO_CURVE;
  const changes = rates.flatMap((rate, i) =>
    i && rate !== rates[i - 1] ? [{ rate, epoch: i, up: rate > rates[i - 1] }] : [],
  );
  if (!changes.length) return `The learning rate stays at ${format(rates[0])}.`;
  const start = `The learning rate starts at ${format(rates[0])}`;
  if (changes.length <= MOST_RUNS - 1) {
    const parts = changes.map(
      ({ rate, epoch, up }) => `${up ? "rises" : "drops"} to ${format(rate)} after epoch ${epoch}`,
    );
    return `${[start, ...parts].join(", ")}.`;
  }
  const ups = changes.filter(({ up }) => up).length;
  const count = (number, word) => `${number} ${word}${number === 1 ? "" : "s"}`;
  const between = `between ${format(Math.min(...rates))} and ${format(Math.max(...rates))}`;
  const turns = `${count(ups, "rise")} and ${count(changes.length - ups, "drop")}`;
  return `${start}, with ${turns} ${between}, and ends at ${format(rates.at(-1))}.`;
}
