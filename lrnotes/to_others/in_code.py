"""A schedule whose arguments format as code: numbers, strings, and the names of a reader's functions."""

import copy
import dataclasses

from ..core.base import Declared
from ..core.function_schedule import FunctionSchedule
from ..core.parameters import parameter_of
from .code_number import CodeNumber
from .code_text import Expression, Word, name_of


def in_code(schedule, source_of=lambda path: None, path=()):
    """A copy of the schedule whose arguments format as code, and whose ``repr`` is the code that makes it.

    ``source_of`` gives the JavaScript of the number at a path, or None if nothing moves it. The constructor's checks,
    which may be a reader's own, do not see the copy.
    """
    arguments = {
        field.name: _in_code(schedule, field, source_of, (*path, field.name)) for field in dataclasses.fields(schedule)
    }
    if type(schedule) is FunctionSchedule:
        name = "" if schedule.name is None else f", name={arguments['name']!r}"
        return Expression(f"Schedule.from_function({arguments['function']}{name})")
    made = copy.copy(schedule)
    for name, value in arguments.items():
        object.__setattr__(made, name, value)
    return made


def _in_code(schedule, field, source_of, path):
    value, parameter = getattr(schedule, field.name), parameter_of(field)
    if isinstance(value, Declared):
        return in_code(value, source_of, path)
    if callable(value):
        return Expression(name_of(value, field.name))
    if parameter and parameter.item:
        items = parameter.items(field.name, value)
        return tuple(_number(each, item, source_of((*path[:-1], name))) for name, each, item in items)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _number(parameter, value, source_of(path))
    return _words(value)


def _words(value):
    if isinstance(value, tuple):
        return tuple(map(_words, value))
    return Word(value) if isinstance(value, str) else value


def _number(parameter, value, source):
    if not value and parameter and parameter.switch:
        return value  # a length of 0 leaves its part of the shape out, and nothing moves it
    counts = isinstance(value, int) if parameter is None else parameter.unit in ("steps", "number", "metrics")
    return CodeNumber(value, source, counts=counts)
