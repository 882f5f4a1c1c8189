"""The schedules that race: those of the gallery, at their chapters' shape, stretched to the length of a run."""

import dataclasses
import functools
import math
import pathlib
import sys

import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "book" / "_tools"))

#: How often a feedback schedule receives the loss in a run: the mean of the training loss since the last time.
METRICS = 32

#: Where a run ends, in the schedule's own steps, if the chapter's figure does not end with a cycle.
ENDS = {"CosineDecayRestarts": 7000}

#: What does not race, and why.
LEFT_OUT = {"RangeTest": "it looks for a peak: it rises until the loss diverges, on purpose"}


@dataclasses.dataclass(frozen=True)
class Shape:
    """A schedule over a run, as multiples of its peak."""

    name: str
    schedule: object
    length: float  # in the schedule's own steps

    def rates(self, updates):
        """The rate of every update, the highest 1."""
        schedule = _for_length(self.schedule, updates)
        length = updates if schedule is not self.schedule else self.length
        rates = np.array([float(schedule(update * length / updates)) for update in range(updates)])
        return rates / rates.max()

    @property
    def settings(self):
        return {"schedule": repr(self.schedule), "length": self.length}


@dataclasses.dataclass(frozen=True)
class Rule:
    """A feedback schedule, as multiples of its first rate."""

    name: str
    schedule: object

    @property
    def settings(self):
        return {"schedule": repr(self.schedule), "metrics": METRICS}

    def start(self):
        return self.schedule.start()

    def rate(self, state):
        return state.rate / self.schedule.initial_learning_rate

    def after(self, state, metric):
        return self.schedule.step(state, metric)


@functools.cache
def contestants():
    """All that race, by name, in the order of the book."""
    import catalogue

    found = {}
    for entry in catalogue.entries():
        for shown in entry.shown:
            if shown.name not in LEFT_OUT:
                found[shown.name] = _contestant(shown)
    return found


def _contestant(shown):
    if shown.figure.is_feedback:
        return Rule(shown.name, shown.schedule.schedule)
    length = ENDS.get(shown.name, shown.steps) if shown.end is None else shown.end
    return Shape(shown.name, shown.schedule, length)


def _for_length(schedule, updates):
    """Chebyshev steps have a length that is a power of 2, and are no curve that could be stretched."""
    if type(schedule).__name__ != "ChebyshevSteps":
        return schedule
    return dataclasses.replace(schedule, levels=int(math.log2(updates)))


def pace(contestant, updates, runs=()):
    """The rates of each stage of a run, as multiples of its peak: a generator that is sent the losses of the stage.

    ``runs`` is the shape of the losses where several runs are trained at once. The first axis of a stage's rates is
    that of its updates; the others are those of the runs, or have length 1.
    """
    length = updates // METRICS
    if isinstance(contestant, Shape):
        for rates in contestant.rates(updates).reshape(METRICS, length, *(1 for _ in runs)):
            yield rates
    else:
        states = [contestant.start() for _ in range(math.prod(runs))]
        for _ in range(METRICS):
            rates = np.reshape([contestant.rate(state) for state in states], runs)
            metrics = yield np.broadcast_to(rates, (length, *runs))
            states = [contestant.after(state, float(metric)) for state, metric in zip(states, np.ravel(metrics))]
    yield np.zeros(0)
