/**
 * The published multi-power laws, by the size of the model, and the runs that they were fitted to. Written by
 * `python -m lrnotes.live.laws` from lrnotes/forecast/power_law.py, where the source stands: change them there.
 */
export const LAWS = {
  "25M": {
    L0: 3.04045406,
    A: 0.52468604,
    alpha: 0.50786857,
    B: 363.78751622,
    C: 2.06560812,
    beta: 0.58279013,
    gamma: 0.64142257,
  },
  "100M": {
    L0: 2.6514477,
    A: 0.60115152,
    alpha: 0.45295811,
    B: 437.9464276,
    C: 2.13245612,
    beta: 0.59785199,
    gamma: 0.65523644,
  },
  "400M": {
    L0: 2.37474466,
    A: 0.65421216,
    alpha: 0.42878731,
    B: 523.42464371,
    C: 2.02462735,
    beta: 0.59350493,
    gamma: 0.63472457,
  },
};

export const FITTED = { peak: 0.0003, first: 2160, last: 72000 };
