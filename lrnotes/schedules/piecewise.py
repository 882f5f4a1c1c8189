"""Piecewise schedules: constant, step decay, rates for given intervals, and interpolation between given rates."""

import math
from typing import Any

from ..core.parameters import Numbers, choice, factor, label, rate, require_number_of_values, several, steps
from ..core.schedule import Schedule
from ..xp import is_placeholder
from .decay_shapes import remaining_part


class Constant(Schedule):
    """The same learning rate at every step.

    After a ``.warmup(steps)`` this is ``"constant_with_warmup"`` of Hugging Face. It is not
    ``torch.optim.lr_scheduler.ConstantLR``, which holds a fraction of the rate for some steps and then jumps to the
    full rate.

    With noisy gradients and a constant rate, the weights keep moving around the minimum. Robbins and Monro (1951),
    https://doi.org/10.1214/aoms/1177729586, prove convergence for rates that decrease to 0 slowly enough. These
    conditions are sufficient, not necessary.

    Example:
        >>> from lrnotes import Constant
        >>> schedule = Constant(0.1)
        >>> schedule(0), schedule(1000)
        (0.1, 0.1)
    """

    learning_rate: float = rate(r"\eta_0", "rate at every step")
    name: str | None = label(default=None)

    def formula(self, xp: Any, step: Any) -> Any:
        return self.learning_rate


class StepDecay(Schedule):
    """Step decay: multiplies the learning rate by ``gamma`` after every ``step_size`` steps.

    Equal to :class:`ExponentialDecay` with ``staircase`` and, if ``step_size`` is an integer, to
    ``torch.optim.lr_scheduler.StepLR``. The step ``k * step_size`` is the first with the new rate. The decay has no end
    step. If ``step_size`` is not an integer, an interval may end between two steps.

    PyTorch, https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.StepLR.html. Its reference scripts
    train with it, https://github.com/pytorch/vision/tree/main/references/classification: MobileNetV2 with a factor of
    0.98 after every epoch.

    Example:
        >>> from lrnotes import StepDecay
        >>> schedule = StepDecay(0.5, step_size=30, gamma=0.5)
        >>> schedule(29), schedule(30), schedule(60)
        (0.5, 0.25, 0.125)
    """

    initial_learning_rate: float = rate(r"\eta_0", "rate in the first interval")
    step_size: float = steps("T", "steps of each interval")
    gamma: float = factor(r"\gamma", "rate in each interval, relative to the one before", default=0.1, high=1.0)
    name: str | None = label(default=None)

    def formula(self, xp: Any, step: Any) -> Any:
        n = xp.floor_divide(step, self.step_size)  # intervals that have ended
        return self.initial_learning_rate * self.gamma**n


class MultiStepDecay(Schedule):
    """Step decay at chosen steps: multiplies the learning rate by ``gamma`` at each milestone.

    Equal to ``torch.optim.lr_scheduler.MultiStepLR``, except that PyTorch ignores a milestone between two
    steps. The step of a milestone is the first with the new rate. A milestone that is given twice counts twice, and one
    at step 0 applies to the first update. The last rate is held.

    He, Zhang, Ren and Sun (2016), "Deep Residual Learning for Image Recognition", https://arxiv.org/abs/1512.03385,
    section 4.2: divided by 10 after 32,000 and 48,000 updates.

    Example:
        >>> from lrnotes import MultiStepDecay
        >>> schedule = MultiStepDecay(0.5, milestones=[30, 80], gamma=0.5)
        >>> schedule(29), schedule(30), schedule(80)
        (0.5, 0.25, 0.125)
    """

    initial_learning_rate: float = rate(r"\eta_0", "rate before the first milestone")
    milestones: Numbers = several(
        steps("m", "steps at which the rate drops", zero=True, fractions=True), first=1, rising="weakly"
    )
    gamma: float = factor(r"\gamma", "factor by which the rate is multiplied at each milestone", default=0.1, high=1.0)
    name: str | None = label(default=None)

    def __post_init__(self) -> None:
        super().__post_init__()
        if not is_placeholder(self.gamma) and math.log10(max(self.gamma, 1)) * len(self.milestones) > 200:
            raise ValueError(
                f"MultiStepDecay: gamma must leave the last rate finite, after {len(self.milestones)} milestones; "
                f"got {self.gamma!r}"
            )

    def formula(self, xp: Any, step: Any) -> Any:
        first, passed = self.initial_learning_rate, range(1, len(self.milestones) + 1)
        rates = [first, *(first * self.gamma**count for count in passed)]
        return _first_that_holds(xp, [step < milestone for milestone in self.milestones], rates)


class PiecewiseConstantDecay(Schedule):
    """A learning rate of your choice for each interval: one more rate than there are boundaries.

    Equal to ``tf.keras.optimizers.schedules.PiecewiseConstantDecay``: the step of a boundary still has the rate before
    it. With ``at_boundary="after"`` it has the rate after it, as in PyTorch and Optax. The last rate is held. A
    boundary may lie between two steps; both options then mean the same.

    Krizhevsky, Sutskever and Hinton (2012), "ImageNet Classification with Deep Convolutional Neural Networks",
    https://doi.org/10.1145/3065386, divide the rate by 10 three times, whenever the validation error stops improving.

    Example:
        >>> from lrnotes import PiecewiseConstantDecay
        >>> schedule = PiecewiseConstantDecay([30, 80], [0.1, 0.02, 0.001])
        >>> schedule(30), schedule(31), schedule(81)
        (0.1, 0.02, 0.001)
    """

    boundaries: Numbers = several(
        steps(
            "b",
            "last step of each rate except the last one; with at_boundary='after', the first step of the next rate",
            zero=True,
            fractions=True,
        ),
        first=1,
        rising="strictly",
    )
    values: Numbers = several(rate("v", "rates, from first to last"), least=1)
    name: str | None = label(default=None)
    at_boundary: str = choice(
        "which rate the step of a boundary has: the one 'before' or 'after' it", ("before", "after"), default="before"
    )

    def __post_init__(self) -> None:
        super().__post_init__()
        require_number_of_values(self, "values", len(self.boundaries) + 1, "boundaries and one more")

    def formula(self, xp: Any, step: Any) -> Any:
        before = [step <= b if self.at_boundary == "before" else step < b for b in self.boundaries]
        return _first_that_holds(xp, before, self.values)


def _first_that_holds(xp, before, rates):
    """The first of the rates whose condition holds, or else the last rate."""
    rate = rates[-1]
    for condition, earlier in zip(before[::-1], rates[-2::-1]):
        rate = xp.where(condition, earlier, rate)
    return rate


class PiecewiseInterpolation(Schedule):
    """Interpolates the learning rate between chosen points: with lines, half-cosines, exponentials or logarithms.

    Before the first milestone the rate is the first value; after the last one it is the last value. The step of a
    milestone has its value. With "logarithmic" the rate changes fast at first: ``s`` steps after a milestone it has
    covered the fraction ``log(1 + s) / log(1 + length)``. From step 1 to step W this is the default warmup
    of DeepSpeed, https://deepspeed.readthedocs.io/en/latest/schedulers.html.

    Linear and cosine interpolation are those of ``optax.piecewise_interpolate_schedule``,
    https://optax.readthedocs.io/en/latest/api/optimizer_schedules.html, which takes factors instead of rates and begins
    at step 0. Linear interpolation is also ``PiecewiseLinear`` of pytorch-ignite,
    https://docs.pytorch.org/ignite/generated/ignite.handlers.param_scheduler.PiecewiseLinear.html.

    Example:
        >>> from lrnotes import PiecewiseInterpolation
        >>> schedule = PiecewiseInterpolation([0, 10, 50], [0.0, 0.1, 0.02])
        >>> schedule(5), schedule(10), schedule(30), schedule(50)
        (0.05, 0.1, 0.06, 0.02)
    """

    milestones: Numbers = several(
        steps("m", "steps of the points", zero=True, fractions=True), rising="strictly", least=1
    )
    values: Numbers = several(rate("v", "rates of the points"), least=1)
    shape: str = choice(
        "interpolation between two points: 'linear', 'cosine', 'logarithmic' or 'exponential', which needs rates "
        "above 0",
        ("linear", "cosine", "exponential", "logarithmic"),
        default="linear",
    )
    name: str | None = label(default=None)

    def __post_init__(self) -> None:
        super().__post_init__()
        require_number_of_values(self, "values", len(self.milestones), "milestones")
        if self.shape == "exponential" and not all(self.values):
            raise ValueError(
                f"PiecewiseInterpolation: values must all be above 0 for shape='exponential'; got {self.values!r}"
            )

    def formula(self, xp: Any, step: Any) -> Any:
        first, start = self.values[0], self.milestones[0]
        return xp.where(step < start, first, interpolated(xp, step, self.milestones, self.values, self.shape))


def interpolated(xp, step, milestones, values, shape):
    """The interpolated rate, from the first point on."""
    rate = values[-1]
    for i in range(len(milestones) - 2, -1, -1):
        start, end, low, high = *milestones[i : i + 2], *values[i : i + 2]
        rate = xp.where(step < end, _between(xp, shape, step - start, end - start, low, high), rate)
    return rate


def _between(xp, shape, passed, length, first, last):
    if shape == "exponential":
        return first * (last / first) ** (xp.minimum(xp.maximum(passed, 0), length) / length)
    if shape == "logarithmic":
        covered = xp.log(1 + xp.minimum(xp.maximum(passed, 0), length)) / xp.log(1 + length)
        return first + (last - first) * covered
    return last + (first - last) * remaining_part(xp, shape, passed / length)


class WarmupSustainStepDecay(Schedule):
    """Linear warmup, a constant phase, then step decay of the learning rate by a constant factor.

    The defaults are those of the function ``lrfn`` of many public notebooks, where a step is an epoch: from 1e-5 to
    1e-2 in 2 epochs, 1 epoch at the peak, then times 0.75 after every 2. The first interval of the decay is still at
    the peak, so the rate stays there for ``sustain_steps + decay_steps``. To count updates instead of epochs, multiply
    the three lengths by the number of updates per epoch.

    Goyal et al. (2017), "Accurate, Large Minibatch SGD", https://arxiv.org/abs/1706.02677, train with this schedule: a
    gradual warmup, then a constant rate with step decay by a constant factor.

    Example:
        >>> from lrnotes import WarmupSustainStepDecay
        >>> schedule = WarmupSustainStepDecay()
        >>> schedule(0), schedule(2), schedule(4), schedule(5), schedule(7)
        (1e-05, 0.01, 0.01, 0.0075, 0.005625)
    """

    initial_learning_rate: float = rate(r"\eta_0", "rate at step 0, where the warmup starts", default=1e-5)
    maximal_learning_rate: float = rate(r"\eta_{\max}", "rate at the peak", default=1e-2)
    warmup_steps: float = steps("W", "steps from the initial rate to the peak", default=2, zero=True)
    sustain_steps: float = steps("S", "steps at the peak before the decay", default=1, zero=True)
    decay_steps: float = steps("D", "steps of each interval", default=2)
    decay_rate: float = factor(
        r"\gamma", "rate in each interval, relative to the one before", default=0.75, at_most=1.0
    )
    name: str | None = label(default=None)

    def formula(self, xp: Any, step: Any) -> Any:
        low, top, warmup = self.initial_learning_rate, self.maximal_learning_rate, self.warmup_steps
        u = xp.maximum(step - (warmup + self.sustain_steps), 0)
        decay = top * self.decay_rate ** xp.floor_divide(u, self.decay_steps)
        if not warmup:
            return decay
        return xp.where(step < warmup, low + (top - low) * step / warmup, decay)
