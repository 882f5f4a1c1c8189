"""Schedules written as text: read from the syntax tree, by a list of what is allowed, and never run as code."""

from __future__ import annotations

import ast
import inspect
import warnings
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from .arithmetic import calculate, checked, is_plain_number
from .classes import class_named, public_classes
from .feedback import FeedbackSchedule
from .messages import did_you_mean, joined, shown
from .schedule import Schedule

#: The methods of a schedule that return another one.
METHODS = ("warmup", "then", "repeat", "skip", "clip")

_LONGEST = 20_000  # characters
_DEEPEST = 180  # brackets, operators and calls within one another; schedules may be nested 150 deep

#: What a name that lrnotes does not have stands for: the full name, the positional and the named arguments.
Call = Callable[[str, list[Any], dict[str, Any]], Any]


def parse(text: str) -> Schedule | FeedbackSchedule:
    """The schedule that an expression describes, such as ``"CosineDecay(0.1, 1000).warmup(100)"``.

    It is the inverse of ``repr``. An expression is made of the classes of lrnotes, their methods ``warmup``, ``then``,
    ``repeat``, ``skip`` and ``clip``, products, numbers and their arithmetic, strings and lists. Nothing else is
    accepted and nothing is run as code, so that expressions may come from anywhere.

    Args:
        text (str): the expression, of at most 20,000 characters.

    Returns:
        A :class:`lrnotes.Schedule`, or a :class:`lrnotes.FeedbackSchedule` where the expression is one.

    Raises:
        TypeError: if ``text`` is not a string, or an argument is missing or unknown.
        ValueError: if ``text`` is not such an expression, or an argument has a value that is not allowed.

    Example:
        >>> import lrnotes
        >>> lrnotes.parse("0.5 * CosineDecay(0.1, 10_000).warmup(5 * 100)")
        (0.5 * CosineDecay(initial_learning_rate=0.1, decay_steps=10000).warmup(500))
    """
    value = read(text)
    if not isinstance(value, (Schedule, FeedbackSchedule)):
        raise ValueError(f"parse: text must describe a schedule; got {shown(text)}, which is {shown(value)}")
    return value


def read(text: str, other: Call | None = None, names: Mapping[str, Any] | None = None) -> Any:
    """The value of an expression; ``other`` makes what calls of other names stand for, ``names`` has names alone."""
    if not isinstance(text, str):
        raise TypeError(f"parse: text must be a string; got {shown(text)}")
    try:
        return _Reader(other, names or {}).value(_tree(text), 0)
    except RecursionError:
        raise ValueError("parse: the expression is nested too deep") from None


def _tree(text: str) -> ast.expr:
    if len(text) > _LONGEST:
        raise ValueError(f"parse: text must have at most {_LONGEST} characters; got {len(text)}")
    if "\\" in text:  # a warning of Python's, a line that goes on, or an escape: no expression needs one
        raise ValueError("parse: text must have no backslash; got one")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of Python's tokenizer, about what is an error below
            return ast.parse(text.strip(), mode="eval").body
    except SyntaxError as error:
        raise ValueError(f"parse: the expression cannot be read: {_where(error)}; got {shown(text)}") from None
    except ValueError as error:  # a NUL, half a surrogate pair
        raise ValueError(f"parse: the expression cannot be read: {error}") from None
    except (MemoryError, RecursionError):  # how Python's parser says it, and the step after
        raise ValueError("parse: the expression is nested too deep") from None


def _where(error: SyntaxError) -> str:
    reason = error.msg or "invalid syntax"
    return f"{reason} at character {error.offset}" if error.offset and error.lineno == 1 else reason


class _Reader:
    """Reads the values of syntax trees. Every kind of node that is not named here is an error."""

    def __init__(self, other: Call | None, names: Mapping[str, Any]) -> None:
        self._other, self._names = other, names

    def value(self, node: ast.expr, depth: int) -> Any:
        if depth > _DEEPEST:
            raise ValueError(f"parse: the expression must be nested at most {_DEEPEST} deep; got one level more")
        if isinstance(node, ast.Call):
            return self._called(node, depth)
        if isinstance(node, ast.BinOp):
            return _combined(node, self.value(node.left, depth + 1), self.value(node.right, depth + 1))
        if isinstance(node, (ast.List, ast.Tuple)):
            return [self.value(each, depth + 1) for each in node.elts]
        if isinstance(node, ast.UnaryOp):
            return _signed(node, self.value(node.operand, depth + 1))
        if isinstance(node, ast.Dict):
            return dict(self._items(node, depth + 1))
        if isinstance(node, ast.Name):
            return self._named(node.id)
        return _constant(node)

    def _named(self, name: str) -> Any:
        if name in self._names:
            return self._names[name]
        if name in public_classes():
            raise ValueError(f"parse: {name} must be written with its arguments, {name}(...)")
        raise ValueError(f"parse: {name!r} is no value; a schedule has arguments in brackets")

    def _items(self, node: ast.Dict, depth: int) -> Iterator[tuple[str, Any]]:
        for key, value in zip(node.keys, node.values):
            if not (isinstance(key, ast.Constant) and isinstance(key.value, str)):
                raise ValueError("parse: the keys of a dictionary must be strings")
            yield key.value, self.value(value, depth)

    def _called(self, node: ast.Call, depth: int) -> Any:
        """A call, and all methods that are called on it: a chain of them is as long as somebody likes."""
        chain: list[tuple[str, ast.Call]] = []
        first: ast.expr = node
        while isinstance(first, ast.Call) and isinstance(first.func, ast.Attribute) and not _dotted(first.func):
            chain.append((first.func.attr, first))
            first = first.func.value
        value = self._made(first, depth) if isinstance(first, ast.Call) else self.value(first, depth + 1)
        for name, call in reversed(chain):
            if not isinstance(value, Schedule) or name not in METHODS:
                hint = did_you_mean(name, METHODS) or f"; a schedule has {joined(list(METHODS))} here"
                raise ValueError(f"parse: {_kind(value)} has no method {name!r}{hint}")
            value = _result(getattr(value, name), name, *self._arguments(call, depth + 1))
        return value

    def _made(self, node: ast.Call, depth: int) -> Any:
        """What a call of a name makes: a schedule of lrnotes, or what ``other`` knows."""
        full = _dotted(node.func)
        if not full:
            raise ValueError("parse: only schedules and their methods can be called")
        name = full.removeprefix("lrnotes.")
        if name in public_classes():
            return _result(class_named(name), name, *self._arguments(node, depth + 1))
        if self._other and not full.startswith("lrnotes."):
            return self._other(full, *self._arguments(node, depth + 1))
        raise ValueError(f"parse: no schedule is named {shown(full)}{did_you_mean(name, public_classes())}")

    def _arguments(self, node: ast.Call, depth: int) -> tuple[list[Any], dict[str, Any]]:
        named: dict[str, Any] = {}
        for keyword in node.keywords:
            if keyword.arg is None or keyword.arg in named:
                raise ValueError("parse: every argument must be given once, by itself; got ** or a name twice")
            named[keyword.arg] = self.value(keyword.value, depth)
        return [self.value(each, depth) for each in node.args], named


def _dotted(node: ast.expr) -> str:
    """A name with its modules, such as ``torch.optim.lr_scheduler.StepLR``; an empty string for anything else."""
    names: list[str] = []
    while isinstance(node, ast.Attribute):
        names.append(node.attr)
        node = node.value
    return ".".join(reversed([*names, node.id])) if isinstance(node, ast.Name) else ""


def _result(make: Callable[..., Any], name: str, positional: list[Any], named: dict[str, Any]) -> Any:
    signature = inspect.signature(make)
    for unknown in named.keys() - signature.parameters.keys():
        hint = did_you_mean(unknown, signature.parameters) or f"; it has {joined(list(signature.parameters))}"
        raise TypeError(f"parse: {name} has no argument {unknown!r}{hint}")
    try:
        signature.bind(*positional, **named)
    except TypeError as error:
        raise TypeError(f"parse: {name}: {error}") from None
    return make(*positional, **named)


def _combined(node: ast.BinOp, left: Any, right: Any) -> Any:
    if is_plain_number(left) and is_plain_number(right):
        try:
            return calculate(node.op, left, right)
        except ValueError as error:
            raise ValueError(f"parse: {error}") from None
    if isinstance(node.op, ast.Mult) and all(
        isinstance(each, Schedule) or is_plain_number(each) for each in (left, right)
    ):
        return left * right
    raise ValueError("parse: a schedule can be multiplied by a number or a schedule; nothing else can be combined")


def _signed(node: ast.UnaryOp, value: Any) -> Any:
    if not (isinstance(node.op, (ast.USub, ast.UAdd)) and is_plain_number(value)):
        raise ValueError("parse: only a number can have a sign, + or -")
    return -value if isinstance(node.op, ast.USub) else value


def _constant(node: ast.expr) -> Any:
    if isinstance(node, ast.Constant):
        value = node.value
        if is_plain_number(value) or isinstance(value, complex):
            return _number(value)
        if value is None or isinstance(value, (bool, str)):
            return value
    raise ValueError(f"parse: an expression is made of schedules, numbers, strings and lists; got {_source(node)}")


def _source(node: ast.expr) -> str:
    try:
        return shown(ast.unparse(node))
    except RecursionError:
        return type(node).__name__


def _number(value: object) -> float:
    try:
        return checked(value)
    except ValueError as error:
        raise ValueError(f"parse: {error}") from None


def _kind(value: Any) -> str:
    return type(value).__name__ if isinstance(value, (Schedule, FeedbackSchedule)) else shown(value)
