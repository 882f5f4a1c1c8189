"""A formula, run once on stand-ins that record what is done to them: a graph in which each operation stands once."""

import functools

import numpy as np

from ..xp import Placeholder
from ..xp.namespace import ELEMENTARY, Namespace
from ..xp.python import namespace as python

#: What names a value that no operation made, with the text that reads it.
LEAF = "leaf"


class Node(Placeholder):
    """The result of one operation. ``operands`` are nodes and constants; ``varies``: it depends on the step.

    A parameter, a number that is given later, has an ``index`` and a ``value``: a formula may ask whether it is 0,
    which selects a form and not a value.
    """

    __slots__ = ("index", "number", "operands", "operation", "recorder", "value", "varies")
    __hash__ = object.__hash__

    def __init__(self, recorder, operation, operands, varies, index=None, value=None):
        self.recorder, self.operation, self.operands, self.varies = recorder, operation, operands, varies
        self.index, self.value = index, value
        self.number = recorder.count()

    @property
    def xp(self):
        return self.recorder

    def __bool__(self):
        if self.index is None:
            raise TypeError(self.recorder.refusal)
        self.recorder.asked.add(self.index)
        return bool(self.value)

    def __getitem__(self, place):
        if not isinstance(place, int):
            raise TypeError("of a window, only one value can be read at a time; use xp.shift to move it")
        return self.recorder.record("item", self, place)

    def __iter__(self):  # or Python would try 0, 1, 2, ... for ever
        raise TypeError("a number that is not known yet cannot be iterated over")

    def __neg__(self):
        return self.recorder.record("negative", self)

    def __pos__(self):
        return self

    def __abs__(self):
        return self.recorder.record("abs", self)


def _define_operators():
    names = {"add": "add", "sub": "subtract", "mul": "multiply", "truediv": "divide", "pow": "power", "mod": "modulo",
             "floordiv": "floor_division"}  # fmt: skip
    for name, operation in names.items():
        setattr(Node, f"__{name}__", _method(operation, swapped=False))
        setattr(Node, f"__r{name}__", _method(operation, swapped=True))
    for name in ("lt", "le", "gt", "ge", "eq", "ne"):
        setattr(Node, f"__{name}__", _method(name, swapped=False))


def _method(operation, swapped):
    def method(self, other):
        if swapped and isinstance(other, tuple) and operation == "multiply":
            return self.recorder.record("repeat", other[0], self)  # a window of so many
        if not isinstance(other, (Node, int, float, np.number, np.bool_)):
            return NotImplemented
        return self.recorder.record(operation, *((other, self) if swapped else (self, other)))

    return method


_define_operators()


class Recorder(Namespace):
    """The ``xp`` that records.

    Operations on constants alone are carried out at once, in the order and precision in which Python would.
    """

    def __init__(self, refusal="a formula must not branch on its step or on arithmetic with `if`: use xp.where"):
        self.refusal = refusal
        self.asked = set()  # the indices of parameters whose truth was asked
        self._nodes = {}
        self._count = 0

    def count(self):
        self._count += 1
        return self._count

    def leaf(self, text, varies=True, index=None, value=None):
        """A value that the program knows already, by the text that reads it."""
        key = (LEAF, text)
        if key not in self._nodes:
            self._nodes[key] = Node(self, LEAF, (text,), varies, index, value)
        return self._nodes[key]

    def record(self, operation, *operands):
        operands = tuple(map(self.operand, operands))
        key = (operation, *map(_key, operands))
        if key not in self._nodes:
            varies = any(isinstance(each, Node) and each.varies for each in operands)
            self._nodes[key] = Node(self, operation, operands, varies)
        return self._nodes[key]

    def operand(self, value):
        if isinstance(value, tuple):
            return self.record("list", *value)
        return value.item() if isinstance(value, (np.generic, np.ndarray)) else value

    def _computed(self, operation, *operands):
        if not any(isinstance(each, Node) for each in operands):
            try:
                return getattr(python, operation)(*operands)
            except (ArithmeticError, ValueError):
                pass  # infinite, or not a number: the program finds out if it ever comes there
        return self.record(operation, *operands)

    def where(self, condition, yes, no):
        if not isinstance(condition, Node):
            return yes if condition else no
        return self.record("where", condition, yes, no)

    def shift(self, window, value):
        return self.record("shift", window, value)


def _define_functions():
    for name in ELEMENTARY:
        setattr(Recorder, name, functools.partialmethod(Recorder._computed, name))


_define_functions()


def _key(operand):
    """What tells operands apart: 1 is not 1.0, and 0.0 is not -0.0, though they are equal."""
    if isinstance(operand, Node):
        return operand.number
    return type(operand), repr(operand) if isinstance(operand, (int, float, str)) else id(operand)


def reachable(results):
    """The nodes that the results depend on, each after its operands."""
    found, waiting = {}, [each for each in results if isinstance(each, Node)]
    while waiting:
        node = waiting.pop()
        if node.number not in found:
            found[node.number] = node
            waiting += [each for each in node.operands if isinstance(each, Node)]
    return [found[number] for number in sorted(found)]
