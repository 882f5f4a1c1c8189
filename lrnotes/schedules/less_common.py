"""Less common schedules: tanh decay, REX, k-decay, hyperbolic decay and Chebyshev step sizes."""

from typing import Any

from ..core.parameters import choice, factor, label, number, rate, steps, whole_number
from ..core.schedule import Schedule
from ..xp import is_placeholder
from ..xp.namespace import FRACTAL_LEVELS


class TanhDecay(Schedule):
    """S-shaped decay of the learning rate along a hyperbolic tangent (HTD).

    ``lower`` and ``upper`` delimit the segment of the tangent that the decay follows. No segment reaches the limits of
    the tangent: the rate starts slightly below ``initial_learning_rate`` and ends slightly above ``end_learning_rate``.
    After the end it is held at its final value.

    Equal to ``timm.scheduler.TanhLRScheduler`` before the end, where timm jumps to ``lr_min``. The default segment
    of timm is -7 to 3. The formula uses ``1 / (1 + exp(2 x))``, which equals half of ``1 - tanh(x)``.

    Hsueh, Li and Wu (2019), "Stochastic Gradient Descent with Hyperbolic-Tangent Decay on Classification",
    https://arxiv.org/abs/1806.01593.

    Example:
        >>> from lrnotes import TanhDecay
        >>> schedule = TanhDecay(0.1, decay_steps=90)
        >>> print([round(schedule(step), 6) for step in (0, 60, 90, 1000)])
        [0.099999, 0.05, 0.000247, 0.000247]
    """

    initial_learning_rate: float = rate(r"\eta_0", "rate that the start approaches")
    decay_steps: float = steps("T", "steps from the start to the end")
    lower: float = number(
        "L",
        "start of the segment; the lower, the longer the rate stays high",
        default=-6.0,
        least=-100,
        most=100,
        high=0,
    )
    upper: float = number(
        "U",
        "end of the segment; the higher, the longer the rate stays low",
        default=3.0,
        least=-100,
        most=100,
        high=10,
    )
    end_learning_rate: float = rate(r"\eta_T", "rate that the end approaches", default=0.0)
    name: str | None = label(default=None)

    def __post_init__(self) -> None:
        super().__post_init__()
        if not (any(map(is_placeholder, (self.lower, self.upper))) or self.lower < self.upper):
            raise ValueError(f"TanhDecay: upper must be above lower={self.lower!r}; got {self.upper!r}")

    def formula(self, xp: Any, step: Any) -> Any:
        p = xp.minimum(step, self.decay_steps) / self.decay_steps
        x = self.lower + (self.upper - self.lower) * p
        return self.end_learning_rate + (self.initial_learning_rate - self.end_learning_rate) / (1 + xp.exp(2 * x))


class REXDecay(Schedule):
    """Decay of the learning rate at half the speed of linear decay at first and at twice its speed at the end (REX).

    REX stands for reflected exponential. After the fraction ``p`` of the steps, ``(1 - p) / (1 - p / 2)`` of the decay
    remains.
    After the end the rate is held at its final value.

    Chen, Wolfe and Kyrillidis (2021), "REX: Revisiting Budgeted Training with an Improved Schedule",
    https://arxiv.org/abs/2107.04197.

    Example:
        >>> from lrnotes import REXDecay
        >>> schedule = REXDecay(0.3, decay_steps=100)
        >>> print([round(schedule(step), 6) for step in (0, 50, 80, 100, 1000)])
        [0.3, 0.2, 0.1, 0.0, 0.0]
    """

    initial_learning_rate: float = rate(r"\eta_0", "rate at step 0")
    decay_steps: float = steps("T", "steps from the start to the end")
    end_learning_rate: float = rate(r"\eta_T", "rate at the end", default=0.0)
    name: str | None = label(default=None)

    def formula(self, xp: Any, step: Any) -> Any:
        s = xp.minimum(step, self.decay_steps)
        remaining = (self.decay_steps - s) / (self.decay_steps - s / 2)
        return self.end_learning_rate + (self.initial_learning_rate - self.end_learning_rate) * remaining


class KDecay(Schedule):
    """Cosine or polynomial decay of the learning rate, made later or earlier by a power of the elapsed time (k-decay).

    The elapsed fraction of the steps is raised to the power ``k``: with ``k`` above 1 the decay comes later. With
    ``k=1`` it is plain cosine or polynomial decay. After the end the learning rate is held at its final value.

    Equal to ``timm.scheduler.CosineLRScheduler`` and ``timm.scheduler.PolyLRScheduler`` with ``k_decay``, for a single
    cycle. The default power of timm's polynomial is 0.5; that of ``KDecay`` is 1.

    Zhang and Li (2020), "kDecay: Just adding k-decay items on Learning-Rate Schedule to improve Neural Networks",
    https://arxiv.org/abs/2004.05909.

    Example:
        >>> from lrnotes import KDecay
        >>> schedule = KDecay(1.0, decay_steps=100, k=2.0, shape="polynomial")
        >>> schedule(0), schedule(50), schedule(100), schedule(1000)
        (1.0, 0.75, 0.0, 0.0)
    """

    initial_learning_rate: float = rate(r"\eta_0", "rate at step 0")
    decay_steps: float = steps("T", "steps from the start to the end")
    k: float = factor(
        "k", "power of the elapsed fraction of time; above 1 the decay comes later", positive=True, high=8.0
    )
    end_learning_rate: float = rate(r"\eta_T", "rate at the end", default=0.0)
    shape: str = choice("kind of decay", ("cosine", "polynomial"), default="cosine")
    power: float = factor(
        "q", "power of the polynomial; 1 is linear decay if k is 1", default=1.0, positive=True, high=4.0
    )
    name: str | None = label(default=None)

    def formula(self, xp: Any, step: Any) -> Any:
        p = (xp.minimum(step, self.decay_steps) / self.decay_steps) ** self.k
        if self.shape == "cosine":
            remaining = (1 + xp.cos(xp.pi * p)) / 2
        else:  # a compiler may leave p one ulp off 1 at the end, and a small power enlarges that error
            remaining = xp.where(step < self.decay_steps, (1 - xp.minimum(p, 1)) ** self.power, 0)
        return self.end_learning_rate + (self.initial_learning_rate - self.end_learning_rate) * remaining


class _Hyperbolic(Schedule):
    """A decay along a hyperbola, which remains above the infimum if it ends before the upper bound."""

    initial_learning_rate: float = rate(r"\eta_0", "rate at step 0")
    decay_steps: float = steps("T", "steps from the start to the end")
    upper_bound: float = steps("U", "steps of the longest run, with which the others share their start", within=True)
    infimum_learning_rate: float = rate(
        r"\eta_{\mathrm{inf}}", "rate at the end of the longest run; shorter runs end above it", default=1e-6
    )
    name: str | None = label(default=None)

    def __post_init__(self) -> None:
        super().__post_init__()
        length, bound = self.decay_steps, self.upper_bound
        if not (any(map(is_placeholder, (length, bound))) or length <= bound):
            raise ValueError(
                f"{type(self).__name__}: upper_bound must be at least decay_steps={length!r}; got {bound!r}"
            )

    def _remaining(self, xp: Any, step: Any) -> Any:
        s = xp.minimum(step, self.decay_steps)
        # A difference of squares as a product, in which no factor is below 0, compiled or not.
        height = xp.sqrt((self.decay_steps - s) * (2 * self.upper_bound - self.decay_steps - s))
        start = xp.sqrt(self.decay_steps * (2 * self.upper_bound - self.decay_steps))
        return (self.upper_bound + (height - start)) / self.upper_bound


class HyperbolicDecay(_Hyperbolic):
    """Decay of the learning rate along a hyperbola, whose start depends little on the length (HyperbolicLR).

    ``upper_bound`` is the longest run that you want to compare, for which it is linear decay to
    ``infimum_learning_rate``. The start of a shorter run is nearly parallel to that line, and its end is above
    ``infimum_learning_rate``. After the end the rate is held at its final value.

    Equal to ``HyperbolicLR`` of the author and ``HyperbolicLRScheduler`` of pytorch-scheduler.

    Kim (2024), "HyperbolicLR: Epoch insensitive learning rate scheduler", https://arxiv.org/abs/2407.15200.

    Example:
        >>> from lrnotes import HyperbolicDecay
        >>> schedule = HyperbolicDecay(1.0, decay_steps=200, upper_bound=1000, infimum_learning_rate=0.0)
        >>> print([round(schedule(step), 6) for step in (0, 100, 200, 1000)])
        [1.0, 0.812311, 0.4, 0.4]
    """

    def formula(self, xp: Any, step: Any) -> Any:
        r = self._remaining(xp, step)
        return self.infimum_learning_rate + (self.initial_learning_rate - self.infimum_learning_rate) * r


class ExponentialHyperbolicDecay(_Hyperbolic):
    """Decay of the learning rate whose logarithm follows a hyperbola (ExpHyperbolicLR).

    ``upper_bound`` is the longest run that you want to compare, for which it is exponential decay to
    ``infimum_learning_rate``. The start of a shorter run decays nearly as fast, and its end is above
    ``infimum_learning_rate``. After the end the rate is held at its final value.

    Equal to ``ExpHyperbolicLR`` of the author and ``ExpHyperbolicLRScheduler`` of pytorch-scheduler.

    Kim (2024), "HyperbolicLR: Epoch insensitive learning rate scheduler", https://arxiv.org/abs/2407.15200.

    Example:
        >>> from lrnotes import ExponentialHyperbolicDecay
        >>> schedule = ExponentialHyperbolicDecay(1.0, decay_steps=200, upper_bound=1000, infimum_learning_rate=1e-5)
        >>> print([f"{schedule(step):.4f}" for step in (0, 100, 200, 1000)])
        ['1.0000', '0.1152', '0.0010', '0.0010']
    """

    initial_learning_rate: float = rate(r"\eta_0", "rate at step 0", positive=True)
    infimum_learning_rate: float = rate(
        r"\eta_{\mathrm{inf}}",
        "rate at the end of the longest run; shorter runs end above it",
        default=1e-6,
        positive=True,
    )

    def formula(self, xp: Any, step: Any) -> Any:
        r = self._remaining(xp, step)
        return self.infimum_learning_rate * (self.initial_learning_rate / self.infimum_learning_rate) ** r


class ChebyshevSteps(Schedule):
    """The learning rates with which gradient descent converges fastest on a quadratic, in a fractal order.

    ``2 ** levels`` rates between ``learning_rate`` and ``condition_number`` times as much, the reciprocals of
    Chebyshev's nodes. About half of them are above twice ``learning_rate``, where a constant rate diverges; in the
    fractal order, smaller rates compensate for each of them. ``learning_rate`` is the inverse of the largest curvature.
    The first rate is the largest. After the last step the rates repeat from the first (``"repeat"``), or the last one
    is held (``"hold"``).

    Agarwal, Goel and Zhang (2021), "Acceleration via Fractal Learning Rate Schedules",
    https://arxiv.org/abs/2103.01338. The order is that of Lebedev and Finogenov (1971).

    Example:
        >>> from lrnotes import ChebyshevSteps
        >>> schedule = ChebyshevSteps(0.1, levels=1, condition_number=3.0)
        >>> print([round(schedule(step), 4) for step in range(4)])
        [0.232, 0.1108, 0.232, 0.1108]
    """

    learning_rate: float = rate(r"\eta_0", "inverse of the largest curvature; no rate is lower")
    levels: int = whole_number(
        "k", "levels of the fractal, which has 2 to this power steps", below=FRACTAL_LEVELS + 1, high=8
    )
    condition_number: float = factor(
        r"\kappa",
        "largest curvature divided by the smallest; limits the highest rate relative to the lowest",
        default=20.0,
        at_least=1,
        high=100.0,
    )
    after_end: str = choice(
        "after the last step, all rates 'repeat' or the last one is held ('hold')",
        ("repeat", "hold"),
        default="repeat",
    )
    name: str | None = label(default=None)

    def formula(self, xp: Any, step: Any) -> Any:
        n = 2**self.levels
        i = xp.remainder(step, n) if self.after_end == "repeat" else xp.minimum(step, n - 1)
        x = xp.cos(xp.pi * xp.fractal(i, self.levels))
        r = 1 / self.condition_number
        return 2 * self.learning_rate / (1 + r - (1 - r) * x)
