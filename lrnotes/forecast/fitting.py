"""The multi-power law's numbers from the losses of measured runs."""

from collections.abc import Sequence
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from ..core.extras import needed
from ..core.messages import shown
from .changes import Changes, Numbers, changes_of, coarse, predicted
from .rates import Floats, Rates, rates_of, updates_of

#: A schedule or its rates, after how many updates the losses were measured, and the losses.
Run: TypeAlias = tuple[Rates, ArrayLike, ArrayLike]
_WHO = "MultiPowerLaw.fit"
_CHANGES, _LOSSES = 300, 60  # of each run at most: more are slower and change nothing that can be seen
_TOLERATED = 1e-3  # relative errors beyond this count less than by their square: a spike is not the law
_PULL = 0.01  # a factor of e away from the published laws weighs as much as one loss that is 1 % off


class _Measured(NamedTuple):
    changes: Changes
    ends: Any
    losses: Floats
    peak: float


def fitted_numbers(runs: Sequence[Run]) -> tuple[Numbers, tuple[float, float, int, int]]:
    """The numbers, and the lowest and highest peak, the first and last number of updates of the runs."""
    with needed("fit"):
        from scipy.optimize import least_squares
    measured = [_measured(number, run) for number, run in enumerate(runs)]
    if sum(len(run.ends) for run in measured) < 2 * len(Numbers._fields):
        raise ValueError(f"{_WHO}: runs must have at least {2 * len(Numbers._fields)} losses in all")

    starts = _starts(measured)

    def errors(logarithms: Floats) -> Floats:
        law = Numbers(*np.exp(logarithms).tolist())
        misses = [_logarithms(predicted(law, run.changes, run.ends)) - np.log(run.losses) for run in measured]
        # What the runs leave open stays near the published laws, which have much the same C, beta and gamma.
        return np.concatenate([*misses, _PULL * (logarithms - starts[0])[4:]])

    found = [
        least_squares(
            errors, start, bounds=(start - 6, start + 6), loss="huber", f_scale=_TOLERATED, x_scale="jac", max_nfev=100
        )
        for start in starts
    ]
    numbers = Numbers(*np.exp(min(found, key=lambda each: each.cost).x).tolist())
    peaks, ends = [run.peak for run in measured], np.concatenate([run.ends for run in measured])
    return numbers, (min(peaks), max(peaks), int(ends.min()), int(ends.max()))


def _logarithms(losses: Floats) -> Floats:
    """On the way to the fit a law may be far off, and below 0."""
    return np.log(np.maximum(losses, 1e-6))


def _starts(measured: list[_Measured]) -> list[Floats]:
    """Where to begin: shares of the lowest loss that no training removes, the rest as in published laws."""
    lowest = min(float(run.losses.min()) for run in measured)
    peak = max(run.peak for run in measured)
    alpha, beta, gamma = 0.45, 0.6, 0.65
    starts = []
    for share in (0.6, 0.9):
        first = measured[0]
        A = (float(first.losses[0]) - share * lowest) * float(first.changes.sums[first.ends[0] - 1]) ** alpha
        # The law keeps its shape at another peak if B and C are those of 3e-4 multiplied so.
        B, C = 430 * 3e-4 / peak, 2.1 * (3e-4 / peak) ** (1 - gamma)
        starts.append(np.log(np.array([share * lowest, A, alpha, B, C, beta, gamma])))
    return starts


def _measured(number: int, run: Run) -> _Measured:
    who = f"{_WHO}: runs[{number}]"
    try:
        schedule, steps, losses = run
    except (TypeError, ValueError):
        raise TypeError(f"{who} must be a schedule, steps and losses; got {shown(run)}") from None
    ends, values = np.atleast_1d(updates_of(who, steps)), np.atleast_1d(np.asarray(losses, dtype=np.float64))
    if ends.ndim != 1 or ends.shape != values.shape:
        raise ValueError(f"{who} must have one loss for each step; got {values.shape} losses and {ends.shape} steps")
    if not bool(np.all(np.isfinite(values) & (values > 0))):
        raise ValueError(f"{who}: losses must be finite and above 0; got {shown(losses)}")
    rates = rates_of(who, schedule, int(ends.max()))
    if not rates[: int(ends.min())].any():
        raise ValueError(f"{who} must have a rate above 0 before its first loss, after {int(ends.min()):,} updates")
    chosen = np.unique(np.linspace(0, len(ends) - 1, _LOSSES).round().astype(int))
    return _Measured(coarse(changes_of(rates), _CHANGES), ends[chosen], values[chosen], float(rates.max()))
