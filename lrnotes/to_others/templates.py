"""Training code whose numbers a page changes: texts with slots, and the JavaScript that fills them."""

from typing import NamedTuple

from ..core.feedback import FeedbackSchedule
from ..core.schedule import Schedule
from .code_text import Slot, pieces, with_values
from .install import install_line, wheel
from .marked_texts import marked_texts


class CodeTemplate(NamedTuple):
    """The training code for one framework, each text a list of strings and :class:`Slot` in their order.

    ``ours`` is the program with lrnotes, ``native`` the framework's own, or None; both are complete, from the line that
    installs what they need. ``condition`` is the JavaScript that says whether the framework's own is right, None if it
    always is; ``otherwise`` says in words why there is none, or none with these numbers.
    """

    framework: str
    ours: list[str | Slot]
    native: list[str | Slot] | None
    condition: str | None
    otherwise: list[str | Slot]


class TrainingPrograms(NamedTuple):
    """The programs for one framework: with lrnotes, and without it or None and the reason."""

    framework: str
    ours: str
    native: str | None
    reason: str


def code_templates(
    schedule: Schedule | FeedbackSchedule, sources: dict[tuple[str, ...], str] | None = None
) -> list[CodeTemplate]:
    """The training code of a schedule for every framework, with slots where a reader moves a number.

    Args:
        schedule (Schedule or FeedbackSchedule): as for :func:`lrnotes.training_code`.
        sources (dict): the JavaScript of each number that the reader moves, by its path: a tuple of the argument's name
            after those of the schedules that it is nested in. Other numbers are written out. Default: every number but
            a length of 0, by its path joined with ``_``.

    Returns:
        A list of :class:`CodeTemplate`. The value of a slot is written as Python writes a float, or an int if it is one
        of "steps" and an integer. The line breaks suit all numbers.

    Raises:
        TypeError: if ``schedule`` is neither.

    Example:
        >>> import lrnotes
        >>> from lrnotes.to_others.templates import code_templates
        >>> sources = {("initial_learning_rate",): "p[0]", ("step_size",): "p[1]"}
        >>> torch = code_templates(lrnotes.StepDecay(0.1, 30, 0.5), sources)[2]
        >>> torch.native[3], torch.native[-2], torch.condition
        (Slot(kind='float', source='p[0]'), Slot(kind='steps', source='p[1]'), 'Number.isInteger(p[1])')
    """
    source_of = "_".join if sources is None else sources.get
    return [
        CodeTemplate(
            each.framework.title,
            pieces(_ours(each)),
            pieces(_native(each)) if each.program else None,
            each.when.source if each.program else None,
            pieces(each.reason),
        )
        for each in marked_texts(schedule, source_of)
    ]


def programs(schedule: Schedule | FeedbackSchedule) -> list[TrainingPrograms]:
    """The complete programs of a schedule for every framework, with its numbers in them.

    Args:
        schedule (Schedule or FeedbackSchedule): as for :func:`lrnotes.training_code`.

    Returns:
        A list of :class:`TrainingPrograms`.

    Raises:
        TypeError: if ``schedule`` is neither.

    Example:
        >>> import lrnotes
        >>> from lrnotes.to_others.templates import programs
        >>> program = programs(lrnotes.LinearDecay(0.1, 1000))[3].native
        >>> program.splitlines()[0], program.splitlines()[-1].strip()
        ('# pip install optax', 'parameters = optax.apply_updates(parameters, updates)')
    """
    return [
        TrainingPrograms(
            each.framework.title,
            with_values(_ours(each)),
            with_values(_native(each)) if each.program and each.when else None,
            with_values(each.reason),
        )
        for each in marked_texts(schedule)
    ]


def _ours(texts):
    return f"{install_line(wheel(), *_package(texts))}\n\n{texts.our_program}"


def _native(texts):
    return f"{install_line(*_package(texts))}\n\n{texts.program}"


def _package(texts):
    return [texts.framework.package] if texts.framework.package else []
