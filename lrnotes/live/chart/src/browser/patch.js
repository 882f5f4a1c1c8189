/** A drawing's tree brought into a page: what has changed is written, and nothing else. */

const SVG = "http://www.w3.org/2000/svg";

/** The tree as nodes of the page. */
export function build(node) {
  if (typeof node === "string") return document.createTextNode(node);
  const element = document.createElementNS(SVG, node.tag);
  for (const [name, value] of Object.entries(node.attributes)) if (name !== "xmlns") element.setAttribute(name, value);
  element.append(...node.children.map(build));
  return element;
}

/** Makes the nodes of one tree those of another. */
export function patch(dom, before, after) {
  if (before === after) return;
  if (typeof after === "string") {
    dom.data = after;
    return;
  }
  patchAttributes(dom, before.attributes, after.attributes);
  patchChildren(dom, before.children, after.children);
}

function patchAttributes(dom, before, after) {
  for (const name in after) if (after[name] !== before[name]) dom.setAttribute(name, after[name]);
  for (const name in before) if (!(name in after)) dom.removeAttribute(name);
}

function patchChildren(dom, before, after) {
  keepWords(before, after);
  let child = dom.firstChild;
  after.forEach((node, i) => {
    if (i >= before.length) {
      dom.append(build(node));
      return;
    }
    const next = child.nextSibling;
    if (before[i].tag === node.tag) patch(child, before[i], node);
    else child.replaceWith(build(node));
    child = next;
  });
  while (dom.childNodes.length > after.length) dom.lastChild.remove();
}

/**
 * Marks of an axis that are gone stay as empty ones at the end, for those to come: elements that come and go from frame
 * to frame would have the browser look through the styles of the page each time.
 */
function keepWords(before, after) {
  const gone = before.slice(after.length);
  if (gone.every(({ tag }) => tag === "text")) after.push(...gone.map((node) => ({ ...node, children: [""] })));
}
