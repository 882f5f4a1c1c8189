/** A feedback rule, run over losses. */
import { acceptedForm } from "./description.js";
import { format } from "./numbers.js";

/** The state before any loss, and after each: one more than there are losses. */
export function statesAfter(description, programs, settings, losses) {
  const { program } = acceptedForm(description, programs, settings) ?? {};
  if (program == null) return Array.from({ length: losses.length + 1 }, () => description.state.map(() => NaN));
  return statesOf(programs.rules[program](settings.values), losses);
}

/** The same of a rule with its settings. */
export function statesOf({ start, update }, losses) {
  const states = [start()];
  for (const loss of losses) states.push(update(states.at(-1), loss));
  return states;
}

/** One field of each state. */
export function fieldOf(description, states, name) {
  const index = description.state.indexOf(name);
  return index < 0 ? null : states.map((state) => state[index]);
}

/** The rates, one more than there are losses. */
export function ratesOf(description, states) {
  return fieldOf(description, states, "rate");
}

/** The epochs after which the loss was the best. */
export function bestEpochs(description, states, losses) {
  const best = fieldOf(description, states, "best");
  if (!best) return [];
  return losses.flatMap((loss, i) => (Number.isFinite(loss) && !Object.is(best[i + 1], best[i]) ? [i + 1] : []));
}

/** One state in words: what an epoch left behind. */
export function stateInWords({ state: names }, losses, states, epoch) {
  const told = states[epoch].map((value, i) => [names[i], value]).filter(([, value]) => !Array.isArray(value));
  const rate = told.find(([name]) => name === "rate")[1];
  const others = told.filter(([name]) => name !== "rate").map(([name, value]) => `${name} ${format(value)}`);
  const loss = epoch ? `loss ${format(losses[epoch - 1])}, ` : "";
  return `${loss}rate ${format(rate)}; ${others.join(", ")}`.replaceAll("Infinity", "∞");
}

/** A few epochs, spread evenly, whose losses draw a curve when a pointer is not at hand. */
export function knotsOf(count) {
  const knots = Math.min(7, count);
  return [...new Set(Array.from({ length: knots }, (_, i) => Math.round((i * (count - 1)) / Math.max(1, knots - 1))))];
}

/** Losses along straight lines through those of the knots, given as pairs of an epoch and a loss. */
export function throughKnots(knots, count) {
  return Array.from({ length: count }, (_, epoch) => {
    const next = knots.findIndex(([at]) => at >= epoch);
    const after = next < 0 ? knots.length : Math.max(1, next);
    const [from, low] = knots[after - 1];
    const [to, high] = knots[after] ?? [from, low];
    return to === from ? low : Number((low + ((high - low) * (epoch - from)) / (to - from)).toPrecision(4));
  });
}

/** The losses with a stroke of the pen from one epoch's loss to another's. */
export function withStroke(losses, [from, before], [to, value]) {
  const drawn = [...losses];
  const direction = Math.sign(to - from) || 1;
  for (let i = from; i !== to; i += direction) {
    drawn[i] = Number((before + ((value - before) * (i - from)) / (to - from)).toPrecision(3));
  }
  drawn[to] = value;
  return drawn;
}
