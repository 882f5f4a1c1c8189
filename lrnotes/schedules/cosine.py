"""Cosine schedules: half a period down, several periods, warm restarts, and TensorFlow's linear and noisy variants."""

from typing import Any

from ..core.parameters import choice, factor, label, rate, steps, whole_number
from ..core.schedule import Schedule
from ..xp import is_placeholder


class CosineDecay(Schedule):
    """Half-cosine decay of the learning rate from a peak to ``alpha`` times the peak, with an optional linear warmup.

    Equal to ``tf.keras.optimizers.schedules.CosineDecay``. After the end the rate is held at ``alpha`` times
    the peak. ``decay_steps`` does not count the warmup. ``alpha`` is a fraction of the peak, not a rate.

    Loshchilov and Hutter (2017), "SGDR: Stochastic Gradient Descent with Warm Restarts",
    https://arxiv.org/abs/1608.03983, equation 5 for a single run.

    Example:
        >>> from lrnotes import CosineDecay
        >>> schedule = CosineDecay(0.01, decay_steps=50, alpha=0.01)
        >>> schedule(0), schedule(25), schedule(1000)
        (0.01, 0.00505, 0.0001)
    """

    initial_learning_rate: float = rate(
        r"\eta_0", "rate at step 0: the peak, or the start of the warmup if there is one"
    )
    decay_steps: float = steps("T", "steps from the peak to the end, without the warmup")
    alpha: float = factor(r"\alpha", "rate at the end, as a fraction of the peak", default=0.0, high=1.0)
    name: str | None = label(default=None)
    warmup_target: float | None = rate(
        r"\eta_w",
        "peak after a linear warmup; None: no warmup",
        default=None,
        optional=True,
        rises_from="initial_learning_rate",
    )
    warmup_steps: float = steps("W", "steps of the warmup", default=0, zero=True, needs=("warmup_target",))

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.warmup_target is None and self.warmup_steps:
            raise ValueError(
                f"CosineDecay: warmup_target must be given with warmup_steps={self.warmup_steps!r}; got None, "
                "with which there is no warmup"
            )

    def formula(self, xp: Any, step: Any) -> Any:
        start, peak, warmup = self.initial_learning_rate, self.warmup_target, self.warmup_steps
        if peak is None:
            peak = start
        u = step - warmup if warmup else step
        p = xp.minimum(u, self.decay_steps) / self.decay_steps
        decay = peak * ((1 - self.alpha) * (1 + xp.cos(xp.pi * p)) / 2 + self.alpha)
        if not warmup:
            return decay
        return xp.where(step < warmup, start + (peak - start) * step / warmup, decay)


class CosineAnnealing(Schedule):
    """Cosine annealing between two learning rates: half a period, or as many periods as you like.

    The minimum is given as a rate, as in PyTorch, not as a fraction of the peak. After the end the rate is held at its
    final value. With ``after_end="extend"`` the cosine continues and the rate rises again, as in
    ``torch.optim.lr_scheduler.CosineAnnealingLR`` after ``T_max`` steps. The first update has the peak.

    Loshchilov and Hutter (2017), "SGDR: Stochastic Gradient Descent with Warm Restarts",
    https://arxiv.org/abs/1608.03983, equation 5. The exponent is that of ``optax.cosine_decay_schedule``; several
    periods are ``num_cycles`` of ``transformers.get_cosine_schedule_with_warmup``.

    Example:
        >>> from lrnotes import CosineAnnealing
        >>> schedule = CosineAnnealing(0.1, decay_steps=100, end_learning_rate=0.02)
        >>> schedule(0), schedule(50), schedule(100), schedule(200)
        (0.1, 0.06, 0.02, 0.02)
        >>> CosineAnnealing(0.1, decay_steps=100, after_end="extend")(200)
        0.1
    """

    initial_learning_rate: float = rate(r"\eta_0", "rate at step 0: the peak")
    decay_steps: float = steps("T", "steps from the start to the end")
    end_learning_rate: float = rate(r"\eta_T", "minimum of the cosine", default=0.0)
    num_periods: float = factor(
        "n",
        "cosine periods from start to end; 0.5 is half a period, from peak to trough",
        default=0.5,
        positive=True,
        at_most=1000,
    )
    exponent: float = factor(
        "q", "power of the cosine; above 1 the rate decreases earlier and stays low longer", default=1.0
    )
    after_end: str = choice(
        "after the end, the rate is held ('hold') or the cosine continues ('extend')",
        ("hold", "extend"),
        default="hold",
    )
    name: str | None = label(default=None)

    def formula(self, xp: Any, step: Any) -> Any:
        length = self.decay_steps / self.num_periods
        s = xp.remainder(step, length) if self.after_end == "extend" else xp.minimum(step, self.decay_steps)
        p = s / length
        cosine = (1 + xp.cos(2 * xp.pi * p)) / 2
        return self.end_learning_rate + (self.initial_learning_rate - self.end_learning_rate) * cosine**self.exponent


# The two schedules below repeat these arguments, because the originals have other arguments between them.
_PERIODS = "cosine periods from start to end; 0.5 is half a period, from peak to trough"
_ALPHA = "offset of the linear decay, which ends at alpha instead of 0"
_BETA = "fraction of the initial rate that is added to every rate"


class _LinearCosine(Schedule):
    """A cosine times a linear decay, to which a subclass may add noise, plus a small constant."""

    initial_learning_rate: float = rate(r"\eta_0", "scale of every rate")
    decay_steps: float = steps("T", "steps from the start to the end")

    def formula(self, xp: Any, step: Any) -> Any:
        s = xp.minimum(step, self.decay_steps)
        line = (self.decay_steps - s) / self.decay_steps
        cosine = (1 + xp.cos(2 * xp.pi * self.num_periods * s / self.decay_steps)) / 2
        return self.initial_learning_rate * (self._noisy(xp, self.alpha + line, s, step) * cosine + self.beta)


class LinearCosineDecay(_LinearCosine):
    """Cosine decay times linear decay of the learning rate, plus a small constant.

    Equal to ``tf.keras.experimental.LinearCosineDecay`` (last exported by TensorFlow 2.4) and
    ``tf.compat.v1.train.linear_cosine_decay``. At step 0 the rate is ``1 + alpha + beta`` times
    ``initial_learning_rate``, not ``initial_learning_rate`` itself. After the end the rate is held at its final value.

    Bello, Zoph, Vasudevan and Le (2017), "Neural Optimizer Search with Reinforcement Learning",
    https://arxiv.org/abs/1709.07417.

    Example:
        >>> from lrnotes import LinearCosineDecay
        >>> schedule = LinearCosineDecay(0.1, decay_steps=100, beta=0.0)
        >>> schedule(0), schedule(50), schedule(100)
        (0.1, 0.025, 0.0)
    """

    num_periods: float = factor("n", _PERIODS, default=0.5, at_most=1000)
    alpha: float = factor(r"\alpha", _ALPHA, default=0.0, high=1.0)
    beta: float = factor(r"\beta", _BETA, default=0.001, high=1.0)
    name: str | None = label(default=None)

    def _noisy(self, xp, line, s, step):
        return line


class NoisyLinearCosineDecay(_LinearCosine):
    """Linear cosine decay of the learning rate with normal noise, whose variance decays.

    Equal in distribution to ``tf.keras.experimental.NoisyLinearCosineDecay`` (last exported by TensorFlow 2.4) and
    ``tf.compat.v1.train.noisy_linear_cosine_decay``; equal in value where ``initial_variance`` is 0. The
    noise is a function of the seed and the step: it is the same in every library, in a plot and after resuming. As in
    TensorFlow, nothing is clipped: large noise gives negative rates, and if the cosine does not end at 0 the noise
    continues after the end.

    Bello, Zoph, Vasudevan and Le (2017), "Neural Optimizer Search with Reinforcement Learning",
    https://arxiv.org/abs/1709.07417.

    Example:
        >>> from lrnotes import NoisyLinearCosineDecay
        >>> schedule = NoisyLinearCosineDecay(0.1, decay_steps=100, initial_variance=0.01, seed=1)
        >>> schedule(10) == schedule(10)
        True
    """

    initial_variance: float = factor("v", "variance of the noise at step 0", default=1.0)
    variance_decay: float = factor(
        "d",
        "how fast the variance decays until decay_steps: it is divided by (1 + step) to this power",
        default=0.55,
        high=1.0,
    )
    num_periods: float = factor("n", _PERIODS, default=0.5, at_most=1000)
    alpha: float = factor(r"\alpha", _ALPHA, default=0.0, high=1.0)
    beta: float = factor(r"\beta", _BETA, default=0.001, high=1.0)
    seed: int = whole_number(r"\mathrm{seed}", "seed of the noise", default=0, below=2**32)
    name: str | None = label(default=None)

    def _noisy(self, xp, line, s, step):
        noise = xp.sqrt(self.initial_variance / (1 + s) ** self.variance_decay) * xp.normal(self.seed, step)
        return line + noise


class CosineDecayRestarts(Schedule):
    """Half-cosine decay of the learning rate with warm restarts (SGDR); cycles may become longer and lower.

    Equal to ``tf.keras.optimizers.schedules.CosineDecayRestarts``, whose cycles double in length by default. The step
    at which a cycle begins has the peak, so the last step of the previous cycle is still above the minimum. The minimum
    is ``alpha`` times the first peak and does not decrease with ``m_mul``. If ``t_mul`` is not an integer, a cycle may
    begin between two steps; the next step is then past its peak. The cycles have no end step.

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
    t_mul: float = factor(r"m_T", "length of each cycle, relative to the one before", default=2.0, at_least=1, high=4.0)
    m_mul: float = factor(
        r"m_\eta", "peak of each cycle above the minimum, relative to the one before", default=1.0, high=1.0
    )
    alpha: float = factor(r"\alpha", "minimum, as a fraction of the first peak", default=0.0, high=1.0)
    name: str | None = label(default=None)

    def __post_init__(self) -> None:
        super().__post_init__()
        numbers = self.m_mul, self.alpha
        if not any(map(is_placeholder, numbers)) and self.m_mul > 1 and self.alpha > 1:
            raise ValueError(
                f"CosineDecayRestarts: alpha must be at most 1 for m_mul={self.m_mul!r}, or rates fall below 0; "
                f"got {self.alpha!r}"
            )

    def formula(self, xp: Any, step: Any) -> Any:
        i, s = xp.cycle(step, self.first_decay_steps, self.t_mul)
        p = (step - s) / (self.first_decay_steps * self.t_mul**i)
        cosine = self.m_mul**i * (1 + xp.cos(xp.pi * p)) / 2
        return self.initial_learning_rate * ((1 - self.alpha) * cosine + self.alpha)
