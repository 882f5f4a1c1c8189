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

from ..xp import is_placeholder

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
    options: tuple = ()  # words and flags only: those to choose from
    switch: bool = False  # a length that, where it is 0, leaves its part of the shape out
    needs: tuple = ()  # the other arguments of the schedule that must be given, or above 0, with this one
    rises_from: str = ""  # of a peak: the rate below it, where a live figure starts at 0 once there is a peak
    item: Any = None  # several values in a tuple only: the Parameter of each
    first: int = 0  # the number of the first of them
    rising: str = ""  # whether they rise: "strictly", "weakly" or not

    @property
    def numeric(self):
        return self.unit in ("rate", "steps", "factor", "number", "metric", "metrics")

    def items(self, name, values):
        """Of several values in a tuple: what each is called, its own Parameter, and the value."""
        for number, value in enumerate(values, self.first):
            symbol = f"{self.item.symbol}_{{{number}}}"
            yield f"{name}_{number}", dataclasses.replace(self.item, symbol=symbol, rising=self.rising), value


def parameter_of(field):
    """The :class:`Parameter` of a dataclass field, or None where a reader declared a plain one."""
    return field.metadata.get("parameter")


def rate(symbol, meaning, default=_REQUIRED, *, optional=False, positive=False, rises_from=""):
    """A learning rate: finite, 0 or more (``positive``: above 0). A whole number means the float."""
    allowed = "a finite number above 0" if positive else "a finite number, 0 or more"
    limits = {"optional": optional, "zero": not positive, "rises_from": rises_from}
    return _number(symbol, "rate", meaning, default, allowed, **limits)


def steps(symbol, meaning, default=_REQUIRED, *, zero=False, fractions=False, needs=()):
    """A length in steps: above 0, or with ``zero`` also 0. ``needs`` names arguments that must be given with it.

    A length of 0 leaves its part of the shape out; what is left is 1 or more. With ``fractions`` the number is a place
    on the axis, or a length that the formula never divides by: 0 and all above it.
    """
    if zero and fractions:
        allowed = "a finite number of steps, 0 or more"
        return _number(symbol, "steps", meaning, default, allowed, keep_int=True)
    allowed = "0, or a finite number of steps, 1 or more" if zero else "a finite number of steps above 0"
    limits = {"zero": zero, "least": 1 if zero else 0, "switch": zero, "needs": needs}
    return _number(symbol, "steps", meaning, default, allowed, keep_int=True, **limits)


def factor(symbol, meaning, default=_REQUIRED, *, positive=False, at_most=math.inf, below=None, at_least=0, high=None):
    """A multiplier or fraction: finite, 0 or more (``positive``: above 0), within the limits that are given."""
    if at_least:
        allowed = f"a finite number, {at_least:g} or more"
        return _number(symbol, "factor", meaning, default, allowed, zero=False, least=at_least, high=high)
    if below is not None:
        allowed = f"a number above 0 and below {below:g}" if positive else f"a number from 0 to below {below:g}"
        most = math.nextafter(below, 0)
        return _number(symbol, "factor", meaning, default, allowed, zero=not positive, most=most, high=high or below)
    if at_most == math.inf:
        allowed = "a finite number above 0" if positive else "a finite number, 0 or more"
    else:
        allowed = f"a number above 0 and at most {at_most:g}" if positive else f"a number from 0 to {at_most:g}"
    high = at_most if high is None and at_most < math.inf else high
    return _number(symbol, "factor", meaning, default, allowed, zero=not positive, most=at_most, high=high)


def whole_number(symbol, meaning, default=_REQUIRED, *, below, high=99):
    """A whole number from 0 to ``below - 1``."""
    allowed = f"a whole number from 0 to {below - 1}"
    return _number(symbol, "number", meaning, default, allowed, most=below - 1, high=high, whole=True, keep_int=True)


def number(symbol, meaning, default=_REQUIRED, *, least=-math.inf, most=math.inf, high=None):
    """Any finite number, also a negative one, within the limits that are given."""
    allowed = "a finite number"
    if most < math.inf:
        allowed = f"a finite number, {most:g} or less" if least == -math.inf else f"a number from {least:g} to {most:g}"
    return _number(symbol, "number", meaning, default, allowed, least=least, most=most, high=high)


def metrics(symbol, meaning, default=_REQUIRED, *, least=0):
    """A number of metrics, each of which a feedback schedule is told once."""
    allowed = f"a whole number from {least} to {2**31 - 1}"
    limits = {"zero": not least, "least": least, "most": 2**31 - 1, "whole": True, "high": 30}
    return _number(symbol, "metrics", meaning, default, allowed, keep_int=True, **limits)


def tolerance(symbol, meaning, default=_REQUIRED, *, unit="metric", at_most=math.inf, high=None):
    """How much better is better: finite, 0 or more. ``unit`` is "metric" for one in the metric's own unit."""
    allowed = "a finite number, 0 or more" if at_most == math.inf else f"a number from 0 to {at_most:g}"
    return _number(symbol, unit, meaning, default, allowed, most=at_most, high=high)


def flag(meaning, default):
    """True or False."""

    def accept(value):
        if not isinstance(value, (bool, np.bool_)):
            raise TypeError
        return bool(value)

    return _field(Parameter("", "flag", meaning, "True or False", accept, options=(False, True)), default)


def several(field, *, first=0, rising="", least=0):
    """A tuple of the values that ``field`` declares, ``least`` of them or more, numbered from ``first``."""
    item = parameter_of(field)
    each = f"each {item.allowed}"
    order = {"strictly": ", each above the one before", "weakly": ", none below the one before", "": ""}[rising]
    allowed = f"a list of {least} or more, {each}{order}" if least else f"a list, {each}{order}"

    def accept(values):
        if isinstance(values, (str, bytes)) or not hasattr(values, "__iter__"):
            raise TypeError
        values = tuple(map(item.accept, values))
        if len(values) < least:
            raise ValueError
        pairs = [pair for pair in zip(values, values[1:]) if not any(map(is_placeholder, pair))]
        if (rising == "strictly" and any(a >= b for a, b in pairs)) or (rising and any(a > b for a, b in pairs)):
            raise ValueError
        return values

    several = dict(symbol=f"{item.symbol}_i", allowed=allowed, accept=accept, item=item, first=first, rising=rising)
    return _field(dataclasses.replace(item, **several), field.default)


def number_of_values(schedule, name, count, of):
    """A ValueError unless the tuple ``name`` of the schedule has ``count`` values: as many as ``of`` says."""
    values = getattr(schedule, name)
    if len(values) != count:
        raise ValueError(
            f"{type(schedule).__name__}: {name} must be {count}, as many as there are {of}; got {len(values)}: {values!r}"
        )


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


def is_number(value):
    """A real number, also one in an array or tensor without dimensions; not a truth value, not text."""
    if isinstance(value, (np.ndarray, np.generic)):
        return value.dtype.kind in "iuf" and not value.shape
    return hasattr(type(value), "__float__") and not isinstance(value, bool) and not getattr(value, "shape", ())


def _number(symbol, unit, meaning, default, allowed, *, keep_int=False, optional=False, **limits):
    def accept(value):
        if (optional and value is None) or is_placeholder(value):
            return value
        if not is_number(value):
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
        and (0 < number or parameter.least < 0)
        and parameter.least <= number <= parameter.most
        and (not parameter.whole or number == int(number))
    )
