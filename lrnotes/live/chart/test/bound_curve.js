/** The bounds that a figure draws, update by update. */
import { bestFactor, boundTerms } from "../src/forecast.js";

/** The bound after each of these numbers of updates, with the factor that is best for the end. */
export function boundCurve(rates, ends) {
  const { factor } = bestFactor(rates);
  return ends.map((end) => {
    const { start, noise } = boundTerms(rates, end);
    return start / factor + noise * factor;
  });
}
