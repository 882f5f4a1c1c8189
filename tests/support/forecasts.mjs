// What the figure's forecast says: node forecasts.mjs < questions. A question is {rates, law, most, ends}.
import { readFileSync } from "node:fs";
import * as forecast from "../../lrnotes/live/chart/src/forecast.js";
import { boundCurve } from "../../lrnotes/live/chart/test/bound_curve.js";

function answer({ rates, law, most, ends }) {
  const changes = forecast.changesOf(rates);
  return {
    terms: forecast.boundTerms(rates),
    best: forecast.bestFactor(rates),
    bound: boundCurve(rates, ends),
    losses: forecast.predictedLosses(law, changes, ends),
    coarse: forecast.predictedLosses(law, forecast.coarse(changes, most), ends),
  };
}

const told = (_, value) => (typeof value === "number" && !Number.isFinite(value) ? String(value) : value);
process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map(answer), told));
