"""What legends say: short names of schedules, and every text exactly as it is."""

import dataclasses
import re
import textwrap

from ..core.base import Declared, parts
from ..core.feedback import FeedbackSchedule
from ..core.schedule import Schedule
from ..core.user_functions import function_name

_SHORT = 40  # characters: if no schedule takes more, each is written in full
# What XML cannot hold or nobody can see: tabs and other control characters, surrogates, noncharacters.
_INVISIBLE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def labels_of(schedules):
    """A label for each schedule: its own name, or else its class and the arguments that differ between the curves.

    Example:
        >>> import lrnotes
        >>> labels_of([lrnotes.CosineDecay(0.1, 500, alpha=0.1), lrnotes.CosineDecay(0.1, 500, alpha=0.01)])
        ['alpha=0.1', 'alpha=0.01']
    """
    names = [_name(schedule) for schedule in schedules]
    unnamed = [schedule for schedule, name in zip(schedules, names) if name is None]
    if len(unnamed) < 2 or all(len(repr(schedule)) <= _SHORT for schedule in unnamed):
        return [repr(schedule) if name is None else name for schedule, name in zip(schedules, names)]
    differing = _differing(leaf for schedule in unnamed for leaf in _leaves(schedule))
    alike = len({type(schedule) for schedule in unnamed}) == 1 and len(unnamed) == len(schedules)
    return [
        _shortened(schedule, differing, alike) if name is None else name for schedule, name in zip(schedules, names)
    ]


def value_label(value):
    """What a legend says of one value of an argument."""
    return f"{value:g}" if isinstance(value, float) else str(value)


def visible(text):
    r"""The text, with an escape for each character that SVG cannot hold or nobody can see.

    Example:
        >>> print(visible("bell \x07"))
        bell \x07
    """
    return _INVISIBLE.sub(lambda match: match[0].encode("unicode_escape").decode("ascii"), str(text))


def wrapped(text, width):
    """The visible text, with lines longer than ``width`` characters broken between words."""
    lines = []
    for line in visible(text).split("\n"):
        lines += textwrap.wrap(line, width, subsequent_indent="    ") if len(line) > width else [line]
    return "\n".join(lines)


def _name(schedule):
    """The name that a schedule was given, or that of a function; None if only its definition says what it is."""
    if not isinstance(schedule, (Schedule, FeedbackSchedule)):
        return getattr(schedule, "__name__", type(schedule).__name__)
    name = getattr(schedule, "name", None)
    return None if name == type(schedule).__name__ else name


def _leaves(schedule):
    """The schedules that a composition is made of."""
    return [part for part in parts(schedule) if not any(isinstance(value, Declared) for _, value in _arguments(part))]


def _arguments(schedule):
    return [(field.name, getattr(schedule, field.name)) for field in dataclasses.fields(schedule)]


def _differing(leaves):
    """For each class, the names of the arguments that have more than one value, its label left out."""
    values = {}
    for leaf in leaves:
        for name, value in _arguments(leaf):
            if name != "name":
                values.setdefault((type(leaf), name), set()).add(_text(value))
    return {key for key, texts in values.items() if len(texts) > 1}


def _text(value):
    return function_name(value) if callable(value) else repr(value)


def _shortened(schedule, differing, alike):
    text = repr(schedule)
    for leaf in sorted(_leaves(schedule), key=lambda leaf: len(repr(leaf)), reverse=True):
        shown = ", ".join(
            f"{name}={_text(value)}" for name, value in _arguments(leaf) if (type(leaf), name) in differing
        )
        name = type(leaf).__name__
        if leaf is not schedule:
            text = text.replace(repr(leaf), f"{name}({shown or '…'})")
        elif alike and shown:
            text = shown
        else:
            text = f"{name}({shown})" if shown else name
    return text
