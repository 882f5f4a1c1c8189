"""The formula of a schedule as LaTeX, traced from its definition.

The definition runs once on letters instead of numbers. What it does to them is printed in the order in which it was
written; its local variables become the names on the page.
"""

import sys

from ..core.base import substitute
from ..core.feedback import FeedbackSchedule
from ..core.schedule import Schedule
from ..writers.feedback_letters import next_state
from ..writers.letters import Cases, Letter, Names, Operation, as_part, letters, name, step


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
    if isinstance(made, FeedbackSchedule):
        results, named = _trace(lambda: next_state(made, schedule.start()))
    else:
        result, named = _trace(lambda: made.formula(letters, step))
        results = [(r"\eta(t)", as_part(result))]
    return Formula(_page(results, Names(named)))


def _trace(compute):
    """What a definition computes, and the parts that its local variables held, each with the variable's name."""
    named = []

    def watch(frame, event, argument):
        if event == "return" and isinstance(frame.f_locals.get("self"), (Schedule, FeedbackSchedule)):
            code = frame.f_code
            for variable in code.co_varnames[code.co_argcount :]:
                value = frame.f_locals.get(variable)
                if isinstance(value, (Operation, Cases)) and value is not argument:
                    named.append((value, variable))

    before = sys.getprofile()
    sys.setprofile(watch)
    try:
        return compute(), named
    finally:
        sys.setprofile(before)


def _page(results, names):
    """The main lines, then one for each part that was written by its name, in the order in which they were."""
    lines = [f"{left} &= {result.tex(names)}" for left, result in results]
    while names.met:
        part = names.met.pop(0)
        lines.append(f"{names.of(part)} &= {part.tex(names)}")
    return "\\begin{aligned}\n" + " \\\\\n".join(lines) + "\n\\end{aligned}"
