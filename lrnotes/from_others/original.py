"""One row of the table of originals: a schedule that another library has, and the equal schedule of lrnotes.

A module for each library declares its :class:`Library` and writes each original as a function of the original's own
arguments, in its order and with its defaults, that returns the equal schedule. If the original reads the optimizer's
learning rate, that comes first, as a positional argument; its default is None if other arguments can replace it. The
function's docstring is a note on what is easily missed.
"""

import contextlib
import dataclasses
import functools
import inspect
import re
from collections.abc import Callable

from ..core.base import Declared, parts
from ..core.composition import COMPOSED
from ..core.function_schedule import FunctionSchedule
from ..core.messages import did_you_mean, joined
from ..core.user_functions import function_name
from .arguments import check_kind, check_learning_rate, kind_of

_UNNAMED = (*COMPOSED, FunctionSchedule)  # made by methods: .warmup(...) and so on


@dataclasses.dataclass(frozen=True)
class Library:
    """A library, the version that the tests compare with, and the arguments that its originals share."""

    title: str
    version: str
    places: tuple = ()  # prefixes of the names below, that of the documentation first
    ignored: dict = dataclasses.field(default_factory=dict)  # argument -> Ignored
    originals: list = dataclasses.field(default_factory=list)
    yields: bool = False  # a short name means another library's original if there is one
    instead: dict = dataclasses.field(default_factory=dict)  # argument that none has -> what does that, in words

    def original(
        self,
        name,
        /,
        *aliases,
        at=None,
        more=(),
        added=(),
        many=False,
        optional=None,
        ignores=None,
        instead=None,
        **example,
    ):
        """A decorator: the function makes the schedule that equals ``name``. ``example`` are arguments to show.

        ``aliases`` are other names in the library's places, ``at`` the places if they are not the library's, ``more``
        further full names. ``added`` are arguments that the original does not have, but its shape in steps needs;
        ``optional`` gives the :class:`Kind` of arguments that may be None; ``many`` says that the original makes
        schedules of many kinds. ``ignores`` tells of an argument's name whether it is one of the many that a
        configuration has and that say nothing of the rates; ``instead`` says of arguments that it does not have what
        does.
        """

        def declare(function):
            names = [f"{place}.{each}" for each in (name, *aliases) for place in (self.places if at is None else at)]
            note = " ".join(inspect.getdoc(function).split())
            made = Original(
                self, (*names, *more), function, note, example, tuple(added), many, optional or {}, ignores,
                self.instead | (instead or {}),
            )  # fmt: skip
            self.originals.append(made)
            return function

        return declare

    def made_by(self, function):
        """The original that ``function`` was declared as."""
        return next(each for each in self.originals if each.make is function)


@dataclasses.dataclass(frozen=True)
class Original:
    """A schedule of another library: its names, the function that makes ours, a note, and an example of arguments."""

    library: Library
    names: tuple
    make: Callable
    note: str
    example: dict
    added: tuple = ()
    many: bool = False
    optional: dict = dataclasses.field(default_factory=dict)
    ignores: Callable | None = None
    instead: dict = dataclasses.field(default_factory=dict)

    @property
    def name(self):
        return self.names[0]

    @functools.cached_property
    def signature(self):
        return inspect.signature(self.make)

    @functools.cached_property
    def parameters(self):
        """The arguments that shape it, in the original's order: name -> default, or ``inspect.Parameter.empty``."""
        found = self.signature.parameters.values()
        return {each.name: each.default for each in found if each.kind is not each.POSITIONAL_ONLY}

    @functools.cached_property
    def reads_the_optimizer(self):
        """Whether the original takes its learning rate from the optimizer."""
        return any(each.kind is each.POSITIONAL_ONLY for each in self.signature.parameters.values())

    @functools.cached_property
    def needs_the_rate(self):
        """Whether it cannot do without that one, whatever the arguments are."""
        empty, given = inspect.Parameter.empty, self.signature.parameters.values()
        return any(each.kind is each.POSITIONAL_ONLY and each.default is empty for each in given)

    @functools.cached_property
    def kind(self):
        """The name of the class that it is here, but for one constant part; None if it is one of many."""
        if self.many:
            return None
        made = translated(self)
        kinds = [type(part).__name__ for part in parts(made) if type(part) not in _UNNAMED]
        return next((kind for kind in kinds if kind != "Constant"), kinds[0] if kinds else None)

    def schedule(self, learning_rate=None, /, **arguments):
        """The equal schedule of lrnotes."""
        if learning_rate is not None and "learning_rate" in self.parameters:
            learning_rate, arguments = None, {"learning_rate": learning_rate, **arguments}
        self._check_names(arguments)
        self._check_rate_is_read(learning_rate)
        arguments = self._without_ignored(arguments)
        self._check_none_is_missing(learning_rate, arguments)
        with _named(self.name):
            for name, value in arguments.items():
                self._check_kind(name, value)
            rate = [] if learning_rate is None else [check_learning_rate(learning_rate)]
        bound = self.signature.bind(*rate, **arguments)
        try:
            return self.make(*bound.args, **bound.kwargs)
        except (TypeError, ValueError, ArithmeticError, LookupError, AttributeError) as error:
            kind = TypeError if isinstance(error, (TypeError, AttributeError)) else ValueError
            if str(error).startswith((f"{self.name}:", f"{self.name} ")):  # its own, of arguments in a text
                raise kind(str(error)) from error
            raise kind(f"{self.name}{self._given(arguments, str(error))}: {error}") from error

    def _check_names(self, arguments):
        for name in arguments:
            if name not in self.parameters and not self._is_ignored(name):
                hint = did_you_mean(name, list(self.parameters)) or f"; it {self._takes()}"
                hint = f"; {self.instead[name]}" if name in self.instead else hint
                raise TypeError(f"{self.name} has no argument {name}{hint}")

    def _is_ignored(self, name):
        return name in self.library.ignored or (self.ignores is not None and self.ignores(name))

    def _check_rate_is_read(self, learning_rate):
        if learning_rate is not None and not self.reads_the_optimizer:
            raise TypeError(f"{self.name} does not read the optimizer's learning rate: leave learning_rate out")

    def _without_ignored(self, arguments):
        with _named(self.name):
            for name in [name for name in arguments if name not in self.parameters]:
                if name in self.library.ignored:
                    self.library.ignored[name].accept(name, arguments[name])
        return {name: value for name, value in arguments.items() if name in self.parameters}

    def _check_none_is_missing(self, learning_rate, arguments):
        needed = [name for name, default in self.parameters.items() if default is inspect.Parameter.empty]
        missing = [name for name in needed if name not in arguments]
        if self.needs_the_rate and learning_rate is None:
            missing = ["learning_rate (the optimizer's)", *missing]
        if missing:
            raise TypeError(f"{self.name} needs {joined(missing)}; it {self._takes()}")

    def _check_kind(self, name, value):
        """An error unless the value is of the kind of the example or the default, or of the one that is declared."""
        default = self.parameters[name]
        if value is default:
            return
        kind = self.optional.get(name) or kind_of(self.example.get(name, default))
        may_be_none = name in self.optional and default is not inspect.Parameter.empty
        check_kind(name, value, kind, optional=default is None or may_be_none)

    def _given(self, arguments, message):
        """The arguments, if the message is about those of our class and none of them has a name in it."""
        if "." in message.partition(" ")[0]:  # it starts with the name of another original, which says enough
            return ""
        about_ours = message.partition(":")[0].isidentifier()  # "StepDecay: ..."
        known = arguments if about_ours else self.parameters
        if not arguments or any(re.search(rf"\b{name}\b", message) for name in known):
            return ""
        return f" with {joined([f'{name}={_text(value)}' for name, value in arguments.items()])}"

    def _takes(self):
        shown = [
            name if default is inspect.Parameter.empty else f"{name}={default!r}"
            for name, default in self.parameters.items()
        ]
        return "takes " + ", ".join((["learning_rate"] if self.reads_the_optimizer else []) + shown)


def _text(value):
    return repr(value) if isinstance(value, Declared) or not callable(value) else function_name(value)


@contextlib.contextmanager
def _named(name):
    """The name of the original stands in front of the message of an error."""
    try:
        yield
    except (TypeError, ValueError) as error:
        raise type(error)(f"{name}: {error}") from None


def translated(original):
    """What the original's example is here."""
    arguments = dict(original.example)
    given = arguments.pop("learning_rate", None)
    return original.schedule(given, **arguments)
