"""Another schedule is at work: two that multiply, two that write in turn, or one that overwrites the one meant."""

import numpy as np

from .findings import Finding
from .wording import count, percent, rate

_CAUSE = (
    "Two schedulers act on the same optimizer. DeepSpeed's configuration and Trainer's arguments (or your loop) each "
    "make one, and a framework's default (Trainer: linear) is made where yours was not passed."
)
_FIX = (
    "Keep one: leave \"scheduler\" out of the DeepSpeed configuration, or set its values to \"auto\"; pass yours to "
    "Trainer with optimizers=(optimizer, scheduler) or optimizer_cls_and_kwargs, and do not make another."
)  # fmt: skip


def two_schedulers(case):
    """The rates are those of two schedules, or of another one than was meant."""
    for test in (_squared, _in_turn, _overwritten):
        what = test(case)
        if what is not None:
            first = case.first
            return Finding(
                "two_schedulers", what, _CAUSE, _FIX, first=int(case.at[first]), evidence={"pattern": test.__name__[1:]}
            )
    return None


def _squared(case):
    """The same shape applied twice: each scheduler multiplies by it."""
    peak = float(np.abs(case.expected).max(initial=0.0))
    if not peak or not case.is_all(lambda at: case.meant(at) ** 2 / peak):
        return None
    return (
        f"The rates are those of the schedule multiplied by itself: at update {count(case.at[case.first])} the rate is "
        f"{rate(case.rates[case.first])}, where {rate(case.expected[case.first])} was meant. Two schedulers each "
        "multiply the rate by the same curve."
    )


def _in_turn(case):
    """Some of the rates are right and others are not, again and again."""
    right = case.right
    switches = int((right[1:] != right[:-1]).sum())
    others = case.rates[~right]
    if (
        switches < max(8, len(right) // 5)
        or not 0.2 < right.mean() < 0.8
        or np.ptp(np.diff(others)) > 0.05 * case.precision.peak
    ):
        return None
    return (
        f"The rate switches {count(switches)} times between the schedule and another one: it is "
        f"{rate(case.rates[case.first])} at update {count(case.at[case.first])}, where "
        f"{rate(case.expected[case.first])} was meant, and has the meant rate at {percent(right.mean())} of the "
        "updates."
    )


def _overwritten(case):
    """A textbook curve that is not the schedule: a line to zero or a constant, after a warmup from 0 or none."""
    peak = float(case.rates.max())
    highest = np.nonzero(case.rates >= peak * (1 - 1e-9))[0]
    if peak <= 0:
        return None
    top, fall = int(highest[0]), int(highest[-1])
    if len(case.rates) < 10 or (top and not _warmup(case, top)):
        return None
    warmup = f"a warmup over {count(case.at[top])} updates, " if top else ""
    if fall == len(case.rates) - 1:
        if not top or np.ptp(case.rates[top:]) > 1e-9 * peak:
            return None
        return f"The rates are those of another scheduler: {warmup}and then a constant {rate(peak)}."
    end = _line_end(case, fall)
    if end is None:
        return None
    return (
        f"The rates are those of another scheduler: {warmup}a straight line from {rate(peak)} down to 0 at update "
        f"{count(end)}. At update {count(case.at[case.first])} the rate is {rate(case.rates[case.first])}, where "
        f"{rate(case.expected[case.first])} was meant."
    )


def _warmup(case, top):
    """Whether the rates only rise up to the peak, from less than half of it: a line, or DeepSpeed's logarithm."""
    rates = case.rates[: top + 1]
    return bool((np.diff(rates) >= 0).all()) and rates[0] < 0.5 * rates[-1]


def _straight(case, start, stop):
    at, rates = case.at[start : stop + 1].astype(np.float64), case.rates[start : stop + 1]
    if len(at) < 3:
        return False
    line = rates[0] + (rates[-1] - rates[0]) * (at - at[0]) / (at[-1] - at[0])
    return bool(case.precision.agree(rates, line).all())


def _line_end(case, fall):
    """The update at which a straight line from the peak reaches zero, or None where the rates are no such line."""
    positive = np.nonzero(case.rates > 0)[0]
    last = int(positive[-1])
    if last - fall < 5 or not _straight(case, fall, last):
        return None
    slope = (case.rates[fall] - case.rates[last]) / (case.at[last] - case.at[fall])
    end = case.at[fall] + case.rates[fall] / slope if slope > 0 else np.inf
    if not np.isfinite(end) or abs(end - case.total) > 0.02 * case.total + 1:
        return None
    return round(float(end))
