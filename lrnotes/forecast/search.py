"""The arguments of a schedule at which something is least."""

import dataclasses
import itertools
import math
from collections.abc import Callable, Mapping
from typing import TypeVar

import numpy as np

from ..core.messages import did_you_mean, shown
from ..core.schedule import Schedule

T = TypeVar("T", bound=Schedule)
_POINTS, _ROUNDS = 9, 8


def least(loss: Callable[[T], float], schedule: T, vary: Mapping[str, tuple[float, float]]) -> tuple[float, T]:
    """The least loss found, and the schedule that has it: on a grid, then on finer ones around the best so far.

    With more than two arguments each is searched in turn. What the class refuses is passed over.
    """
    ranges = {name: _range(schedule, name, limits) for name, limits in vary.items()}
    best, found = math.inf, None
    searched = [tuple(ranges)] if len(ranges) <= 2 else [(name,) for name in ranges]
    widths = {name: high - low for name, (low, high) in ranges.items()}
    for names in searched * _ROUNDS:
        grids = [_around(getattr(found or schedule, name), *ranges[name], widths[name]) for name in names]
        for values in itertools.product(*grids):
            try:
                tried = dataclasses.replace(found or schedule, **dict(zip(names, values, strict=True)))
            except ValueError:
                continue
            if (value := loss(tried)) < best:
                best, found = value, tried
        for name in names:
            widths[name] *= 0.35
    if found is None:
        raise ValueError(f"best: vary must leave {type(schedule).__name__} a value that it allows; got {shown(vary)}")
    return best, found


def _around(middle: float, low: float, high: float, width: float) -> list[float]:
    if width == high - low:
        return np.linspace(low, high, _POINTS).tolist()
    return np.unique(np.clip(np.linspace(middle - width / 2, middle + width / 2, _POINTS), low, high)).tolist()


def _range(schedule: Schedule, name: str, limits: tuple[float, float]) -> tuple[float, float]:
    known = [field.name for field in dataclasses.fields(schedule)]
    if name not in known:
        raise TypeError(f"best: {type(schedule).__name__} has no argument {name!r}{did_you_mean(name, known)}")
    low, high = map(float, limits)
    if not -math.inf < low < high < math.inf:
        raise ValueError(f"best: vary[{name!r}] must be a lowest and a highest value; got {shown(limits)}")
    return low, high
