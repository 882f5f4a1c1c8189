"""Decay schedules: linear, polynomial, exponential, inverse time, power, and the Noam schedule."""

from typing import Any

from ..core.parameters import choice, factor, flag, label, rate, steps
from ..core.schedule import Schedule

_STAIRCASE = "whether the rate drops in discrete steps, at integer multiples of decay_steps, instead of smoothly"


class _Decay(Schedule):
    """A decay that depends on the number of times that ``decay_steps`` have elapsed, with or without its fraction."""

    initial_learning_rate: float = rate(r"\eta_0", "rate at step 0")
    decay_steps: float = steps("T", "steps in which decay_rate takes effect once")

    def _elapsed(self, xp, step):
        return xp.floor_divide(step, self.decay_steps) if self.staircase else step / self.decay_steps


class ExponentialDecay(_Decay):
    """Multiplies the learning rate by the same factor in every ``decay_steps``, smoothly or in discrete steps.

    Equal to ``tf.keras.optimizers.schedules.ExponentialDecay``. Step 0 has the initial rate. The decay has
    no end step and never reaches 0. With ``staircase`` the step ``k * decay_steps`` is the first with the new rate. A
    decay rate above 1 makes the learning rate grow.

    Tan and Le (2019), "EfficientNet", https://arxiv.org/abs/1905.11946, train with its staircase. The sum of its rates
    is finite, so it does not meet the sufficient conditions for convergence under noise of Robbins and Monro (1951),
    https://doi.org/10.1214/aoms/1177729586.

    Example:
        >>> from lrnotes import ExponentialDecay
        >>> schedule = ExponentialDecay(0.1, decay_steps=10, decay_rate=0.5)
        >>> schedule(0), schedule(10), schedule(20)
        (0.1, 0.05, 0.025)
    """

    decay_rate: float = factor(
        r"\gamma", "factor by which the rate is multiplied in every decay_steps; 1 changes nothing", high=1.0
    )
    staircase: bool = flag(_STAIRCASE, default=False)
    name: str | None = label(default=None)

    def formula(self, xp: Any, step: Any) -> Any:
        p = self._elapsed(xp, step)
        return self.initial_learning_rate * self.decay_rate**p


class NaturalExpDecay(_Decay):
    """Decays the learning rate exponentially, with the speed given as an exponent of e.

    Equal to ``tf.compat.v1.train.natural_exp_decay``, which Keras does not have, and to :class:`ExponentialDecay` with
    a decay rate of ``exp(-decay_rate)``. Step 0 has the initial rate. The decay has no end step. With ``staircase`` the
    step ``k * decay_steps`` is the first with the new rate.

    The course CS231n of Stanford, https://cs231n.github.io/neural-networks-3/#anneal, gives this form, which
    TensorFlow adopted, https://www.tensorflow.org/api_docs/python/tf/compat/v1/train/natural_exp_decay.

    Example:
        >>> from lrnotes import NaturalExpDecay
        >>> schedule = NaturalExpDecay(0.1, decay_steps=10, decay_rate=0.5)
        >>> print(f"{schedule(10):.6f}")
        0.060653
    """

    decay_rate: float = factor("k", "how fast the rate decays: by a factor of e to the power -k in every decay_steps")
    staircase: bool = flag(_STAIRCASE, default=False)
    name: str | None = label(default=None)

    def formula(self, xp: Any, step: Any) -> Any:
        p = self._elapsed(xp, step)
        return self.initial_learning_rate * xp.exp(-(self.decay_rate * p))


class InverseTimeDecay(_Decay):
    """Decays the learning rate in proportion to the inverse of the elapsed time: fast at first, then slowly.

    Equal to ``tf.keras.optimizers.schedules.InverseTimeDecay``. Step 0 has the initial rate. The decay
    has no end step and never reaches 0. With ``staircase`` the step ``k * decay_steps`` is the first with the new rate.

    Robbins and Monro (1951), "A Stochastic Approximation Method", https://doi.org/10.1214/aoms/1177729586, prove that
    stochastic approximation converges with step sizes that are proportional to the inverse of the step. With a decay
    rate of 1 this is the "search then converge" schedule of Darken and Moody (1991).

    Example:
        >>> from lrnotes import InverseTimeDecay
        >>> schedule = InverseTimeDecay(0.1, decay_steps=10, decay_rate=1.0)
        >>> schedule(0), schedule(10), schedule(30)
        (0.1, 0.05, 0.025)
    """

    decay_rate: float = factor("k", "how much is added to the divisor, which is 1 at first, in every decay_steps")
    staircase: bool = flag(_STAIRCASE, default=False)
    name: str | None = label(default=None)

    def formula(self, xp: Any, step: Any) -> Any:
        p = self._elapsed(xp, step)
        return self.initial_learning_rate / (1 + self.decay_rate * p)


class PolynomialDecay(Schedule):
    """Decays the learning rate from one value to another with a power of the remaining time; 1 is linear decay.

    Equal to ``tf.keras.optimizers.schedules.PolynomialDecay``, whose default final rate is 0.0001, not 0. Step 0
    has the initial rate. After the end the rate is held at its final value. With ``cycle`` the rate reaches its final
    value at each multiple of ``decay_steps``, jumps up one step later, and decays more slowly to the next multiple. It
    never returns to the initial rate.

    Chen et al. (2018), "DeepLab", https://arxiv.org/abs/1606.00915, train with a power of 0.9 and a final rate of 0,
    the "poly" policy.

    Example:
        >>> from lrnotes import PolynomialDecay
        >>> schedule = PolynomialDecay(0.1, decay_steps=100, end_learning_rate=0.0, power=2.0)
        >>> schedule(0), schedule(50), schedule(100)
        (0.1, 0.025, 0.0)
    """

    initial_learning_rate: float = rate(r"\eta_0", "rate at step 0")
    decay_steps: float = steps("T", "steps from the start to the end")
    end_learning_rate: float = rate(r"\eta_T", "rate at the end", default=0.0001)
    power: float = factor(
        "q", "1 is linear decay; above 1 the decay is fastest at the start, below 1 at the end", default=1.0
    )
    cycle: bool = flag(
        "whether the rate jumps up after each multiple of decay_steps and decays again to the next one", default=False
    )
    name: str | None = label(default=None)

    def formula(self, xp: Any, step: Any) -> Any:
        n = self.decay_steps
        if self.cycle:
            n = self.decay_steps * xp.maximum(xp.ceil_divide(step, self.decay_steps), 1)
        p = xp.maximum(n - step, 0) / n  # the fraction that remains
        return self.end_learning_rate + (self.initial_learning_rate - self.end_learning_rate) * p**self.power


class LinearDecay(Schedule):
    """Decays the learning rate linearly from one value to another, by default to 0.

    Step 0 has the initial rate. Step ``decay_steps``, one after the last update, has the final rate, at which it is
    held after that. After a ``.warmup(steps)`` this is ``"linear"`` of Hugging Face, whose length counts both phases.

    Bergsma et al. (2025), "Straight to Zero", https://arxiv.org/abs/2502.15938, compare it with decay to 10% of the
    peak for language models. Defazio, Cutkosky, Mehta and Mishchenko (2023), https://arxiv.org/abs/2310.07831, derive
    it as optimal in the worst case for convex Lipschitz problems.

    Example:
        >>> from lrnotes import LinearDecay
        >>> schedule = LinearDecay(0.1, decay_steps=100)
        >>> schedule(0), schedule(50), schedule(100)
        (0.1, 0.05, 0.0)
    """

    initial_learning_rate: float = rate(r"\eta_0", "rate at step 0")
    decay_steps: float = steps("T", "steps from the start to the end")
    end_learning_rate: float = rate(r"\eta_T", "rate at the end", default=0.0)
    name: str | None = label(default=None)

    def formula(self, xp: Any, step: Any) -> Any:
        p = xp.maximum(self.decay_steps - step, 0) / self.decay_steps  # the fraction that remains
        return self.end_learning_rate + (self.initial_learning_rate - self.end_learning_rate) * p


class PowerDecay(Schedule):
    """Decays the learning rate with a power of the elapsed time; ``power=0.5`` is the inverse square root.

    Step 0 has the initial rate. After one timescale the rate is the initial rate times ``2 ** -power``, and after
    three it is the initial rate times ``4 ** -power``. The decay has no end step and never reaches 0. After a warmup of
    as many steps as the timescale, ``PowerDecay(lr, timescale=W).warmup(W)``, the rate of step ``t`` is
    ``lr * (W / t) ** power``. With ``power=0.5`` this is ``transformers.get_inverse_sqrt_schedule`` and the
    ``inverse_sqrt`` of fairseq. With a separate timescale it is the ``rsqrt`` of big_vision.

    Zhai, Kolesnikov, Houlsby and Beyer (2022), "Scaling Vision Transformers", https://arxiv.org/abs/2106.04560,
    train with the inverse square root.

    Example:
        >>> from lrnotes import PowerDecay
        >>> schedule = PowerDecay(0.1, timescale=100)
        >>> schedule(0), schedule(300)
        (0.1, 0.05)
    """

    initial_learning_rate: float = rate(r"\eta_0", "rate at step 0")
    timescale: float = steps(r"\tau", "steps until the rate is the initial rate times 2 to the power -power")
    power: float = factor(
        "q", "how steep the decay is; 0.5 is the inverse square root, 1 is the inverse of the time", default=0.5
    )
    name: str | None = label(default=None)

    def formula(self, xp: Any, step: Any) -> Any:
        return self.initial_learning_rate * (1 + step / self.timescale) ** -self.power


class NoamDecay(Schedule):
    """The Noam schedule: linear warmup of the learning rate, then inverse square root decay.

    This is the schedule of the first Transformer. The peak follows from the model's width:
    ``learning_rate / sqrt(d_model * warmup_steps)``. The decay has no end step. The paper counts updates from 1, so
    the first one has a rate above 0; that is the default here.

    Vaswani et al. (2017), "Attention Is All You Need", https://arxiv.org/abs/1706.03762, equation 3.

    Example:
        >>> from lrnotes import NoamDecay
        >>> schedule = NoamDecay(d_model=512, warmup_steps=4000)
        >>> print(f"{schedule(0):.3g} {schedule(3999):.3g} {schedule(15999):.3g}")
        1.75e-07 0.000699 0.000349
    """

    d_model: float = factor("d", "width of the model: the length of its vectors", positive=True, high=4096)
    warmup_steps: float = steps("W", "steps of the warmup, up to the peak")
    learning_rate: float = factor("c", "multiplies every rate; the paper's is 1", default=1.0, high=4.0)
    first_update: str = choice(
        "what the first update counts as: 1 ('one step in'), or 0, where its rate is 0 ('start')",
        ("one step in", "start"),
        default="one step in",
    )
    name: str | None = label(default=None)

    def formula(self, xp: Any, step: Any) -> Any:
        first = self.first_update == "one step in"
        s = step + 1 if first else step
        decay = s**-0.5 if first else xp.maximum(s, 1) ** -0.5
        return self.learning_rate * self.d_model**-0.5 * xp.minimum(decay, s * self.warmup_steps**-1.5)
