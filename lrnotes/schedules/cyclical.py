"""Cyclical and one-cycle schedules."""

import math
from collections.abc import Callable
from typing import Any

from ..core.parameters import choice, factor, flag, function, label, rate, steps
from ..core.schedule import Schedule
from ..core.user_functions import first_value
from ..xp import is_placeholder
from .piecewise import interpolated

_MODE = "what the scale depends on: the cycle, from 1 ('cycle'), or the step, from 0 ('iterations')"
_DOWN = "steps from maximum to minimum; None: as many as step_size"


class _Cyclical(Schedule):
    """A triangular cycle between two rates, whose amplitude is multiplied by a scale."""

    initial_learning_rate: float = rate(r"\eta_0", "minimum of every cycle, and rate at step 0")
    maximal_learning_rate: float = rate(r"\eta_{\max}", "maximum of a cycle whose scale is 1")
    step_size: float = steps("s", "steps from minimum to maximum: half a cycle unless step_size_down is given")

    def formula(self, xp: Any, step: Any) -> Any:
        if self.step_size_down is None:  # x is 1 at the minimum and 0 at the maximum
            x = xp.abs(xp.remainder(step, self._cycle()) / self.step_size - 1)
        else:
            u = xp.remainder(step, self._cycle())
            x = 1 - xp.minimum(u / self.step_size, (self._cycle() - u) / self.step_size_down)
        c = xp.floor_divide(step, self._cycle()) + 1 if self.scale_mode == "cycle" else step
        triangle = (self.maximal_learning_rate - self.initial_learning_rate) * (1 - x)
        return self.initial_learning_rate + triangle * self._scale(xp, c)

    def _cycle(self):
        return 2 * self.step_size if self.step_size_down is None else self.step_size + self.step_size_down


class CyclicalLearningRate(_Cyclical):
    """Cycles the learning rate linearly between two values, with an amplitude scaled by your own function.

    Equal to ``tfa.optimizers.CyclicalLearningRate`` of TensorFlow Addons 0.23, its last release. A full cycle is
    ``2 * step_size`` steps, or ``step_size + step_size_down`` as in ``torch.optim.lr_scheduler.CyclicLR``. The cycles
    have no end step.

    Smith (2017), "Cyclical Learning Rates for Training Neural Networks", https://arxiv.org/abs/1506.01186.

    Example:
        >>> from lrnotes import CyclicalLearningRate
        >>> schedule = CyclicalLearningRate(0.001, 0.009, step_size=4, scale_fn=lambda cycle: 1 / cycle)
        >>> schedule([0, 4, 8, 12])
        array([0.001, 0.009, 0.001, 0.005])
    """

    scale_fn: Callable[[Any], Any] = function(
        "f", "function that scales the amplitude; it gets the cycle or the step (scale_mode) and returns a number"
    )
    scale_mode: str = choice(_MODE, ("cycle", "iterations"), default="cycle")
    name: str | None = label(default="CyclicalLearningRate")
    step_size_down: float | None = steps("d", _DOWN, default=None, optional=True)

    def __post_init__(self) -> None:
        super().__post_init__()
        first_value(self, "scale_fn", 1 if self.scale_mode == "cycle" else 0)

    def _scale(self, xp, c):
        return xp.call(self.scale_fn, c)


class TriangularCyclicalLearningRate(_Cyclical):
    """Cycles the learning rate linearly between two values; all cycles are the same.

    Equal to ``tfa.optimizers.TriangularCyclicalLearningRate`` of TensorFlow Addons 0.23, its last release. A full
    cycle is ``2 * step_size`` steps, or ``step_size + step_size_down`` as in ``torch.optim.lr_scheduler.CyclicLR``. The
    cycles have no end step.

    Smith (2017), "Cyclical Learning Rates for Training Neural Networks", https://arxiv.org/abs/1506.01186: the
    "triangular" policy.

    Example:
        >>> from lrnotes import TriangularCyclicalLearningRate
        >>> schedule = TriangularCyclicalLearningRate(0.001, 0.009, step_size=4)
        >>> schedule([0, 2, 4, 6, 8])
        array([0.001, 0.005, 0.009, 0.005, 0.001])
    """

    scale_mode: str = choice(_MODE + "; no effect here, where the scale is 1", ("cycle", "iterations"), default="cycle")
    name: str | None = label(default="TriangularCyclicalLearningRate")
    step_size_down: float | None = steps("d", _DOWN, default=None, optional=True)

    def _scale(self, xp, c):
        return 1


class Triangular2CyclicalLearningRate(_Cyclical):
    """Cycles the learning rate linearly between two values; each cycle has half the amplitude of the one before.

    Equal to ``tfa.optimizers.Triangular2CyclicalLearningRate`` of TensorFlow Addons 0.23, its last release. A full
    cycle is ``2 * step_size`` steps, or ``step_size + step_size_down`` as in ``torch.optim.lr_scheduler.CyclicLR``. The
    cycles have no end step. With ``scale_mode="iterations"`` the amplitude is halved at every step, as in TensorFlow
    Addons.

    Smith (2017), "Cyclical Learning Rates for Training Neural Networks", https://arxiv.org/abs/1506.01186: the
    "triangular2" policy.

    Example:
        >>> from lrnotes import Triangular2CyclicalLearningRate
        >>> schedule = Triangular2CyclicalLearningRate(0.001, 0.009, step_size=4)
        >>> schedule([4, 12, 20])
        array([0.009, 0.005, 0.003])
    """

    scale_mode: str = choice(_MODE, ("cycle", "iterations"), default="cycle")
    name: str | None = label(default="Triangular2CyclicalLearningRate")
    step_size_down: float | None = steps("d", _DOWN, default=None, optional=True)

    def _scale(self, xp, c):
        return 0.5 ** (c - 1)


class ExponentialCyclicalLearningRate(_Cyclical):
    """Cycles the learning rate linearly between two values, with exponentially decaying amplitude.

    Equal to ``tfa.optimizers.ExponentialCyclicalLearningRate`` of TensorFlow Addons 0.23, its last release. A full
    cycle is ``2 * step_size`` steps, or ``step_size + step_size_down`` as in ``torch.optim.lr_scheduler.CyclicLR``. The
    cycles have no end step. By default the amplitude is multiplied by ``gamma`` at every step; with
    ``scale_mode="cycle"``, once per cycle, including the first. The minimum does not change.

    After the "exp_range" policy of Smith (2017), "Cyclical Learning Rates for Training Neural Networks",
    https://arxiv.org/abs/1506.01186, in which both bounds decline.

    Example:
        >>> from lrnotes import ExponentialCyclicalLearningRate
        >>> schedule = ExponentialCyclicalLearningRate(0.001, 0.009, step_size=4, gamma=0.5)
        >>> schedule([0, 4, 8])
        array([0.001 , 0.0015, 0.001 ])
    """

    scale_mode: str = choice(_MODE, ("cycle", "iterations"), default="iterations")
    gamma: float = factor(
        r"\gamma",
        "factor of the amplitude for each step or cycle (scale_mode)",
        default=1.0,
        positive=True,
        at_most=1.0,
    )
    name: str | None = label(default="ExponentialCyclicalLearningRate")
    step_size_down: float | None = steps("d", _DOWN, default=None, optional=True)

    def _scale(self, xp, c):
        return self.gamma**c


class OneCycle(Schedule):
    """The "1cycle" policy: the learning rate rises to its peak, then decays far below its initial value.

    Equal to ``torch.optim.lr_scheduler.OneCycleLR`` at every update. The rate starts at ``maximal_learning_rate /
    div_factor`` and ends at that divided by ``final_div_factor``. With ``end_step="last"``, as in PyTorch, the last
    update, step ``total_steps - 1``, has the final rate and the peak is at ``pct_start * total_steps - 1``, which is
    seldom an integer; with ``"after"``, as in Optax and fastai, both are one step later. After the end the rate is held
    at its final value. PyTorch allows one more update, whose rate is below zero with linear annealing and rises again
    with cosine annealing.

    Smith and Topin (2019), "Super-Convergence", https://arxiv.org/abs/1708.07120.

    Example:
        >>> from lrnotes import OneCycle
        >>> schedule = OneCycle(0.1, total_steps=100, anneal_strategy="linear", end_step="after")
        >>> print([f"{schedule(step):.3g}" for step in (0, 15, 30, 100)])
        ['0.004', '0.052', '0.1', '4e-07']
    """

    maximal_learning_rate: float = rate(r"\eta_{\max}", "rate at the peak")
    total_steps: float = steps("N", "updates of the training run")
    pct_start: float = factor(
        "c", "fraction of the training run spent on the rise", default=0.3, positive=True, below=1.0
    )
    anneal_strategy: str = choice("shape of the rise and the decay: cosine or linear", ("cos", "linear"), default="cos")
    div_factor: float = factor("d", "the peak divided by this is the rate at step 0", default=25.0, positive=True)
    final_div_factor: float = factor(
        "D", "the rate at step 0 divided by this is the rate at the end", default=1e4, positive=True
    )
    three_phase: bool = flag(
        "whether the decay has two phases: to the initial rate as fast as it rose, then to the final rate",
        default=False,
    )
    end_step: str = choice(
        "which step has the final rate: that of the 'last' update, total_steps - 1, or the one 'after' it",
        ("last", "after"),
        default="last",
    )
    name: str | None = label(default=None)

    def __post_init__(self) -> None:
        super().__post_init__()
        early = self._early()
        numbers = self.maximal_learning_rate, self.div_factor, self.final_div_factor
        if not any(map(is_placeholder, numbers)):
            end = self.maximal_learning_rate / self.div_factor / self.final_div_factor
            if not end < math.inf:
                raise ValueError(
                    f"OneCycle: final_div_factor must leave the rate at the end finite; got {self.final_div_factor!r}"
                    f" with div_factor={self.div_factor!r}"
                )
        if is_placeholder(self.pct_start) or is_placeholder(self.total_steps):
            return
        if self.pct_start * self.total_steps <= early:
            raise ValueError(
                f"OneCycle: total_steps must be above {early} / pct_start, or there is no rise; got "
                f"{self.total_steps!r} with pct_start={self.pct_start!r}"
            )
        if self.three_phase and 2 * (self.pct_start * self.total_steps - early) >= self.total_steps - early:
            most = (self.total_steps + early) / (2 * self.total_steps)
            raise ValueError(
                f"OneCycle: pct_start must be below {most:g} for three_phase, or there is no third part; got "
                f"{self.pct_start!r}"
            )

    def _early(self):
        return 1 if self.end_step == "last" else 0

    def formula(self, xp: Any, step: Any) -> Any:
        early = self._early()
        a, e = self.pct_start * self.total_steps - early, self.total_steps - early
        low = self.maximal_learning_rate / self.div_factor
        milestones, rates = [0, a, e], [low, self.maximal_learning_rate, low / self.final_div_factor]
        if self.three_phase:
            b = 2 * a
            milestones, rates = [0, a, b, e], [low, self.maximal_learning_rate, low, low / self.final_div_factor]
        shape = "linear" if self.anneal_strategy == "linear" else "cosine"
        return interpolated(xp, step, milestones, rates, shape)


class SlantedTriangular(Schedule):
    """A short linear warmup and a long linear decay of the learning rate (ULMFiT).

    The rate starts at ``maximal_learning_rate / ratio``, reaches its peak after the fraction ``cut_frac`` of the
    steps, and is back at its initial value at step ``total_steps``, one after the last update. It is held there.

    Howard and Ruder (2018), "Universal Language Model Fine-tuning for Text Classification" (ULMFiT),
    https://arxiv.org/abs/1801.06146, equation 3. The paper rounds the step of the peak down, and with it the length
    of the decay, so that the rate goes below its minimum; here nothing is rounded. The two are equal if
    ``cut_frac * total_steps`` is an integer.

    Example:
        >>> from lrnotes import SlantedTriangular
        >>> schedule = SlantedTriangular(0.01, total_steps=100)
        >>> schedule(0), schedule(10), schedule(100)
        (0.0003125, 0.01, 0.0003125)
    """

    maximal_learning_rate: float = rate(r"\eta_{\max}", "rate at the peak")
    total_steps: float = steps("N", "updates of the training run")
    cut_frac: float = factor(
        "c", "fraction of the training run spent on the rise", default=0.1, positive=True, below=1.0
    )
    ratio: float = factor("r", "peak, relative to the minimum", default=32.0, at_least=1)
    name: str | None = label(default=None)

    def formula(self, xp: Any, step: Any) -> Any:
        cut = self.cut_frac * self.total_steps
        p = xp.where(step < cut, step / cut, xp.maximum(self.total_steps - step, 0) / (self.total_steps - cut))
        return self.maximal_learning_rate * (1 + p * (self.ratio - 1)) / self.ratio
