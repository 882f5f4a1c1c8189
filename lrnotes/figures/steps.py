"""Whether a schedule changes in steps: decided here for the static figures and for the interactive plots.

Nothing is declared. The formula is evaluated between the steps, so that compositions, staircase options and a reader's
own functions are drawn as what they are.
"""

import numpy as np

from ..core.messages import shown
from ..core.schedule import Schedule

_BETWEEN = (0.125, 0.25, 0.5, 0.75, 0.875)  # where the formula is evaluated between two steps
# Beside ramps, levels are longer than this many intervals on average; noise, which changes at every step, is not.
_LONG = 1.5
_POINTS = 1000  # intervals that tell how a whole curve is drawn
# The part of all changes that must be jumps between levels: a ramp up to the first level is as high as all of them.
_ENOUGH = 0.25


def values(schedule, steps):
    """The learning rates of a schedule at each of ``steps``, whatever kind of schedule it is.

    Args:
        schedule: a :class:`lrnotes.Schedule`, a Keras or TensorFlow Addons schedule, or any function that takes one
            step and returns one number.
        steps: an array of steps, of one dimension.

    Returns:
        A float64 array of the length of ``steps``.

    Raises:
        TypeError: if ``schedule`` cannot be called.
    """
    if isinstance(schedule, Schedule):
        return np.asarray(schedule(np.asarray(steps)), dtype=np.float64)
    if not callable(schedule):
        raise TypeError(f"a schedule must be callable with a step; got {shown(schedule)}")
    return np.array([float(schedule(step)) for step in np.asarray(steps).tolist()])


def held(schedule, steps, rates):
    """For each interval between two of the rising ``steps``, whether the first step's rate is held until the second.

    This is so if the rates at both ends differ and the formula takes no other value between them. Where between them it
    jumps does not matter, because no update falls there. A function that only takes whole steps is held nowhere, and
    neither is noise on a curve.

    Example:
        >>> import lrnotes
        >>> stairs = lrnotes.StepDecay(0.1, step_size=2).warmup(1)
        >>> steps = np.arange(5)
        >>> held(stairs, steps, stairs(steps))
        array([False, False,  True, False])
    """
    steps, rates = np.asarray(steps, np.float64), np.asarray(rates, np.float64)
    (changing,) = np.nonzero((rates[1:] != rates[:-1]) & (steps[1:] > steps[:-1]))
    found = np.zeros(max(len(steps) - 1, 0), dtype=bool)
    if not changing.size:
        return found
    first, second = rates[changing], rates[changing + 1]
    start, length = steps[changing], steps[changing + 1] - steps[changing]
    only_ends = np.ones(len(changing), dtype=bool)
    for part in _BETWEEN:
        try:
            between = values(schedule, start + part * length)
        except Exception:  # A reader's function may take whole steps only, and may say so in any way.
            return found
        only_ends &= (between == first) | (between == second)
    flat = len(found) - len(changing)
    if only_ends.all() or only_ends.sum() + flat >= _LONG * only_ends.sum():
        found[changing] = only_ends
    return found


def drawing(schedule, last_step):
    """How the curve from step 0 to ``last_step`` is drawn: "line", or "steps" if it changes in jumps between levels.

    Example:
        >>> import lrnotes
        >>> drawing(lrnotes.ExponentialDecay(0.1, 20, 0.5), 100)
        'line'
        >>> drawing(lrnotes.ExponentialDecay(0.1, 20, 0.5, staircase=True), 100)
        'steps'
    """
    last = int(last_step)
    steps = np.linspace(0, last, min(last, _POINTS) + 1).astype(np.int64)
    rates = values(schedule, steps)
    changes = np.abs(np.diff(rates))
    jumps = held(schedule, steps, rates)
    level = np.concatenate([[True], jumps | (changes == 0), [True]])
    stairs = changes[jumps & level[:-2] & level[2:]]  # not the jump at the end of a ramp
    return "steps" if stairs.sum() and stairs.sum() >= _ENOUGH * changes.sum() else "line"
