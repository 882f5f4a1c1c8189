"""Python code as text whose numbers a page can change: numbers that know their JavaScript, and the line breaks.

A formatted :class:`Number` is a mark between two characters that no Python source holds. ``with_values`` puts the
numbers there, ``with_markers`` what a browser computes them from: ``«float:EXPRESSION»`` or ``«steps:EXPRESSION»``.
Lines are broken as if every number were as wide as one of twelve digits can be: the breaks are the same for all.
"""

import math
import operator
import re
import textwrap

from ..xp import Placeholder

WIDTH = 78
_LONGEST = "1.23456789012e-05"
_MARK = re.compile("\ue000([^\ue001]*)\ue002([^\ue001]*)\ue001")
_TOKEN = re.compile(r"""\ue000[^\ue001]*\ue001|'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|[\[({]|[\])}]|,""")


class Number(Placeholder, float):
    """A number in a schedule: its value, and the JavaScript that computes it from the sliders, if one moves it.

    Sums, differences, products and quotients of numbers are numbers too; comparisons are a :class:`Condition`. A
    number that counts (steps) is written as a whole number where it is one, all others as a float.
    """

    def __new__(cls, value, javascript=None, *, counts=False, computed=False):
        self = super().__new__(cls, value)
        self.javascript, self.counts, self.computed = javascript, counts, computed
        return self

    def __repr__(self):
        value, source = self.written()
        text = str(int(value)) if self.counts and value.is_integer() else repr(value)
        kind = "steps:" if self.counts else "float:"
        return f"\ue000{kind + source if source else ''}\ue002{text}\ue001"

    __str__ = __repr__

    def written(self):
        """The value as code has it, and the JavaScript of that: what was computed without its last digits."""
        value, source = float(self), self.javascript
        if not self.computed:
            return value, source
        return float(f"{value:.12g}"), source and f"+({source}).toPrecision(12)"

    # The code shows every number, also one that is the default: a slider moves it away from there.
    def __bool__(self):
        return True

    def __ne__(self, other):
        return True

    def __eq__(self, other):
        return _compared("===", operator.eq, self, other)

    def __lt__(self, other):
        return _compared("<", operator.lt, self, other)

    def __le__(self, other):
        return _compared("<=", operator.le, self, other)

    def __gt__(self, other):
        return _compared(">", operator.gt, self, other)

    def __ge__(self, other):
        return _compared(">=", operator.ge, self, other)

    __hash__ = float.__hash__

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


class Condition:
    """Whether something holds for the numbers as they are, and the JavaScript that asks it of the sliders.

    ``javascript`` is None where no slider can change the answer.
    """

    def __init__(self, value, javascript=None):
        self.value, self.javascript = bool(value), javascript

    def __bool__(self):
        return self.value

    def __and__(self, other):
        for one, another in ((self, other), (other, self)):
            if one.javascript is None:
                return another if one else Condition(False)
        return Condition(self.value and other.value, f"{self.javascript} && {other.javascript}")


ALWAYS = Condition(True)


def counted(number):
    """The same computed number, written as a whole one where it is one."""
    return Number(number, number.javascript, counts=True, computed=True)


def whole(number):
    """The condition that a number of steps is a whole one; a computed one, as it is written."""
    is_written = isinstance(number, Number) and number.counts
    value, source = number.written() if is_written else (float(number), getattr(number, "javascript", None))
    return Condition(value.is_integer(), source and f"Number.isInteger({source})")


def _quotient(one, other):
    return one / other if other else math.nan


def _javascript(operand):
    source = getattr(operand, "javascript", None) or repr(float(operand))
    return source if re.fullmatch(r"[\w.]+|p\[\d+\]", source) else f"({source})"


def _moves(*operands):
    return any(getattr(operand, "javascript", None) for operand in operands)


def _computed(sign, compute, one, other):
    if not (isinstance(one, (int, float)) and isinstance(other, (int, float))):
        return NotImplemented
    counts = sign != "/" and all(getattr(each, "counts", isinstance(each, int)) for each in (one, other))
    source = f"{_javascript(one)} {sign} {_javascript(other)}" if _moves(one, other) else None
    return Number(compute(float(one), float(other)), source, counts=counts, computed=True)


def _compared(sign, compare, one, other):
    if not isinstance(other, (int, float)):
        return NotImplemented
    source = f"{_javascript(one)} {sign} {_javascript(other)}" if _moves(one, other) else None
    return Condition(compare(float(one), float(other)), source)


def name_of(function, otherwise):
    """What code calls a reader's function: by its name, or, as a lambda has none, ``otherwise``."""
    name = getattr(function, "__name__", "")
    return name if name.isidentifier() else otherwise


def with_values(text):
    """The text with every number's value in its place."""
    return _MARK.sub(r"\2", text)


def with_markers(text):
    """The text with a marker where a slider moves a number, and the other numbers' values."""
    return _MARK.sub(lambda mark: f"«{mark[1]}»" if mark[1] else mark[2], text)


def laid_out(text):
    """The text with its long comments and statements broken, the statements as Black would."""
    lines = []
    for line in text.splitlines():
        lines += textwrap.wrap(line, WIDTH, subsequent_indent="# ") if line.startswith("#") else _broken(line)
    return "\n".join(lines)


def _fits(line):
    return len(_MARK.sub(_LONGEST, line)) <= WIDTH


def _broken(line, indent=""):
    """The lines of a statement: what a bracket holds goes below it where the line would be too long."""
    lines, current, position, brackets = [], indent, 0, list(_brackets(line))
    for (start, stop, commas), after in zip(brackets, [bracket[0] + 1 for bracket in brackets[1:]] + [len(line)]):
        current += line[position : start + 1]
        if stop == start + 1 or _fits(current + line[start + 1 : after]):
            current += line[start + 1 : stop + 1]
        else:
            lines += [current, *_within(line, start, stop, commas, indent + "    ")]
            current = indent + line[stop]
        position = stop + 1
    return [*lines, current + line[position:]]


def _within(line, start, stop, commas, indent):
    """What the bracket holds: on one line, or each item on its own, then with a comma behind the last."""
    ends = [*commas, stop]
    items = [line[begin:end].strip() for begin, end in zip([start + 1, *(comma + 1 for comma in commas)], ends)]
    if _fits(indent + ", ".join(items)):
        return [indent + ", ".join(items)]
    called = re.search(r"[\w)\]]$", line[:start]) is not None
    last = "," if commas or (line[start] == "(") == called else ""  # (a,) is not (a), nor is [0,] an index
    return [part for item, end in zip(items, ends) for part in _broken(item + ("," if end != stop else last), indent)]


def _brackets(line):
    """Start, end and commas of every outermost pair of brackets."""
    opened, commas = [], []
    for token in _TOKEN.finditer(line):
        if token[0] in "([{":
            opened.append(token.start())
        elif token[0] in ")]}":
            start = opened.pop()
            if not opened:
                yield start, token.start(), commas
                commas = []
        elif token[0] == "," and len(opened) == 1:
            commas.append(token.start())
