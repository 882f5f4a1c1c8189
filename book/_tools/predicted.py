"""What the shape of each schedule would do to the loss: the numbers by which the gallery can be sorted.

Every schedule is stretched over the same number of updates at the peak of the law's runs. One that begins near its peak
gets the warmup of those runs first, so that all of them begin alike.
"""

import dataclasses

import numpy as np

import lrnotes

UPDATES, SIZE = 24_000, "100M"
LAW = lrnotes.MultiPowerLaw.published(SIZE)
PEAK, WARMUP = LAW.fitted.highest_peak, LAW.fitted.first
_OTHER_USES = {"RangeTest": "a range test is not a training run", "SWALR": "it is for averaging weights"}


@dataclasses.dataclass(frozen=True)
class Prediction:
    """The loss by the law and the bound at its best peak, or the reason why there are none."""

    loss: float | None = None
    bound: float | None = None
    reason: str = ""


def prediction(shown):
    """What is predicted of a schedule that the catalogue shows."""
    reason = _reason(shown)
    if reason:
        return Prediction(reason=reason)
    rates = rates_of(shown)
    best = lrnotes.best_peak(rates, UPDATES) / rates.max()
    return Prediction(LAW(rates, UPDATES), lrnotes.last_iterate_bound(best * rates, UPDATES))


def rates_of(shown):
    """The rates of all updates, at the law's peak."""
    rates = _stretched(shown, UPDATES)
    if rates[0] > rates.max() / 2:
        after = _stretched(shown, UPDATES - WARMUP)
        rates = np.concatenate([after[0] * np.arange(WARMUP) / WARMUP, after])
    return PEAK * rates / rates.max()


def _stretched(shown, updates):
    """The schedule from its first step to its end, read at so many places."""
    return np.maximum(shown.schedule(np.arange(updates) * (shown.end / updates)), 0.0)


def _reason(shown):
    if shown.figure.is_feedback:
        return "it follows the loss"
    if shown.name in _OTHER_USES:
        return _OTHER_USES[shown.name]
    return "it has no end" if shown.end is None else ""
