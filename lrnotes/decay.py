"""Schedules that fall by one rule for ever, smoothly or in stairs."""

from .parameters import factor, flag, label, rate, steps
from .schedule import Schedule

_STAIRCASE = ("whether the rate falls in stairs, at whole multiples of decay_steps, and not smoothly", False)


class _Decay(Schedule):
    """A fall that depends on how many times ``decay_steps`` have passed: a number with its fraction, or whole."""

    initial_learning_rate: float = rate(r"\eta_0", "rate at step 0")
    decay_steps: float = steps("T", "steps in which decay_rate takes effect once")

    def _passed(self, xp, step):
        return xp.floor_divide(step, self.decay_steps) if self.staircase else step / self.decay_steps


class ExponentialDecay(_Decay):
    """A fall by the same factor in every ``decay_steps``: a straight line on a logarithmic axis, or its stairs.

    Equal to ``tf.keras.optimizers.schedules.ExponentialDecay``. Step 0 has the initial rate. It never ends and never
    reaches 0. In stairs the step ``k * decay_steps`` has the new rate already. A decay rate above 1 makes it grow.

    Tan and Le (2019), "EfficientNet", https://arxiv.org/abs/1905.11946, train with its stairs. The older condition of
    Robbins and Monro (1951), https://doi.org/10.1214/aoms/1177729586, that rates add up to no finite sum, it breaks.

    Example:
        >>> from lrnotes import ExponentialDecay
        >>> schedule = ExponentialDecay(0.1, decay_steps=10, decay_rate=0.5)
        >>> schedule(0), schedule(10), schedule(20)
        (0.1, 0.05, 0.025)
    """

    decay_rate: float = factor(
        r"\gamma", "what the rate is multiplied by in every decay_steps; 1 changes nothing", high=1.0
    )
    staircase: bool = flag(*_STAIRCASE)
    name: str | None = label()

    def formula(self, xp, step):
        p = self._passed(xp, step)
        return self.initial_learning_rate * self.decay_rate**p


class NaturalExpDecay(_Decay):
    """Exponential decay with its speed given as an exponent of e.

    Equal to ``tf.compat.v1.train.natural_exp_decay``, which Keras never had, and to :class:`ExponentialDecay` with a
    decay rate of ``exp(-decay_rate)``. Step 0 has the initial rate. It never ends. In stairs the step
    ``k * decay_steps`` has the new rate already.

    The course CS231n of Stanford, https://cs231n.github.io/neural-networks-3/#anneal, gives this form; TensorFlow took
    it from there, https://www.tensorflow.org/api_docs/python/tf/compat/v1/train/natural_exp_decay.

    Example:
        >>> from lrnotes import NaturalExpDecay
        >>> schedule = NaturalExpDecay(0.1, decay_steps=10, decay_rate=0.5)
        >>> print(f"{schedule(10):.6f}")
        0.060653
    """

    decay_rate: float = factor("k", "how fast the rate falls: by a factor of e to the power -k in every decay_steps")
    staircase: bool = flag(*_STAIRCASE)
    name: str | None = label()

    def formula(self, xp, step):
        p = self._passed(xp, step)
        return self.initial_learning_rate * xp.exp(-(self.decay_rate * p))


class InverseTimeDecay(_Decay):
    """A fall in proportion to one over the time: fast at first, then ever slower.

    Equal to ``tf.keras.optimizers.schedules.InverseTimeDecay``. Step 0 has the initial rate. It never ends and
    never reaches 0. In stairs the step ``k * decay_steps`` has the new rate already.

    Robbins and Monro (1951), "A Stochastic Approximation Method", https://doi.org/10.1214/aoms/1177729586: rates
    that fall as one over the step are their example of those with which stochastic approximation converges. With a
    decay rate of 1 it is "search then converge" of Darken and Moody (1991).

    Example:
        >>> from lrnotes import InverseTimeDecay
        >>> schedule = InverseTimeDecay(0.1, decay_steps=10, decay_rate=1.0)
        >>> schedule(0), schedule(10), schedule(30)
        (0.1, 0.05, 0.025)
    """

    decay_rate: float = factor("k", "how much is added to the divisor, which is 1 at first, in every decay_steps")
    staircase: bool = flag(*_STAIRCASE)
    name: str | None = label()

    def formula(self, xp, step):
        p = self._passed(xp, step)
        return self.initial_learning_rate / (1 + self.decay_rate * p)
