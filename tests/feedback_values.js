// What feedback figures compute: node feedback_values.js FEEDBACK_LIVE < questions, live.js beside FEEDBACK_LIVE.
// A question is {description, losses, settings: [{parameter: value}]}; the answer is a list of what each setting gives.
const feedback = require(process.argv[2]), live = require(require("path").join(require("path").dirname(process.argv[2]), "live.js"));

function answer({description, losses, settings}) {
  return settings.map((setting) => {
    const values = {...feedback.starts(description), ...setting}, passed = feedback.states(description, values, losses);
    return {
      // JSON has no infinity.
      states: passed.map((state) => Object.fromEntries(Object.entries(state).map(([name, value]) => [name, Number.isFinite(value) || Array.isArray(value) ? value : String(value)]))),
      sentence: feedback.sentence(losses, passed), told: feedback.told(losses, passed, losses.length),
      drawing: feedback.drawing(description, {values, losses, width: 700}), code: live.code(description, values),
    };
  });
}

process.stdout.write(JSON.stringify(JSON.parse(require("fs").readFileSync(0, "utf8")).map(answer)));
