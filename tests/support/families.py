"""Where a class's parts are.

Its family has one name in lrnotes/schedules, lrnotes/to_others, tests/settings and tests/values.
"""

import functools
import importlib
import pkgutil

import lrnotes
import lrnotes.schedules
import lrnotes.to_others
from lrnotes import FeedbackSchedule, Schedule
from support.values import tables_of


def public_schedules():
    """The names of the classes of schedules, those that respond to a metric too, that `lrnotes` exports."""
    bases = Schedule, FeedbackSchedule
    values = {name: getattr(lrnotes, name) for name in lrnotes.__all__}
    return {
        name
        for name, value in values.items()
        if isinstance(value, type) and issubclass(value, bases) and value not in bases
    }


def _is_defined_in(module, each):
    """Whether this is a class of schedules of the module, and no base that only others use."""
    if not (isinstance(each, type) and each.__module__ == module.__name__) or each.__name__.startswith("_"):
        return False
    if issubclass(each, FeedbackSchedule):
        return each.update is not FeedbackSchedule.update
    return issubclass(each, Schedule)


_MODULES = [
    importlib.import_module(f"lrnotes.schedules.{each.name}")
    for each in pkgutil.iter_modules(lrnotes.schedules.__path__)
]
#: The classes of both kinds, by name.
CLASSES = {name: each for module in _MODULES for name, each in vars(module).items() if _is_defined_in(module, each)}


def family_of(kind):
    return kind.__module__.rpartition(".")[2]


def definition_of(kind):
    return f"lrnotes/schedules/{family_of(kind)}.py"


@functools.cache
def rows():
    """The modules that have rows of classes in other frameworks, by class."""
    found = {}
    for each in pkgutil.iter_modules(lrnotes.to_others.__path__):
        module = importlib.import_module(f"lrnotes.to_others.{each.name}")
        table = getattr(module, "NATIVE", {})
        found |= {kind: module for kind in table if getattr(table[kind], "__module__", None) == module.__name__}
    return found


@functools.cache
def settings_of(family):
    """The schedules of a family's settings, or none where there is no such module."""
    try:
        module = importlib.import_module(f"settings.{family}")
    except ModuleNotFoundError:
        return []
    tables = module.SETTINGS.values()
    return [each for table in tables for each in (table.values() if isinstance(table, dict) else [table])]


@functools.cache
def values_of(family):
    """The tables of values by hand of a family: pairs of a schedule and what it is compared with."""
    try:
        return tables_of(importlib.import_module(f"values.test_{family}"))
    except ModuleNotFoundError:
        return []
