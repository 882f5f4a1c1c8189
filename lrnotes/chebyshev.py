"""Chebyshev's step sizes, in the fractal order that keeps gradient descent stable."""

from .parameters import choice, factor, label, rate, whole_number
from .schedule import Schedule
from .xp import FRACTAL_LEVELS


class ChebyshevSteps(Schedule):
    """The step sizes with which gradient descent converges fastest on a quadratic bowl, large ones among small ones.

    ``2 ** levels`` rates between ``learning_rate`` and ``condition_number`` times as much, the reciprocals of
    Chebyshev's nodes. About half of them are above twice ``learning_rate``, where a constant rate diverges; in the
    fractal order smaller ones that follow make up for each. ``learning_rate`` is the inverse of the largest
    curvature. The first rate is the largest. After the last step the rates come again from the first (``"repeat"``),
    or the last one stays (``"hold"``).

    Agarwal, Goel and Zhang (2021), "Acceleration via Fractal Learning Rate Schedules",
    https://arxiv.org/abs/2103.01338. The order of the steps is Lebedev and Finogenov's (1971).

    Example:
        >>> from lrnotes import ChebyshevSteps
        >>> schedule = ChebyshevSteps(0.1, levels=1, condition_number=3.0)
        >>> print([round(schedule(step), 4) for step in range(4)])
        [0.232, 0.1108, 0.232, 0.1108]
    """

    learning_rate: float = rate(r"\eta_0", "the inverse of the largest curvature: no rate is lower")
    levels: int = whole_number(
        "k", "levels of the fractal: 2 to this power are its steps", below=FRACTAL_LEVELS + 1, high=8
    )
    condition_number: float = factor(
        r"\kappa",
        "the largest curvature by the smallest: no rate is higher than so many times the lowest",
        20.0,
        at_least=1,
        high=100.0,
    )
    after_end: str = choice(
        "what follows the last step: the first again ('repeat'), or the last for ever ('hold')",
        ("repeat", "hold"),
        "repeat",
    )
    name: str | None = label()

    def formula(self, xp, step):
        n = 2**self.levels
        i = xp.remainder(step, n) if self.after_end == "repeat" else xp.minimum(step, n - 1)
        x = xp.cos(xp.pi * xp.fractal(i, self.levels))
        r = 1 / self.condition_number
        return 2 * self.learning_rate / (1 + r - (1 - r) * x)
