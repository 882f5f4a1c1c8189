"""Functions that readers give to schedules: their first value, and their name."""

import math


def first_value(schedule, name, count, allowed="a finite number"):
    """What a reader's function gives where it is asked first: a finite number, or an error that says so."""
    function = getattr(schedule, name)
    asked = f"{type(schedule).__name__}: {name}({count})"
    try:
        value = float(function(count))
    except Exception as error:
        message = f"{asked}, the first value that is asked for, failed: {error}"
        try:
            same = type(error)(message)
        except Exception:  # an exception that asks for arguments of its own
            same = ValueError(message)
        raise same from error
    if not math.isfinite(value):
        raise ValueError(f"{asked} must be {allowed}; got {value!r}")
    return value


def function_name(function):
    return getattr(function, "__name__", type(function).__name__)
