"""Decay schedules: linear, polynomial, exponential, inverse time, power, and the first Transformer's."""

from typing import Any

from ..core.parameters import choice, factor, flag, label, rate, steps
from ..core.schedule import Schedule


_STAIRCASE = "whether the rate falls in discrete steps, at integer multiples of decay_steps, instead of smoothly"


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
    staircase: bool = flag(_STAIRCASE, default=False)
    name: str | None = label(default=None)

    def formula(self, xp: Any, step: Any) -> Any:
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
    staircase: bool = flag(_STAIRCASE, default=False)
    name: str | None = label(default=None)

    def formula(self, xp: Any, step: Any) -> Any:
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
    staircase: bool = flag(_STAIRCASE, default=False)
    name: str | None = label(default=None)

    def formula(self, xp: Any, step: Any) -> Any:
        p = self._passed(xp, step)
        return self.initial_learning_rate / (1 + self.decay_rate * p)


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
    end_learning_rate: float = rate(r"\eta_T", "rate at the end", default=0.0001)
    power: float = factor(
        "q", "1 is a straight line; above 1 the fall is fast at first, below 1 fast at last", default=1.0
    )
    cycle: bool = flag(
        "whether the rate jumps up after each multiple of decay_steps, onto a way to the next one", default=False
    )
    name: str | None = label(default=None)

    def formula(self, xp: Any, step: Any) -> Any:
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
    end_learning_rate: float = rate(r"\eta_T", "rate at the end", default=0.0)
    name: str | None = label(default=None)

    def formula(self, xp: Any, step: Any) -> Any:
        p = xp.maximum(self.decay_steps - step, 0) / self.decay_steps  # what is left of the way
        return self.end_learning_rate + (self.initial_learning_rate - self.end_learning_rate) * p


class PowerDecay(Schedule):
    """A fall with a power of the time, fast at first, then ever slower: with ``power=0.5`` the inverse square root.

    Step 0 has the initial rate; at ``timescale`` there is ``2 ** -power`` of it, at 3 timescales ``4 ** -power``. It
    never ends and never gets to 0. After a warm-up of as many steps as the timescale, ``PowerDecay(lr,
    timescale=W).warmup(W)``, the rate of step ``t`` is ``lr * (W / t) ** power``: with ``power=0.5`` this is
    ``transformers.get_inverse_sqrt_schedule`` and fairseq's ``inverse_sqrt``; with a timescale of its own it is
    big_vision's ``rsqrt``.

    Zhai, Kolesnikov, Houlsby and Beyer (2022), "Scaling Vision Transformers", https://arxiv.org/abs/2106.04560,
    train with the inverse square root.

    Example:
        >>> from lrnotes import PowerDecay
        >>> schedule = PowerDecay(0.1, timescale=100)
        >>> schedule(0), schedule(300)
        (0.1, 0.05)
    """

    initial_learning_rate: float = rate(r"\eta_0", "rate at step 0")
    timescale: float = steps(r"\tau", "steps until the rate has fallen to 2 to the power -power of the first one")
    power: float = factor(
        "q", "how steep the fall is; 0.5 is the inverse square root, 1 is one over the time", default=0.5
    )
    name: str | None = label(default=None)

    def formula(self, xp: Any, step: Any) -> Any:
        return self.initial_learning_rate * (1 + step / self.timescale) ** -self.power


class NoamDecay(Schedule):
    """A linear warm-up, then a fall with the inverse square root of the step: the schedule of the first Transformer.

    The peak follows from the model's width: ``learning_rate / sqrt(d_model * warmup_steps)``. It never ends. The paper
    counts updates from 1, so that the first one has a rate above 0; that is the default here.

    Vaswani et al. (2017), "Attention Is All You Need", https://arxiv.org/abs/1706.03762, equation 3.

    Example:
        >>> from lrnotes import NoamDecay
        >>> schedule = NoamDecay(d_model=512, warmup_steps=4000)
        >>> print(f"{schedule(0):.3g} {schedule(3999):.3g} {schedule(15999):.3g}")
        1.75e-07 0.000699 0.000349
    """

    d_model: float = factor("d", "width of the model: the length of its vectors", positive=True, high=4096)
    warmup_steps: float = steps("W", "steps of the warm-up, up to the peak")
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
        fall = s**-0.5 if first else xp.maximum(s, 1) ** -0.5
        return self.learning_rate * self.d_model**-0.5 * xp.minimum(fall, s * self.warmup_steps**-1.5)
