"""Warmup-stable-decay and its relatives: schedules with a constant phase."""

from itertools import accumulate
from typing import Any

from ..core.parameters import Numbers, choice, factor, label, number, rate, several, steps
from ..core.schedule import Schedule
from ..xp import is_placeholder
from .decay_shapes import SHAPES, remaining_part


class WarmupStableDecay(Schedule):
    """Warmup, a constant learning rate, then decay (WSD): you choose the length when the decay begins.

    The decay phase is also called cooldown or annealing. At its elapsed fraction ``p``, this part of it remains:
    "linear" ``1 - p``, "cosine" ``(1 + cos(pi p)) / 2``, "1-sqrt" ``1 - sqrt(p)``, "1-square" ``1 - p ** 2``,
    "exponential" ``(r ** p - r) / (1 - r)`` with ``exponential_base`` r. The warmup has the first three shapes,
    backwards. The last step of each phase is the first of the next, with the same learning rate from both sides. After
    the end the rate is held at its final value.

    The first update has the initial rate, as in transformers and timm; ``.skip(1)`` counts it as one step in, as
    torchtitan and OLMo-core do.

    Hu et al. (2024), "MiniCPM", https://arxiv.org/abs/2404.06395, introduce the name. Haegele et al. (2024),
    https://arxiv.org/abs/2405.18392, compare the shapes of the decay.

    Example:
        >>> from lrnotes import WarmupStableDecay
        >>> schedule = WarmupStableDecay(0.1, warmup_steps=10, stable_steps=70, decay_steps=20)
        >>> schedule(0), schedule(10), schedule(80), schedule(90), schedule(100)
        (0.0, 0.1, 0.1, 0.05, 0.0)
    """

    maximal_learning_rate: float = rate(r"\eta_{\max}", "constant rate")
    warmup_steps: float = steps("W", "steps of the warmup", zero=True)
    stable_steps: float = steps("S", "steps at the constant rate", zero=True, fractions=True)
    decay_steps: float = steps("D", "steps of the decay")
    initial_learning_rate: float = rate(r"\eta_0", "rate at step 0, where the warmup starts", default=0.0)
    end_learning_rate: float = rate(r"\eta_T", "rate at the end", default=0.0)
    decay_shape: str = choice("shape of the decay", SHAPES, default="linear")
    exponential_base: float = factor(
        "r",
        "base of the exponential decay: the smaller, the faster the decay at first",
        default=0.5,
        positive=True,
        at_most=0.999,  # closer to 1 the decay is almost linear, and the quotient loses its digits
    )
    warmup_shape: str = choice("shape of the warmup", SHAPES[:3], default="linear")
    name: str | None = label(default=None)

    def formula(self, xp: Any, step: Any) -> Any:
        peak, warmup = self.maximal_learning_rate, self.warmup_steps
        p = xp.minimum(xp.maximum(step - (warmup + self.stable_steps), 0) / self.decay_steps, 1)
        remaining = remaining_part(xp, self.decay_shape, p, self.exponential_base)
        decay = self.end_learning_rate + (peak - self.end_learning_rate) * remaining
        if not warmup:
            return decay
        q = xp.minimum(xp.maximum(warmup - step, 0) / warmup, 1)
        rise = self.initial_learning_rate + (peak - self.initial_learning_rate) * remaining_part(
            xp, self.warmup_shape, q
        )
        return xp.where(step < warmup, rise, decay)


class FlatCosineDecay(Schedule):
    """A constant learning rate for most of the training run, then half-cosine decay.

    Equal to fastai's ``fit_flat_cos``, with the final value given as a learning rate. The last step at the constant
    rate is ``pct_start * total_steps``. The end is at ``total_steps``, one step after the last update. After that the
    rate is held at its final value.

    fastai, https://docs.fast.ai/callback.schedule.html#learner.fit_flat_cos.

    Example:
        >>> from lrnotes import FlatCosineDecay
        >>> schedule = FlatCosineDecay(0.1, total_steps=100)
        >>> schedule(75), schedule(87.5), schedule(100)
        (0.1, 0.05, 0.0)
    """

    initial_learning_rate: float = rate(r"\eta_0", "constant rate")
    total_steps: float = steps("N", "updates of the training run")
    pct_start: float = factor("c", "fraction of the training run at the constant rate", default=0.75, below=1.0)
    end_learning_rate: float = rate(r"\eta_T", "rate at the end", default=0.0)
    name: str | None = label(default=None)

    def formula(self, xp: Any, step: Any) -> Any:
        flat = self.pct_start * self.total_steps
        p = xp.minimum(xp.maximum(step - flat, 0) / (self.total_steps - flat), 1)
        remaining = (1 + xp.cos(xp.pi * p)) / 2
        return self.end_learning_rate + (self.initial_learning_rate - self.end_learning_rate) * remaining


class TriStageDecay(Schedule):
    """Linear warmup, a constant learning rate, then exponential decay.

    Equal to fairseq's ``tri_stage``: both ends are given as fractions of the constant rate. The first update has the
    initial rate. After the end the rate is held at its final value.

    Park et al. (2019), "SpecAugment", https://arxiv.org/abs/1904.08779, train speech recognition with it.

    Example:
        >>> from lrnotes import TriStageDecay
        >>> schedule = TriStageDecay(0.1, warmup_steps=10, hold_steps=40, decay_steps=50)
        >>> print([round(schedule(step), 6) for step in (0, 10, 50, 75, 100)])
        [0.001, 0.1, 0.1, 0.01, 0.001]
    """

    maximal_learning_rate: float = rate(r"\eta_{\max}", "constant rate")
    warmup_steps: float = steps("W", "steps of the warmup", zero=True)
    hold_steps: float = steps("H", "steps at the constant rate", zero=True, fractions=True)
    decay_steps: float = steps("D", "steps of the decay")
    init_lr_scale: float = factor("a", "rate at step 0, as a fraction of the constant rate", default=0.01, high=1.0)
    final_lr_scale: float = factor(
        "b", "rate at the end, as a fraction of the constant rate", default=0.01, positive=True, high=1.0
    )
    name: str | None = label(default=None)

    def formula(self, xp: Any, step: Any) -> Any:
        peak, warmup = self.maximal_learning_rate, self.warmup_steps
        p = xp.minimum(xp.maximum(step - (warmup + self.hold_steps), 0) / self.decay_steps, 1)
        decay = peak * self.final_lr_scale**p
        if not warmup:
            return decay
        rise = peak * (self.init_lr_scale + (1 - self.init_lr_scale) * step / warmup)
        return xp.where(step < warmup, rise, decay)


class WarmupStableDecaySimplified(Schedule):
    """Periods at a constant learning rate, each of which ends with a short decay (WSD-S).

    There is one warmup, at the start of the first period, which includes it. The decay is the last ``decay_fraction``
    of each period, whether or not that is an integer. The "linear" decay is linear in the rate. The "inverse" decay is
    linear in 1 divided by the rate: ``1 / (q / maximal + (1 - q) / end)``, with ``q`` the fraction of the decay that
    remains. It decays fast at first, and both rates must be above 0.

    By default the step at which a period ends is the first of the next one, as in levanter; the final rate itself is
    then reached only at the very end. With ``at_boundary="before"`` that step still has the final rate, as in
    OLMo-core's ``WSDS``. After the last period the rate is held at the final rate.

    Wen, Li, Wang, Hall, Liang and Ma (2024), "Understanding Warmup-Stable-Decay Learning Rates: A River Valley Loss
    Landscape Perspective", https://arxiv.org/abs/2410.05192.

    Example:
        >>> from lrnotes import WarmupStableDecaySimplified
        >>> schedule = WarmupStableDecaySimplified(0.1, warmup_steps=10, period_steps=[100, 200])
        >>> print([round(schedule(step), 6) for step in (0, 10, 90, 95, 100, 280, 290, 300)])
        [0.0, 0.1, 0.1, 0.05, 0.1, 0.1, 0.05, 0.0]
    """

    maximal_learning_rate: float = rate(r"\eta_{\max}", "constant rate")
    warmup_steps: float = steps("W", "steps of the warmup, at the start of the first period", zero=True)
    period_steps: Numbers = several(steps("P", "steps of the periods, each including its decay"), first=1, least=1)
    decay_fraction: float = factor(
        "c", "fraction of each period spent on the decay", default=0.1, positive=True, at_most=1.0
    )
    initial_learning_rate: float = rate(r"\eta_0", "rate at step 0, where the warmup starts", default=0.0)
    end_learning_rate: float = rate(r"\eta_T", "rate at the end of every period", default=0.0)
    decay_shape: str = choice(
        "shape of the decay: linear in the rate, or in 1 divided by the rate", ("linear", "inverse"), default="linear"
    )
    at_boundary: str = choice(
        "which rate the step between two periods has: the one 'before' it, at the end of the decay, or 'after' it",
        ("before", "after"),
        default="after",
    )
    name: str | None = label(default=None)

    def __post_init__(self) -> None:
        super().__post_init__()
        first, peak, end = self.period_steps[0], self.maximal_learning_rate, self.end_learning_rate
        numbers = self.warmup_steps, first, self.decay_fraction, peak, end
        if any(map(is_placeholder, numbers)):
            return
        # In floating point, a sum such as 0.9 * 10 + 0.1 * 10 may differ from the integer in its last digit.
        if self.warmup_steps + self.decay_fraction * first > first * (1 + 1e-12):
            raise ValueError(
                "WarmupStableDecaySimplified: the first value of period_steps must be at least the warmup plus the "
                f"decay, {self.warmup_steps!r} + {self.decay_fraction!r} * {first!r} steps; got {first!r}"
            )
        if self.decay_shape == "inverse" and not (peak and end):
            raise ValueError(
                "WarmupStableDecaySimplified: end_learning_rate and maximal_learning_rate must be above 0 for "
                f"decay_shape='inverse'; got {end!r} and {peak!r}"
            )

    def formula(self, xp: Any, step: Any) -> Any:
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


class InfiniteSchedule(Schedule):
    """Warmup, cooldown to a lower constant learning rate, held as long as you like, then annealing.

    The warmup is linear, from 0. The cooldown to the constant rate has one of three shapes: "cosine" is half a period,
    "inverse-sqrt" decays with ``1 / sqrt(1 + timescale * p)``, with ``p`` the fraction of the cooldown, and "linear" is
    linear. The annealing is exponential, so the constant rate and the final rate must be above 0. With
    ``decay_steps=0`` there is no annealing, and the constant rate is held forever. After the annealing the rate is held
    at its final value.

    Ibrahim, Therien, Gupta, Richter, Anthony, Lesort, Belilovsky and Rish (2024), "Simple and Scalable Strategies to
    Continually Pre-train Large Language Models", https://arxiv.org/abs/2403.08763; Singh et al. (2025), "Beyond Cosine
    Decay", https://arxiv.org/abs/2503.02844, compare it with repeated cosines.

    Example:
        >>> from lrnotes import InfiniteSchedule
        >>> schedule = InfiniteSchedule(
        ...     0.1, 0.04, 0.01, warmup_steps=10, cooldown_steps=40, constant_steps=100, decay_steps=20
        ... )
        >>> print([round(schedule(step), 6) for step in (0, 10, 30, 50, 150, 160, 170)])
        [0.0, 0.1, 0.07, 0.04, 0.04, 0.02, 0.01]
    """

    maximal_learning_rate: float = rate(r"\eta_{\max}", "rate at the end of the warmup")
    constant_learning_rate: float = rate(r"\eta_{\mathrm{const}}", "constant rate", positive=True)
    end_learning_rate: float = rate(r"\eta_T", "rate at the end of the annealing", positive=True)
    warmup_steps: float = steps("W", "steps of the warmup", zero=True)
    cooldown_steps: float = steps("C", "steps from the peak to the constant rate")
    constant_steps: float = steps("S", "steps at the constant rate before the annealing", zero=True, fractions=True)
    decay_steps: float = steps("D", "steps of the annealing; 0: no annealing", zero=True)
    cooldown_shape: str = choice("shape of the cooldown", ("cosine", "inverse-sqrt", "linear"), default="cosine")
    timescale: float = factor(
        r"\alpha",
        "how fast the inverse square root decays at first: the larger, the faster",
        default=10.0,
        at_least=1e-3,  # closer to 0 the cooldown is almost linear, and the quotient loses its digits
        high=100.0,
    )
    name: str | None = label(default=None)

    def formula(self, xp: Any, step: Any) -> Any:
        peak, level, warmup = self.maximal_learning_rate, self.constant_learning_rate, self.warmup_steps
        p = xp.minimum(xp.maximum(step - warmup, 0) / self.cooldown_steps, 1)
        if self.cooldown_shape == "inverse-sqrt":
            h = 1 / xp.sqrt(1 + self.timescale)
            remaining = (1 / xp.sqrt(1 + self.timescale * p) - h) / (1 - h)
        else:
            remaining = remaining_part(xp, self.cooldown_shape, p)
        rate = level + (peak - level) * remaining
        if self.decay_steps:
            cooled = rate
            a = xp.maximum(step - (warmup + self.cooldown_steps + self.constant_steps), 0)
            rate = cooled * (self.end_learning_rate / level) ** xp.minimum(a / self.decay_steps, 1)
        return xp.where(step < warmup, peak * step / warmup, rate) if warmup else rate


class PowerScheduler(Schedule):
    """Learning rate as a power of the number of training tokens, up to a limit (power scheduler).

    After ``n`` tokens the rate is ``min(maximal, batch_size * a * n ** b)``. A step trains on ``batch_size *
    sequence_length`` tokens, and step 0 has seen none, so its learning rate is the limit. The schedule has no end step.

    The values of ``a`` and ``b`` were fitted for models with maximal update parametrization. The paper's runs also have
    a warmup and a decay; add them by composition. The tokens of the warmup count: ``schedule.skip(W).warmup(W)``.

    Shen et al. (2024), "Power Scheduler: A Batch Size and Token Number Agnostic Learning Rate Scheduler",
    https://arxiv.org/abs/2408.13359.

    Example:
        >>> from lrnotes import PowerScheduler
        >>> schedule = PowerScheduler(0.02, batch_size=8, sequence_length=128, a=4.0, b=-0.5)
        >>> schedule(0), schedule(2500), schedule(10_000)
        (0.02, 0.02, 0.01)
    """

    maximal_learning_rate: float = rate(r"\eta_{\max}", "limit of the rate")
    batch_size: float = factor(r"\beta", "sequences in a batch", positive=True, high=4096)
    sequence_length: float = factor("L", "tokens in a sequence", positive=True, high=32768)
    a: float = factor("a", "scale of the power", default=4.6, high=10.0)
    b: float = number("b", "exponent of the number of tokens", default=-0.51, high=0.0, most=0.0)
    name: str | None = label(default=None)

    def formula(self, xp: Any, step: Any) -> Any:
        n = xp.maximum(step * self.batch_size * self.sequence_length, 1)
        return xp.minimum(self.maximal_learning_rate, self.batch_size * self.a * n**self.b)
