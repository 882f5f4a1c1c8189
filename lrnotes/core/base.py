"""What schedules and feedback schedules share: declared arguments, their checks, printing, and configuration."""

import dataclasses
import math
from collections.abc import Callable, Iterator, Sequence
from typing import Any, ClassVar, Self, TypeVar, cast, dataclass_transform

from .classes import register
from .configuration import deserialize, serialize
from .docstrings import Docstring
from .messages import shown
from .parameters import (
    Parameter,
    choice,
    factor,
    flag,
    function,
    label,
    metrics,
    nested,
    number,
    parameter_of,
    rate,
    several,
    steps,
    tolerance,
    whole_number,
)
from .user_functions import function_name

# Python's own limit of nested calls would stop deeper ones somewhere: in pickle, in JSON, in a compiler.
DEEPEST = 150


@dataclass_transform(
    frozen_default=True,
    field_specifiers=(
        choice,
        factor,
        flag,
        function,
        label,
        metrics,
        nested,
        number,
        rate,
        several,
        steps,
        tolerance,
        whole_number,
    ),
)
class Declared:
    """A frozen dataclass of declared arguments, which are checked when it is made."""

    _docstring: ClassVar[type[Docstring]]  # what makes a subclass's ``__doc__``
    _stored_as: ClassVar[str]  # the class's name in configurations

    def __init_subclass__(cls, *, base: bool = False, **keywords: Any) -> None:
        super().__init_subclass__(**keywords)
        if base:  # the base of classes that have arguments; it has none
            return
        dataclasses.dataclass(frozen=True, repr=False)(cls)
        # The dataclass describes a class without words by its signature.
        cls.__doc__ = cast(str, cls._docstring(cls.__doc__))  # a descriptor, which gives the text
        cls._stored_as = register(cls)

    def __post_init__(self) -> None:
        for field in _fields(self):
            object.__setattr__(self, field.name, self._accept(field, getattr(self, field.name)))
        if _depth(self) > DEEPEST:
            raise ValueError(f"{type(self).__name__}: schedules must be nested at most {DEEPEST} deep; got one more")

    def _accept(self, field: "dataclasses.Field[Any]", value: Any) -> Any:
        parameter = parameter_of(field)
        if parameter is None:  # a plain field
            if isinstance(value, float) and not math.isfinite(value):
                raise ValueError(f"{type(self).__name__}: {field.name} must be finite; got {value!r}")
            return _tuples(value)
        try:
            return parameter.accept(value)
        except (TypeError, ValueError) as error:
            limit = f" ({error})" if str(error) else ""
            message = f"{type(self).__name__}: {field.name} must be {parameter.allowed}{limit}; got {shown(value)}"
            raise type(error)(message) from None

    def __repr__(self) -> str:
        arguments = []
        for field in _fields(self):
            value = getattr(self, field.name)
            if field.default is dataclasses.MISSING or value != field.default:
                # The repr of a function holds a memory address.
                text = repr(value) if not callable(value) or isinstance(value, Declared) else function_name(value)
                arguments.append(f"{field.name}={text}")
        return f"{type(self).__name__}({', '.join(arguments)})"

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        return self  # a value that never changes

    def get_config(self) -> dict[str, Any]:
        """The arguments as a dictionary that JSON can hold; :meth:`from_config` makes the schedule again.

        Raises:
            TypeError: if one of the arguments is a function.

        Example:
            >>> import lrnotes
            >>> lrnotes.CosineDecay(0.1, 100).get_config()["decay_steps"]
            100
        """
        config = {}
        for field in _fields(self):
            value = getattr(self, field.name)
            if isinstance(value, Declared):
                value = serialize(value)
            elif callable(value):
                raise TypeError(
                    f"{type(self).__name__}: {field.name} is a function, which a configuration cannot hold; "
                    "write it as the formula of a Schedule subclass to save it"
                )
            config[field.name] = value
        return config

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Self:
        """The schedule that :meth:`get_config` described. An argument that is missing gets its default.

        Raises:
            TypeError, ValueError: for a configuration that is not a dictionary, has other arguments than this class, or
                holds a value that is not allowed.

        Example:
            >>> import lrnotes
            >>> lrnotes.CosineDecay.from_config({"initial_learning_rate": 0.1, "decay_steps": 100})(50)
            0.05
        """
        if not isinstance(config, dict):
            raise TypeError(
                f"{cls.__name__}: config must be a dictionary, as get_config returns it; got {shown(config)}"
            )
        names = [field.name for field in _fields(cls)]
        unknown = [name for name in config if name not in names]
        if unknown:
            unknown_names = ", ".join(sorted(name if isinstance(name, str) else shown(name) for name in unknown))
            raise ValueError(f"{cls.__name__} has no argument {unknown_names}; it has {', '.join(names)}")
        arguments = {
            name: deserialize(value) if isinstance(value, dict) and "class_name" in value else value
            for name, value in config.items()
        }
        return cls(**arguments)


def _fields(schedule: Any) -> "tuple[dataclasses.Field[Any], ...]":
    return dataclasses.fields(schedule)


def _tuples(value: Any) -> Any:
    """Lists, which cannot be hashed and which JSON makes of tuples, as tuples at every level."""
    return tuple(map(_tuples, value)) if isinstance(value, (list, tuple)) else value


def _depth(schedule: Declared) -> int:
    depth, level = 0, [schedule]
    while level:
        depth += 1
        level = list({id(inner): inner for each in level for inner in nested_in(each)}.values())
    return depth


SomeSchedule = TypeVar("SomeSchedule", bound=Declared)


def substitute(
    schedule: SomeSchedule,
    stand_in: Callable[[tuple[str, ...], Parameter | None, Any], Any],
    path: tuple[str, ...] = (),
    *,
    everything: bool = False,
) -> SomeSchedule:
    """The same schedule with every numeric argument replaced by ``stand_in(path, parameter, value)``.

    ``path`` is the argument's name, after the names of the arguments that it is nested in. With ``everything``, numeric
    arguments that are None and options are replaced, too.
    """
    changes: dict[str, Any] = {}
    for field in _fields(schedule):
        value, parameter = getattr(schedule, field.name), parameter_of(field)
        if isinstance(value, Declared):
            changes[field.name] = substitute(value, stand_in, (*path, field.name), everything=everything)
        elif parameter and parameter.item:
            items = parameter.items(field.name, value)
            changes[field.name] = tuple(stand_in((*path, name), each, item) for name, each, item in items)
        elif _is_numeric(value, parameter) or (everything and parameter and (parameter.numeric or parameter.options)):
            changes[field.name] = stand_in((*path, field.name), parameter, value)
    replaced: Any = dataclasses.replace(schedule, **changes)  # type: ignore[type-var]  # every subclass is a dataclass
    return replaced


def _is_numeric(value: Any, parameter: Parameter | None) -> bool:
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return is_number and (parameter is None or parameter.numeric)


def nested_in(schedule: Declared) -> list[Declared]:
    """The schedules that are arguments of this one."""
    values: Sequence[Any] = list(vars(schedule).values())
    return [value for value in values if isinstance(value, Declared)]


def parts(schedule: Declared) -> Iterator[Declared]:
    """The schedule and all schedules that are nested in it."""
    yield schedule
    for inner in nested_in(schedule):
        yield from parts(inner)
