"""What a forecast is asked about: a schedule, or the rates themselves, and numbers of updates."""

from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..core.feedback import FeedbackSchedule
from ..core.messages import shown

#: A schedule, any function of an array of steps, or the rates of steps 0, 1, 2, ... themselves.
Rates: TypeAlias = Callable[[Any], Any] | ArrayLike
Floats: TypeAlias = NDArray[np.float64]


def rates_of(who: str, schedule: Rates, updates: int) -> Floats:
    """The rates of the first ``updates`` updates, checked: finite, and at least 0."""
    if isinstance(schedule, FeedbackSchedule):
        raise TypeError(
            f"{who}: schedule must be a function of the step; {type(schedule).__name__} follows a metric, which nobody "
            "knows before the training. Give the rates that it had in a run"
        )
    if callable(schedule):
        rates = np.asarray(schedule(np.arange(updates)), dtype=np.float64)
        if rates.shape != (updates,):
            raise TypeError(f"{who}: schedule must give a rate for each of an array of steps; got {shown(schedule)}")
    else:
        rates = np.asarray(schedule, dtype=np.float64)
        if rates.ndim != 1 or len(rates) < updates:
            raise ValueError(
                f"{who}: rates must be a list of at least {updates:,} rates, one for each update; "
                f"got an array of shape {rates.shape}"
            )
        rates = rates[:updates]
    wrong = ~(np.isfinite(rates) & (rates >= 0))
    if wrong.any():
        first = int(wrong.argmax())
        raise ValueError(f"{who}: rates must be finite and at least 0; got {rates[first]!r} at step {first:,}")
    return rates


def updates_of(who: str, steps: ArrayLike) -> NDArray[np.int64]:
    """Numbers of updates, checked: integers of at least 1."""
    given = np.asarray(steps)
    whole = given.dtype.kind in "iu" or (given.dtype.kind == "f" and bool(np.all(given == np.floor(given))))
    if given.dtype.kind == "b" or not (given.size and whole and bool(np.all((given >= 1) & (given <= 2**40)))):
        raise ValueError(f"{who}: steps must be numbers of updates, integers of at least 1; got {shown(steps)}")
    return given.astype(np.int64)


def positive(who: str, name: str, value: Any) -> float:
    number = float(value)
    if not 0 < number < np.inf:
        raise ValueError(f"{who}: {name} must be a finite number above 0; got {shown(value)}")
    return number
