"""The schedule of continual pre-training: it stays at one rate for as long as data comes."""

from .parameters import choice, factor, label, rate, steps
from .schedule import Schedule
from .shapes import fall


class InfiniteSchedule(Schedule):
    """Up, down to a lower constant rate, along it for as long as you like, and down at the end.

    The warm-up is a line from 0. The cooldown, to the constant rate, has one of three shapes: with ``p`` the fraction
    of its way, "cosine" is half a wave, "inverse-sqrt" falls with ``1 / sqrt(1 + timescale * p)``, "linear" is a line.
    The annealing at the end is exponential, so the constant rate and the end rate are above 0; with ``decay_steps=0``
    there is none, and the constant rate is kept for ever. After the annealing the rate stays where it is.

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

    maximal_learning_rate: float = rate(r"\eta_{\max}", "the rate at the end of the warm-up")
    constant_learning_rate: float = rate(r"\eta_{\mathrm{const}}", "the constant rate", positive=True)
    end_learning_rate: float = rate(r"\eta_T", "rate at the end of the annealing", positive=True)
    warmup_steps: float = steps("W", "steps of the rise", zero=True)
    cooldown_steps: float = steps("C", "steps from the highest rate to the constant one")
    constant_steps: float = steps("S", "steps at the constant rate before the annealing", zero=True, fractions=True)
    decay_steps: float = steps("D", "steps of the annealing; 0: there is none", zero=True)
    cooldown_shape: str = choice("the way to the constant rate", ("cosine", "inverse-sqrt", "linear"), "cosine")
    timescale: float = factor(
        r"\alpha",
        "how fast the inverse square root falls at first: the larger, the faster",
        10.0,
        positive=True,
        high=100.0,
    )
    name: str | None = label()

    def formula(self, xp, step):
        peak, level, warmup = self.maximal_learning_rate, self.constant_learning_rate, self.warmup_steps
        p = xp.minimum(xp.maximum(step - warmup, 0) / self.cooldown_steps, 1)
        if self.cooldown_shape == "inverse-sqrt":
            h = 1 / xp.sqrt(1 + self.timescale)
            left = (1 / xp.sqrt(1 + self.timescale * p) - h) / (1 - h)
        else:
            left = fall(xp, self.cooldown_shape, p)
        rate = level + (peak - level) * left
        if self.decay_steps:
            cooled = rate
            a = xp.maximum(step - (warmup + self.cooldown_steps + self.constant_steps), 0)
            rate = cooled * (self.end_learning_rate / level) ** xp.minimum(a / self.decay_steps, 1)
        return xp.where(step < warmup, peak * step / warmup, rate) if warmup else rate
