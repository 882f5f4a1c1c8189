// What the chart makes of descriptions, outside the browser: node live_values.mjs CHART < questions
// A question is {description, programs, settings: [{values, on}], steps or losses}; the answer is a list of what each setting gives.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import vm from "node:vm";

const chart = await import(pathToFileURL(process.argv[2]));

// JSON has no infinity.
const written = (number) => (Array.isArray(number) ? number.map(written) : Number.isFinite(number) ? number : String(number));

function answerOne(description, programs, { steps, losses }, changed) {
  const settings = chart.initialSettings(description);
  for (const [place, value] of Object.entries(changed.values)) settings.values[place] = value;
  for (const [place, on] of Object.entries(changed.on)) settings.on[place] = on;
  const answer = { error: chart.formOf(description, settings)?.error ?? null, code: chart.codeOf(description, programs, settings) };
  if (losses) {
    const states = chart.statesAfter(description, programs, settings, losses);
    return { ...answer, states: states.map(written), sentence: chart.feedbackSentence(losses, states.map((state) => state[description.state.indexOf("rate")])) };
  }
  const rates = answer.error ? [] : chart.ratesAt(description, programs, settings, steps);
  return { ...answer, rates: rates.map(written), sentence: answer.error ? "" : chart.scheduleSentence(steps, rates) };
}

const answers = JSON.parse(readFileSync(0, "utf8")).map((question) => {
  const programs = vm.runInThisContext(`(${question.programs})`);
  return question.settings.map((changed) => answerOne(question.description, programs, question, changed));
});
process.stdout.write(JSON.stringify(answers));
