// The texts of lrnotes.code.templates with numbers in: node fill_code.js < questions
// A question is {templates, values: {name: number}}; the answer is the list of whole texts.
const float = (x) => {
  if (Number.isInteger(x) && Math.abs(x) < 1e16) return x.toFixed(1);
  if (Math.abs(x) >= 1e-4 && Math.abs(x) < 1e16) return String(x);
  const [digits, exponent] = x.toExponential().split("e");
  return digits + "e" + exponent[0] + exponent.slice(1).padStart(2, "0");
};
const steps = (x) => (Number.isInteger(x) ? x.toFixed(0) : float(x));

function answer({templates, values}) {
  const compute = (source) => new Function(...Object.keys(values), `"use strict"; return ${source};`)(...Object.values(values));
  const fill = (text) => text.replace(/«(float|steps):([^»]*)»/g, (_, kind, source) => (kind === "float" ? float : steps)(compute(source)));
  return templates.map(({ours, native, when, otherwise}) => {
    const own = native !== null && (when === null || compute(when)) ? native : otherwise;
    return [ours, own].filter((text) => text !== null).map(fill).join("\n\n");
  });
}

process.stdout.write(JSON.stringify(JSON.parse(require("fs").readFileSync(0, "utf8")).map(answer)));
