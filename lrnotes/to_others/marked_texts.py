"""The texts of a schedule's training code, laid out, with their numbers marked (:mod:`lrnotes.to_others.code_text`)."""

import re
from typing import NamedTuple

from ..core.composition import COMPOSED
from ..core.feedback import FeedbackSchedule
from ..core.schedule import Schedule
from .code_number import Condition
from .compositions import composed
from .frameworks import FRAMEWORKS, Framework
from .in_code import in_code
from .line_breaks import laid_out
from .optimizers import suits_adamw, with_optimizer
from .own_lines import lines_of, own_lines, own_program, training_of
from .parts import Native
from .same_schedules import same_schedules
from .table import row_of


class MarkedTexts(NamedTuple):
    """For a framework: the lines with lrnotes; its own, when they are right, and what takes their place if not.

    ``our_program`` and ``program`` are the two as programs that run; ``reason`` says why there are no lines of its own.
    """

    framework: Framework
    ours: str
    native: str | None
    when: Condition
    otherwise: str | None
    our_program: str
    program: str | None
    reason: str


def marked_texts(schedule, source_of=lambda path: None, *, of_others=False):
    """The texts for every framework. ``source_of`` gives the JavaScript of the number at a path, or None.

    With ``of_others`` a framework that has no code for the class of the schedule may have that of another class, for
    these numbers alone.
    """
    if not isinstance(schedule, (Schedule, FeedbackSchedule)):
        raise TypeError(f"training_code: schedule must be a lrnotes.Schedule or FeedbackSchedule; got {schedule!r}")
    coded = in_code(schedule, source_of)
    row, adamw = row_of(type(schedule), coded), suits_adamw(coded)
    for framework in FRAMEWORKS:
        own = row.get(framework, NOTHING)
        if of_others and row and framework.key and not (own.code and own.when):
            own = same_code(schedule, framework) or own
        possible = own.when or own.when.source is not None

        def finished(text, framework=framework):
            return text and laid_out(with_optimizer(text, framework, adamw))

        yield MarkedTexts(
            framework,
            finished(own_lines(schedule, repr(coded), framework)),
            finished(own.text(_more_imports(framework, schedule, own.code))) if possible else None,
            own.when,
            finished(own.otherwise_text()),
            finished(own_program(schedule, repr(coded), framework)),
            finished(native_program(own, framework, schedule)) if possible and own.code else None,
            own.otherwise or NO_EQUIVALENT.format(framework.title) if framework.key else ALONE,
        )


NO_EQUIVALENT = "{}: no equivalent is known."
ALONE = "This code needs no framework."


def native_program(own, framework, schedule):
    """A framework's own code for a schedule as a program."""
    return own.program([framework.imports[name] for name in own.code.uses], training_of(framework, schedule))


#: What a framework has for a class without a row.
NOTHING = Native("", None)


def own_code(schedule, framework):
    """What a framework has for a schedule of one class, in numbers that nothing moves."""
    return row_of(type(schedule), in_code(schedule)).get(framework, NOTHING)


def _more_imports(framework, schedule, code):
    """The framework's imports that its own code needs and the lines with lrnotes lack."""
    here = {
        name for line in lines_of(framework, schedule).imports for name in re.findall(r"\w+", line.split("import ")[1])
    }
    return [framework.imports[name] for name in code.uses if name not in here] if code else []


def right_code(schedule, framework):
    """What a framework has for a schedule of one class if its code is right there, or else None."""
    own = own_code(schedule, framework)
    return own if own.code and own.when else None


def same_code(schedule, framework):
    """What a framework has for the same schedule in another class or composition, or None."""
    if not isinstance(schedule, Schedule):
        return None
    for other in same_schedules(schedule):
        if type(other) in COMPOSED:
            own = composed(other, framework, right_code)
        else:
            own = right_code(other, framework)
        if own and own.code and own.when:
            return own
    return None
