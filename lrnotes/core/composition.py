"""Schedules that are made of other schedules, by their methods and operators."""

from typing import Any

from ..xp import is_placeholder
from .parameters import factor, nested, rate, steps
from .schedule import Schedule


class Warmup(Schedule):
    """A linear warmup to another schedule's first learning rate, then that schedule: :meth:`Schedule.warmup`.

    Goyal et al. (2017), https://arxiv.org/abs/1706.02677, section 2.2, "gradual warmup".
    """

    schedule: Schedule = nested(Schedule, "the schedule after the warmup; its step 0 is the end of the warmup")
    warmup_steps: float = steps("W", "length of the warmup")
    initial_learning_rate: float = rate(r"\eta_0", "rate at step 0", default=0.0)

    def formula(self, xp: Any, step: Any) -> Any:
        u = xp.maximum(step - self.warmup_steps, 0)
        p = step / self.warmup_steps
        rate = self.schedule.formula(xp, u)
        return xp.where(step < self.warmup_steps, self.initial_learning_rate * (1 - p) + rate * p, rate)

    def __repr__(self) -> str:
        start = f", initial_learning_rate={self.initial_learning_rate!r}" if self.initial_learning_rate else ""
        return f"{self.schedule!r}.warmup({self.warmup_steps!r}{start})"


class Then(Schedule):
    """One schedule before a given step, another one from that step on: :meth:`Schedule.then`."""

    first: Schedule = nested(Schedule, "the schedule before step ``at``")
    second: Schedule = nested(Schedule, "the schedule from step ``at`` on; it counts from 0 there")
    at: float = steps("s", "the step at which the second schedule begins")

    def formula(self, xp: Any, step: Any) -> Any:
        u = xp.maximum(step - self.at, 0)
        return xp.join(step < self.at, (self.first.formula, step), (self.second.formula, u))

    def __repr__(self) -> str:
        return f"{self.first!r}.then({self.second!r}, at={self.at!r})"


class Repeat(Schedule):
    """A schedule that starts again after every period: :meth:`Schedule.repeat`."""

    schedule: Schedule = nested(Schedule, "the schedule that is repeated")
    every: float = steps("P", "steps from one start to the next")

    def formula(self, xp: Any, step: Any) -> Any:
        u = xp.remainder(step, self.every)
        return self.schedule.formula(xp, u)

    def __repr__(self) -> str:
        return f"{self.schedule!r}.repeat(every={self.every!r})"


class Scaled(Schedule):
    """A schedule times a number: ``0.5 * schedule``."""

    schedule: Schedule = nested(Schedule, "the schedule")
    multiplier: float = factor("c", "what every rate is multiplied by")

    def formula(self, xp: Any, step: Any) -> Any:
        return self.multiplier * self.schedule.formula(xp, step)

    def __repr__(self) -> str:
        return f"({self.multiplier!r} * {self.schedule!r})"


class Skip(Schedule):
    """A schedule without its first steps: :meth:`Schedule.skip`."""

    schedule: Schedule = nested(Schedule, "the schedule")
    steps: float = steps("k", "how many of its first steps are skipped", zero=True, fractions=True)

    def formula(self, xp: Any, step: Any) -> Any:
        return self.schedule.formula(xp, step + self.steps)

    def __repr__(self) -> str:
        return f"{self.schedule!r}.skip({self.steps!r})"


class Clip(Schedule):
    """A schedule kept between two rates: :meth:`Schedule.clip`."""

    schedule: Schedule = nested(Schedule, "the schedule")
    minimum: float = rate(r"\eta_{\min}", "the lowest rate", default=0.0)
    maximum: float | None = rate(r"\eta_{\max}", "the highest rate; None: no limit", default=None, optional=True)

    def __post_init__(self) -> None:
        super().__post_init__()
        limits = self.minimum, self.maximum
        if not (self.maximum is None or any(map(is_placeholder, limits)) or self.minimum <= self.maximum):
            raise ValueError(f"Clip: maximum must be minimum={self.minimum!r} or more; got {self.maximum!r}")

    def formula(self, xp: Any, step: Any) -> Any:
        rate = xp.maximum(self.schedule.formula(xp, step), self.minimum)
        return rate if self.maximum is None else xp.minimum(rate, self.maximum)

    def __repr__(self) -> str:
        most = "" if self.maximum is None else f", {self.maximum!r}"
        return f"{self.schedule!r}.clip({self.minimum!r}{most})"


class Product(Schedule):
    """Two schedules multiplied, one of them a factor without a unit: ``schedule * factor``."""

    first: Schedule = nested(Schedule, "the first schedule")
    second: Schedule = nested(
        Schedule, "the other schedule; one of the two is a factor, which is 1 where it changes nothing"
    )

    def formula(self, xp: Any, step: Any) -> Any:
        return self.first.formula(xp, step) * self.second.formula(xp, step)

    def __repr__(self) -> str:
        return f"({self.first!r} * {self.second!r})"


#: The schedules that are made of other schedules, by their methods and operators.
COMPOSED = (Warmup, Then, Repeat, Scaled, Skip, Clip, Product)
