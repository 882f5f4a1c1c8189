"""What schedules and feedback schedules share: declared arguments, their checks, printing, and configuration."""

import dataclasses
import math

from .configuration import deserialize, register, serialize
from .docstrings import Docstring
from .parameters import parameter_of
from .user_functions import function_name


class Declared:
    """A frozen dataclass of declared arguments, which are checked when it is made."""

    _docstring = Docstring  # what a subclass's ``__doc__`` is made by

    def __init_subclass__(cls, *, base=False, **keywords):
        super().__init_subclass__(**keywords)
        if base:  # of subclasses, which have arguments
            return
        words = cls.__dict__.get("__doc__")
        cls.__doc__ = ""  # or dataclass would write its own
        dataclasses.dataclass(frozen=True, repr=False)(cls)
        cls.__doc__ = cls._docstring(words)
        register(cls)

    def __post_init__(self):
        for field in dataclasses.fields(self):
            object.__setattr__(self, field.name, self._accept(field, getattr(self, field.name)))

    def _accept(self, field, value):
        parameter = parameter_of(field)
        if parameter is None:  # declared plainly, by a reader
            if isinstance(value, float) and not math.isfinite(value):
                raise ValueError(f"{type(self).__name__}: {field.name} must be finite; got {value!r}")
            return _tuples(value)
        try:
            return parameter.accept(value)
        except (TypeError, ValueError) as error:
            message = f"{type(self).__name__}: {field.name} must be {parameter.allowed}; got {value!r}"
            raise type(error)(message) from None

    def __repr__(self):
        shown = []
        for field in dataclasses.fields(self):
            value = getattr(self, field.name)
            if field.default is dataclasses.MISSING or value != field.default:
                # A function's own repr holds a memory address.
                text = repr(value) if not callable(value) or isinstance(value, Declared) else function_name(value)
                shown.append(f"{field.name}={text}")
        return f"{type(self).__name__}({', '.join(shown)})"

    def get_config(self):
        """The arguments, as JSON can hold them; :meth:`from_config` is the way back.

        Example:
            >>> import lrnotes
            >>> lrnotes.CosineDecay(0.1, 100).get_config()["decay_steps"]
            100
        """
        config = {}
        for field in dataclasses.fields(self):
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
    def from_config(cls, config):
        """The schedule that :meth:`get_config` described.

        Example:
            >>> import lrnotes
            >>> lrnotes.CosineDecay.from_config({"initial_learning_rate": 0.1, "decay_steps": 100})(50)
            0.05
        """
        names = [field.name for field in dataclasses.fields(cls)]
        unknown = sorted(set(config) - set(names))
        if unknown:
            raise ValueError(f"{cls.__name__} has no argument {', '.join(unknown)}; it has {', '.join(names)}")
        nested = {
            name: deserialize(value) if isinstance(value, dict) and "class_name" in value else value
            for name, value in config.items()
        }
        return cls(**nested)


def _tuples(value):
    """Lists, which cannot be hashed and which JSON makes of tuples, as tuples, however deep."""
    return tuple(map(_tuples, value)) if isinstance(value, (list, tuple)) else value


def substitute(schedule, stand_in, path=(), *, everything=False):
    """The same schedule with every numeric argument replaced by ``stand_in(path, parameter, value)``.

    ``path`` is the way to the argument: its name, after those of the schedules it is nested in. With ``everything`` also
    numeric arguments that are None, and words from a choice.
    """
    changes = {}
    for field in dataclasses.fields(schedule):
        value, parameter = getattr(schedule, field.name), parameter_of(field)
        if isinstance(value, Declared):
            changes[field.name] = substitute(value, stand_in, (*path, field.name), everything=everything)
        elif parameter and parameter.item:
            items = parameter.items(field.name, value)
            changes[field.name] = tuple(stand_in((*path, name), each, item) for name, each, item in items)
        elif _is_numeric(value, parameter) or (everything and parameter and (parameter.numeric or parameter.options)):
            changes[field.name] = stand_in((*path, field.name), parameter, value)
    return dataclasses.replace(schedule, **changes)


def _is_numeric(value, parameter):
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return is_number and (parameter is None or parameter.numeric)


def parts(schedule):
    """The schedule and all that are nested in it."""
    yield schedule
    for field in dataclasses.fields(schedule):
        value = getattr(schedule, field.name)
        if isinstance(value, Declared):
            yield from parts(value)
