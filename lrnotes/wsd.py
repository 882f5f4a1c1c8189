"""Schedules with a long constant part and a fall at the end."""

from .parameters import choice, factor, label, rate, steps
from .schedule import Schedule
from .shapes import SHAPES, fall


class WarmupStableDecay(Schedule):
    """Up to a constant rate, along it, and down at the end (WSD): the length need not be known until the fall begins.

    The fall is called cooldown or annealing, too. Its shapes, of the fraction ``p`` of its way: "linear" ``1 - p``,
    "cosine" ``(1 + cos(pi p)) / 2``, "1-sqrt" ``1 - sqrt(p)``, "1-square" ``1 - p ** 2``, "exponential"
    ``(r ** p - r) / (1 - r)`` with ``exponential_base`` r. The warm-up is the same backwards. The last step of each part
    is the first of the next, and the rate is the same from both sides. After the end the rate stays where it is.

    The first update has the rate of the start, as in transformers and timm; ``.skip(1)`` counts it as one step in, as
    torchtitan and OLMo-core do.

    Hu et al. (2024), "MiniCPM", https://arxiv.org/abs/2404.06395, name it. Haegele et al. (2024),
    https://arxiv.org/abs/2405.18392, compare the shapes of the fall.

    Example:
        >>> from lrnotes import WarmupStableDecay
        >>> schedule = WarmupStableDecay(0.1, warmup_steps=10, stable_steps=70, decay_steps=20)
        >>> schedule(0), schedule(10), schedule(80), schedule(90), schedule(100)
        (0.0, 0.1, 0.1, 0.05, 0.0)
    """

    maximal_learning_rate: float = rate(r"\eta_{\max}", "the constant rate")
    warmup_steps: float = steps("W", "steps of the rise", zero=True)
    stable_steps: float = steps("S", "steps at the constant rate", zero=True, fractions=True)
    decay_steps: float = steps("D", "steps of the fall")
    initial_learning_rate: float = rate(r"\eta_0", "rate at step 0, where the warm-up starts", 0.0)
    end_learning_rate: float = rate(r"\eta_T", "rate at the end", 0.0)
    decay_shape: str = choice("the shape of the way down", SHAPES, "linear")
    exponential_base: float = factor(
        "r", "the exponential fall's base: the smaller, the faster it falls at first", 0.5, positive=True, below=1.0
    )
    warmup_shape: str = choice("the shape of the way up", SHAPES[:3], "linear")
    name: str | None = label()

    def formula(self, xp, step):
        peak, warmup = self.maximal_learning_rate, self.warmup_steps
        p = xp.minimum(xp.maximum(step - (warmup + self.stable_steps), 0) / self.decay_steps, 1)
        down = fall(xp, self.decay_shape, p, self.exponential_base)
        decay = self.end_learning_rate + (peak - self.end_learning_rate) * down
        if not warmup:
            return decay
        q = xp.minimum(xp.maximum(warmup - step, 0) / warmup, 1)
        rise = self.initial_learning_rate + (peak - self.initial_learning_rate) * fall(xp, self.warmup_shape, q)
        return xp.where(step < warmup, rise, decay)


class FlatCosineDecay(Schedule):
    """A constant rate for most of the training, then half a cosine wave down.

    Equal to fastai's ``fit_flat_cos`` with the rate at the end given as a rate. The last flat step is
    ``pct_start * total_steps``, the end at ``total_steps``, one after the last update. After that the rate stays where
    it is.

    fastai, https://docs.fast.ai/callback.schedule.html#learner.fit_flat_cos.

    Example:
        >>> from lrnotes import FlatCosineDecay
        >>> schedule = FlatCosineDecay(0.1, total_steps=100)
        >>> schedule(75), schedule(87.5), schedule(100)
        (0.1, 0.05, 0.0)
    """

    initial_learning_rate: float = rate(r"\eta_0", "the constant rate")
    total_steps: float = steps("N", "updates of the whole training")
    pct_start: float = factor("c", "fraction of the training at the constant rate", 0.75, below=1.0)
    end_learning_rate: float = rate(r"\eta_T", "rate at the end", 0.0)
    name: str | None = label()

    def formula(self, xp, step):
        flat = self.pct_start * self.total_steps
        p = xp.minimum(xp.maximum(step - flat, 0) / (self.total_steps - flat), 1)
        wave = (1 + xp.cos(xp.pi * p)) / 2
        return self.end_learning_rate + (self.initial_learning_rate - self.end_learning_rate) * wave


class TriStageDecay(Schedule):
    """A line up, a constant rate, then an exponential fall.

    Equal to fairseq's ``tri_stage``: both ends are given as fractions of the constant rate. The first update has the rate
    of the start. After the end the rate stays where it is.

    Park et al. (2019), "SpecAugment", https://arxiv.org/abs/1904.08779, trained speech recognition so.

    Example:
        >>> from lrnotes import TriStageDecay
        >>> schedule = TriStageDecay(0.1, warmup_steps=10, hold_steps=40, decay_steps=50)
        >>> print([round(schedule(step), 6) for step in (0, 10, 50, 75, 100)])
        [0.001, 0.1, 0.1, 0.01, 0.001]
    """

    maximal_learning_rate: float = rate(r"\eta_{\max}", "the constant rate")
    warmup_steps: float = steps("W", "steps of the rise", zero=True)
    hold_steps: float = steps("H", "steps at the constant rate", zero=True, fractions=True)
    decay_steps: float = steps("D", "steps of the fall")
    init_lr_scale: float = factor("a", "rate at step 0, as a fraction of the constant rate", 0.01, high=1.0)
    final_lr_scale: float = factor(
        "b", "rate at the end, as a fraction of the constant rate", 0.01, positive=True, high=1.0
    )
    name: str | None = label()

    def formula(self, xp, step):
        peak, warmup = self.maximal_learning_rate, self.warmup_steps
        p = xp.minimum(xp.maximum(step - (warmup + self.hold_steps), 0) / self.decay_steps, 1)
        decay = peak * self.final_lr_scale**p
        if not warmup:
            return decay
        rise = peak * (self.init_lr_scale + (1 - self.init_lr_scale) * step / warmup)
        return xp.where(step < warmup, rise, decay)
