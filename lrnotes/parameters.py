"""What a schedule says of its parameters, once: letter, unit, meaning, and which values are allowed.

A field declared with one of the functions below carries its :class:`Parameter`. The constructor's checks, the
docstring's list of arguments, the table in the chapter, the letters of the printed formula and the sliders of the
live figure all read it.
"""

import dataclasses
import math
from collections.abc import Callable
from typing import Any

import numpy as np

from .xp import is_symbol

_REQUIRED = dataclasses.MISSING


@dataclasses.dataclass(frozen=True)
class Parameter:
    """One parameter: its letter in formulas (LaTeX), its unit, what it does, and how its values are checked."""

    symbol: str
    unit: str
    meaning: str
    allowed: str
    accept: Callable[[Any], Any]  # the value as stored; raises ValueError or TypeError where it is not allowed
    # Numbers only: what is allowed, as the live figure's number boxes check it.
    zero: bool = True
    least: float = 0.0  # the smallest number that is allowed besides 0
    most: float = math.inf
    whole: bool = False
    high: float | None = None  # the end of a sensible slider, None where the value sets it
    optional: bool = False
    options: tuple = ()  # words only: those to choose from

    @property
    def numeric(self):
        return self.unit in ("rate", "steps", "factor", "number")


def parameter_of(field):
    """The :class:`Parameter` of a dataclass field, or None where a reader declared a plain one."""
    return field.metadata.get("parameter")


def rate(symbol, meaning, default=_REQUIRED, *, optional=False):
    """A learning rate: finite, 0 or more. A whole number means the float."""
    return _number(symbol, "rate", meaning, default, "a finite number, 0 or more", optional=optional)


def steps(symbol, meaning, default=_REQUIRED, *, zero=False):
    """A length in steps: above 0, or with ``zero`` also 0."""
    allowed = "0, or a finite number of steps, 1 or more" if zero else "a finite number of steps above 0"
    return _number(symbol, "steps", meaning, default, allowed, zero=zero, least=1 if zero else 0, keep_int=True)


def factor(symbol, meaning, default=_REQUIRED, *, positive=False, at_most=math.inf, high=None):
    """A multiplier or fraction: finite, 0 or more (``positive``: above 0), at most ``at_most``."""
    if at_most == math.inf:
        allowed = "a finite number above 0" if positive else "a finite number, 0 or more"
    else:
        allowed = f"a number above 0 and at most {at_most:g}" if positive else f"a number from 0 to {at_most:g}"
    high = at_most if high is None and at_most < math.inf else high
    return _number(symbol, "factor", meaning, default, allowed, zero=not positive, most=at_most, high=high)


def whole_number(symbol, meaning, default=_REQUIRED, *, below):
    """A whole number from 0 to ``below - 1``."""
    allowed = f"a whole number from 0 to {below - 1}"
    return _number(symbol, "number", meaning, default, allowed, most=below - 1, high=99, whole=True, keep_int=True)


def choice(meaning, options, default=_REQUIRED):
    """One of a few words."""
    allowed = "one of " + ", ".join(map(repr, options))

    def accept(value):
        if not (isinstance(value, str) and value in options):
            raise ValueError
        return value

    return _field(Parameter("", "word", meaning, allowed, accept, options=tuple(options)), default)


def function(symbol, meaning, default=_REQUIRED):
    """A callable of one argument."""

    def accept(value):
        if not callable(value):
            raise TypeError
        return value

    return _field(Parameter(symbol, "function", meaning, "a function of one argument", accept), default)


def label(default=None):
    """The schedule's name: it stands in legends and has no effect on any value."""

    def accept(value):
        if not (value is None or isinstance(value, str)):
            raise TypeError
        return value

    meaning = "a name for legends; no effect on any value"
    return _field(Parameter("", "word", meaning, "a string or None", accept, optional=True), default)


def _field(parameter, default):
    return dataclasses.field(default=default, metadata={"parameter": parameter})


def _is_number(value):
    """A real number, also one in an array or tensor without dimensions; not a truth value, not text."""
    if isinstance(value, (np.ndarray, np.generic)):
        return value.dtype.kind in "iuf" and not value.shape
    return hasattr(type(value), "__float__") and not isinstance(value, bool) and not getattr(value, "shape", ())


def _number(symbol, unit, meaning, default, allowed, *, keep_int=False, optional=False, **limits):
    def accept(value):
        if (optional and value is None) or is_symbol(value):
            return value
        if not _is_number(value):
            raise TypeError
        number = float(value)
        if not _allowed(parameter, number):
            raise ValueError
        return int(number) if keep_int and number == int(number) else number

    if optional:
        allowed += ", or None"
    parameter = Parameter(symbol, unit, meaning, allowed, accept, optional=optional, **limits)
    return _field(parameter, default)


def _allowed(parameter, number):
    if number == 0:
        return parameter.zero
    return (
        math.isfinite(number)
        and 0 < number
        and parameter.least <= number <= parameter.most
        and (not parameter.whole or number == int(number))
    )
