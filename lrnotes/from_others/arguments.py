"""The arguments of originals: which of them are ignored, what they must be, and the checks that rows share."""

import dataclasses
import math
from collections.abc import Callable
from typing import Any

from ..core.messages import did_you_mean, shown
from ..core.parameters import is_number
from ..core.schedule import Schedule
from ..writers.recorded import as_float, is_int


class Ignored:
    """An argument that says nothing of the rates: any value will do, or only those for which a reason is given."""

    def __init__(self, *allowed, reason=""):
        self.allowed, self.reason = allowed, reason

    def accept(self, name, value):
        """A ValueError unless the value is one that may be ignored."""
        if self.reason and not any(value is each or value == each for each in self.allowed):
            only = " or ".join(map(repr, self.allowed))
            must = f"must be {only}" if only else "must be left out"
            raise ValueError(f"{name} {must}, because {self.reason}; got {shown(value)}")


class Unrelated:
    """Whether an argument of a configuration says nothing of the learning rate: it has none of the words of a schedule
    in its name, and is not a misspelling of an argument that does."""

    def __init__(self, known, words):
        self._known, self._words = known, {*words}

    def __call__(self, name):
        return not self._words & {*name.split("_")} and not did_you_mean(name, self._known, likeness=0.85)


@dataclasses.dataclass(frozen=True)
class Kind:
    """What an argument is: its description in messages, and whether a value is one."""

    description: str
    holds: Callable[[Any], bool]


def _is_list(value):
    if isinstance(value, (str, bytes, dict)) or getattr(value, "shape", None) == ():
        return False
    return hasattr(value, "__iter__")


NUMBER = Kind("a finite number", lambda value: is_number(value) and math.isfinite(value))
LIST = Kind("a list", _is_list)
DICT = Kind("a dict", lambda value: isinstance(value, dict))
DICT_OR_TEXT = Kind("a dict or a text", lambda value: isinstance(value, (dict, str)))
DICT_OR_LIST = Kind("a dict or a list of them", lambda value: DICT.holds(value) or LIST.holds(value))
TEXT_OR_LIST = Kind("a text or a list of words", lambda value: isinstance(value, str) or LIST.holds(value))


def kind_of(sample):
    """The kind of a default or an example, or None if values in its place can be of any kind."""
    return next((kind for kind in (NUMBER, LIST, DICT) if kind.holds(sample)), None)


def check_kind(name, value, kind, *, optional):
    """An error unless a value is of a kind, or None where that is allowed."""
    if kind is None or kind.holds(value) or (optional and value is None):
        return
    error = ValueError if kind is NUMBER and is_number(value) else TypeError
    allowed = f"{kind.description} or None" if optional else kind.description
    raise error(f"{name} must be {allowed}; got {shown(value)}")


def check_learning_rate(value):
    """The optimizer's learning rate as a float."""
    if isinstance(value, bool) or not hasattr(type(value), "__float__"):
        raise TypeError(f"learning_rate must be a number; got {shown(value)}")
    if not (math.isfinite(value) and value > 0):
        raise ValueError(f"learning_rate must be a finite number above 0; got {shown(value)}")
    return as_float(value)


# What rows check themselves.


def require_whole(**named):
    """A ValueError for a number of steps that is not an integer, such as 2.5; 2.0 is one."""
    for name, value in named.items():
        if not (is_number(value) and as_float(value).is_integer()):
            raise ValueError(f"{name} must be an integer; got {shown(value)}")


def require_int(**named):
    """A ValueError for what is not Python's own int, where the original takes nothing else."""
    for name, value in named.items():
        if not is_int(value):
            raise ValueError(f"{name} must be a Python int, not a float or NumPy integer; got {shown(value)}")


def require_positive(**named):
    """A ValueError for a number that is not above 0."""
    for name, value in named.items():
        if not value > 0:
            raise ValueError(f"{name} must be above 0; got {shown(value)}")


def require_one_of(options, **named):
    """A ValueError for a value that is not one of the options."""
    for name, value in named.items():
        if value not in options:
            allowed = ", ".join(map(repr, options))
            raise ValueError(f"{name} must be one of {allowed}; got {shown(value)}{did_you_mean(str(value), options)}")


def require_schedules(**named):
    """A TypeError for lists of what an original is made of unless they hold schedules."""
    for name, values in named.items():
        for each in values:
            if not isinstance(each, Schedule):
                raise TypeError(f"{name} must be schedules that translate has made; got {shown(each)}")
