/** Settings in an address. Whatever an address says, the figure starts; what it cannot use is named. */
import { initialSettings } from "./description.js";
import { changesOf, completed, withText } from "./settings.js";

export const PLOT = "plot";
export const LAST_STEP = "last-step";

const FOREIGN = /^(utm_\w+|highlight|fbclid|gclid)$/; // keys that other parts of a page understand
const SECOND = /^\d+\./; // of another figure of the page
const MOST_NAMED = 4;

/**
 * What an address says of one figure.
 * @param {import("./description.js").Description} description
 * @param {import("./description.js").Settings} settings The settings at first.
 * @param {[string, string][]} entries The keys and values of the address.
 * @param {string} prefix What the keys of this figure begin with: "", or "2." of the second on a page.
 * @param {string[]} own The figure's own keys; they have a hyphen, which names of fields do not have.
 * @returns {{settings: import("./description.js").Settings, own: Map<string, string>, ignored: string[]}}
 */
export function readAddress(description, settings, entries, prefix, own) {
  const mine = entries
    .filter(([key]) => key.startsWith(prefix))
    .map(([key, value]) => [key.slice(prefix.length), value])
    .filter(([key]) => !FOREIGN.test(key) && !SECOND.test(key));
  const found = new Map();
  const others = [];
  const ignored = [];
  for (const [key, value] of mine) {
    if (!own.includes(key)) others.push([key, value]);
    else if (found.has(key)) ignored.push(key);
    else found.set(key, value);
  }
  const read = readSettings(description, settings, others);
  return { settings: read.settings, own: found, ignored: [...ignored, ...read.ignored] };
}

/** Settings from pairs of a name and a text; a name that is unknown or comes twice, and a value that is not allowed, are left out. */
export function readSettings(description, settings, pairs) {
  const seen = new Set();
  const ignored = [];
  const read = pairs.reduce((before, [name, value]) => {
    const index = description.parameters.findIndex((parameter) => parameter.name === name);
    const next = index < 0 || seen.has(index) ? null : withText(description, before, index, value);
    if (!next) ignored.push(name);
    seen.add(index);
    return next ?? before;
  }, settings);
  return { settings: completed(description, read), ignored };
}

/** A schedule of a comparison, as its title and its settings: `CosineDecay(decay_steps=57)`. */
export function parsePlot(words) {
  const [, title, inside] = /^([^(]+)\((.*)\)$/.exec(words) ?? [];
  if (title === undefined) return null;
  const pairs = inside.split(",").filter(Boolean);
  const split = pairs.map((pair) => [
    pair.slice(0, Math.max(0, pair.indexOf("="))),
    pair.slice(pair.indexOf("=") + 1),
    pair,
  ]);
  return {
    title,
    pairs: split.filter(([name]) => name).map(([name, value]) => [name, value]),
    ignored: split.filter(([name]) => !name).map(([, , pair]) => pair),
  };
}

/** A schedule and its settings as words of an address. */
export function writePlot(title, changes) {
  return `${title}(${changes.map((pair) => pair.join("=")).join(",")})`;
}

/**
 * The query that opens a comparison.
 * @param {{title: string, description: import("./description.js").Description,
 *   like: import("./description.js").Description}[]} plots Schedules of the catalogue, each with a description that
 *   starts from the settings to open.
 * @param {number} steps The last step shown.
 */
export function comparisonQuery(plots, steps) {
  const query = new globalThis.URLSearchParams();
  for (const { title, description, like } of plots) {
    const start = startOf(like);
    const { settings, ignored } = readSettings(description, initialSettings(description), start);
    for (const { name } of description.parameters)
      if (!start.some(([given]) => given === name)) ignored.push(`${name} is missing`);
    if (ignored.length) throw new Error(`${title} cannot be compared with these settings: ${ignored.join(", ")}`);
    query.append(PLOT, writePlot(title, changesOf(description, settings)));
  }
  query.set(LAST_STEP, steps);
  return queryText(query);
}

/** The settings of a description at first, as pairs of a name and a text. */
function startOf({ parameters }) {
  return parameters.map(({ name, value, optional, on }) => [name, optional && !on ? "none" : String(value)]);
}

/** An integer of an address within limits, or null. */
export function readInteger(text, least, most) {
  const value = Math.floor(Number(text));
  return /\d/.test(text ?? "") && value >= least && value <= most ? value : null;
}

/** The word about what an address says in vain. */
export function ignoredWords(ignored) {
  if (!ignored.length) return "";
  const named = ignored.slice(0, MOST_NAMED).map((key) => (key.length > 40 ? `${key.slice(0, 40)}…` : key));
  return `Ignored in the address: ${named.join(", ")}${ignored.length > MOST_NAMED ? ", …" : ""}`;
}

/** A query with the characters that are common in ours left as they are. */
export function queryText(query) {
  return query.toString().replace(/%28/g, "(").replace(/%29/g, ")").replace(/%2C/g, ",").replace(/%3D/g, "=");
}
