// The texts of lrnotes.to_others.templates (as tests/support/code.py has them) with numbers in, as the live figure fills them:
// node fill_code.mjs CHART < questions. A question is {templates, values: {name: number}}; the answer is the list of programs: framework, ours, native, reason.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const { codeOf } = await import(pathToFileURL(process.argv[2]));

function answer({ templates, values }) {
  const programs = { values: [], conditions: [] };
  const computed = (expression) => Function(...Object.keys(values), `"use strict"; return (${expression});`).bind(null, ...Object.values(values));
  const pieces = (text) =>
    text?.split(/(«[^»]*»)/).map((piece) => {
      const [, kind, expression] = /^«(\w+):(.*)»$/s.exec(piece) ?? [];
      return kind ? [kind, programs.values.push(computed(expression)) - 1] : piece;
    });
  const code = templates.map(({ framework, ours, native, when, otherwise }) => ({
    framework,
    ours: pieces(ours),
    native: pieces(native),
    otherwise: pieces(otherwise),
    condition: when === null ? null : programs.conditions.push(computed(when)) - 1,
  }));
  const description = { parameters: [], forms: [{ when: [], code }] };
  return codeOf(description, programs, { values: [], on: [] }).map(({ framework, ours, native, reason }) => [framework, ours, native, reason]);
}

process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map(answer)));
