"""Formulas of schedules whose arguments, or whose step, are recorded numbers (:mod:`lrnotes.writers.recorded`)."""

from collections.abc import Callable
from typing import Any

from ..xp.namespace import ONE_ARGUMENT
from ..xp.python import Python
from ..xp.steps import bad_step
from .recorded import NotRecordedError, RecordedNumber, arithmetic


class _Recorded(Python):
    """The ``xp`` of formulas whose arguments, or whose step, are recorded numbers."""


def _one_argument(name: str) -> Callable[[Any], Any]:
    plain = getattr(Python, name)
    return lambda value: value.function(name) if isinstance(value, RecordedNumber) else plain(value)


def _two_arguments(name: str) -> Callable[[Any, Any], Any]:
    recorded, plain = arithmetic(name, swapped=False), getattr(Python, name)

    def function(one: Any, other: Any) -> Any:
        if isinstance(one, RecordedNumber):
            return recorded(one, other)
        return recorded(other, one) if isinstance(other, RecordedNumber) else plain(one, other)

    return function


for _name in ONE_ARGUMENT:
    setattr(_Recorded, _name, staticmethod(_one_argument(_name)))
for _name in ("maximum", "minimum"):
    setattr(_Recorded, _name, staticmethod(_two_arguments(_name)))
_namespace = _Recorded()


def evaluate(formula: Callable[[Any, Any], Any], step: Any) -> Any:
    """The rate at a step, where the step or an argument is a recorded number."""
    if step < 0:
        raise bad_step(step)
    try:
        return formula(_namespace, step)
    except ArithmeticError as error:  # NumPy has a value there
        raise NotRecordedError(str(error)) from error


def holds_recorded(values: Any) -> bool:
    """Whether one of the values, or of the values in them, is a recorded number."""
    return any(
        isinstance(each, RecordedNumber) or (isinstance(each, (list, tuple)) and holds_recorded(each))
        for each in values
    )
