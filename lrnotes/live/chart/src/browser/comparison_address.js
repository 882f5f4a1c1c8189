/** A comparison in an address: its schedules with what differs from their chapters, and the common values. */
import { COMMON, NO_COMMON } from "../common.js";
import { initialSettings } from "../description.js";
import { parsePlot, PLOT, readSettings } from "../links.js";
import { FEWEST } from "../series.js";
import { isFit } from "./common_row.js";

const keyOf = (name) => `common-${name}`;

/** Brings a comparison to what an address says, and names what it says in vain. */
export function openComparison(figure, query) {
  const plots = query.getAll(PLOT).map((words) => ({ words, ...(parsePlot(words) ?? {}) }));
  const known = plots.filter(({ title }) => title && figure.entry(title)).slice(0, figure.most);
  const ignored = plots.filter((plot) => !known.includes(plot)).map(({ words }) => words);
  const given = commonIn(query, ignored);
  if (known.length >= FEWEST) {
    figure.clear();
    figure.share(given ?? NO_COMMON);
    for (const plot of known) ignored.push(...addPlot(figure, plot));
  } else {
    ignored.push(...known.map(({ words }) => words));
    if (given) figure.share(given);
  }
  ignored.push(...figure.openShown(query));
  figure.complain(ignored);
}

/** A link of an earlier version has no common values: its schedules are as long as they say. */
function commonIn(query, ignored) {
  if (!COMMON.some((name) => query.has(keyOf(name)))) return null;
  return COMMON.reduce((common, name) => {
    if (!query.has(keyOf(name))) return common;
    const text = query.get(keyOf(name));
    const next = { ...common, [name]: text.trim() === "" ? NaN : Number(text) };
    if (isFit(next, name)) return next;
    ignored.push(keyOf(name));
    return common;
  }, NO_COMMON);
}

function addPlot(figure, { title, pairs, ignored }) {
  const { entry, controls } = figure.add(figure.entry(title));
  const read = readSettings(entry.description, initialSettings(entry.description), pairs);
  controls.restore(read.settings);
  return [...ignored, ...read.ignored];
}

export function saveComparison(figure, query) {
  query.delete(PLOT);
  for (const name of COMMON) query.delete(keyOf(name));
  if (figure.first !== figure.wording().join()) {
    for (const words of figure.wording()) query.append(PLOT, words);
    for (const name of COMMON) if (figure.common[name] !== null) query.set(keyOf(name), figure.common[name]);
  }
  figure.saveShown(query, "");
}
