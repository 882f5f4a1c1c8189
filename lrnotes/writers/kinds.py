"""Which nodes of a recorded formula are floats and which are integers, and how large these may become.

Python computes with a float and an integer more slowly than with two floats, to the same result: so an integer that
is written into the program may be written as a float wherever the other operand is known to be one.
"""

import math

from .recorder import LEAF, Node

_INFINITY = math.inf
# Up to here a float holds every whole number.
_EXACT = 2**53

FLOAT = "float"
_ALWAYS_FLOAT = {"divide", "cos", "exp", "log", "sqrt", "call"}
_PICKS = {"where", "maximum", "minimum"}
_COMPARISONS = {"lt", "le", "gt", "ge", "eq", "ne"}


def kinds_of(nodes, step):
    """The kind of each node, by its number: FLOAT, a range ``(lowest, highest)`` of integers, or None: either."""
    kinds = {}
    for node in nodes:
        operands = [kind_of(each, kinds) for each in node.operands]
        kinds[node.number] = step if node.operation == LEAF else _result(node, operands)
    return kinds


def kind_of(operand, kinds):
    if isinstance(operand, Node):
        return kinds[operand.number]
    if isinstance(operand, float):
        return FLOAT
    return (operand, operand) if isinstance(operand, int) else None


def float_constant(value, kinds, other):
    """May this integer be written as a float beside ``other``, without a change of any result?"""
    return type(value) is int and abs(value) <= _EXACT and kind_of(other, kinds) is FLOAT


def _result(node, operands):
    operation = node.operation
    if operation in _ALWAYS_FLOAT:
        return FLOAT
    if operation in _COMPARISONS:
        return 0, 1
    if operation == "floor":
        return -_INFINITY, _INFINITY
    if operation == "power":  # a negative base makes a complex number, whole numbers may make a fraction
        base = node.operands[0]
        certain = FLOAT in operands and None not in operands and isinstance(base, (int, float)) and base > 0
        return FLOAT if certain else None
    if operation == "where":
        operands = operands[1:]
    if None in operands:
        return None
    if FLOAT in operands:
        mixed = operation in _PICKS and any(kind is not FLOAT for kind in operands)
        return None if mixed else FLOAT
    return _RANGES.get(operation, _unknown)(*operands)


def _unknown(*operands):
    return -_INFINITY, _INFINITY


def _product(a, b):
    ends = [x * y if x and y else 0 for x in a for y in b]
    return min(ends), max(ends)


_RANGES = {
    "add": lambda a, b: (a[0] + b[0], a[1] + b[1]),
    "subtract": lambda a, b: (a[0] - b[1], a[1] - b[0]),
    "multiply": _product,
    "negative": lambda a: (-a[1], -a[0]),
    "abs": lambda a: (0, max(abs(a[0]), abs(a[1]))),
    "minimum": lambda a, b: (min(a[0], b[0]), min(a[1], b[1])),
    "maximum": lambda a, b: (max(a[0], b[0]), max(a[1], b[1])),
    "where": lambda a, b: (min(a[0], b[0]), max(a[1], b[1])),
}
