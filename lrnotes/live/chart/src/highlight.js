/** Python with its kinds of words marked, for the style sheet to color. */
import { escapeHTML } from "./html.js";

const KINDS = [
  ["install", /# pip install .*/],
  ["comment", /#.*/],
  ["string", /"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/],
  ["keyword", /\b(?:and|as|class|def|elif|else|for|from|if|import|in|is|lambda|not|or|return|while|with)\b/],
  ["number", /(?<![\p{L}\p{N}_.])\d[\d_]*(?:\.\d*)?(?:e[+-]?\d+)?|\b(?:None|True|False)\b/],
];
const TOKEN = new RegExp(KINDS.map(([, { source }]) => `(${source})`).join("|"), "gu");

/** A program as HTML, each line by itself: a narrow page wraps it with a hanging indent. */
export function highlighted(program) {
  const lines = program.match(/.*\n|.+$/g) ?? [];
  return lines.map((line) => `<span class="lrnotes-line">${marked(line)}</span>`).join("");
}

function marked(line) {
  let html = "";
  let end = 0;
  for (const match of line.matchAll(TOKEN)) {
    const kind = KINDS[match.slice(1).findIndex((group) => group !== undefined)][0];
    html += `${escapeHTML(line.slice(end, match.index))}<span class="lrnotes-${kind}">${escapeHTML(match[0])}</span>`;
    end = match.index + match[0].length;
  }
  return html + escapeHTML(line.slice(end));
}
