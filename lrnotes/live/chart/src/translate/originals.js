/** The originals by name, and the arguments of a call of one. */
const IN_FULL = { "tensorflow.": "tf.", "tensorflow_addons.": "tfa.", "F.": "" };
const OPTIMIZERS = new Set(["optimizer", "optim", "opt", "self.optimizer"]);

/**
 * The originals that a name may mean: one if it is clear, several if it is ambiguous, none if it is unknown.
 * @param {{name: string, names: string[], yields: boolean}[]} originals
 */
export function found(originals, name) {
  let asked = name;
  for (const [long, short] of Object.entries(IN_FULL)) {
    if (asked.startsWith(long)) asked = short + asked.slice(long.length);
  }
  const exact = originals.filter(({ names }) => names.includes(asked));
  if (exact.length) return exact;
  for (const tail of tails(asked)) {
    const ending = originals.filter(({ names }) => names.some((each) => each === tail || each.endsWith(`.${tail}`)));
    const first = ending.filter(({ yields }) => !yields);
    if (first.length || ending.length) return first.length ? first : ending;
  }
  return [];
}

/** `optim.lr_scheduler.StepLR` is looked up as it is and then without what stands before its dots. */
function tails(name) {
  const parts = name.split(".");
  return parts.map((_, i) => parts.slice(i).join("."));
}

/** Names that are spelled like this one, the nearest first. */
export function near(originals, name, most = 3) {
  const asked = name.split(".").at(-1).toLowerCase();
  const scored = originals.flatMap(({ name: full, names }) =>
    names.map((each) => ({ full, score: likeness(asked, each.split(".").at(-1).toLowerCase()) })),
  );
  const best = scored.filter(({ score }) => score >= 0.5).sort((one, other) => other.score - one.score);
  return [...new Set(best.map(({ full }) => full))].slice(0, most);
}

/** The share of pairs of letters that two words have in common. */
function likeness(one, other) {
  const pairs = (word) => Array.from({ length: Math.max(0, word.length - 1) }, (_, i) => word.slice(i, i + 2));
  const [left, right] = [pairs(one), pairs(other)];
  const rest = [...right];
  const common = left.filter((pair) => {
    const at = rest.indexOf(pair);
    if (at >= 0) rest.splice(at, 1);
    return at >= 0;
  });
  return (2 * common.length) / (left.length + right.length || 1);
}

/**
 * The texts of a call's arguments by their names, and what could not be used, in words.
 * @returns {{given: Map<string, string>, complaints: string[]}}
 */
export function argumentsOf(original, { positional, named }) {
  const names = original.arguments.map(({ name }) => name).filter(Boolean);
  const isOptimizer = ({ kind, name }) => kind === "name" && OPTIMIZERS.has(name);
  const values = positional.filter((value) => !isOptimizer(value));
  const given = new Map();
  const complaints = [];
  if (values.length > names.length) {
    complaints.push(`${original.name} has ${names.length} arguments; the call has ${values.length}.`);
  }
  values.slice(0, names.length).forEach((value, i) => given.set(names[i], value));
  for (const [key, value] of named) {
    if (key === "learning_rate" && original.reads) given.set("", value);
    else if (names.includes(key)) given.set(key, value);
    else if (!original.ignored.includes(key) && !isOptimizer(value)) {
      complaints.push(`${original.name} has no argument ${key}.`);
    }
  }
  return { given, complaints };
}
