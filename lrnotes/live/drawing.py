"""How a curve is drawn: as a line, or, where the schedule changes at boundaries alone, as steps.

Found by looking at the values, so that compositions and a reader's own schedules are drawn right as well, and staircase
forms differ from smooth ones without a word in any definition. Steps between whole numbers tell: stairs are flat there
on both sides of every change.
"""

import numpy as np

_POINTS = 4000
# Of all the ways up and down, the part that stairs must have: a ramp up to the first stair is as high as all stairs.
_ENOUGH = 0.25
# Beside a line that moves, stairs are longer than a step on the mean; noise, which changes at every step, is not.
_LONG = 1.5


def drawing(schedule, steps):
    """Either "line" or "steps", for steps 0 to ``steps``."""
    try:
        rates = np.asarray(schedule(np.linspace(0.0, steps, _POINTS)), float)
    except Exception:  # a function of the reader's that takes whole steps alone
        return "line"
    ways = np.abs(np.diff(rates))
    moves = np.concatenate([[False], ways > 0, [False]])
    jumps = moves[1:-1] & ~moves[:-2] & ~moves[2:]
    if not jumps.any():
        return "line"
    if not ways[~jumps].any():
        return "steps"
    length = np.mean(ways == 0) * steps / jumps.sum()
    return "steps" if ways[jumps].sum() >= _ENOUGH * ways.sum() and length >= _LONG else "line"
