"""Schedules that fall along a polynomial of what is left of the way: straight lines among them."""

from .parameters import factor, flag, label, rate, steps
from .schedule import Schedule


class PolynomialDecay(Schedule):
    """A fall from one rate to another along a power of the time that is left: a straight line where the power is 1.

    Equal to ``tf.keras.optimizers.schedules.PolynomialDecay``, whose default end is 0.0001 and not 0. Step 0 has the
    initial rate. After the end the rate stays where it is. With ``cycle`` it jumps up one step after each multiple of
    ``decay_steps``, where it has its end, onto a longer way to the next multiple: never to the initial rate again.

    Chen et al. (2018), "DeepLab", https://arxiv.org/abs/1606.00915, train with a power of 0.9 to 0, the policy "poly".

    Example:
        >>> from lrnotes import PolynomialDecay
        >>> schedule = PolynomialDecay(0.1, decay_steps=100, end_learning_rate=0.0, power=2.0)
        >>> schedule(0), schedule(50), schedule(100)
        (0.1, 0.025, 0.0)
    """

    initial_learning_rate: float = rate(r"\eta_0", "rate at step 0")
    decay_steps: float = steps("T", "steps from the start to the end")
    end_learning_rate: float = rate(r"\eta_T", "rate at the end", 0.0001)
    power: float = factor("q", "1 is a straight line; above 1 the fall is fast at first, below 1 fast at last", 1.0)
    cycle: bool = flag(
        "whether the rate jumps up after each multiple of decay_steps, onto a way to the next one", False
    )
    name: str | None = label()

    def formula(self, xp, step):
        n = self.decay_steps
        if self.cycle:
            n = self.decay_steps * xp.maximum(xp.ceil_divide(step, self.decay_steps), 1)
        p = xp.maximum(n - step, 0) / n  # what is left of the way
        return self.end_learning_rate + (self.initial_learning_rate - self.end_learning_rate) * p**self.power


class LinearDecay(Schedule):
    """A straight line down from one rate to another, by default to 0.

    Step 0 has the initial rate, and ``decay_steps``, one after the last update, the end's. After that the rate stays
    where it is. With ``.warmup(steps)`` before it this is ``"linear"`` of Hugging Face, whose length counts both.

    Bergsma et al. (2025), "Straight to Zero", https://arxiv.org/abs/2502.15938, compare it with decay to a tenth for
    language models. Defazio, Cutkosky, Mehta and Mishchenko (2023), https://arxiv.org/abs/2310.07831, derive it.

    Example:
        >>> from lrnotes import LinearDecay
        >>> schedule = LinearDecay(0.1, decay_steps=100)
        >>> schedule(0), schedule(50), schedule(100)
        (0.1, 0.05, 0.0)
    """

    initial_learning_rate: float = rate(r"\eta_0", "rate at step 0")
    decay_steps: float = steps("T", "steps from the start to the end")
    end_learning_rate: float = rate(r"\eta_T", "rate at the end", 0.0)
    name: str | None = label()

    def formula(self, xp, step):
        p = xp.maximum(self.decay_steps - step, 0) / self.decay_steps  # what is left of the way
        return self.end_learning_rate + (self.initial_learning_rate - self.end_learning_rate) * p
