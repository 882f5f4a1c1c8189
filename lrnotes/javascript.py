"""A definition as JavaScript: run once on values that write down what is done to them."""

import json
import math

from .xp import Placeholder
from .xp.namespace import Namespace


class JavaScript(Namespace):
    """The ``xp`` that writes. Every operation is a line, ``[name, expression]``; the same one is written once."""

    pi = math.pi

    def __init__(self):
        self._names = {}

    def value(self, expression):
        """What the page knows already, by the expression that reads it."""
        return _Value(self, expression)

    def lines(self, results):
        """The lines that the results need, in order; ``results`` are the names or numbers that they are asked by."""
        wanted, kept = " ".join(results), []
        for expression, name in reversed(self._names.items()):
            if name in _words(wanted):
                kept.append([name, expression])
                wanted += " " + expression
        return kept[::-1]

    def written(self, template, *parts):
        expression = template.format(*map(text, parts))
        return _Value(self, self._names.setdefault(expression, f"_{len(self._names)}"))

    def abs(self, value):
        return self.written("Math.abs({})", value)

    def floor(self, value):
        return self.written("Math.floor({})", value)

    def sqrt(self, value):
        return self.written("Math.sqrt({})", value)

    def exp(self, value):
        return self.written("Math.exp({})", value)

    def log(self, value):
        return self.written("Math.log({})", value)

    def cos(self, value):
        return self.written("Math.cos({})", value)

    def maximum(self, a, b):
        return self.written("Math.max({}, {})", a, b)

    def minimum(self, a, b):
        return self.written("Math.min({}, {})", a, b)

    def where(self, condition, yes, no):
        return self.written("{} ? {} : {}", condition, yes, no)

    def shift(self, window, value):
        return self.written("[...{}.slice(1), {}]", window, value)


def text(value):
    """A value as a part of an expression."""
    if isinstance(value, _Value):
        return value.text
    if isinstance(value, tuple):
        return f"[{', '.join(map(text, value))}]"
    if isinstance(value, float) and math.isinf(value):
        return "Infinity" if value > 0 else "(-Infinity)"
    written = json.dumps(value)
    return f"({written})" if written.startswith("-") else written


def _words(expression):
    return set(
        expression.replace("(", " ").replace(")", " ").replace(",", " ").replace("[", " ").replace(".", " ").split()
    )


def _operator(template, swapped=False):
    def write(self, other):
        return self.xp.written(template, *((other, self) if swapped else (self, other)))

    return write


class _Value(Placeholder):
    __hash__ = object.__hash__

    def __init__(self, xp, text):
        self.xp, self.text = xp, text

    def __bool__(self):
        raise TypeError("a rule must not branch on its state, its metric or a number with `if`: use xp.where")

    def __getitem__(self, place):
        return self.xp.written("{}[{}]", self, place)

    def __rmul__(self, other):
        if isinstance(other, tuple):  # a window of so many
            return self.xp.written("Array({1}).fill({0})", other[0], self)
        return self.xp.written("{} * {}", other, self)

    def __neg__(self):
        return self.xp.written("-{}", self)

    __add__, __radd__ = _operator("{} + {}"), _operator("{} + {}", True)
    __sub__, __rsub__ = _operator("{} - {}"), _operator("{} - {}", True)
    __mul__ = _operator("{} * {}")
    __truediv__, __rtruediv__ = _operator("{} / {}"), _operator("{} / {}", True)
    __pow__, __rpow__ = _operator("{} ** {}"), _operator("{} ** {}", True)
    __lt__, __le__ = _operator("{} < {}"), _operator("{} <= {}")
    __gt__, __ge__ = _operator("{} > {}"), _operator("{} >= {}")
    __eq__, __ne__ = _operator("{} === {}"), _operator("{} !== {}")
