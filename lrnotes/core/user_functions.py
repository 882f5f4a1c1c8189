"""Functions that users give to schedules: their first value, and their name."""

import keyword
import math
from typing import Any

from ..writers.recorded import as_float
from .messages import shown


def first_value(schedule: object, name: str, count: int, allowed: str = "a finite number") -> float:
    """The value of a user's function where it is called first: a finite number, or an error that says so."""
    function = getattr(schedule, name)
    asked = f"{type(schedule).__name__}: {name}({count})"
    try:
        value = as_float(function(count))
    except Exception as error:
        message = f"{asked}, which is evaluated first, failed: {error}"
        try:
            same: Exception = type(error)(message)
        except Exception:  # an exception that asks for arguments of its own
            same = ValueError(message)
        raise same from error
    if not math.isfinite(value):
        raise ValueError(f"{asked} must be {allowed}; got {shown(value)}")
    return value


def function_name(function: Any) -> str:
    """The name of a function, as code and ``repr`` show it; ``<function>`` where it is not a name that code could use.

    Any text can be the ``__name__`` of a function, also one that would do something if somebody ran it as code.

    Example:
        >>> function_name(len), function_name(lambda step: 0.1)
        ('len', '<lambda>')
        >>> def function(step): ...
        >>> function.__name__ = "print('no name')"
        >>> function_name(function)
        '<function>'
    """
    name = getattr(function, "__name__", type(function).__name__)
    is_name = isinstance(name, str) and name.isidentifier() and not keyword.iskeyword(name)
    return name if is_name or name == "<lambda>" else "<function>"
