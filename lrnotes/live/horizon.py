"""How many steps an interactive plot shows: its schedule's length and a tenth, or what the author says, in proportion.

The length is the sum of a few of the schedule's lengths, so that the figure follows them when a reader moves one.
"""

import dataclasses

import numpy as np

from ..core.composition import Product, Repeat, Skip, Then
from ..core.schedule import Schedule
from .arguments import arguments_of

_WITHOUT_LENGTHS = 100
_PARTS_OF_THE_ENDLESS = 5.0  # stairs, waves, half-lives: enough of them to see what goes on for ever
_AFTER_THE_END = np.array([1.05, 1.1, 1.37, 2.0, 3.3, 5.0])


def horizon(schedule, asked, arguments, steps):
    """The last step shown at first, and how it follows the settings; ``steps`` is what the author says, or None."""
    paths = _lengths(schedule, ())
    lengths = [argument for argument in arguments if argument.path in paths and argument.unit == "steps"]
    total = sum(argument.value or 0 for argument in lengths)
    if not total:
        return steps or _WITHOUT_LENGTHS, None
    ends = _ends(schedule, total)
    factor = steps / total if steps else 1.1 if ends else _PARTS_OF_THE_ENDLESS
    places = [asked.index(argument) for argument in lengths if argument in asked]
    shown = steps or max(1, round(factor * total))
    return shown, {"lengths": places, "factor": factor, "ends": ends}


def last_step(schedule):
    """The last step shown at first, where nobody says another."""
    return horizon(schedule, [], arguments_of(schedule), None)[0]


def _lengths(schedule, path):
    """The paths of the arguments whose sum is how long the schedule is."""
    if isinstance(schedule, Then):
        return {(*path, "at"), *_lengths(schedule.second, (*path, "second"))}
    if isinstance(schedule, Repeat):
        return {(*path, "every")}
    if isinstance(schedule, Product):
        return _lengths(schedule.first, (*path, "first")) or _lengths(schedule.second, (*path, "second"))
    if isinstance(schedule, Skip):
        return _lengths(schedule.schedule, (*path, "schedule"))
    found = set()
    for field in dataclasses.fields(schedule):
        value, parameter = getattr(schedule, field.name), field.metadata.get("parameter")
        if isinstance(value, Schedule):
            found |= _lengths(value, (*path, field.name))
        elif parameter and parameter.unit == "steps" and not parameter.within:
            if not parameter.item:
                found.add((*path, field.name))
            elif value:
                names = [name for name, _, _ in parameter.items(field.name, value)]
                found |= {(*path, name) for name in (names[-1:] if parameter.rising else names)}  # places, or lengths
    return found


def _ends(schedule, total):
    """Does the rate stay where it is once these lengths are over?"""
    try:
        rates = schedule(total * _AFTER_THE_END)
    except Exception:  # a function of the reader's that takes whole steps alone
        return False
    return bool(np.all(rates == rates[0]))
