"""Arithmetic of the numbers in an expression, which cannot run long or fill the memory whatever somebody writes."""

import ast
import math
import operator
from collections.abc import Callable

from .messages import shown

_LARGEST_INTEGER = 2**63
_BINARY: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
}


def is_plain_number(value: object) -> bool:
    """Is it a number that one can calculate with: an int or a float, and not True or False?"""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def checked(value: object) -> float:
    """A number that is finite and, if it is an integer, fits 64 bits."""
    if isinstance(value, complex) or (isinstance(value, float) and not math.isfinite(value)):
        raise ValueError(f"a number must be real and finite; got {value}")
    assert isinstance(value, (int, float))
    if isinstance(value, int) and abs(value) > _LARGEST_INTEGER:
        raise ValueError(f"an integer must be at most 2**63; got {shown(value)}")
    return value


def calculate(operation: ast.operator, left: float, right: float) -> float:
    """The result of one operation on two checked numbers.

    Raises:
        ValueError: for another operation, a division by 0, or a result that is too large or not real.
    """
    try:
        if isinstance(operation, ast.Pow):
            return _power(left, right)
        if type(operation) not in _BINARY:
            raise ValueError("numbers can be combined with + - * / // % ** only")
        return checked(_BINARY[type(operation)](left, right))
    except ZeroDivisionError:
        raise ValueError("a number must not be divided by 0") from None
    except OverflowError:
        raise ValueError("a number must be finite; the result is too large") from None


def _power(base: float, exponent: float) -> float:
    # In floats first: 9**9**9 as an integer has 370 million digits.
    result = checked(float(base) ** float(exponent))
    whole = isinstance(base, int) and isinstance(exponent, int) and exponent >= 0
    return checked(base**exponent) if whole and abs(result) <= _LARGEST_INTEGER else result
