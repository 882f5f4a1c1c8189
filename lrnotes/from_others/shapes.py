"""Shapes that many originals are made of."""

import math

from ..core.messages import shown
from ..schedules.decay import LinearDecay
from ..schedules.piecewise import Constant
from ..writers.recorded import to_digits


def product(*factors):
    """The product without the last digit of rounding, which would only be in the way in a schedule's code."""
    return to_digits(math.prod(factors), 15)


def after_warmup(schedule, warmup_steps, start=0.0):
    """The schedule after a linear warmup to its first rate, unless that has no steps."""
    return schedule.warmup(warmup_steps, start) if warmup_steps else schedule


def linear_change(first, last, steps):
    """A linear change from one rate to another, which is then held."""
    if not first < last:
        return LinearDecay(first, steps, last)
    return Constant(last).warmup(steps, first)


def in_sequence(schedules, boundaries, name="boundaries"):
    """Schedules one after another, each of which counts from its boundary. At a boundary of two the last starts."""
    schedules, boundaries = list(schedules), list(boundaries)
    if len(schedules) != len(boundaries) + 1:
        count = len(schedules)
        raise ValueError(
            f"expected one more schedule than {name}; got {count} schedules and {name} {shown(boundaries)}"
        )
    if any(later < earlier for earlier, later in zip([0, *boundaries], boundaries)):
        raise ValueError(f"{name} must be 0 or more and none below the one before; got {shown(boundaries)}")
    starts = [0, *boundaries]
    # One that starts where the next one does has no steps.
    left = [number for number in range(len(starts)) if number + 1 == len(starts) or starts[number] < starts[number + 1]]
    result = schedules[left[0]]
    for number in left[1:]:
        result = result.then(schedules[number], at=starts[number])
    return result
