"""Step and piecewise schedules: constant, in steps, at boundaries, and interpolated between given learning rates."""

import math
from typing import Any

from ..core.parameters import Numbers, choice, factor, label, rate, require_number_of_values, several, steps
from ..core.schedule import Schedule
from ..xp import is_placeholder
from .decay_shapes import fall


class Constant(Schedule):
    """The same rate at every step, the first included. It never ends.

    With ``.warmup(steps)`` before it this is ``"constant_with_warmup"`` of Hugging Face. It is not
    ``torch.optim.lr_scheduler.ConstantLR``, which holds a fraction of the rate for some steps and then steps up to it.

    Robbins and Monro (1951), https://doi.org/10.1214/aoms/1177729586, need rates that fall to 0 to come to rest in
    noise; a constant one goes on moving about the minimum.

    Example:
        >>> from lrnotes import Constant
        >>> schedule = Constant(0.1)
        >>> schedule(0), schedule(1000)
        (0.1, 0.1)
    """

    learning_rate: float = rate(r"\eta_0", "rate of every step")
    name: str | None = label(default=None)

    def formula(self, xp: Any, step: Any) -> Any:
        return self.learning_rate


class StepDecay(Schedule):
    """Stairs: the rate is multiplied by ``gamma`` after every ``step_size`` steps.

    Equal to :class:`ExponentialDecay` in stairs and, where ``step_size`` is a whole number, to
    ``torch.optim.lr_scheduler.StepLR``. The step ``k * step_size`` has the new rate already. It never ends. Where
    ``step_size`` is no whole number, the stair ends between two steps.

    PyTorch, https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.StepLR.html. Its reference scripts
    train with it, https://github.com/pytorch/vision/tree/main/references/classification: MobileNetV2 with a factor of
    0.98 after every epoch.

    Example:
        >>> from lrnotes import StepDecay
        >>> schedule = StepDecay(0.5, step_size=30, gamma=0.5)
        >>> schedule(29), schedule(30), schedule(60)
        (0.5, 0.25, 0.125)
    """

    initial_learning_rate: float = rate(r"\eta_0", "rate of the first stair")
    step_size: float = steps("T", "steps of each stair")
    gamma: float = factor(r"\gamma", "what each stair's rate is of the one before", default=0.1, high=1.0)
    name: str | None = label(default=None)

    def formula(self, xp: Any, step: Any) -> Any:
        n = xp.floor_divide(step, self.step_size)  # stairs behind
        return self.initial_learning_rate * self.gamma**n


class MultiStepDecay(Schedule):
    """Stairs at chosen steps: the rate is multiplied by ``gamma`` at each milestone.

    Equal to ``torch.optim.lr_scheduler.MultiStepLR``, which does not notice a milestone between two steps. The
    milestone's own step has the new rate already; a milestone that is there twice counts twice, and one at step 0 is
    passed by the first update. The last rate is kept.

    He, Zhang, Ren and Sun (2016), "Deep Residual Learning for Image Recognition", https://arxiv.org/abs/1512.03385,
    section 4.2: divided by 10 after 32 and 48 thousand updates.

    Example:
        >>> from lrnotes import MultiStepDecay
        >>> schedule = MultiStepDecay(0.5, milestones=[30, 80], gamma=0.5)
        >>> schedule(29), schedule(30), schedule(80)
        (0.5, 0.25, 0.125)
    """

    initial_learning_rate: float = rate(r"\eta_0", "rate before the first milestone")
    milestones: Numbers = several(
        steps("m", "the steps at which the rate falls", zero=True, fractions=True), first=1, rising="weakly"
    )
    gamma: float = factor(r"\gamma", "what the rate is multiplied by at each of them", default=0.1, high=1.0)
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
        return _stairs(xp, [step < milestone for milestone in self.milestones], rates)


class PiecewiseConstantDecay(Schedule):
    """Stairs with a rate of your own for each: one more rate than there are boundaries.

    Equal to ``tf.keras.optimizers.schedules.PiecewiseConstantDecay``: the step that is a boundary keeps the rate
    before it. With ``at_boundary="after"`` it has the rate after it, as in PyTorch and Optax. The last rate is kept. A
    boundary may lie between two steps; then both words mean the same.

    Krizhevsky, Sutskever and Hinton (2012), "ImageNet Classification with Deep Convolutional Neural Networks",
    https://doi.org/10.1145/3065386, divide the rate by 10 when the validation error stands still, three times.

    Example:
        >>> from lrnotes import PiecewiseConstantDecay
        >>> schedule = PiecewiseConstantDecay([30, 80], [0.1, 0.02, 0.001])
        >>> schedule(30), schedule(31), schedule(81)
        (0.1, 0.02, 0.001)
    """

    boundaries: Numbers = several(
        steps(
            "b",
            "the last step of each rate but the last; with at_boundary='after' the first of the next",
            zero=True,
            fractions=True,
        ),
        first=1,
        rising="strictly",
    )
    values: Numbers = several(rate("v", "the rates, from first to last"), least=1)
    name: str | None = label(default=None)
    at_boundary: str = choice(
        "which rate a boundary's own step has: the one 'before' or 'after'", ("before", "after"), default="before"
    )

    def __post_init__(self) -> None:
        super().__post_init__()
        require_number_of_values(self, "values", len(self.boundaries) + 1, "boundaries and one more")

    def formula(self, xp: Any, step: Any) -> Any:
        before = [step <= b if self.at_boundary == "before" else step < b for b in self.boundaries]
        return _stairs(xp, before, self.values)


def _stairs(xp, before, rates):
    """The first of the rates whose condition holds, or the last."""
    rate = rates[-1]
    for condition, earlier in zip(before[::-1], rates[-2::-1]):
        rate = xp.where(condition, earlier, rate)
    return rate


class PiecewiseInterpolation(Schedule):
    """Through chosen points, along straight lines, half cosine waves or exponentials between them.

    Before the first milestone the rate is the first value, after the last one the last value. A milestone's own step
    has its value. With a milestone at 0 the first update has the first value.

    Equal to ``optax.piecewise_interpolate_schedule``, along lines and cosines, which takes factors and begins at step
    0, https://optax.readthedocs.io/en/latest/api/optimizer_schedules.html, and to ``PiecewiseLinear`` of
    pytorch-ignite, https://docs.pytorch.org/ignite/generated/ignite.handlers.param_scheduler.PiecewiseLinear.html.

    Example:
        >>> from lrnotes import PiecewiseInterpolation
        >>> schedule = PiecewiseInterpolation([0, 10, 50], [0.0, 0.1, 0.02])
        >>> schedule(5), schedule(10), schedule(30), schedule(50)
        (0.05, 0.1, 0.06, 0.02)
    """

    milestones: Numbers = several(
        steps("m", "the steps of the points", zero=True, fractions=True), rising="strictly", least=1
    )
    values: Numbers = several(rate("v", "the rates of the points"), least=1)
    shape: str = choice(
        "the way from a point to the next: 'linear', 'cosine' or 'exponential', for which all rates are above 0",
        ("linear", "cosine", "exponential"),
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
    """The rate on the way through the points, from the first of them on."""
    rate = values[-1]
    for i in range(len(milestones) - 2, -1, -1):
        start, end, low, high = *milestones[i : i + 2], *values[i : i + 2]
        rate = xp.where(step < end, _between(xp, shape, step - start, end - start, low, high), rate)
    return rate


def _between(xp, shape, passed, length, first, last):
    if shape == "exponential":
        return first * (last / first) ** (xp.minimum(xp.maximum(passed, 0), length) / length)
    return last + (first - last) * fall(xp, shape, passed / length)


class WarmupSustainStepDecay(Schedule):
    """A straight line up, a while at the top, then down by a constant factor in steps of equal length.

    The defaults are those of the function ``lrfn`` of many public notebooks, where a step is an epoch: from 1e-5 to
    1e-2 in 2 epochs, 1 epoch at the top, then times 0.75 after every 2. The first stair has the top's height, so the
    rate stays at the top for ``sustain_steps + decay_steps``. To use it update by update, multiply the three lengths
    by the updates in an epoch.

    Goyal et al. (2017), "Accurate, Large Minibatch SGD", https://arxiv.org/abs/1706.02677, trains with this shape: a
    gradual warm-up, then a constant rate that falls by a constant factor in steps.

    Example:
        >>> from lrnotes import WarmupSustainStepDecay
        >>> schedule = WarmupSustainStepDecay()
        >>> schedule(0), schedule(2), schedule(4), schedule(5), schedule(7)
        (1e-05, 0.01, 0.01, 0.0075, 0.005625)
    """

    initial_learning_rate: float = rate(r"\eta_0", "rate at step 0, where the warm-up starts", default=1e-5)
    maximal_learning_rate: float = rate(r"\eta_{\max}", "rate at the top", default=1e-2)
    warmup_steps: float = steps("W", "steps from the initial rate to the top", default=2, zero=True)
    sustain_steps: float = steps("S", "steps at the top before the first stair", default=1, zero=True)
    decay_steps: float = steps("D", "steps of each stair", default=2)
    decay_rate: float = factor(r"\gamma", "what each stair's rate is of the one before", default=0.75, at_most=1.0)
    name: str | None = label(default=None)

    def formula(self, xp: Any, step: Any) -> Any:
        low, top, warmup = self.initial_learning_rate, self.maximal_learning_rate, self.warmup_steps
        u = xp.maximum(step - (warmup + self.sustain_steps), 0)
        stairs = top * self.decay_rate ** xp.floor_divide(u, self.decay_steps)
        if not warmup:
            return stairs
        return xp.where(step < warmup, low + (top - low) * step / warmup, stairs)
