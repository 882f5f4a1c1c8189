"""The sections of a docstring that the code already says: made from the code when somebody reads them."""

import dataclasses
import inspect
import textwrap
from collections.abc import Callable, Iterator
from typing import Any

from .checks import parameter_of


class Docstring:
    """A class's ``__doc__``: what its author wrote, followed by sections made from its code."""

    def __init__(self, words: str | None) -> None:
        self._words = inspect.cleandoc(words or "")

    def __get__(self, instance: object, owner: Any) -> str:
        return "\n\n".join([self._words, *self.sections(owner)])

    def sections(self, owner: Any) -> Iterator[str]:
        raise NotImplementedError


class ScheduleDocstring(Docstring):
    """The ``__doc__`` of a schedule: formula, arguments, call and errors."""

    def sections(self, owner: Any) -> Iterator[str]:
        yield from _source("The formula, as it runs", owner, owner.formula)
        yield from _arguments(owner)
        yield (
            "Call it with a step, or an array of steps of any shape: the rates come back in the same shape. Step 0 is\n"
            "the first optimizer update."
        )
        yield (
            "Raises:\n"
            "    TypeError, ValueError: at construction, for an argument outside what is allowed; at the call, for a\n"
            "        step that is not a number, or is negative, NaN or infinite."
        )


class FeedbackDocstring(Docstring):
    """The ``__doc__`` of a feedback schedule: rule, arguments, use and errors."""

    def sections(self, owner: Any) -> Iterator[str]:
        yield from _source("The rule, as it runs", owner, owner.start, owner.update)
        yield from _arguments(owner)
        yield (
            "Begin with ``state = schedule.start()``; after every epoch, ``state = schedule.step(state, metric)``.\n"
            "The rate of the next epoch is ``state.rate``. For metrics that are known, ``schedule.rates(metrics)``."
        )
        yield (
            "Raises:\n"
            "    TypeError, ValueError: at construction, for an argument outside what is allowed.\n"
            "    TypeError: where it is called with a step."
        )


def _source(title: str, owner: Any, *methods: Callable[..., Any]) -> Iterator[str]:
    # Also the methods that the last one calls, such as the scale of the cyclical schedules.
    called = (getattr(owner, name, None) for name in methods[-1].__code__.co_names)
    try:
        sources = [inspect.getsource(method) for method in (*methods, *filter(inspect.isfunction, called))]
    except (OSError, TypeError):  # typed at a prompt: there is no file to read
        return
    source = "\n".join(map(textwrap.dedent, sources))
    yield f"{title}::\n\n" + textwrap.indent(source.rstrip(), "    ")


def _arguments(owner: Any) -> Iterator[str]:
    lines = []
    for field in dataclasses.fields(owner):
        parameter = parameter_of(field)
        if parameter:
            lines.append(f"    {field.name} ({parameter.unit}): {parameter.meaning}. Allowed: {parameter.allowed}.")
    if lines:
        yield "Args:\n" + "\n".join(lines)
