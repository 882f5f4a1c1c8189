"""Training code whose numbers a page changes: texts with slots, and the JavaScript that fills them."""

from typing import NamedTuple

from ..core.feedback import FeedbackSchedule
from ..core.schedule import Schedule
from .code_text import Slot, pieces
from .marked_texts import marked_texts


class CodeTemplate(NamedTuple):
    """The training code for one framework, each text a list of strings and :class:`Slot` in their order.

    ``ours`` are the lines with lrnotes, ``native`` the framework's own, or None. ``condition`` is the JavaScript that
    says whether these are right, None if they always are; ``otherwise`` takes their place where they are not.
    """

    framework: str
    ours: list[str | Slot]
    native: list[str | Slot] | None
    condition: str | None
    otherwise: list[str | Slot] | None


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
        >>> torch.native[1], torch.native[3], torch.condition
        (Slot(kind='float', source='p[0]'), Slot(kind='steps', source='p[1]'), 'Number.isInteger(p[1])')
    """
    source_of = "_".join if sources is None else sources.get
    return [
        CodeTemplate(
            each.framework.title,
            pieces(each.ours),
            each.native and pieces(each.native),
            each.when.source if each.native else None,
            each.otherwise and pieces(each.otherwise),
        )
        for each in marked_texts(schedule, source_of)
    ]
