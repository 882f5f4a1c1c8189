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

/** A program as HTML. */
export function highlighted(program) {
  let html = "";
  let end = 0;
  for (const match of program.matchAll(TOKEN)) {
    const kind = KINDS[match.slice(1).findIndex((group) => group !== undefined)][0];
    html += `${escapeHTML(program.slice(end, match.index))}<span class="lrnotes-${kind}">${escapeHTML(match[0])}</span>`;
    end = match.index + match[0].length;
  }
  return html + escapeHTML(program.slice(end));
}
