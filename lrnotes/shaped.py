"""Falls of a shape of their own: along a hyperbolic tangent, along the fraction of REX, and with k-decay's power of time."""

from .parameters import choice, factor, label, number, rate, steps
from .schedule import Schedule
from .xp import is_symbol


class TanhDecay(Schedule):
    """An S-shaped fall along a hyperbolic tangent (HTD): it stays high, falls, and lingers at the low end.

    ``lower`` and ``upper`` are the piece of the tangent that the way runs through. No piece of it reaches its limits:
    the rate starts a little below ``initial_learning_rate`` and ends a little above ``end_learning_rate``. After the
    end it stays where it is.

    Equal to ``timm.scheduler.TanhLRScheduler`` before the end; there timm's jumps to its ``lr_min``, and its default piece
    is -7 to 3. Half of ``1 - tanh(x)`` is ``1 / (1 + exp(2 x))``, which is how it stands in the formula.

    Hsueh, Li and Wu (2018), "Stochastic Gradient Descent with Hyperbolic-Tangent Decay on Classification",
    https://arxiv.org/abs/1806.01593.

    Example:
        >>> from lrnotes import TanhDecay
        >>> schedule = TanhDecay(0.1, decay_steps=90)
        >>> print([round(schedule(step), 6) for step in (0, 60, 90, 1000)])
        [0.099999, 0.05, 0.000247, 0.000247]
    """

    initial_learning_rate: float = rate(r"\eta_0", "rate that the start comes near to")
    decay_steps: float = steps("T", "steps from the start to the end")
    lower: float = number(
        "L",
        "where on the tangent the way starts; the lower, the longer the rate stays high",
        -6.0,
        least=-100,
        most=100,
        high=0,
    )
    upper: float = number(
        "U",
        "where on the tangent the way ends; the higher, the longer the rate stays low",
        3.0,
        least=-100,
        most=100,
        high=10,
    )
    end_learning_rate: float = rate(r"\eta_T", "rate that the end comes near to", 0.0)
    name: str | None = label()

    def __post_init__(self):
        super().__post_init__()
        if not (any(map(is_symbol, (self.lower, self.upper))) or self.lower < self.upper):
            raise ValueError(f"TanhDecay: upper must be above lower={self.lower!r}; got {self.upper!r}")

    def formula(self, xp, step):
        p = xp.minimum(step, self.decay_steps) / self.decay_steps
        x = self.lower + (self.upper - self.lower) * p
        return self.end_learning_rate + (self.initial_learning_rate - self.end_learning_rate) / (1 + xp.exp(2 * x))


class REXDecay(Schedule):
    """A fall that starts at half the speed of a straight line and ends at twice its speed (reflected exponential).

    The rate is ``(1 - p) / (1 - p / 2)`` of the way down at the fraction ``p`` of the time. After the end it stays where
    it is.

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
    end_learning_rate: float = rate(r"\eta_T", "rate at the end", 0.0)
    name: str | None = label()

    def formula(self, xp, step):
        s = xp.minimum(step, self.decay_steps)
        left = (self.decay_steps - s) / (self.decay_steps - s / 2)
        return self.end_learning_rate + (self.initial_learning_rate - self.end_learning_rate) * left


class KDecay(Schedule):
    """A cosine or a polynomial fall in which the passed fraction of time is raised to a power: ``k`` above 1 falls later.

    With ``k=1`` it is the plain cosine, or the plain polynomial. After the end the rate stays where it is.

    Equal to ``timm.scheduler.CosineLRScheduler`` and ``timm.scheduler.PolyLRScheduler`` with ``k_decay``, for a single
    cycle. timm's polynomial has a power of 0.5 where none is given, this one has 1.

    Zhang (2020), "k-decay: A New Method For Learning Rate Schedule", https://arxiv.org/abs/2004.05909.

    Example:
        >>> from lrnotes import KDecay
        >>> schedule = KDecay(1.0, decay_steps=100, k=2.0, shape="polynomial")
        >>> schedule(0), schedule(50), schedule(100), schedule(1000)
        (1.0, 0.75, 0.0, 0.0)
    """

    initial_learning_rate: float = rate(r"\eta_0", "rate at step 0")
    decay_steps: float = steps("T", "steps from the start to the end")
    k: float = factor(
        "k", "power of the passed fraction of time; above 1 the fall comes later", positive=True, high=8.0
    )
    end_learning_rate: float = rate(r"\eta_T", "rate at the end", 0.0)
    shape: str = choice("the fall that is changed", ("cosine", "polynomial"), "cosine")
    power: float = factor(
        "q", "power of the polynomial; 1 is a straight line where k is 1", 1.0, positive=True, high=4.0
    )
    name: str | None = label()

    def formula(self, xp, step):
        p = (xp.minimum(step, self.decay_steps) / self.decay_steps) ** self.k
        if self.shape == "cosine":
            left = (1 + xp.cos(xp.pi * p)) / 2
        else:  # compiled, p may end an ulp beside 1, of which a power makes much
            left = xp.where(step < self.decay_steps, (1 - xp.minimum(p, 1)) ** self.power, 0)
        return self.end_learning_rate + (self.initial_learning_rate - self.end_learning_rate) * left
