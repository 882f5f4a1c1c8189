"""A schedule's formula, or a feedback rule, written as JavaScript with numbers wherever controls stand."""

from ..core.base import substitute
from ..writers.javascript import feedback_program, schedule_program


def schedule_written(schedule, places):
    """The program of a schedule; ``places`` are those of its parameters, by path. Other numbers stay as they are."""
    return schedule_program(lambda parameter: _with_parameters(schedule, places, parameter))


def feedback_written(schedule, places):
    """The program of a feedback rule."""
    return feedback_program(lambda parameter: _with_parameters(schedule, places, parameter))


def _with_parameters(schedule, places, parameter):
    def stand_in(path, declared, value):
        # A length of 0 leaves its part of the shape out: the formula must see that.
        off = declared is not None and declared.switch and not value
        return value if off or path not in places else parameter(places[path], value)

    return substitute(schedule, stand_in)
