"""Calls as people have them in their code, ``torch.optim.lr_scheduler.StepLR(optimizer, 30)``, read and translated."""

from typing import Any

from ..core.classes import public_classes
from ..core.expressions import read
from ..core.feedback import FeedbackSchedule
from ..core.messages import did_you_mean, shown
from ..core.schedule import Schedule
from .original import Original
from .table import ORIGINALS, find
from .translation import translate

_OPTIMIZER = object()
#: What people call the optimizer that PyTorch's schedulers get first. It says nothing of the schedule.
_NAMES = dict.fromkeys(("optimizer", "optim", "opt"), _OPTIMIZER)


class NotTranslated(ValueError):
    """The call can be read, but there is no such schedule, or none of lrnotes equals it."""


def schedule_of(text: str, learning_rate: float | None = None) -> Schedule | FeedbackSchedule:
    """The schedule that an expression of lrnotes or a call of another library's schedule describes.

    Args:
        text (str): the expression. Calls may be nested, as in ``SequentialLR(optimizer, [LinearLR(optimizer), ...])``.
        learning_rate (rate): the optimizer's, for every call that reads it from there and has no ``learning_rate=``.

    Returns:
        A :class:`lrnotes.Schedule` or :class:`lrnotes.FeedbackSchedule`.

    Raises:
        TypeError, ValueError: if the text cannot be read; :class:`NotTranslated` if it is read and not translated.

    Example:
        >>> schedule_of("torch.optim.lr_scheduler.StepLR(optimizer, 30, gamma=0.5)", learning_rate=0.1)
        StepDecay(initial_learning_rate=0.1, step_size=30, gamma=0.5)
    """

    def translated(name: str, positional: list[Any], named: dict[str, Any]) -> Any:
        try:
            return _translated(name, positional, named, learning_rate)
        except (TypeError, ValueError) as error:
            raise NotTranslated(str(error)) from error

    value = read(text, translated, _NAMES)
    if not isinstance(value, (Schedule, FeedbackSchedule)):
        raise ValueError(f"an expression must describe a schedule; got {shown(text)}")
    return value


def _translated(name: str, positional: list[Any], named: dict[str, Any], learning_rate: float | None) -> Any:
    original = _found(name)
    positional = [value for value in positional if value is not _OPTIMIZER]
    arguments = {key: value for key, value in named.items() if value is not _OPTIMIZER}
    names = list(original.parameters)
    if len(positional) > len(names):
        raise TypeError(f"{original.name} has {len(names)} arguments; got {len(positional)} by position")
    for key, value in zip(names, positional):
        if key in arguments:
            raise TypeError(f"{original.name} got {key} by position and by name")
        arguments[key] = value
    if original.reads_the_optimizer and "learning_rate" not in arguments:
        arguments["learning_rate"] = learning_rate
    return translate(original.name, **arguments)


def _found(name: str) -> Original:
    """The original of that name. What a short name that nobody has may mean is looked for among ours, too."""
    try:
        return find(name)
    except ValueError:
        several = any(full.endswith(f".{name}") for original in ORIGINALS for full in original.names)
        if "." in name or several:
            raise
        # Of libraries that share a name, the first in the table is shown.
        known = {each.name.rpartition(".")[2]: each.name for each in reversed(ORIGINALS)}
        hint = did_you_mean(name, known | {each: each for each in public_classes()})
        raise ValueError(f"no schedule is named {name!r}{hint}") from None
