/**
 * A drawing as a tree of plain objects: written out as text where the site is built, and compared with the one before in
 * a browser (browser/patch.js), which then writes what has changed and nothing else.
 *
 * @typedef {{tag: string, attributes: Object<string, string | number>, children: (Element | string)[]}} Element
 */
import { escapeHTML } from "./html.js";

/** An element; children that are null or false are left out. */
export function h(tag, attributes = {}, children = []) {
  return { tag, attributes, children: children.filter((child) => child || child === "") };
}

/** A number for an attribute: a tenth of a pixel is enough. */
export function tenth(number) {
  return Math.round(number * 10) / 10;
}

/** The tree as markup. */
export function markup(node) {
  if (typeof node === "string") return escapeHTML(node);
  const attributes = Object.entries(node.attributes).map(([name, value]) => ` ${name}="${escapeHTML(value)}"`);
  return `<${node.tag}${attributes.join("")}>${node.children.map(markup).join("")}</${node.tag}>`;
}
