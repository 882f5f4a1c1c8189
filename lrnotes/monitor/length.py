"""The schedule has the length of another run: one of its lengths is another, or all of them are."""

import dataclasses

import numpy as np

from ..core.base import Declared
from ..core.parameters import parameter_of
from .findings import Finding
from .stairs import stretch
from .wording import count, percent, rate, times

_PROBES = 60
_SCALES = np.geomspace(1 / 64, 64, 241)  # of a length, tried one by one
_ROUNDS = 5  # in which the best one is then looked for more closely
_POSITIONS = 20_000  # of the schedule, in which the position of one rate is looked for
_TRIED = 25


def length_not_changed(case):
    """One argument of the schedule that is a length has another value, or the whole schedule is stretched."""
    found = _other_argument(case)
    if found is not None:
        return _finding(
            case, found[2] / found[1], f"{found[0]}={_plain(found[2])} instead of {_plain(found[1])}", found
        )
    scale = _stretched(case)
    if scale is not None:
        return _finding(case, 1 / scale, f"the schedule stretched to {times(1 / scale)} times its length", None)
    return None


def _plain(number):
    return f"{number:.10g}"


def _finding(case, ratio, words, argument):
    code, cause, fix = _cause(case.told, ratio)
    last, meant = case.rates[-1], case.expected[-1]
    end = f"The last logged rate is {rate(last)}"
    if case.precision.peak:
        end += f" ({percent(last / case.precision.peak)} of the peak)"
    longer = f"{times(ratio)} times as long" if ratio > 1 else f"{percent(ratio)} of the length"
    speed = f", which is {longer}" if argument is not None else ""
    return Finding(
        code,
        f"The rates are those of {words}{speed}. {end}, where {rate(meant, case.precision.peak)} was meant.",
        cause,
        fix,
        first=int(case.at[case.first]),
        evidence={"ratio": float(ratio), "argument": None if argument is None else argument[0],
                  "length": None if argument is None else float(argument[2])},
    )  # fmt: skip


def _cause(told, ratio):
    near = round(ratio) if ratio > 1 else round(1 / ratio)
    whole = near > 1 and abs((ratio if ratio > 1 else 1 / ratio) / near - 1) < 0.02
    if whole and ratio > 1 and told.accumulation == near:
        return (
            "micro_batches",
            f"The length counts micro-batches, {near} to an update (len(loader) * epochs), and the schedule is stepped "
            "once per update.",
            f"Divide the number of batches by the {near} batches that are accumulated: the length is in updates.",
        )
    if whole and ratio > 1 and told.processes == near:
        return (
            "processes",
            f"The length counts the batches of all {near} processes, and each update uses {near} of them.",
            "Compute the length from the loader that was prepared for several processes, whose len() is that of one.",
        )
    if whole and ratio < 1 and (told.updates_per_epoch == near or near > 64):
        return (
            "epochs_for_updates",
            f"The length is given in epochs of {count(near)} updates, and the schedule is stepped at every update.",
            f"Give the length in updates: epochs * {count(near)}.",
        )
    changed = "shorter" if ratio > 1 else "longer"
    return (
        "length_not_changed",
        f"The run became {changed} (other epochs, other batches, another number of batches accumulated), and the "
        "schedule kept its old length (T_max, decay_steps, num_training_steps, total_steps).",
        "Compute the schedule's length from the run itself, updates per epoch * epochs, in one place.",
    )


def _other_argument(case):
    """The name of an argument, its value in the schedule that was meant, and the value that explains the rates."""
    schedule = case.meant.schedule
    if schedule is None:
        return None
    probes = _probes(case)
    for path in _lengths(schedule):
        before = _value(schedule, path)
        found = _fit(case, probes, lambda length, path=path: _with(schedule, path, length), before)
        if found is not None:
            return path[-1], before, found
    return None


def _fit(case, probes, made, before):
    """The length that gives the logged rates, or None. ``made(length)`` is the schedule of that length."""
    at, rates = case.at[probes], case.rates[probes]

    def error(length):
        try:
            values = case.meant.factor * np.asarray(made(length)(at.astype(np.float64)), np.float64)
        except (TypeError, ValueError):  # not every length is allowed beside the other arguments
            return np.inf
        return float(np.square(values - rates).sum()) if np.isfinite(values).all() else np.inf

    for length in _likely(case, before, error):
        if abs(length / before - 1) > 1e-6 and np.isfinite(error(length)):
            other = made(length)
            if case.fitted().is_all(lambda steps, other=other: case.meant.factor * other(steps.astype(np.float64))):
                return length
    return None


def _likely(case, before, error):
    """Lengths that may be the right one: those that jump where the log does, and the one that fits best."""
    limits = stretch(case)
    if limits is not None:
        least, most = before * limits[0], before * limits[1]
        return dict.fromkeys((float(np.floor(most)), (least + most) / 2, most))
    best = min(before * _SCALES, key=error)
    width = _SCALES[1] / _SCALES[0]
    for _ in range(_ROUNDS):
        best = min(best * np.geomspace(1 / width, width, 21), key=error)
        width = width**0.15
    return dict.fromkeys((float(round(best)), float(best)))


def _probes(case):
    return np.unique(np.linspace(0, len(case.at) - 1, _PROBES).astype(np.int64))


def _lengths(schedule, path=()):
    """The paths to every argument that is one number of steps, of a schedule and of those that it is composed of."""
    for field in dataclasses.fields(schedule):
        value, parameter = getattr(schedule, field.name), parameter_of(field)
        if isinstance(value, Declared):
            yield from _lengths(value, (*path, field.name))
        elif parameter is not None and parameter.unit == "steps" and isinstance(value, (int, float)) and value > 0:
            yield (*path, field.name)


def _value(schedule, path):
    for name in path:
        schedule = getattr(schedule, name)
    return float(schedule)


def _with(schedule, path, value):
    name, *rest = path
    inner = _with(getattr(schedule, name), rest, value) if rest else value
    if not rest and value == round(value):
        inner = int(value)
    return dataclasses.replace(schedule, **{name: inner})


def _stretched(case):
    """The constant speed, other than 1, at which the schedule gives the logged rates, or None."""
    limits = stretch(case)
    if limits is not None:
        scale = 2 / sum(limits)
        return scale if abs(scale - 1) > 1e-6 and case.fitted().follows(lambda at: scale * at) else None
    probe = _telling(case)
    return None if probe is None else _stretched_smoothly(case, probe)


def _stretched_smoothly(case, probe):
    last = 4 * max(case.total, case.end or 0)
    grid = np.unique(np.linspace(0, last, _POSITIONS if case.meant.fast else 500).astype(np.int64)).astype(np.float64)
    gap = case.meant(grid) - case.rates[probe]
    (crossings,) = np.nonzero(gap[1:] * gap[:-1] <= 0)
    for index in crossings[:_TRIED]:
        scale = _bisected(case, probe, grid[index], grid[index + 1]) / case.at[probe]
        scale = _closer(case, scale)
        if abs(scale - 1) > 1e-6 and case.fitted().follows(lambda at, scale=scale: scale * at):
            return scale
    return None


def _telling(case):
    """The index of a rate halfway between the highest and the lowest, where a position is seen most exactly."""
    middle = (case.rates.max() + case.rates.min()) / 2
    inside = np.nonzero(case.at > 0)[0]
    if not inside.size or np.ptp(case.rates) <= 1e-9 * case.precision.peak:
        return None
    return int(inside[np.argmin(np.abs(case.rates[inside] - middle))])


def _bisected(case, probe, low, high):
    goal = case.rates[probe]
    rising = case.meant(np.array([high]))[0] > case.meant(np.array([low]))[0]
    for _ in range(50):
        middle = (low + high) / 2
        if (case.meant(np.array([middle]))[0] < goal) == rising:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _closer(case, scale):
    """The speed that fits best: that of one rate is only as exact as this rate."""
    if case.precision.digits is None and case.precision.unit is None:
        return scale
    probes = _probes(case)
    width = 1.02
    for _ in range(_ROUNDS):
        speeds = scale * np.geomspace(1 / width, width, 21)
        errors = [np.square(case.meant(speed * case.at[probes]) - case.rates[probes]).sum() for speed in speeds]
        scale = speeds[int(np.argmin(errors))]
        width = width**0.2
    return float(scale)
