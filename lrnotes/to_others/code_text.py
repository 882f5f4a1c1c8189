"""Pieces of Python code as text: strings, calls, variables, and numbers whose places in the text are known.

A :class:`lrnotes.to_others.code_number.CodeNumber` or :class:`Variable` formatted into code is a mark between two
characters that no Python source holds. ``with_values`` puts the numbers in their places, ``pieces`` gives a text whose
numbers a page computes.
"""

import json
import keyword
import re
from typing import NamedTuple

_NUMBER = re.compile("\ue000([^\ue001]*)\ue002([^\ue001]*)\ue001")
_VARIABLE = re.compile("\ue003([^\ue004]*)\ue004")
#: Marks for the optimizer (:mod:`lrnotes.to_others.optimizers`): its class or function, further arguments, an option.
KIND, MORE, OPTION = "\ue005", "\ue006", "\ue007"
_ROOM = "\ue008"  # ends a text that is one of two, and makes both equally long


class Expression(str):
    """Python code that is written as it is, where a plain string would be a word in quotes."""

    __slots__ = ()

    def __repr__(self):
        return str(self)


class Word(str):
    """A string of a schedule that code has in double quotes if it can."""

    __slots__ = ()

    def __repr__(self):
        text = repr(str(self))
        plain = text[0] == "'" and not any(character in text[1:-1] for character in "'\"\\")
        return f'"{text[1:-1]}"' if plain else text


class Variable(Expression):
    """A variable that code defines and reads. It gets another name where that one is taken."""

    __slots__ = ()

    def __new__(cls, name):
        return super().__new__(cls, f"\ue003{name}\ue004")


class Slot(NamedTuple):
    """What a reader moves in a text: a number ("float" or "steps") or a "text", and the JavaScript that computes it."""

    kind: str
    source: str


def literal(value):
    """A value in code: a word in quotes, a list or dict of values, code or a number as it is."""
    if isinstance(value, str) and not isinstance(value, Expression):
        return f'"{value}"'
    if isinstance(value, dict):
        return f"{{{', '.join(f'{literal(key)}: {literal(each)}' for key, each in value.items())}}}"
    if isinstance(value, (list, tuple)):
        return f"[{listed(map(literal, value))}]"
    return str(value)


def keywords(arguments):
    """A dict as the keyword arguments of a call."""
    return listed(f"{name}={literal(value)}" for name, value in arguments.items())


def call(function, /, *first, **arguments):
    """The call of a function."""
    return Expression(f"{function}({listed(filter(None, [*map(literal, first), keywords(arguments)]))})")


def listed(values):
    """The values, separated by commas."""
    return ", ".join(map(str, values))


def name_of(function, otherwise):
    """The name by which code calls a reader's function, or ``otherwise`` if its name is not an identifier."""
    name = getattr(function, "__name__", "")
    return name if isinstance(name, str) and name.isidentifier() and not keyword.iskeyword(name) else otherwise


def renamed(text, names):
    """The text with other names for some of its variables."""
    return _VARIABLE.sub(lambda mark: Variable(names.get(mark[1], mark[1])), str(text))


def without_marks_of_variables(text):
    """The text with the names of its variables in their places."""
    return _VARIABLE.sub(r"\1", text)


def choice(one, other, condition):
    """One text of two as a mark like those of numbers: the first where the condition holds, or else the other."""
    source = condition.source and f"text:{condition.source} ? {json.dumps(one)} : {json.dumps(other)}"
    shown = (one if condition else other).ljust(max(len(one), len(other)), _ROOM)
    return f"\ue000{source or ''}\ue002{shown}{_ROOM}\ue001"


def with_values(text):
    """The text with every number's value in its place."""
    return _NUMBER.sub(lambda mark: mark[2].rstrip(_ROOM), text)


def with_plain_values(text):
    """The text with the values of the numbers that nothing moves in their places."""
    return _NUMBER.sub(lambda mark: mark[0] if mark[1] else mark[2].rstrip(_ROOM), text)


def pieces(text):
    """The text in pieces: strings, and a :class:`Slot` for each number that the reader moves."""
    found, end = [], 0
    for mark in _NUMBER.finditer(text):
        if mark[1]:
            found += [with_values(text[end : mark.start()]), Slot(*mark[1].split(":", 1))]
            end = mark.end()
    return [piece for piece in [*found, with_values(text[end:])] if piece]


def with_widest(text):
    """The text with numbers that are as wide as one of twelve digits can be."""
    return _NUMBER.sub(lambda mark: mark[2][:-1] if mark[2].endswith(_ROOM) else "1.23456789012e-05", text)
