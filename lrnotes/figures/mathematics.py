"""The formula of a schedule as LaTeX, traced from its definition.

The definition runs once on letters instead of numbers. What it does to them is printed in the order in which it was
written; its local variables become the names on the page.
"""

from ..core.base import parts, substitute
from ..core.feedback import FeedbackSchedule
from ..core.schedule import Schedule
from ..writers.latex.letters import Cases, Letter, Names, Operation, as_part, letters, name, step
from ..writers.latex.local_names import watch
from ..writers.latex.rules import next_state


class Formula(str):
    """LaTeX source that notebooks show as mathematics."""

    def _repr_latex_(self):
        return f"$$\n{self}\n$$"


def latex(schedule):
    r"""The schedule's formula as LaTeX: a string, which notebooks show as mathematics.

    Parameters appear as the letters that their declarations give them, local variables of the definition as lines
    below the main one. Of a feedback schedule it is the rule: what each variable of the state is after epoch :math:`e`.

    Args:
        schedule (Schedule or FeedbackSchedule): any schedule, composed ones included.

    Returns:
        A string (:class:`Formula`) with an ``aligned`` block.

    Raises:
        TypeError: if ``schedule`` is neither, or its formula branches on the step by ``if``.
        ValueError: if the formula is too long to be written out, as the sum of a thousand periods is.

    Example:
        >>> import lrnotes
        >>> class Line(lrnotes.Schedule):
        ...     slope: float
        ...     def formula(self, xp, step):
        ...         return self.slope * step
        >>> print(lrnotes.latex(Line(0.1)))
        \begin{aligned}
        \eta(t) &= \mathrm{slope} \, t
        \end{aligned}
    """
    if not isinstance(schedule, (Schedule, FeedbackSchedule)):
        raise TypeError(f"latex: schedule must be a lrnotes.Schedule or FeedbackSchedule; got {schedule!r}")

    def stand_in(path, parameter, value):
        return Letter(parameter.symbol if parameter else name(path[-1]), value)

    made = substitute(schedule, stand_in)
    named = _watched(made)
    if isinstance(made, FeedbackSchedule):
        results = next_state(made, schedule.start())
    else:
        results = [(r"\eta(t)", as_part(made.formula(letters, step)))]
    try:
        return Formula(_page(results, Names(named)))
    except RecursionError:
        name_of_class = type(schedule).__name__
        raise ValueError(
            f"latex: schedule must have a shorter formula; this {name_of_class} has too many terms"
        ) from None


def _watched(schedule):
    """A list that gathers the parts that local variables held, each with the variable's name, when a method returns."""
    named = []

    def note(variables, result):
        named.extend(
            (value, variable)
            for variable, value in variables
            if isinstance(value, (Operation, Cases)) and value is not result
        )

    for part in parts(schedule):
        watch(part, FeedbackSchedule if isinstance(part, FeedbackSchedule) else Schedule, note)
    return named


def _page(results, names):
    """The main lines, then one for each part that was written by its name, in the order in which they were."""
    lines = [f"{left} &= {result.tex(names)}" for left, result in results]
    while names.met:
        part = names.met.pop(0)
        lines.append(f"{names.of(part)} &= {part.tex(names)}")
    return "\\begin{aligned}\n" + " \\\\\n".join(lines) + "\n\\end{aligned}"
