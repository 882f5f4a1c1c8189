"""Every schedule at both ends of what each of its parameters allows, derived from the declarations."""

import dataclasses

import numpy as np

from lrnotes.core.checks import parameter_of
from settings import SCHEDULES

STEPS = np.array([0, 1, 2, 9, 10, 11, 40, 41, 49, 50, 51, 100, 1000, 10**6, 2**31], float)
NEGATIVE = "noisy linear cosine"  # as in the original, the noise is not clipped


def ends(parameter):
    """The ends of what is allowed: 0 and the smallest number besides it, the largest."""
    found = {parameter.least, parameter.most, *([0] if parameter.zero else [])}
    if parameter.zero and parameter.least == 0:
        found.add(1e-300)  # smaller ones are 0 to compilers
    return sorted(found)


def _settings(schedule):
    """Pairs of a field's name and a value in which one number is at an end."""
    for field in dataclasses.fields(schedule):
        parameter, value = parameter_of(field), getattr(schedule, field.name)
        if parameter is None or not parameter.numeric:
            continue
        if parameter.item is None:
            yield from ((field.name, end) for end in ends(parameter))
            continue
        for place in range(len(value)):
            for end in ends(parameter.item):
                yield field.name, (*value[:place], end, *value[place + 1 :])


def at_the_ends():
    """A table of schedules by what was changed in which case; not those that two arguments together rule out."""
    found = {}
    for name, schedule in SCHEDULES.items():
        for field, value in _settings(schedule):
            try:
                found[f"{name}, {field}={value!r}"] = dataclasses.replace(schedule, **{field: value})
            except ValueError:  # beside the other arguments
                continue
    return found


AT_THE_ENDS = at_the_ends()


def differences(given, schedules=AT_THE_ENDS):
    """What is wrong with rates, by name, at STEPS: not a number, negative, or not what NumPy computes."""
    wrong = []
    for name, schedule in schedules.items():
        expected, rates = schedule(STEPS), np.asarray(given[name], float)
        finite = expected[np.isfinite(expected)]
        atol = 1e-12 * np.abs(finite).max() if finite.size else 0.0
        alike = np.isclose(rates, expected, rtol=1e-12, atol=atol)
        negative = (rates < 0) & (not name.startswith(NEGATIVE))
        for place in np.flatnonzero(~alike | np.isnan(rates) | negative):
            wrong.append(f"{name} at {STEPS[place]:g}: {rates[place]!r}, NumPy: {expected[place]!r}")
    return wrong
