"""Numbers in training code: a value and the JavaScript that computes it, and conditions on such numbers.

A row of the table (:mod:`lrnotes.to_others.table`) computes with these numbers and formats them into code. What it
compares are values that a reader may move, so a comparison gives a :class:`Condition`, which a page can check again.
"""

import dataclasses
import math
import operator
import re

from ..writers.recorded import RecordedNumber, as_float, to_digits
from ..xp import Placeholder

_ATOM = re.compile(r"[\w.]+|p\[\d+\]")  # JavaScript that needs no parentheses


@dataclasses.dataclass(frozen=True)
class Condition:
    """Whether something holds for the values as they are, and the JavaScript that checks it for other values.

    ``source`` is None if nothing that a reader moves can change the answer.
    """

    holds: bool
    source: str | None = None

    def __bool__(self):
        return self.holds

    def __and__(self, other):
        for one, another in ((self, other), (other, self)):
            if one.source is None:
                return another if one else NEVER
        return Condition(self.holds and other.holds, f"{self.source} && {other.source}")


ALWAYS, NEVER = Condition(True), Condition(False)


def every(conditions):
    """The condition that all of them hold."""
    together = ALWAYS
    for condition in conditions:
        together &= condition
    return together


class CodeNumber(Placeholder):
    """A number of a schedule as training code shows it.

    ``value`` is the number, ``source`` the JavaScript that computes it from what the reader moves, or None if nothing
    moves it. A number that ``counts`` (steps) is written as an integer if it is one; all others are written as floats.
    One that was ``computed`` is written with twelve digits. Sums, differences, products and quotients are such numbers
    too; comparisons are the methods that give a :class:`Condition`.
    """

    __slots__ = ("computed", "counts", "source", "value")

    def __init__(self, value, source=None, *, counts=False, computed=False):
        self.value, self.source, self.counts, self.computed = as_float(value), source, counts, computed

    def written(self):
        """The value and the JavaScript as code has them: without the last digits of what was computed."""
        if not self.computed:
            return self.value, self.source
        return to_digits(self.value, 12), self.source and f"+({self.source}).toPrecision(12)"

    def __repr__(self):
        value, source = self.written()
        if isinstance(value, RecordedNumber):
            return repr(value.as_count(self.counts))
        text = str(int(value)) if self.counts and value.is_integer() else repr(value)
        kind = "steps:" if self.counts else "float:"
        return f"\ue000{kind + source if source else ''}\ue002{text}\ue001"  # read by lrnotes.to_others.code_text

    def as_count(self):
        """The same number, computed, written as an integer if it is one."""
        return CodeNumber(self.value, self.source, counts=True, computed=True)

    def as_integer(self):
        """The same number as it is, written as an integer if it is one."""
        return CodeNumber(self.value, self.source, counts=True)

    def in_full(self):
        """The same number with all its digits."""
        return CodeNumber(self.value, self.source)

    def equals(self, other):
        return _compared("===", operator.eq, self, other)

    def is_below(self, other):
        return _compared("<", operator.lt, self, other)

    def is_at_most(self, other):
        return _compared("<=", operator.le, self, other)

    def is_above(self, other):
        return _compared(">", operator.gt, self, other)

    def is_at_least(self, other):
        return _compared(">=", operator.ge, self, other)

    def __add__(self, other):
        return _computed("+", operator.add, self, other)

    def __radd__(self, other):
        return _computed("+", operator.add, other, self)

    def __sub__(self, other):
        return _computed("-", operator.sub, self, other)

    def __rsub__(self, other):
        return _computed("-", operator.sub, other, self)

    def __mul__(self, other):
        return _computed("*", operator.mul, self, other)

    def __rmul__(self, other):
        return _computed("*", operator.mul, other, self)

    def __truediv__(self, other):
        return _computed("/", _quotient, self, other)

    def __rtruediv__(self, other):
        return _computed("/", _quotient, other, self)


def is_whole(number):
    """The condition that a number, a plain one too, is an integer; of one that counts, as it is written."""
    if not isinstance(number, CodeNumber):
        return Condition(as_float(number).is_integer())
    value, source = number.written() if number.counts else (number.value, number.source)
    return Condition(value.is_integer(), source and f"Number.isInteger({source})")


def value_of(number):
    """The value of a number, plain or not, as code has it."""
    return number.written()[0] if isinstance(number, CodeNumber) else as_float(number)


def _plain(number):
    return number.value if isinstance(number, CodeNumber) else as_float(number)


def _quotient(one, other):
    return one / other if other else math.nan


def _javascript(operand):
    source = (isinstance(operand, CodeNumber) and operand.source) or repr(_plain(operand))
    return source if _ATOM.fullmatch(source) else f"({source})"


def _source(sign, one, other):
    if any(isinstance(operand, CodeNumber) and operand.source for operand in (one, other)):
        return f"{_javascript(one)} {sign} {_javascript(other)}"
    return None


def _counts(operand):
    return operand.counts if isinstance(operand, (CodeNumber, RecordedNumber)) else isinstance(operand, int)


def _computed(sign, compute, one, other):
    if not all(isinstance(operand, (int, float, CodeNumber)) for operand in (one, other)):
        return NotImplemented
    counts = sign != "/" and _counts(one) and _counts(other)
    value = compute(_plain(one), _plain(other))
    return CodeNumber(value, _source(sign, one, other), counts=counts, computed=True)


def _compared(sign, compare, one, other):
    return Condition(compare(_plain(one), _plain(other)), _source(sign, one, other))
