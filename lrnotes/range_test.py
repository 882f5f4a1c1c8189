"""The learning-rate range test: rates that grow until training fails."""

from .parameters import choice, label, rate, steps
from .schedule import Schedule
from .xp import is_symbol


class RangeTest(Schedule):
    """A rise from a rate that is too small to one that is too large, to see in between at which rates training works.

    The rise is exponential, which shows each factor of ten on as many steps as the next, or linear. With
    ``stair_steps`` it goes in stairs of so many steps; each stair has the rate of its first step. After the end the rate
    stays where it is.

    Smith (2017), "Cyclical Learning Rates for Training Neural Networks", https://arxiv.org/abs/1506.01186, section 3.3,
    with a linear rise. The exponential one is fastai's ``LRFinder``, the stairs are DeepSpeed's ``LRRangeTest``.

    Example:
        >>> from lrnotes import RangeTest
        >>> schedule = RangeTest(1e-4, maximal_learning_rate=1.0, num_steps=100)
        >>> print([f"{schedule(step):.0e}" for step in (0, 25, 50, 75, 100, 1000)])
        ['1e-04', '1e-03', '1e-02', '1e-01', '1e+00', '1e+00']
    """

    initial_learning_rate: float = rate(r"\eta_0", "rate at step 0; above 0 for an exponential rise")
    maximal_learning_rate: float = rate(r"\eta_{\max}", "rate at the end")
    num_steps: float = steps("N", "steps from the first rate to the last")
    shape: str = choice("the rise: 'exponential' or 'linear'", ("exponential", "linear"), "exponential")
    stair_steps: float = steps("S", "steps of each stair; 0: no stairs", 0, zero=True)
    name: str | None = label()

    def __post_init__(self):
        super().__post_init__()
        low = self.initial_learning_rate
        if self.shape == "exponential" and not (is_symbol(low) or low > 0):
            raise ValueError(f"RangeTest: initial_learning_rate must be above 0 for shape='exponential'; got {low!r}")

    def formula(self, xp, step):
        low, high = self.initial_learning_rate, self.maximal_learning_rate
        s = xp.minimum(step, self.num_steps)
        if self.stair_steps:
            s = self.stair_steps * xp.floor_divide(s, self.stair_steps)
        p = s / self.num_steps
        return low * (high / low) ** p if self.shape == "exponential" else low + (high - low) * p
