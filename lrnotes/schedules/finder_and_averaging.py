"""The learning rate range test (LR finder) and the schedule of stochastic weight averaging (SWA)."""

from typing import Any

from ..core.parameters import choice, label, rate, steps
from ..core.schedule import Schedule
from ..xp import is_placeholder
from .decay_shapes import remaining_part


class RangeTest(Schedule):
    """LR range test (learning rate finder): the learning rate rises from far too low to far too high.

    The rise is exponential, with the same number of steps for each factor of ten, or linear. With ``stair_steps`` it
    proceeds in levels of that many steps; each level has the rate of its first step. After the end the rate is held at
    its final value.

    Smith (2017), "Cyclical Learning Rates for Training Neural Networks", https://arxiv.org/abs/1506.01186, section 3.3,
    uses a linear rise. fastai's ``LRFinder`` has the exponential one, and DeepSpeed's ``LRRangeTest`` the staircase.

    Example:
        >>> from lrnotes import RangeTest
        >>> schedule = RangeTest(1e-4, maximal_learning_rate=1.0, num_steps=100)
        >>> print([f"{schedule(step):.0e}" for step in (0, 25, 50, 75, 100, 1000)])
        ['1e-04', '1e-03', '1e-02', '1e-01', '1e+00', '1e+00']
    """

    initial_learning_rate: float = rate(r"\eta_0", "rate at step 0; above 0 for an exponential rise")
    maximal_learning_rate: float = rate(r"\eta_{\max}", "rate at the end")
    num_steps: float = steps("N", "steps from the first rate to the last")
    shape: str = choice(
        "shape of the rise: 'exponential' or 'linear'", ("exponential", "linear"), default="exponential"
    )
    stair_steps: float = steps("S", "steps of each interval; 0: a smooth rise", default=0, zero=True, within=True)
    name: str | None = label(default=None)

    def __post_init__(self) -> None:
        super().__post_init__()
        low = self.initial_learning_rate
        if self.shape == "exponential" and not (is_placeholder(low) or low > 0):
            raise ValueError(f"RangeTest: initial_learning_rate must be above 0 for shape='exponential'; got {low!r}")

    def formula(self, xp: Any, step: Any) -> Any:
        low, high = self.initial_learning_rate, self.maximal_learning_rate
        s = xp.minimum(step, self.num_steps)
        if self.stair_steps:
            s = self.stair_steps * xp.floor_divide(s, self.stair_steps)
        p = s / self.num_steps
        return low * (high / low) ** p if self.shape == "exponential" else low + (high - low) * p


class SWALR(Schedule):
    """Anneals the learning rate to a constant for stochastic weight averaging (SWA), and holds it there.

    Equal to ``torch.optim.swa_utils.SWALR``, whose ``anneal_epochs`` count the calls of ``step()``. Step 0 has the
    initial rate, and the SWA rate applies from step ``anneal_steps`` on. ``schedule.then(SWALR(...), at=step)`` appends
    it to another schedule. It does not average the weights.

    Izmailov, Podoprikhin, Garipov, Vetrov and Wilson (2018), "Averaging Weights Leads to Wider Optima and Better
    Generalization", https://arxiv.org/abs/1803.05407.

    Example:
        >>> from lrnotes import SWALR
        >>> schedule = SWALR(0.1, swa_learning_rate=0.05, anneal_steps=10)
        >>> print([round(schedule(step), 6) for step in (0, 5, 10, 1000)])
        [0.1, 0.075, 0.05, 0.05]
    """

    initial_learning_rate: float = rate(r"\eta_0", "rate at step 0, where the averaging begins")
    swa_learning_rate: float = rate(r"\eta_{\mathrm{SWA}}", "rate at which weights are averaged")
    anneal_steps: float = steps(
        "T", "steps from the initial rate to the SWA rate; 0: the SWA rate from step 0 on", default=10, zero=True
    )
    anneal_strategy: str = choice("shape of the annealing: cosine or linear", ("cos", "linear"), default="cos")
    name: str | None = label(default=None)

    def formula(self, xp: Any, step: Any) -> Any:
        if not self.anneal_steps:
            return self.swa_learning_rate
        p = xp.minimum(step / self.anneal_steps, 1)
        remaining = remaining_part(xp, "linear" if self.anneal_strategy == "linear" else "cosine", p)
        return self.swa_learning_rate + (self.initial_learning_rate - self.swa_learning_rate) * remaining
