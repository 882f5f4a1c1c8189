"""What a schedule says of its parameters, once: symbol, unit, meaning, and which values are allowed.

A field declared with one of the functions below carries its :class:`Parameter`. The constructor's checks, the
docstring's list of arguments, the table in the chapter, the symbols of the printed formula and the sliders of the
interactive plot all read it.

``default`` is a keyword in all of them, because that is how type checkers see whether an argument may be left out. For
a type checker the functions return a value of the argument's type; at run time they return a dataclass field.
"""

import dataclasses
import math
from collections.abc import Callable, Mapping, Sequence, Set
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeVar, cast

import numpy as np

from ..writers.recorded import RecordedNumber, as_float
from ..xp import is_placeholder
from .checks import Parameter, declared, is_number, parameter_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    #: Several numbers given as one argument: a list, a tuple or an array. A schedule stores them as a tuple.
    Numbers = Sequence[float] | NDArray[np.floating[Any]] | NDArray[np.integer[Any]]
else:
    Numbers = Sequence[float]

__all__ = [
    "Numbers",
    "Parameter",
    "choice",
    "factor",
    "flag",
    "function",
    "is_number",
    "label",
    "metrics",
    "nested",
    "number",
    "parameter_of",
    "rate",
    "require_number_of_values",
    "several",
    "steps",
    "tolerance",
    "whole_number",
]

T = TypeVar("T")
_REQUIRED: Any = dataclasses.MISSING
# Beyond these a quotient or power of two arguments is infinite or NaN; a shorter length makes whole periods inexact.
_LARGEST, _SHORTEST, _SMALLEST = 1e100, 1e-5, 1e-300
_EXACT = 2**53  # a larger integer stays a float, with which NumPy computes
_UNORDERED = (str, bytes, Set, Mapping)  # iterables that are not lists of values


def rate(
    symbol: str,
    meaning: str,
    *,
    default: float | None = _REQUIRED,
    optional: bool = False,
    positive: bool = False,
    rises_from: str = "",
) -> float:
    """A learning rate: finite, 0 or more (with ``positive``: above 0). An integer is stored as a float."""
    limits = {"optional": optional, "zero": not positive, "rises_from": rises_from}
    allowed = "a finite number above 0" if positive else "a finite number, 0 or more"
    return _number(symbol, "rate", meaning, default, allowed, **limits)


def steps(
    symbol: str,
    meaning: str,
    *,
    default: float | None = _REQUIRED,
    zero: bool = False,
    fractions: bool = False,
    optional: bool = False,
    within: bool = False,
    needs: tuple[str, ...] = (),
) -> float:
    """A length in steps: above 0, or with ``zero`` also 0. ``needs`` names arguments that must be given with it.

    A length of 0 leaves its phase out; otherwise it is 1 or more. With ``fractions`` it is a place on the axis, or a
    length that nothing is divided by. With ``within`` it recurs within the others, as stairs do.
    """
    if zero and fractions:
        return _number(symbol, "steps", meaning, default, "a finite number of steps, 0 or more", keep_int=True)
    allowed = "0, or a finite number of steps, 1 or more" if zero else "a finite number of steps above 0"
    limits = {"optional": optional, "zero": zero, "least": int(zero), "switch": zero, "within": within, "needs": needs}
    return _number(symbol, "steps", meaning, default, allowed, keep_int=True, **limits)


def factor(
    symbol: str,
    meaning: str,
    *,
    default: float = _REQUIRED,
    positive: bool = False,
    at_most: float = math.inf,
    below: float | None = None,
    at_least: float = 0,
    high: float | None = None,
) -> float:
    """A multiplier or fraction: finite, 0 or more (with ``positive``: above 0), within the limits that are given."""
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
    high = at_most if high is None and at_most <= 1 else high
    return _number(symbol, "factor", meaning, default, allowed, zero=not positive, most=at_most, high=high)


def whole_number(symbol: str, meaning: str, *, default: int = _REQUIRED, below: int, high: float = 99) -> int:
    """An integer from 0 to ``below - 1``."""
    allowed = f"an integer from 0 to {below - 1}"
    limits: dict[str, Any] = {"most": below - 1, "high": high, "whole": True}
    return cast(int, _number(symbol, "number", meaning, default, allowed, keep_int=True, **limits))


def number(
    symbol: str,
    meaning: str,
    *,
    default: float = _REQUIRED,
    least: float = -math.inf,
    most: float = math.inf,
    high: float | None = None,
) -> float:
    """Any finite number, also a negative one, within the limits that are given."""
    allowed = "a finite number"
    if most < math.inf:
        allowed = f"a finite number, {most:g} or less" if least == -math.inf else f"a number from {least:g} to {most:g}"
    return _number(symbol, "number", meaning, default, allowed, least=least, most=most, high=high)


def metrics(symbol: str, meaning: str, *, default: int = _REQUIRED, least: int = 0) -> int:
    """A number of metrics; a feedback schedule receives one after every epoch."""
    allowed = f"an integer from {least} to {2**31 - 1}"
    limits: dict[str, Any] = {"zero": not least, "least": least, "most": 2**31 - 1, "whole": True, "high": 30}
    return cast(int, _number(symbol, "metrics", meaning, default, allowed, keep_int=True, **limits))


def tolerance(
    symbol: str,
    meaning: str,
    *,
    default: float = _REQUIRED,
    unit: str = "metric",
    at_most: float = math.inf,
    high: float | None = None,
) -> float:
    """How much better an improvement must be: finite, 0 or more. The unit "metric" means that of the metric itself."""
    allowed = "a finite number, 0 or more" if at_most == math.inf else f"a number from 0 to {at_most:g}"
    return _number(symbol, unit, meaning, default, allowed, most=at_most, high=high)


def flag(meaning: str, *, default: bool = _REQUIRED) -> bool:
    """True or False."""

    def accept(value: Any) -> bool:
        if not isinstance(value, (bool, np.bool_)):
            raise TypeError
        return bool(value)

    return cast(bool, declared(Parameter("", "flag", meaning, "True or False", accept, options=(False, True)), default))


def several(field: float, *, first: int = 0, rising: str = "", least: int = 0) -> Numbers:
    """A tuple of the values that ``field`` declares, ``least`` of them or more, numbered from ``first``."""
    item: Parameter = cast(Any, field).metadata["parameter"]
    each = f"each {item.allowed}"
    order = {"strictly": ", each above the one before", "weakly": ", none below the one before", "": ""}[rising]
    allowed = f"a list of {least} or more, {each}{order}" if least else f"a list, {each}{order}"

    def accept(values: Any) -> tuple[Any, ...]:
        if isinstance(values, _UNORDERED) or not hasattr(values, "__iter__"):
            raise TypeError
        values = tuple(map(item.accept, values))
        if len(values) < least:
            raise ValueError
        pairs = [pair for pair in pairwise(values) if not any(map(is_placeholder, pair))]
        if (rising == "strictly" and any(a >= b for a, b in pairs)) or (rising and any(a > b for a, b in pairs)):
            raise ValueError
        return values

    changes: dict[str, Any] = {"symbol": f"{item.symbol}_i", "allowed": allowed, "accept": accept}
    changes |= {"item": item, "first": first, "rising": rising}
    return cast(Numbers, declared(dataclasses.replace(item, **changes), _REQUIRED))


def require_number_of_values(schedule: object, name: str, count: int, of: str) -> None:
    """Raise a ValueError unless the tuple ``name`` has ``count`` values; ``of`` says what they match."""
    values = getattr(schedule, name)
    if len(values) != count:
        raise ValueError(
            f"{type(schedule).__name__}: {name} must be {count}, as many as there are {of}; "
            f"got {len(values)}: {values!r}"
        )


def choice(meaning: str, options: Sequence[str], *, default: str = _REQUIRED) -> str:
    """One of a few strings."""
    allowed = "one of " + ", ".join(map(repr, options))

    def accept(value: Any) -> str:
        if not (isinstance(value, str) and value in options):
            raise ValueError
        return value

    return cast(str, declared(Parameter("", "word", meaning, allowed, accept, options=tuple(options)), default))


def function(symbol: str, meaning: str, *, default: Callable[[Any], Any] = _REQUIRED) -> Callable[[Any], Any]:
    """A callable of one argument."""

    def accept(value: Any) -> Any:
        if not callable(value):
            raise TypeError
        return value

    parameter = Parameter(symbol, "function", meaning, "a function of one argument", accept)
    return cast("Callable[[Any], Any]", declared(parameter, default))


def label(*, default: str | None = _REQUIRED) -> str | None:
    """The name of a schedule in legends. It has no effect on any value."""

    def accept(value: Any) -> str | None:
        if not (value is None or isinstance(value, str)):
            raise TypeError
        return value

    meaning = "a name for legends; no effect on any value"
    parameter = Parameter("", "word", meaning, "a string or None", accept, optional=True)
    return cast("str | None", declared(parameter, default))


def nested(kind: type[T], meaning: str) -> T:
    """Another schedule, of the class ``kind``, which this one is made of."""

    def accept(value: Any) -> T:
        if not isinstance(value, kind):
            raise TypeError
        return value

    return cast(T, declared(Parameter("", "schedule", meaning, f"a {kind.__name__}", accept), _REQUIRED))


def _number(
    symbol: str,
    unit: str,
    meaning: str,
    default: float | None,
    allowed: str,
    *,
    keep_int: bool = False,
    optional: bool = False,
    **limits: Any,
) -> float:
    def accept(value: Any) -> Any:
        if (optional and value is None) or is_placeholder(value):
            return value
        if not is_number(value):
            raise TypeError
        try:
            number = as_float(value)
        except OverflowError:  # an integer that is larger than all floats
            raise ValueError from None
        if not parameter.allows(number):
            raise ValueError(_beyond(parameter, number))
        if isinstance(number, RecordedNumber):
            return number.as_count(keep_int)
        return int(number) if keep_int and abs(number) <= _EXACT and number == int(number) else number

    if optional:
        allowed += ", or None"
    limits["most"] = min(limits.get("most", math.inf), _LARGEST)
    limits["least"] = max(limits.get("least", 0.0), -_LARGEST)
    if not limits.get("zero", True):
        limits["least"] = max(limits["least"], _SHORTEST if unit == "steps" else _SMALLEST)
    parameter = Parameter(symbol, unit, meaning, allowed, accept, optional=optional, **limits)
    return cast(float, declared(parameter, default))


def _beyond(parameter: Parameter, number: float) -> str:
    """The limit that a number is beyond, where only extremely small or large numbers are."""
    if number > parameter.most == _LARGEST and math.isfinite(number):
        return f"at most {_LARGEST:g}"
    if 0 < number < parameter.least <= _SHORTEST:
        return f"at least {parameter.least:g}"
    return ""
