"""The parts of a schedule's docstring that the code already says: made from the code when somebody reads them."""

import dataclasses
import inspect
import textwrap

from .parameters import parameter_of


class Docstring:
    """A class's ``__doc__``: the words its author wrote, then formula, arguments, shapes and errors."""

    def __init__(self, words):
        self._words = inspect.cleandoc(words or "")

    def __get__(self, instance, owner):
        return "\n\n".join([self._words, *_formula(owner), *_arguments(owner), *_call(owner)])


def _formula(schedule):
    # With the methods that it calls, as the cyclical schedules' formula calls their scale.
    called = (getattr(schedule, name, None) for name in schedule.formula.__code__.co_names)
    methods = [schedule.formula, *filter(inspect.isfunction, called)]
    try:
        source = "\n".join(textwrap.dedent(inspect.getsource(method)) for method in methods)
    except (OSError, TypeError):  # typed at a prompt: there is no file to read
        return
    yield "The formula, as it runs::\n\n" + textwrap.indent(source.rstrip(), "    ")


def _arguments(schedule):
    lines = []
    for field in dataclasses.fields(schedule):
        parameter = parameter_of(field)
        if parameter:
            lines.append(f"    {field.name} ({parameter.unit}): {parameter.meaning}. Allowed: {parameter.allowed}.")
    if lines:
        yield "Args:\n" + "\n".join(lines)


def _call(schedule):
    yield (
        "Call it with a step, or an array of steps of any shape: the rates come back in the same shape. Step 0 is the\n"
        "first optimizer update."
    )
    yield (
        "Raises:\n"
        "    TypeError, ValueError: at construction, for an argument outside what is allowed; at the call, for a step\n"
        "        that is not a number, or is negative, NaN or infinite."
    )
