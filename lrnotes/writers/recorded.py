"""A number that records what is computed with it and which way each comparison went.

Code for plain numbers, such as a row of the table of originals, runs on recorded ones as it is. What comes out is the
value, the JavaScript that computes it from other arguments, and the comparisons that must go the same way for that.
"""

import functools
import math
import re
from collections.abc import Callable, Sequence
from typing import Any

from .recorded_operations import ARITHMETIC, COMPARISONS, FUNCTIONS


class NotRecordedError(BaseException):
    """A number left the record, by ``float(x)`` or ``int(x)``. No handler of an ordinary error may take it for one."""


class Decisions:
    """The comparisons of one run, each once, in their order: the JavaScript, how to evaluate it, and how it went."""

    def __init__(self) -> None:
        self.made: dict[str, tuple[Callable[[Sequence[float]], bool], bool]] = {}

    def decide(self, source: str, evaluate: Callable[[Sequence[float]], bool], holds: bool) -> bool:
        if source not in self.made:
            self.made[source] = evaluate, holds
        return holds


_MOST_THINGS = 7
_HUGE = 1e99  # a limit that only stands for a finite number


def _plain(value: Any) -> float:
    """The value alone."""
    return float.__add__(value, 0.0) if isinstance(value, RecordedNumber) else value


def _javascript(value: Any) -> str:
    return value.source if isinstance(value, RecordedNumber) else _constant(value)


@functools.cache
def _constant(value: float) -> str:
    number = float(value)
    if math.isinf(number):
        return "Infinity" if number > 0 else "(-Infinity)"
    text = repr(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)
    return f"({text})" if text.startswith("-") else text


def _evaluator(value: Any) -> Callable[[Sequence[float]], float]:
    return value.evaluate if isinstance(value, RecordedNumber) else lambda arguments: value


class RecordedNumber(float):
    """A float with the JavaScript that computes it; one that ``counts`` is written as an integer if it is one."""

    __slots__ = ("counts", "decisions", "evaluate", "source")

    source: str
    evaluate: Callable[[Sequence[float]], float]
    decisions: Decisions
    counts: bool

    @classmethod
    def make(
        cls,
        value: float,
        source: str,
        evaluate: Callable[[Sequence[float]], float],
        decisions: Decisions,
        counts: bool = False,
    ) -> "RecordedNumber":
        made = cls(value)
        made.source, made.evaluate, made.decisions, made.counts = source, evaluate, decisions, counts
        return made

    @classmethod
    def argument(
        cls, name: str, place: int, value: float, decisions: Decisions, counts: bool = False
    ) -> "RecordedNumber":
        """The number at a place of the list ``name``."""
        return cls.make(value, f"{name}[{place}]", lambda arguments: arguments[place], decisions, counts)

    def as_count(self, counts: bool = True) -> "RecordedNumber":
        """The same number, written as an integer if it is one."""
        return self.make(_plain(self), self.source, self.evaluate, self.decisions, counts)

    def _decide(self, sign: str, other: Any) -> bool:
        compare, first = COMPARISONS[sign], self.evaluate
        if isinstance(other, RecordedNumber):
            second = other.evaluate
            source, holds = f"{self.source} {sign} {other.source}", compare(_plain(self), _plain(other))
            return self.decisions.decide(source, lambda numbers: compare(first(numbers), second(numbers)), holds)
        holds = compare(_plain(self), other)
        if abs(other) >= _HUGE:
            return holds
        source = f"{self.source} {sign} {_constant(other)}"
        return self.decisions.decide(source, lambda numbers: compare(first(numbers), other), holds)

    def _function(self, name: str, counts: bool) -> "RecordedNumber":
        template, compute = FUNCTIONS[name]
        inner = self.evaluate
        return self.make(
            compute(_plain(self)),
            template.format(self.source),
            lambda arguments: compute(inner(arguments)),
            self.decisions,
            counts,
        )

    def to_digits(self, digits: int) -> "RecordedNumber":
        """The number rounded to significant digits."""
        inner = self.evaluate
        return self.make(
            float(f"{_plain(self):.{digits}g}"),
            f"+({self.source}).toPrecision({digits})",
            lambda arguments: float(f"{inner(arguments):.{digits}g}"),
            self.decisions,
            self.counts,
        )

    def is_integer(self) -> bool:
        inner = self.evaluate
        return self.decisions.decide(
            f"Number.isInteger({self.source})",
            lambda arguments: float(inner(arguments)).is_integer(),
            _plain(self).is_integer(),
        )

    def __hash__(self) -> int:
        return 0  # so that a dict compares its keys, which is recorded

    def __eq__(self, other: object) -> bool:
        return self._decide("===", other) if _is_number(other) else NotImplemented

    def __ne__(self, other: object) -> bool:
        return not self._decide("===", other) if _is_number(other) else NotImplemented

    def __lt__(self, other: Any) -> bool:
        return self._decide("<", other) if _is_number(other) else NotImplemented

    def __le__(self, other: Any) -> bool:
        return self._decide("<=", other) if _is_number(other) else NotImplemented

    def __gt__(self, other: Any) -> bool:
        return self._decide(">", other) if _is_number(other) else NotImplemented

    def __ge__(self, other: Any) -> bool:
        return self._decide(">=", other) if _is_number(other) else NotImplemented

    def __bool__(self) -> bool:
        return not self._decide("===", 0)

    def __neg__(self) -> "RecordedNumber":
        return self._function("negative", self.counts)

    def __pos__(self) -> "RecordedNumber":
        return self

    def __abs__(self) -> "RecordedNumber":
        return self._function("abs", self.counts)

    def __trunc__(self) -> Any:
        return self._function("trunc", True)

    def __floor__(self) -> Any:
        return self._function("floor", True)

    def __ceil__(self) -> Any:
        return self._function("ceil", True)

    def __round__(self, digits: Any = None) -> Any:
        if digits is None:
            return self._function("round", True)
        inner = self.evaluate
        return self.make(
            round(_plain(self), digits),
            f"+({self.source}).toFixed({digits})",
            lambda arguments: round(float(inner(arguments)), digits),
            self.decisions,
        )

    def function(self, name: str) -> "RecordedNumber":
        """An elementary function of the number."""
        return self._function(name, name in ("floor", "abs") and self.counts)

    def __repr__(self) -> str:
        value = _plain(self)
        text = str(int(value)) if self.counts and value.is_integer() else repr(value)
        return f"\ue000{'steps' if self.counts else 'float'}:{self.source}\ue002{text}\ue001"

    __str__ = __repr__

    def __format__(self, specification: str) -> str:
        digits = re.fullmatch(r"(?:\.(\d+))?g", specification)
        if digits:
            return repr(self.to_digits(int(digits[1] or 6)))
        if specification:
            raise NotRecordedError(f"a format, {specification!r}, of {self.source}")
        return repr(self)

    def __float__(self) -> float:
        raise NotRecordedError(f"float({self.source})")

    def __int__(self) -> int:
        raise NotRecordedError(f"int({self.source})")

    def __index__(self) -> int:
        """Of a count of things, such as the cycles in a row: what follows holds for this count alone."""
        for count in range(_MOST_THINGS):
            if self._decide("===", count):
                return count
        raise NotRecordedError(f"an index, {self.source}, of {_plain(self)}")


class RecordedText(str):
    """A text that begins with a number, such as "300ba"."""

    __slots__ = ("number", "rest")

    number: RecordedNumber
    rest: str

    @classmethod
    def make(cls, number: RecordedNumber, rest: str) -> "RecordedText":
        made = cls(f"{_plain(number):g}{rest}")
        made.number, made.rest = number, rest
        return made

    def __repr__(self) -> str:
        return f"'{self.number!r}{self.rest}'"


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float))


def _define_arithmetic() -> None:
    names = {"add": "+", "sub": "-", "mul": "*", "truediv": "/", "pow": "**", "floordiv": "//", "mod": "%"}
    for name, sign in names.items():
        setattr(RecordedNumber, f"__{name}__", arithmetic(sign, swapped=False))
        setattr(RecordedNumber, f"__r{name}__", arithmetic(sign, swapped=True))


def arithmetic(sign: str, swapped: bool) -> Callable[[RecordedNumber, Any], Any]:
    """The method of an operator, or of "maximum" and "minimum"."""
    template, compute = ARITHMETIC[sign]

    def method(self: RecordedNumber, other: Any) -> Any:
        if not _is_number(other):
            return NotImplemented
        one, two = (other, self) if swapped else (self, other)
        if sign in ("/", "//", "%") and two == 0:
            raise ZeroDivisionError("division by zero")
        if sign == "**" and two < 0 and one == 0:
            raise ZeroDivisionError("0.0 cannot be raised to a negative power")
        counts = sign != "/" and all(getattr(each, "counts", isinstance(each, int)) for each in (one, two))
        first, second = _evaluator(one), _evaluator(two)
        return self.make(
            compute(_plain(one), _plain(two)),
            template.format(_javascript(one), _javascript(two)),
            lambda arguments: compute(first(arguments), second(arguments)),
            self.decisions,
            counts,
        )

    return method


_define_arithmetic()


# What code that may meet a recorded number calls instead of float(x), int(x) and f"{x:.15g}".


def as_float(value: Any) -> float:
    """The number as a float."""
    return value if isinstance(value, RecordedNumber) else float(value)


def truncated(value: Any) -> int:
    """The number without its fraction, as an integer."""
    return math.trunc(value) if isinstance(value, RecordedNumber) else int(value)


def to_digits(value: Any, digits: int) -> float:
    """The number rounded to significant digits.

    Example:
        >>> to_digits(0.1 * 3, 15)
        0.3
    """
    return value.to_digits(digits) if isinstance(value, RecordedNumber) else float(f"{value:.{digits}g}")


def is_int(value: Any) -> bool:
    """Whether the number is Python's own int, or a recorded one, which a page reads from text, without a fraction."""
    if isinstance(value, RecordedNumber):
        return value.is_integer()
    return isinstance(value, int) and not isinstance(value, bool)
