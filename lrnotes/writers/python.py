"""A formula as one compiled Python function of the step, for training loops: the same operations in the same order."""

import math

from ..xp.namespace import ONE_ARGUMENT
from ..xp.python import namespace as python
from ..xp.python import number
from .kinds import FLOAT, float_constant, kind_of, kinds_of
from .program import OPERATORS, Language, Lines
from .recorder import Node, Recorder, reachable

_PYTHON = Language(
    calls={
        **{name: f"{name}({{0}})" for name in ONE_ARGUMENT},
        "call": "call({0}, {1})",
    },
    operators={
        **OPERATORS,
        "modulo": "{0} % {1}",
        "floor_division": "{0} // {1}",
        "eq": "{0} == {1}",
        "ne": "{0} != {1}",
        # As the built-in functions decide: the first one wherever the second is not beyond it.
        "maximum": "{1} if {3} > {2} else {0}",
        "minimum": "{1} if {3} < {2} else {0}",
        "where": "{1} if {0} else {2}",
    },
    by_name=frozenset({"maximum", "minimum"}),
    line="{0} = {1}",
    announced="",
    assigned="{0} = {1}",
    result="return {0}",
    condition="if {0}:",
    next_condition="elif {0}:",
    otherwise="else:",
    end="",
    negation="not ({0})",
)
_PAIRS = {"add", "subtract", "multiply", "divide", "power", "lt", "le", "gt", "ge", "eq", "ne", "maximum", "minimum"}
_LEAST = 2.0**-500  # from here on the reciprocal of a power of two is one, too
#: What the step may be: a whole number from 0, or a float.
WHOLE, FRACTION = (0, math.inf), FLOAT


class _Recorder(Recorder):
    """Records a reader's own function as it is: it may do anything."""

    def call(self, function, step):
        return self.record("call", function, step) if isinstance(step, Node) else python.call(function, step)


class _Lines(Lines):
    """Lines in which constants are floats where that is faster, and constants without a literal are names."""

    def __init__(self, result, step):
        super().__init__(_PYTHON, [result])
        self._kinds = kinds_of(reachable([result]), step)
        self.constants = {}

    def constant(self, value):
        if type(value) in (int, bool) or (isinstance(value, float) and math.isfinite(value)):
            text = repr(value)
            return f"({text})" if text.startswith("-") else text
        name = f"c{len(self.constants)}"
        self.constants[name] = value
        return name

    def _expression(self, node):
        if node.operation == "divide" and self._is_float_by_power_of_two(*node.operands):
            # Multiplying is faster, and with a power of two exactly the same.
            number, rest = self._number_times(node.operands[0])
            return f"{self.text(rest, parentheses=True)} * {self.constant(number / node.operands[1])}"
        return super()._expression(node)

    def _number_times(self, node):
        """The node as a number times the rest, if a power of two may go into the number, and else as 1 times itself.

        It may where nothing comes near the smallest floats: the rest is a sum with a number of ordinary size, which is
        0 or no smaller than what that number is rounded to.
        """
        number, rest = node.operands[:2] if node.operation == "multiply" else (None, None)
        alone = node.number not in self._names and isinstance(number, float) and 1e-100 < abs(number) < 1e100
        return (number, rest) if alone and _is_sum_with_a_number(rest) else (1, node)

    def _is_float_by_power_of_two(self, dividend, divisor):
        return (
            isinstance(divisor, (int, float))
            and isinstance(dividend, Node)
            and kind_of(dividend, self._kinds) is FLOAT
            and abs(math.frexp(divisor)[0]) == 0.5
            and _LEAST < abs(divisor) < 1 / _LEAST
        )

    def operands(self, node):
        texts = super().operands(node)
        if node.operation not in _PAIRS:
            return texts
        compared = list(texts)
        for place, value in enumerate(node.operands):
            other = node.operands[1 - place]
            if not isinstance(value, Node) and float_constant(value, self._kinds, other):
                compared[place] = self.constant(float(value))
        return [*texts, *compared] if node.operation in _PYTHON.by_name else compared

    def finished(self, text, value):
        """The text of a result, made a float if it is not known to be one."""
        return text if kind_of(value, self._kinds) is FLOAT else f"number({text})"


def _is_sum_with_a_number(node):
    return (
        isinstance(node, Node)
        and node.operation in ("add", "subtract")
        and any(isinstance(each, (int, float)) and 1e-6 < abs(each) < 1e6 for each in node.operands)
    )


def fast(formula, step, rate):
    """A function of steps like this one, at which the formula gives ``rate``: compiled where the formula allows it."""
    try:
        function = compiled(formula, WHOLE if type(step) is int else FRACTION)
    except Exception:  # it branches by `if`, or asks what kind of number its step is
        return _plain(formula)
    return function if _agrees(function, step, rate) else _plain(formula)


def _agrees(function, step, rate):
    """Does the compiled function give this rate, too? Not where the formula asks more of its step than arithmetic."""
    if "call" in function.__code__.co_names:  # a reader's function, which may count how often it is called
        return True
    try:
        return same(function(step), rate)
    except Exception:  # an error of the plain formula, too, where NumPy's numbers had to help
        return True


def same(a, b):
    """Are these the same float, to the last bit?"""
    return repr(a) == repr(b)


def _plain(formula):
    return lambda step: number(formula(python, step))


def compiled(formula, step):
    """``formula(xp, step)`` as a function of the step alone, for steps that are WHOLE or a FRACTION.

    The function returns the same floats as the formula itself does with Python's numbers, but it evaluates no branch
    that is not chosen.

    Raises:
        Exception: whatever the formula raises on stand-ins: it branches by ``if``, or needs to know its step.
    """
    recorder = _Recorder()
    result = formula(recorder, recorder.leaf("step"))
    lines = _Lines(result, step)
    body = lines.returning(result, "    ")
    names = {"call": python.call, "number": number, **_FUNCTIONS, **lines.constants}
    exec("\n".join(["def rate(step):", *body]), names)
    return names["rate"]


_FUNCTIONS = {name: getattr(python, name) for name in ONE_ARGUMENT}
