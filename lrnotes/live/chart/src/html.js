/** Text as a part of HTML. */

const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Text that is safe between tags and between quotation marks. */
export function escapeHTML(value) {
  return String(value).replace(/[&<>"']/g, (character) => ENTITIES[character]);
}

/** A parameter's letter, of which an index is the only tag. */
export function symbolHTML(symbol) {
  return String(symbol ?? "").replace(/<(?!\/?sub>)/g, "&lt;");
}
