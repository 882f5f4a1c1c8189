// The texts of lrnotes.code.templates with numbers in, as the live figure fills them: node fill_code.js LIVE_JS < questions
// A question is {templates, values: {name: number}}; the answer is the list of whole texts.
const live = require(process.argv[2]);
const answer = ({templates, values}) => live.code({forms: [{when: {}, code: templates}]}, values).map(({text}) => text);
process.stdout.write(JSON.stringify(JSON.parse(require("fs").readFileSync(0, "utf8")).map(answer)));
