/** What the tool says of a name that it cannot take as it is, as HTML. */
import { escapeHTML } from "../html.js";
import { near } from "./originals.js";

/** What to say of a name that means several originals, or none. */
export function whichOne(originals, several, name) {
  if (several.length) return `${escapeHTML(name)} can be any of these: ${buttons(several.map((each) => each.name))}`;
  const similar = near(originals, name);
  if (similar.length) return `No schedule named ${escapeHTML(name)} is known. Did you mean ${buttons(similar)}?`;
  return `No schedule named ${escapeHTML(name)} is known. The table below lists every name.`;
}

function buttons(names) {
  return names
    .slice(0, 8)
    .map((name) => `<button type="button" data-call="${escapeHTML(name)}">${escapeHTML(name)}</button>`)
    .join(" ");
}
