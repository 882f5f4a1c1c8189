// What the chart makes of descriptions, outside the browser: node live_values.mjs CHART < questions
// A question is {description, programs, settings: [{values, on}], steps or losses}; the answer is a list of what each setting gives,
// or with {drawn: true} the drawing of the first settings.
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
  const answer = { error: chart.errorOf(description, programs, settings), code: chart.codeOf(description, programs, settings) };
  if (losses) {
    const states = chart.statesAfter(description, programs, settings, losses);
    return {
      ...answer,
      states: states.map(written),
      sentence: chart.feedbackSentence(losses, chart.ratesOf(description, states)),
      told: chart.stateInWords(description, losses, states, losses.length),
    };
  }
  const rates = answer.error ? [] : chart.ratesAt(description, programs, settings, steps);
  return { ...answer, rates: rates.map(written), sentence: answer.error ? "" : chart.scheduleSentence({ steps, rates }) };
}

const answers = JSON.parse(readFileSync(0, "utf8")).map((question) => {
  const programs = vm.runInThisContext(`(${question.programs})`);
  if (question.drawn) return chart.drawFigure(question.description, programs, { id: "id", widths: { wide: 700 } }).svgs.wide;
  return question.settings.map((changed) => answerOne(question.description, programs, question, changed));
});
process.stdout.write(JSON.stringify(answers));
