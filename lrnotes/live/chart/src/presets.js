/** Other settings that a figure can start from. */

export const START_FROM = "start-from"; // in an address
export const AT_FIRST = -1; // the place of the schedule's own settings among the presets

/** @returns {import("./description.js").Description} The description as it is with one of its presets at first. */
export function basedOn(description, place) {
  const preset = description.presets?.[place];
  if (!preset) return description;
  const { steps = description.steps, horizon = description.horizon } = preset;
  const parameters = description.parameters.map((parameter, i) => ({ ...parameter, ...preset.parameters[i] }));
  return { ...description, steps, horizon, parameters };
}
