"""Cosine decay that starts again and again."""

from .parameters import factor, label, rate, steps
from .schedule import Schedule


class CosineDecayRestarts(Schedule):
    """Half cosine waves one after another, each from a peak down, each longer or lower than the one before.

    Equal to ``tf.keras.optimizers.schedules.CosineDecayRestarts``, whose cycles double in length by default. The step
    at which a cycle begins has the peak, so the last step of the cycle before is still above the lowest rate. That is
    ``alpha`` times the first peak, and does not shrink with ``m_mul``. A cycle may begin between two steps, where
    ``t_mul`` is no whole number; the next step is then past its peak. It never ends.

    Loshchilov and Hutter (2017), "SGDR: Stochastic Gradient Descent with Warm Restarts",
    https://arxiv.org/abs/1608.03983. Their best results had cycles of 10, 20, 40, ... epochs:
    https://github.com/loshchil/SGDR.

    Example:
        >>> from lrnotes import CosineDecayRestarts
        >>> schedule = CosineDecayRestarts(0.1, first_decay_steps=10)
        >>> schedule(0), schedule(5), schedule(10), schedule(20), schedule(30)
        (0.1, 0.05, 0.1, 0.05, 0.1)
    """

    initial_learning_rate: float = rate(r"\eta_0", "rate at step 0: the first peak")
    first_decay_steps: float = steps("T", "steps of the first cycle")
    t_mul: float = factor(r"m_T", "how many times as long each cycle is as the one before", 2.0, at_least=1, high=4.0)
    m_mul: float = factor(r"m_\eta", "what each peak is of the one before, above the lowest rate", 1.0, high=1.0)
    alpha: float = factor(r"\alpha", "lowest rate, as a fraction of the first peak", 0.0, high=1.0)
    name: str | None = label()

    def formula(self, xp, step):
        i, s = xp.cycle(step, self.first_decay_steps, self.t_mul)
        p = (step - s) / (self.first_decay_steps * self.t_mul**i)
        wave = self.m_mul**i * (1 + xp.cos(xp.pi * p)) / 2
        return self.initial_learning_rate * ((1 - self.alpha) * wave + self.alpha)
