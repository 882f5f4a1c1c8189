"""The lines that use a schedule of lrnotes in a framework."""

import dataclasses

from ..core.base import parts
from ..core.composition import COMPOSED
from ..core.feedback import FeedbackSchedule
from ..core.function_schedule import FunctionSchedule
from ..core.schedule import Schedule
from .code_text import name_of
from .parts import imports_in_order
from .stand_ins import program


def own_lines(schedule, source, framework):
    """The lines: imports, a note on what is the reader's own, the schedule, and what the framework does with it.

    ``source`` is the code of the schedule.
    """
    imports, code = _own(schedule, source, framework, ())
    return "\n".join([*imports, "", code]).lstrip("\n")


def own_program(schedule, source, framework):
    """The same lines in a program that runs."""
    training = training_of(framework, schedule)
    imports, code = _own(schedule, source, framework, training.imports)
    return program(imports, code, training, training.after)


def _own(schedule, source, framework, more_imports):
    imports, lines = lines_of(framework, schedule)
    imports = sorted({*imports, *imports_of(schedule), *more_imports}, key=imports_in_order)
    return imports, "\n".join([*notes_on(schedule), f"schedule = {source}", *lines])


def training_of(framework, schedule):
    """What completes the framework's lines for schedules of this kind to a program."""
    return framework.feedback_training if isinstance(schedule, FeedbackSchedule) else framework.training


def lines_of(framework, schedule):
    """The framework's imports and lines for schedules of this kind."""
    return framework.feedback if isinstance(schedule, FeedbackSchedule) else framework.schedule


def imports_of(schedule):
    """The import of every class that the code of the schedule calls by its name."""
    found = {}
    for part in parts(schedule):
        kind = Schedule if type(part) is FunctionSchedule else type(part)
        if not (_is_composed(part) or _is_local(kind)):
            module = "lrnotes" if kind.__module__.startswith("lrnotes.") else kind.__module__
            found.setdefault(module, set()).add(kind.__name__)
    return [f"from {module} import {', '.join(sorted(names))}" for module, names in found.items()]


def notes_on(schedule):
    """A comment on each function and class that the reader must have defined."""
    notes = []
    for part in parts(schedule):
        for field in dataclasses.fields(part):
            value = getattr(part, field.name)
            if callable(value) and not isinstance(value, Schedule):
                notes.append(f"# {name_of(value, field.name)}: a function of your own")
        if not _is_composed(part) and type(part) is not FunctionSchedule and _is_local(type(part)):
            notes.append(f"# {type(part).__name__}: a schedule of your own")
    return list(dict.fromkeys(notes))


def _is_composed(part):
    return type(part) in COMPOSED  # made by .warmup(...) and so on


def _is_local(kind):
    return kind.__module__ in ("__main__", "builtins") or "<locals>" in kind.__qualname__
