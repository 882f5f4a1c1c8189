// The values of live figures, by the site's Vega and the package's own script: node live_values.js VEGA LIVE < questions
// A question is {description, steps, settings: [{parameter: value}]}; the answer is a list of what each setting shows.
const [vega, live] = process.argv.slice(2).map(require);

async function answer({description, steps, settings}) {
  const start = live.starts(description);
  const view = new vega.View(vega.parse(live.specification([{description, values: start, index: 0}], steps, 700)), {renderer: "none"});
  const answers = [];
  for (const setting of settings) {
    for (const [name, value] of Object.entries({...start, ...setting})) view.signal(`s0$${name}`, value);
    await view.runAsync();
    const rows = view.data("curve0");
    answers.push({
      steps: rows.map((row) => row.step), rates: rows.map((row) => row.rate), shown: rows.map((row) => row.positive),
      sentence: live.sentence(rows), form: live.formed(description, {...start, ...setting}),
      code: live.code(description, {...start, ...setting}),
    });
  }
  return answers;
}

(async () => {
  const questions = JSON.parse(require("fs").readFileSync(0, "utf8"));
  const answers = [];
  for (const question of questions) answers.push(await answer(question));
  process.stdout.write(JSON.stringify(answers));
})();
