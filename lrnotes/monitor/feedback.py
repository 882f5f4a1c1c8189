"""Feedback rules: what they were meant to do needs the metrics of the run."""

import dataclasses

import numpy as np

from .findings import Finding
from .wording import count, plural, rate

_FEWEST_DROPS = 3  # at the earliest possible epochs, from the first one on, that are no accident


def updates_per_metric(log, metrics, told):
    """How many logged updates one metric stands for: 1 if the log has a rate per epoch."""
    if told.updates_per_epoch is not None and len(log.at) > len(metrics) + 1:
        return told.updates_per_epoch
    last = int(log.at[-1]) + 1
    if last <= len(metrics) + 1:
        return 1
    return max(1, round(last / len(metrics)))


def held(rates, updates):
    """The rates of epochs as a function from updates."""
    return lambda positions: rates[np.minimum(np.asarray(positions, np.int64) // updates, len(rates) - 1)]


def flipped(schedule):
    """The same rule with the other mode, or None if it has none."""
    mode = getattr(schedule, "mode", None)
    if mode not in ("min", "max"):
        return None
    return dataclasses.replace(schedule, mode="max" if mode == "min" else "min")


def plateau_mode(case, rule, metrics, updates):
    """The rates are those of the same rule with the other mode."""
    other = flipped(rule)
    if other is None:
        return None
    rates = np.asarray(other.rates(metrics))
    if not case.is_all(held(rates, updates)):
        return None
    lower = int((np.diff(case.rates) < 0).sum())
    return Finding(
        "plateau_mode",
        f"The rates are those of mode={other.mode!r} instead of {rule.mode!r}: by update {count(case.at[-1])} the rate "
        f"is {rate(case.rates[-1])} after {plural(lower, 'reduction')}, where {rate(case.expected[-1])} was meant.",
        _CAUSE.format(mode=other.mode, metric="an accuracy" if rule.mode == "max" else "a loss"),
        f"Make the rule with mode={rule.mode!r}.",
        first=int(case.at[case.first]),
        evidence={"mode": other.mode, "meant": rule.mode, "reductions": lower},
    )


_CAUSE = (
    "The rule was made with mode={mode!r} (the default of PyTorch, Keras and Trainer is 'min') and gets {metric}, so "
    "it lowers the rate although the metric improves."
)


def never_better(rule, case):
    """Without metrics: the rate falls at every earliest epoch, as if no metric had been better than the first."""
    if flipped(rule) is None or len(case.rates) < 4:
        return None
    worse = -1.0 if rule.mode == "max" else 1.0
    rates = np.asarray(rule.rates([worse * epoch for epoch in range(1, len(case.rates) + 1)]))
    predicted = rates[np.minimum(case.at, len(rates) - 1)]
    drops = int((np.diff(case.rates) < 0).sum())
    if drops < _FEWEST_DROPS or not case.precision.agree(case.rates, predicted).all():
        return None
    return Finding(
        "plateau_mode",
        f"The rate was lowered {plural(drops, 'time')}, each time as early as the rule can, from the start to the end: "
        "as if no epoch had been better than the first.",
        "The rule's mode does not fit its metric: mode='min' (the default) with an accuracy lowers the rate although "
        "the metric improves. A run that really never improved looks the same.",
        "Pass the metrics by metrics= to be sure. For an accuracy, make the rule with mode='max'.",
        first=int(case.at[int(np.argmax(np.diff(case.rates) < 0)) + 1]),
        evidence={"mode": rule.mode, "reductions": drops},
    )
