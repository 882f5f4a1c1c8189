"""Schedules made of other schedules, by a method or an operator of theirs."""

import dataclasses

from ..xp import is_placeholder
from .parameters import Parameter, _field, factor, rate, steps
from .schedule import Schedule


def _schedule(meaning):
    def accept(value):
        if not isinstance(value, Schedule):
            raise TypeError
        return value

    return _field(Parameter("", "schedule", meaning, "a Schedule", accept), dataclasses.MISSING)


class Warmup(Schedule):
    """A straight line up to another schedule's first rate, then that schedule: :meth:`Schedule.warmup`.

    Goyal et al. (2017), https://arxiv.org/abs/1706.02677, section 2.2, "gradual warmup".
    """

    schedule: Schedule = _schedule("what follows the warm-up; its step 0 is the warm-up's end")
    warmup_steps: float = steps("W", "length of the warm-up")
    initial_learning_rate: float = rate(r"\eta_0", "rate at step 0", 0.0)

    def formula(self, xp, step):
        u = xp.maximum(step - self.warmup_steps, 0)
        risen = xp.minimum(step, self.warmup_steps) / self.warmup_steps
        return self.initial_learning_rate * (1 - risen) + self.schedule.formula(xp, u) * risen

    def __repr__(self):
        start = f", initial_learning_rate={self.initial_learning_rate!r}" if self.initial_learning_rate else ""
        return f"{self.schedule!r}.warmup({self.warmup_steps!r}{start})"


class Then(Schedule):
    """One schedule, and from a given step on another: :meth:`Schedule.then`."""

    first: Schedule = _schedule("the schedule before step ``at``")
    second: Schedule = _schedule("the schedule from step ``at`` on; it counts from 0 there")
    at: float = steps("s", "the step at which the second schedule begins, and the first that it rules")

    def formula(self, xp, step):
        u = xp.maximum(step - self.at, 0)
        return xp.where(step < self.at, self.first.formula(xp, step), self.second.formula(xp, u))

    def __repr__(self):
        return f"{self.first!r}.then({self.second!r}, at={self.at!r})"


class Repeat(Schedule):
    """A schedule that starts again and again: :meth:`Schedule.repeat`."""

    schedule: Schedule = _schedule("what is repeated")
    every: float = steps("P", "steps from one start to the next")

    def formula(self, xp, step):
        u = xp.remainder(step, self.every)
        return self.schedule.formula(xp, u)

    def __repr__(self):
        return f"{self.schedule!r}.repeat(every={self.every!r})"


class Scaled(Schedule):
    """A schedule times a number: ``0.5 * schedule``."""

    schedule: Schedule = _schedule("the schedule")
    multiplier: float = factor("c", "what every rate is multiplied by")

    def formula(self, xp, step):
        return self.multiplier * self.schedule.formula(xp, step)

    def __repr__(self):
        return f"({self.multiplier!r} * {self.schedule!r})"


class Skip(Schedule):
    """A schedule without its first steps: :meth:`Schedule.skip`."""

    schedule: Schedule = _schedule("the schedule")
    steps: float = steps("k", "how many of its steps are left out", zero=True, fractions=True)

    def formula(self, xp, step):
        return self.schedule.formula(xp, step + self.steps)

    def __repr__(self):
        return f"{self.schedule!r}.skip({self.steps!r})"


class Clip(Schedule):
    """A schedule kept between two rates: :meth:`Schedule.clip`."""

    schedule: Schedule = _schedule("the schedule")
    minimum: float = rate(r"\eta_{\min}", "the lowest rate", 0.0)
    maximum: float | None = rate(r"\eta_{\max}", "the highest rate; None: no limit", None, optional=True)

    def __post_init__(self):
        super().__post_init__()
        limits = self.minimum, self.maximum
        if not (self.maximum is None or any(map(is_placeholder, limits)) or self.minimum <= self.maximum):
            raise ValueError(f"Clip: maximum must be minimum={self.minimum!r} or more; got {self.maximum!r}")

    def formula(self, xp, step):
        rate = xp.maximum(self.schedule.formula(xp, step), self.minimum)
        return rate if self.maximum is None else xp.minimum(rate, self.maximum)

    def __repr__(self):
        most = "" if self.maximum is None else f", {self.maximum!r}"
        return f"{self.schedule!r}.clip({self.minimum!r}{most})"


class Product(Schedule):
    """Two schedules multiplied, one of them a factor without a unit: ``schedule * factor``."""

    first: Schedule = _schedule("one schedule")
    second: Schedule = _schedule("the other; one of the two is a factor, 1 where it changes nothing")

    def formula(self, xp, step):
        return self.first.formula(xp, step) * self.second.formula(xp, step)

    def __repr__(self):
        return f"({self.first!r} * {self.second!r})"


#: What is made of other schedules, by a method or an operator of theirs.
COMPOSED = (Warmup, Then, Repeat, Scaled, Skip, Clip, Product)
