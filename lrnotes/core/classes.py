"""The table of schedule classes, by the name that a configuration stores each of them by."""

import weakref
from collections.abc import Mapping
from typing import Any

from .messages import did_you_mean, shown

# The package's own classes and the modules that define them, which are imported when a class is asked for. The names
# are reserved: a class of a user's that has one of them is stored with its module.
_OWN = {
    **dict.fromkeys(("Clip", "Product", "Repeat", "Scaled", "Skip", "Then", "Warmup"), "lrnotes.core.composition"),
    "FunctionSchedule": "lrnotes.core.function_schedule",
}
_PUBLIC: list[str] = []
# Of classes that exist. A class that nobody uses any more, as of a cell that was run again, leaves the table.
_MADE: "weakref.WeakValueDictionary[str, type[Any]]" = weakref.WeakValueDictionary()


def announce(modules: Mapping[str, str]) -> None:
    """Make public classes known that are not made yet, by the modules that define them."""
    _OWN.update(modules)
    _PUBLIC.extend(modules)


def public_classes() -> list[str]:
    """The names of the package's public schedule classes."""
    return _PUBLIC


def register(cls: type[Any]) -> str:
    """Put a new class into the table; returns the name that configurations store it by."""
    name = cls.__name__
    # A cell of a notebook may define its class a second time, in the same module.
    taken = _OWN.get(name) or (_MADE[name].__module__ if name in _MADE else cls.__module__)
    stored_as = name if taken == cls.__module__ else f"{cls.__module__}.{cls.__qualname__}"
    _MADE[stored_as] = cls
    return stored_as


def class_named(name: object) -> Any:
    """The class that is stored by this name, whose module is imported if it has not been.

    Raises:
        ValueError: if there is no such class. The message lists public classes only.
    """
    if not isinstance(name, str):
        raise ValueError(_unknown(name))
    if name not in _MADE and name in _OWN:
        __import__(_OWN[name])  # not importlib, whose functions TensorFlow would try to make a graph of
    if name not in _MADE:
        raise ValueError(_unknown(name))
    return _MADE[name]


def _unknown(name: object) -> str:
    users = [each for each in _MADE if each not in _OWN and not each.rpartition(".")[2].startswith("_")]
    public = sorted([*_PUBLIC, *users])
    hint = did_you_mean(name, [*public, *_OWN]) if isinstance(name, str) else ""
    advice = f"{hint} If the class is your own," if hint else "; if the class is your own,"
    return f"no schedule class is named {shown(name)}{advice} define it or import it first (known: {', '.join(public)})"
