"""Where a list of rates changes, and the sums over these changes that the multi-power law is made of."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .rates import Floats


class Numbers(NamedTuple):
    """The law's seven numbers."""

    L0: float
    A: float
    alpha: float
    B: float
    C: float
    beta: float
    gamma: float


class Changes(NamedTuple):
    """Where a list of rates changes: what the law needs to know of it."""

    sums: Floats  # of the rates up to each step
    at: NDArray[np.int64]  # steps whose rate differs from the one before
    drops: Floats  # by how much it is lower
    after: Floats  # the rate from there on
    before: Floats  # the sum of all earlier rates


def changes_of(rates: Floats) -> Changes:
    sums, differences = np.cumsum(rates), np.diff(rates)
    at = np.flatnonzero(differences) + 1
    return Changes(sums, at, -differences[at - 1], rates[at], sums[at - 1])


def coarse(changes: Changes, most: int) -> Changes:
    """At most so many changes: neighbors as one, at the place of the largest of them."""
    count = len(changes.at)
    if count <= most:
        return changes
    starts = np.arange(0, count, -(-count // most))
    largest = [start + int(np.abs(each).argmax()) for start, each in zip(starts, np.split(changes.drops, starts[1:]))]
    return Changes(
        changes.sums,
        changes.at[largest],
        np.add.reduceat(changes.drops, starts),
        changes.after[largest],
        changes.before[largest],
    )


def predicted(law: Numbers, changes: Changes, ends: NDArray[np.int64]) -> Floats:
    """The losses after so many updates."""
    sums = changes.sums[ends - 1]
    reached = np.searchsorted(changes.at, ends - 1, "right")
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        pace = law.C * changes.after**-law.gamma
        losses = law.L0 + law.A * sums**-law.alpha
        for place, (end, count) in enumerate(zip(sums, reached, strict=True)):
            # (1 + x)^-beta - 1, precisely for small x too. A drop to a rate of 0 takes effect when the rate is left.
            effect = pace[:count] * (end - changes.before[:count])
            effect[np.isnan(effect)] = 0
            np.log1p(effect, out=effect)
            effect *= -law.beta
            np.expm1(effect, out=effect)
            losses[place] += law.B * float(changes.drops[:count] @ effect)
    return losses
