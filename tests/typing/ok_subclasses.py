"""Schedules of users' own: plain fields, declared fields, both, and one that extends a class of ours."""

from typing import Any, assert_type

from lrnotes import CosineDecay, Schedule
from lrnotes.core.parameters import choice, factor, label, rate, steps


class Halving(Schedule):
    """Halves the learning rate after every half-life."""

    initial_learning_rate: float
    half_life: float = 10

    def formula(self, xp: Any, step: Any) -> Any:
        return self.initial_learning_rate * 0.5 ** (step / self.half_life)


class Peak(Schedule):
    maximal_learning_rate: float = rate(r"\eta_{\max}", "rate at the peak")
    warmup_steps: float = steps("W", "steps of the warmup", default=100, zero=True)
    lowest: float | None = rate("m", "the lowest rate; None: no limit", default=None, optional=True)
    ratio: float = factor("r", "a ratio", default=0.5)
    shape: str = choice("the shape", ("linear", "cosine"), default="linear")
    name: str | None = label(default=None)
    plain: tuple[int, ...] = ()

    def formula(self, xp: Any, step: Any) -> Any:
        return xp.minimum(step, self.warmup_steps) * self.maximal_learning_rate


class Floored(CosineDecay):
    lowest: float = 0.01

    def formula(self, xp: Any, step: Any) -> Any:
        return xp.maximum(super().formula(xp, step), self.lowest)


assert_type(Halving(0.1)(20), float)
assert_type(Halving(0.1, half_life=5).warmup(10), Schedule)
Peak(0.1)
Peak(0.1, 0, lowest=0.01, shape="cosine", name="mine", plain=(1, 2))
Floored(0.1, 50, lowest=0.02)
assert_type(Floored.from_config({"initial_learning_rate": 0.1, "decay_steps": 50}), Floored)
