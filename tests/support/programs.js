// What programs compute: node programs.js < questions. A question is {source, settings, steps} or {source, settings, metrics};
// the answer has one list of rates, or of states, for each setting. JSON has neither infinity nor NaN: they travel as text.
const told = (value) => (Array.isArray(value) ? value.map(told) : Number.isFinite(value) ? value : String(value));

function answer({source, settings, steps, metrics}) {
  const program = (0, eval)(source);
  return settings.map((setting) => {
    const made = program(setting);
    if (steps) return steps.map((step) => told(made(step)));
    const states = [made.start()];
    for (const metric of metrics) states.push(made.update(states.at(-1), metric));
    return states.map(told);
  });
}

process.stdout.write(JSON.stringify(JSON.parse(require("fs").readFileSync(0, "utf8")).map(answer)));
