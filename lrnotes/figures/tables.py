"""What a chapter shows of a definition: its source and its parameters, from the package itself."""

import dataclasses
import inspect

from ..core.feedback import FeedbackSchedule
from ..core.messages import shown
from ..core.parameters import parameter_of
from ..core.schedule import Schedule

_BASES = (Schedule, FeedbackSchedule)


class Markdown(str):
    """Markdown text that notebooks show rendered."""

    def __repr__(self):
        return str(self)

    def _repr_markdown_(self):
        return str(self)


def definition(schedule):
    """Show the source of a schedule class, as it runs, with the base class that holds its formula.

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
    _require_class("definition", schedule)
    classes = [base for base in schedule.__mro__ if issubclass(base, _BASES) and base not in _BASES]
    source = "\n\n".join(inspect.getsource(base).rstrip() for base in reversed(classes))
    return Markdown(f"```python\n{source}\n```")


def parameters_of(schedule):
    """List the parameters of a schedule class in a table: symbol, argument, unit, default, what it does.

    Args:
        schedule: a subclass of :class:`lrnotes.Schedule` or :class:`lrnotes.FeedbackSchedule`.

    Returns:
        Markdown, which notebooks show as a table.

    Raises:
        TypeError: if ``schedule`` is not such a class.

    Example:
        >>> import lrnotes
        >>> print(lrnotes.parameters_of(lrnotes.CosineDecay).splitlines()[4])
        | $\\alpha$ | `alpha` | factor | `0.0` | rate at the end, as a fraction of the peak |
    """
    _require_class("parameters_of", schedule)
    rows = ["| symbol | argument | unit | default | what it does |", "|:-:|---|---|---|---|"]
    for field in dataclasses.fields(schedule):
        parameter = parameter_of(field)
        default = "required" if field.default is dataclasses.MISSING else f"`{field.default!r}`"
        if parameter is None:  # a field without a declaration: its name is all there is
            rows.append(f"| | `{field.name}` | | {default} | |")
            continue
        symbol = f"${parameter.symbol}$" if parameter.symbol else ""
        words = [option for option in parameter.options if isinstance(option, str)]
        meaning = parameter.meaning
        if not all(f"'{word}'" in meaning for word in words):
            meaning += f": {', '.join(map(repr, words))}"
        rows.append(f"| {symbol} | `{field.name}` | {parameter.unit} | {default} | {meaning} |")
    return Markdown("\n".join(rows))


def _require_class(function, schedule):
    if not (isinstance(schedule, type) and issubclass(schedule, _BASES) and schedule not in _BASES):
        meant = f"; its class is {type(schedule).__name__}" if isinstance(schedule, _BASES) else ""
        raise TypeError(
            f"{function}: schedule must be a subclass of lrnotes.Schedule or lrnotes.FeedbackSchedule; "
            f"got {shown(schedule)}{meant}"
        )
