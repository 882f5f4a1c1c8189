"""The form of the table of equivalents: one :class:`Original` for each schedule that another library has.

A module for each library declares its :class:`Library` and writes each original as a function of the original's own
arguments, in its order and with its defaults, that returns the equal schedule. Where the original reads the
optimizer's rate, that comes first, as an argument without a name. The function's docstring is a sentence on what traps
who translates it.
"""

import dataclasses
import difflib
import functools
import inspect
import math
import re
from collections.abc import Callable

from ..core.parameters import is_number
from ..schedules.piecewise import Constant
from ..schedules.decay import LinearDecay
from ..core.base import parts
from ..core.composition import COMPOSED
from ..core.function_schedule import FunctionSchedule
from ..core.schedule import Schedule

_NAMELESS = (*COMPOSED, FunctionSchedule)  # made by methods: .warmup(...) and so on


@dataclasses.dataclass(frozen=True)
class Library:
    """A library, the version that the tests compare with, and the arguments that its originals share."""

    title: str
    version: str
    places: tuple = ()  # prefixes of the names below, that of the documentation first
    apart: dict = dataclasses.field(default_factory=dict)  # what says nothing of the shape: argument -> Apart
    originals: list = dataclasses.field(default_factory=list)

    def original(self, name, /, *aliases, at=None, more=(), added=(), many=False, **example):
        """A decorator: the function makes what ``name`` is here. ``example`` are arguments to show.

        ``aliases`` are other names in the library's places, ``at`` the places where they are not the library's,
        ``more`` further full names; ``added`` are arguments that the original does not have, but its shape in steps
        needs; ``many`` says that it makes schedules of many kinds.
        """

        def declare(function):
            names = [f"{place}.{each}" for each in (name, *aliases) for place in (self.places if at is None else at)]
            note = " ".join(inspect.getdoc(function).split())
            self.originals.append(Original(self, (*names, *more), function, note, example, tuple(added), many))
            return function

        return declare

    def made_by(self, function):
        """The original that ``function`` was declared as."""
        return next(each for each in self.originals if each.make is function)


class Apart:
    """An argument that says nothing of the shape: any value will do, or those only for which a reason is given."""

    def __init__(self, *allowed, reason=""):
        self.allowed, self.reason = allowed, reason

    def accept(self, name, value):
        if self.reason and not any(value is each or value == each for each in self.allowed):
            but = " or ".join(map(repr, self.allowed))
            raise ValueError(f"{name} {f'may only be {but}' if but else 'is not taken'}: {self.reason}; got {value!r}")


@dataclasses.dataclass(frozen=True)
class Original:
    """A schedule of another library: its names, how it is made here, what traps, and an example of its arguments."""

    library: Library
    names: tuple
    make: Callable
    note: str
    example: dict
    added: tuple = ()
    many: bool = False

    @property
    def name(self):
        return self.names[0]

    @functools.cached_property
    def parameters(self):
        """The arguments that shape it, in the original's order: name -> default, or ``inspect.Parameter.empty``."""
        found = inspect.signature(self.make).parameters.values()
        return {each.name: each.default for each in found if each.kind is not each.POSITIONAL_ONLY}

    @functools.cached_property
    def reads_the_optimizer(self):
        """Whether the original takes its rate from the optimizer."""
        found = inspect.signature(self.make).parameters.values()
        return any(each.kind is each.POSITIONAL_ONLY for each in found)

    @functools.cached_property
    def kind(self):
        """The name of the class that it is here, but for one constant part; None if it is one of many."""
        if self.many:
            return None
        made = translated(self)
        kinds = [type(part).__name__ for part in parts(made) if type(part) not in _NAMELESS]
        return next((kind for kind in kinds if kind != "Constant"), kinds[0] if kinds else None)

    def schedule(self, learning_rate=None, /, **arguments):
        """The equal schedule of ours."""
        given = self._checked(learning_rate, arguments)
        try:
            return self.make(*given, **arguments)
        except (TypeError, ValueError, ArithmeticError, LookupError, AttributeError) as error:
            message = f"{self.name}: {error}"
            named = any(re.search(rf"\b{name}\b", message) for name in arguments)
            if arguments and not named and "must be given" not in message:  # it is in our words alone
                message += f", from {', '.join(f'{name}={value!r}' for name, value in arguments.items())}"
            raise (TypeError if isinstance(error, (TypeError, AttributeError)) else ValueError)(message) from error

    def _checked(self, learning_rate, arguments):
        """The optimizer's rate, if it is one's; from ``arguments`` goes what has no effect here."""
        known, apart = self.parameters, self.library.apart
        if learning_rate is not None and "learning_rate" in known:
            arguments["learning_rate"] = learning_rate
        elif learning_rate is not None and not self.reads_the_optimizer:
            raise TypeError(f"{self.name} does not read the optimizer's rate: leave learning_rate out")
        unknown = [name for name in arguments if name not in known and name not in apart]
        if unknown:
            raise TypeError(
                f"{self.name} has no argument {_named(unknown)}{near(unknown[0], known)}; it {self._takes()}"
            )
        for name in [name for name in arguments if name not in known]:
            try:
                apart[name].accept(name, arguments.pop(name))
            except ValueError as error:
                raise ValueError(f"{self.name}: {error}") from None
        missing = [name for name, default in known.items() if default is inspect.Parameter.empty]
        missing = [name for name in missing if name not in arguments]
        if self.reads_the_optimizer and learning_rate is None:
            missing = ["learning_rate (the optimizer's)", *missing]
        if missing:
            raise TypeError(f"{self.name} needs {_named(missing)}; it {self._takes()}")
        for name, value in arguments.items():
            self._check_kind(name, value)
        if not self.reads_the_optimizer:
            return ()
        if isinstance(learning_rate, bool) or not hasattr(type(learning_rate), "__float__"):
            raise TypeError(f"{self.name}: learning_rate must be a number; got {learning_rate!r}")
        if not (math.isfinite(learning_rate) and learning_rate > 0):
            raise ValueError(f"{self.name}: learning_rate must be a finite number above 0; got {learning_rate!r}")
        return (float(learning_rate),)

    def _check_kind(self, name, value):
        """An error where the example, the default or the annotation is a number, a list or a dict, and this is none."""
        default = self.parameters[name]
        if value is default:
            return
        annotation = inspect.signature(self.make).parameters[name].annotation
        sample = annotation() if annotation in (float, dict, list) else self.example.get(name, default)
        kind, right = next(((kind, right) for kind, is_one, right in _KINDS if is_one(sample)), (None, None))
        if kind and not right(value):
            error = ValueError if is_number(value) and is_number(sample) else TypeError
            allowed = f"{kind} or None" if default is None else kind
            raise error(f"{self.name}: {name} must be {allowed}; got {value!r}")

    def _takes(self):
        shown = [
            name if default is inspect.Parameter.empty else f"{name}={default!r}"
            for name, default in self.parameters.items()
        ]
        return "takes " + ", ".join((["learning_rate"] if self.reads_the_optimizer else []) + shown)


def _is_list(value):
    if isinstance(value, (str, bytes, dict)) or getattr(value, "shape", None) == ():
        return False
    return hasattr(value, "__iter__")


def _is_dict(value):
    return isinstance(value, dict)


# What arguments are: of a sample, and of what is given in its place.
_KINDS = (
    ("a finite number", is_number, lambda value: is_number(value) and math.isfinite(value)),
    ("a list", _is_list, _is_list),
    ("a dict", _is_dict, _is_dict),
)


def translated(original):
    """What the original's example is here."""
    arguments = dict(original.example)
    given = arguments.pop("learning_rate", None)
    return original.schedule(given, **arguments)


def near(name, known, count=3):
    """A half-sentence with the names nearest to one that is missing, or nothing; ``known`` may say what each shows."""
    shows = known if isinstance(known, dict) and all(isinstance(each, str) for each in known.values()) else {}
    lower = {}
    for each in known:
        lower.setdefault(each.lower(), shows.get(each, each))
    name = name.lower()
    found = [each for each in lower if each.startswith(name)] + difflib.get_close_matches(name, lower, 3 * count, 0.6)
    found = list(dict.fromkeys(lower[each] for each in found))[:count]
    return f"; did you mean {_named(found, ' or ')}?" if found else ""


def _named(names, last=" and "):
    *others, final = names
    return f"{', '.join(others)}{last}{final}" if others else final


# What many originals are made of.


def whole(**named):
    """Of numbers of steps that the original counts with: an error where one is not whole."""
    for name, value in named.items():
        if not (is_number(value) and float(value).is_integer()):
            raise ValueError(f"{name} must be a whole number; got {value!r}")


def above_0(**named):
    for name, value in named.items():
        if not value > 0:
            raise ValueError(f"{name} must be above 0; got {value!r}")


def one_of(options, **named):
    for name, value in named.items():
        if value not in options:
            allowed = ", ".join(map(repr, options))
            raise ValueError(f"{name} must be one of {allowed}; got {value!r}{near(str(value), options)}")


def times(*factors):
    """Their product, without the last digit of rounding, which would only be in the way in a schedule's code."""
    return float(f"{math.prod(factors):.15g}")


def warmed(schedule, warmup_steps, start=0.0):
    """A straight line up to the schedule, unless it has no steps."""
    return schedule.warmup(warmup_steps, start) if warmup_steps else schedule


def line(first, last, steps):
    """A straight line from one rate to another, then that."""
    if not first < last:
        return LinearDecay(first, steps, last)
    return Constant(last).warmup(steps, first)


def joined(schedules, starts):
    """Schedules one after another, each counting from its start."""
    schedules, starts = list(schedules), list(starts)
    if len(schedules) != len(starts) + 1:
        raise ValueError(
            f"there must be one schedule more than there are steps to change at; got {len(schedules)} and {starts}"
        )
    if any(later <= earlier for earlier, later in zip([0, *starts], starts)):
        raise ValueError(f"the steps to change at must rise, from 1 on; got {starts}")
    result = schedules[0]
    for schedule, start in zip(schedules[1:], starts):
        result = result.then(schedule, at=start)
    return result
