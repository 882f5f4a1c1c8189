"""What recorded numbers compute (:mod:`lrnotes.writers.recorded`): in JavaScript, and in Python."""

import math
import operator
from collections.abc import Callable

COMPARISONS: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "===": operator.eq,
}


def _power(base: float, exponent: float) -> float:
    power = base**exponent
    return math.nan if isinstance(power, complex) else power


ARITHMETIC: dict[str, tuple[str, Callable[[float, float], float]]] = {
    "+": ("({0} + {1})", lambda a, b: a + b),
    "-": ("({0} - {1})", lambda a, b: a - b),
    "*": ("({0} * {1})", lambda a, b: a * b),
    "/": ("({0} / {1})", lambda a, b: a / b),
    "**": ("({0} ** {1})", _power),
    "//": ("Math.floor({0} / {1})", lambda a, b: a // b),
    "maximum": ("Math.max({0}, {1})", max),
    "minimum": ("Math.min({0}, {1})", min),
    "%": ("({0} - {1} * Math.floor({0} / {1}))", lambda a, b: a % b),
}
FUNCTIONS: dict[str, tuple[str, Callable[[float], float]]] = {
    "negative": ("(-{0})", lambda a: -a),
    "abs": ("Math.abs({0})", abs),
    "trunc": ("Math.trunc({0})", math.trunc),
    "floor": ("Math.floor({0})", math.floor),
    "ceil": ("Math.ceil({0})", math.ceil),
    "sqrt": ("Math.sqrt({0})", math.sqrt),
    "cos": ("Math.cos({0})", math.cos),
    "exp": ("Math.exp({0})", math.exp),
    "log": ("Math.log({0})", math.log),
    "round": ("halfEven({0})", round),
}
