"""Warm-up-stable-decay again and again, in one training: a fall at the end of every period."""

from itertools import accumulate

from .parameters import choice, factor, label, rate, several, steps
from .schedule import Schedule
from .xp import is_symbol


class WarmupStableDecaySimplified(Schedule):
    """Periods at a constant rate that each end with a short fall; the next one starts at the constant rate again (WSD-S).

    There is one warm-up, at the start of the first period and counted in it. The fall is the last ``decay_fraction``
    of each period, whole or not. With ``q`` the part of the fall still to come, from 1 to 0, the "linear" fall is a
    straight line; "inverse" is one for 1 divided by the rate, ``1 / (q / maximal + (1 - q) / end)``, which falls fast
    at first and for which both rates must be above 0.

    The step at which a period ends is by default the next one's first, as in levanter: the end rate itself then comes
    only at the very end. With ``at_boundary="before"`` that step still has the end rate, as in OLMo-core's ``WSDS``.
    After the last period the rate stays at the end rate.

    Wen, Li, Wang, Hall, Liang and Ma (2024), "Understanding Warmup-Stable-Decay Learning Rates: A River Valley Loss
    Landscape Perspective", https://arxiv.org/abs/2410.05192.

    Example:
        >>> from lrnotes import WarmupStableDecaySimplified
        >>> schedule = WarmupStableDecaySimplified(0.1, warmup_steps=10, period_steps=[100, 200])
        >>> print([round(schedule(step), 6) for step in (0, 10, 90, 95, 100, 280, 290, 300)])
        [0.0, 0.1, 0.1, 0.05, 0.1, 0.1, 0.05, 0.0]
    """

    maximal_learning_rate: float = rate(r"\eta_{\max}", "the constant rate")
    warmup_steps: float = steps("W", "steps of the rise, the first ones of the first period", zero=True)
    period_steps: tuple = several(steps("P", "steps of the periods, each with its fall"), first=1, least=1)
    decay_fraction: float = factor("c", "which part of each period is the fall", 0.1, positive=True, at_most=1.0)
    initial_learning_rate: float = rate(r"\eta_0", "rate at step 0, where the warm-up starts", 0.0)
    end_learning_rate: float = rate(r"\eta_T", "rate at the end of every period", 0.0)
    decay_shape: str = choice(
        "the way down: a line of the rate, or of 1 divided by it", ("linear", "inverse"), "linear"
    )
    at_boundary: str = choice(
        "what the step between two periods has: the rate 'before' it, at the end of the fall, or the one 'after' it",
        ("before", "after"),
        "after",
    )
    name: str | None = label()

    def __post_init__(self):
        super().__post_init__()
        first, peak, end = self.period_steps[0], self.maximal_learning_rate, self.end_learning_rate
        numbers = self.warmup_steps, first, self.decay_fraction, peak, end
        if any(map(is_symbol, numbers)):
            return
        # A sum of fractions such as 0.9 * 10 + 0.1 * 10 may miss the whole by its last digit.
        if self.warmup_steps + self.decay_fraction * first > first * (1 + 1e-12):
            raise ValueError(
                "WarmupStableDecaySimplified: period_steps must start with a period that holds the warm-up and the "
                f"fall, {self.warmup_steps!r} + {self.decay_fraction!r} * {first!r} steps; got {first!r}"
            )
        if self.decay_shape == "inverse" and not (peak and end):
            raise ValueError(
                "WarmupStableDecaySimplified: end_learning_rate and maximal_learning_rate must be above 0 for "
                f"decay_shape='inverse'; got {end!r} and {peak!r}"
            )

    def formula(self, xp, step):
        peak, end, warmup = self.maximal_learning_rate, self.end_learning_rate, self.warmup_steps
        ends, lengths = list(accumulate(self.period_steps)), self.period_steps
        before = (lambda last: step <= last) if self.at_boundary == "before" else (lambda last: step < last)
        T, P = ends[-1], lengths[-1]
        for last, length in zip(ends[-2::-1], lengths[-2::-1]):
            T, P = xp.where(before(last), last, T), xp.where(before(last), length, P)
        q = xp.minimum(xp.maximum(T - step, 0) / (self.decay_fraction * P), 1)
        if self.decay_shape == "linear":
            decay = end + (peak - end) * q
        else:
            decay = xp.where(q < 1, 1 / (q / peak + (1 - q) / end), peak)
        if not warmup:
            return decay
        rise = self.initial_learning_rate + (peak - self.initial_learning_rate) * step / warmup
        return xp.where(step < warmup, rise, decay)
