"""A formula, or a feedback rule, as a JavaScript function of its parameters."""

import json
import math
from dataclasses import dataclass

from ..xp.namespace import ONE_ARGUMENT
from .program import OPERATORS, Language, Lines
from .recorder import Recorder, reachable

_JAVASCRIPT = Language(
    calls={
        **{name: f"Math.{name}({{0}})" for name in ONE_ARGUMENT},
        "maximum": "Math.max({0}, {1})",
        "minimum": "Math.min({0}, {1})",
        "modulo": "modulo({0}, {1})",
        "floor_division": "floorDivision({0}, {1})",
        "shift": "shift({0}, {1})",
        "repeat": "Array({1}).fill({0})",
        "list": "[]",
    },
    operators={
        **OPERATORS,
        "eq": "{0} === {1}",
        "ne": "{0} !== {1}",
        "item": "{0}[{1}]",
        "where": "{0} ? {1} : {2}",
    },
    by_name=frozenset(),
    line="const {0} = {1};",
    announced="let {0};",
    assigned="{0} = {1};",
    result="return {0};",
    condition="if ({0}) {{",
    next_condition="}} else if ({0}) {{",
    otherwise="} else {",
    end="}",
)

# What JavaScript lacks. Python's remainder has the sign of the divisor, JavaScript's that of the dividend.
_HELPERS = {
    "modulo": "const modulo = (a, b) => { const r = a % b; return r !== 0 && r < 0 !== b < 0 ? r + b : r; };",
    "floor_division": "const floorDivision = (a, b) => Math.round((a - modulo(a, b)) / b);",
    "shift": "const shift = (window, value) => [...window.slice(1), value];",
}


class _Lines(Lines):
    def __init__(self, results, hoist=False):
        super().__init__(_JAVASCRIPT, results, hoist)

    def constant(self, value):
        if isinstance(value, float) and not math.isfinite(value):
            return "NaN" if value != value else "Infinity" if value > 0 else "(-Infinity)"
        text = json.dumps(value)
        return f"({text})" if text.startswith("-") else text


@dataclass(frozen=True)
class JavaScriptProgram:
    """A JavaScript function as text.

    ``parameters`` are the indices that it reads. ``asked`` are those whose truth the formula asked: the text holds only
    while these numbers stay 0, or stay other than 0. ``state`` names what a feedback rule's arrays hold.
    """

    source: str
    parameters: frozenset
    asked: frozenset
    state: tuple = ()


class _Writer(Recorder):
    """The recorder of one program, which hands out its parameters."""

    def given(self, index, value=1.0):
        """The parameter of this index. ``value`` says which form to write where the formula asks whether it is 0."""
        return self.leaf(f"p[{index}]", varies=False, index=index, value=value)


def schedule_program(make):
    """A schedule as ``(p) => { ...; return (t) => rate; }``: first of its parameters, then of the step.

    ``make(parameter)`` returns the schedule, with ``parameter(index, value)`` in place of each number that is given
    later as ``p[index]``. What does not depend on the step is computed once.

    Raises:
        TypeError: if the formula branches on its step, or calls what JavaScript has no equivalent for.

    Example:
        >>> import dataclasses, lrnotes
        >>> line = lrnotes.LinearDecay(0.1, 100)
        >>> program = schedule_program(lambda parameter: dataclasses.replace(line, decay_steps=parameter(0)))
        >>> print(program.source)
        (p) => {
            return (t) => {
                return 0.0 + (0.1 * (Math.max(p[0] - t, 0) / p[0]));
            };
        }
    """
    writer = _Writer()
    result = make(writer.given).formula(writer, writer.leaf("t"))
    lines = _Lines([result], hoist=True)
    outer = lines.once(" " * 4)
    inner = lines.returning(result, " " * 8)
    return _program(writer, [result], lines.used, [*outer, "    return (t) => {", *inner, "    };"])


def feedback_program(make):
    """A feedback rule as ``(p) => { ...; return { start: () => state, update: (s, m) => state }; }``.

    States are arrays, in the order of the state's fields, which ``state`` of the result names. ``make`` is that of
    :func:`schedule_program`.

    Raises:
        TypeError: if the rule branches on its state or its metric.
    """
    writer = _Writer("a rule must not branch on its state, its metric or a number with `if`: use xp.where")
    rule = make(writer.given)
    start = rule.start()
    state = start._make(writer.leaf(f"s[{place}]") for place in range(len(start)))
    after = rule.update(writer, state, writer.leaf("m"))
    begun = [writer.operand(value) for value in start]
    updated = [writer.operand(value) for value in after]
    starting, updating = _Lines(begun), _Lines(updated, hoist=True)
    outer = updating.once(" " * 4)
    text = [
        *outer,
        "    return {",
        *_function("start: () =>", *starting.leading_to(begun, " " * 12)),
        *_function("update: (s, m) =>", *updating.leading_to(updated, " " * 12)),
        "    };",
    ]
    return _program(writer, [*begun, *updated], starting.used | updating.used, text, start._fields)


def _function(head, lines, results):
    return [f"        {head} {{", *lines, f"            return [{', '.join(results)}];", "        },"]


def _program(writer, results, used, lines, state=()):
    if "floor_division" in used:
        used = used | {"modulo"}
    helpers = ["    " + line for operation, line in _HELPERS.items() if operation in used]
    source = "\n".join(["(p) => {", *helpers, *lines, "}"])
    read = frozenset(node.index for node in reachable(results) if node.index is not None)
    return JavaScriptProgram(source, read, frozenset(writer.asked), state)
