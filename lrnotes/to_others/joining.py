"""What the compositions of several frameworks share."""

import itertools

from ..writers.recorded import to_digits
from .parts import Definition


class HasNoCode(Exception):
    """A part of a composition has no code in the framework."""


def free_names(setup, taken):
    """Other names for what the definitions define and parts before them have taken, which may still need theirs."""
    own = {name for each in setup if isinstance(each, Definition) for name in each.names}
    names = {}
    for name in sorted(own & taken):
        names[name] = next(f"{name}_{n}" for n in itertools.count(2) if f"{name}_{n}" not in taken | own)
        own = own - {name} | {names[name]}
    taken |= own
    return names


def short(number):
    """The number without the last digits of what was computed."""
    return to_digits(number, 12)
