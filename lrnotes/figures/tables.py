"""What a chapter shows of a definition: its source and its parameters, from the package itself."""

import dataclasses
import inspect

from ..core.feedback import FeedbackSchedule
from ..core.parameters import parameter_of
from ..core.schedule import Schedule


class Markdown(str):
    """Markdown text that notebooks show rendered."""

    def __repr__(self):
        return str(self)

    def _repr_markdown_(self):
        return str(self)


def definition(schedule):
    """The source of a schedule class, as it runs, with the base class that holds its formula.

    Args:
        schedule: a subclass of :class:`lrnotes.Schedule` or :class:`lrnotes.FeedbackSchedule`.

    Returns:
        Markdown, which notebooks show as highlighted code.

    Raises:
        TypeError: if ``schedule`` is not such a class.

    Example:
        >>> import lrnotes
        >>> "class CosineDecay(Schedule)" in lrnotes.definition(lrnotes.CosineDecay)
        True
    """
    bases = (Schedule, FeedbackSchedule)
    if not (isinstance(schedule, type) and issubclass(schedule, bases)):
        meant = f"; its class is {type(schedule).__name__}" if isinstance(schedule, bases) else ""
        raise TypeError(
            "definition: schedule must be a subclass of lrnotes.Schedule or lrnotes.FeedbackSchedule; "
            f"got {schedule!r}{meant}"
        )
    classes = [base for base in schedule.__mro__ if issubclass(base, bases) and base not in bases]
    source = "\n\n".join(inspect.getsource(base).rstrip() for base in reversed(classes))
    return Markdown(f"```python\n{source}\n```")


def parameters_of(schedule):
    """The parameters of a schedule class as a table: letter, argument, unit, default, what it does.

    Args:
        schedule: a subclass of :class:`lrnotes.Schedule` or :class:`lrnotes.FeedbackSchedule`.

    Returns:
        Markdown, which notebooks show as a table.

    Example:
        >>> import lrnotes
        >>> print(lrnotes.parameters_of(lrnotes.CosineDecay).splitlines()[4])
        | $\\alpha$ | `alpha` | factor | `0.0` | rate at the end, as a fraction of the peak |
    """
    rows = ["| letter | argument | unit | default | what it does |", "|:-:|---|---|---|---|"]
    for field in dataclasses.fields(schedule):
        parameter = parameter_of(field)
        default = "required" if field.default is dataclasses.MISSING else f"`{field.default!r}`"
        if parameter is None:  # declared plainly, by a reader: its name is all there is
            rows.append(f"| | `{field.name}` | | {default} | |")
            continue
        letter = f"${parameter.symbol}$" if parameter.symbol else ""
        words = [option for option in parameter.options if isinstance(option, str)]
        meaning = parameter.meaning
        if not all(f"'{word}'" in meaning for word in words):
            meaning += f": {', '.join(map(repr, words))}"
        rows.append(f"| {letter} | `{field.name}` | {parameter.unit} | {default} | {meaning} |")
    return Markdown("\n".join(rows))
