"""What the rates were meant to be: a schedule of any kind as a function from positions to rates."""

import numpy as np

from ..core.checks import is_number
from ..core.feedback import FeedbackSchedule
from ..core.messages import shown
from ..core.schedule import Schedule

_LONGEST = 2_000_000  # steps of a schedule that are looked at in search of its end


class Meant:
    """The meant rates of one group: called with an array of positions in the schedule, it returns their rates."""

    def __init__(self, source, at, factor=1.0, last=None):
        self.schedule = source if isinstance(source, Schedule) else None
        self.factor = float(factor)
        if isinstance(source, Schedule):
            self._values = lambda steps: np.asarray(source(steps), np.float64)
        elif callable(source):
            self._values = lambda steps: _called(source, steps)
        else:
            rates = np.asarray(source, np.float64)
            known = at if len(rates) == len(at) else np.arange(len(rates))
            known, rates = _ended(known, rates, last)
            self._values = lambda steps: np.interp(steps, known, rates)
        self.fast = not callable(source) or isinstance(source, Schedule)

    def __call__(self, positions):
        with np.errstate(all="ignore"):
            return self.factor * self._values(np.maximum(np.asarray(positions, np.float64), 0.0))

    def table(self, last):
        """The rates at 0, 1, ..., ``last``."""
        return self(np.arange(min(int(last), _LONGEST) + 1))


def _ended(known, rates, last):
    """The rates with what follows them, if the last logged rate is as near as a next one would be."""
    if last is None or len(rates) < 2 or not abs(last - rates[-1]) <= 2 * abs(rates[-1] - rates[-2]):
        return known, rates
    return np.append(known, 2 * known[-1] - known[-2]), np.append(rates, last)


def _called(function, steps):
    """The values of a function of one step, which may take integers only."""
    distinct, places = np.unique(steps, return_inverse=True)
    values = [_value(function, step) for step in distinct.tolist()]
    return np.array(values, np.float64)[places].reshape(np.shape(steps))


def _value(function, step):
    value = function(int(step) if step == int(step) else step)
    if not is_number(value):
        raise TypeError(f"doctor: schedule must return a number for a step; got {shown(value)} for {step:g}")
    return float(value)


def meant_of(schedule, log, factors=None):
    """A :class:`Meant` for each group of the log, or None for a group of which nothing is said."""
    factors = _factors(factors, log)
    sources = _sources(schedule, log)
    lasts = log.rates[-1]
    return [
        None if source is None else Meant(source, log.at, factor, last)
        for source, factor, last in zip(sources, factors, lasts)
    ]


def _sources(schedule, log):
    groups = len(log.names)
    if schedule is None:
        return [None] * groups
    if isinstance(schedule, dict):
        return [_checked(each) for each in _by_group(schedule, log, "schedule")]
    if callable(schedule):
        return [_checked(schedule)] * groups
    if isinstance(schedule, (list, tuple)) and any(callable(each) for each in schedule):
        if len(schedule) != groups:
            raise ValueError(f"doctor: schedule must be one per group; got {len(schedule)} for {groups} groups")
        return [_checked(each) for each in schedule]
    return _columns(schedule, groups)


def _columns(schedule, groups):
    if isinstance(schedule, FeedbackSchedule):
        raise TypeError(f"doctor: {type(schedule).__name__} is judged for all groups at once, not in a dictionary")
    try:
        array = np.asarray(schedule, np.float64)
    except (TypeError, ValueError):
        array = np.empty(0)
    if array.ndim not in (1, 2) or not array.size or not np.isfinite(array).all():
        raise TypeError(f"doctor: schedule must be a schedule, a function of the step or rates; got {shown(schedule)}")
    if array.ndim == 1:
        return [array] * groups
    if array.shape[1] != groups:
        raise ValueError(f"doctor: schedule must have a column per group; got {array.shape[1]} for {groups} groups")
    return list(array.T)


def _checked(source):
    if source is None or isinstance(source, Schedule) or (callable(source) and not isinstance(source, type)):
        return source
    if isinstance(source, (int, float)):
        return np.array([source], np.float64)
    return _columns(source, 1)[0]


def _factors(factors, log):
    if factors is None:
        return [1.0] * len(log.names)
    if isinstance(factors, str) or not hasattr(factors, "__len__"):
        raise TypeError(f"doctor: factors must be a list or a dictionary of numbers; got {shown(factors)}")
    for factor in factors.values() if isinstance(factors, dict) else factors:
        if not (is_number(factor) and 0 <= factor < np.inf):
            raise ValueError(f"doctor: factors must be finite numbers, 0 or more; got {shown(factors)}")
    if isinstance(factors, dict):
        return [1.0 if factor is None else factor for factor in _by_group(factors, log, "factors")]
    if len(factors) != len(log.names):
        raise ValueError(f"doctor: factors must be one per group; got {len(factors)} for {len(log.names)} groups")
    return list(factors)


def _by_group(table, log, what):
    known = {**dict.fromkeys(range(len(log.names))), **dict.fromkeys(log.names)}
    for key in table:
        if key not in known:
            raise ValueError(f"doctor: {what} must name groups of {log.names} or their numbers; got {shown(key)}")
    return [table.get(name, table.get(index)) for index, name in enumerate(log.names)]
