"""The interactive plot of a schedule: a curve that the reader's browser computes, and a control for each parameter."""

import math

from ..core.feedback import FeedbackSchedule
from ..core.parameters import is_number
from ..core.schedule import Schedule
from ..figures.steps import drawing
from ..to_others.templates import code_templates
from .arguments import arguments_of
from .controls import controls
from .feedback import curves
from .forms import Forms
from .horizon import horizon
from .output import page
from .presets import checked as checked_presets
from .presets import described as described_presets
from .programs import Programs
from .refusals import refusals
from .stored import stored
from .tracing import feedback_written, schedule_written


class LiveFigure:
    """A schedule's figure with its controls, which notebooks and pages show.

    ``description`` is what it is made of (:mod:`lrnotes.live.description`), ``programs`` the JavaScript that computes
    its rates (:mod:`lrnotes.live.programs`).
    """

    def __init__(self, description, programs, schedule):
        self.description, self.programs = description, programs
        self._schedule = schedule

    def __repr__(self):
        return f"LiveFigure of {self._schedule!r}"

    def _repr_mimebundle_(self, **keywords):
        return {"text/html": page(self.description, self.programs), "text/plain": repr(self)}


def explore(schedule, steps=None, *, losses=None, presets=None):
    """An interactive plot: rate against step on a linear and a logarithmic axis, a control for each parameter.

    The program in the browser is traced from the definition. Rates of zero or below have no place on the logarithmic
    axis: they are a gap in its curve, marked on the lower edge. For a feedback schedule the figure shows a loss curve,
    which the reader chooses or draws, and below it the rate that answers it.

    Args:
        schedule (Schedule or FeedbackSchedule): what the controls start from. Composed schedules get the controls of
            all their parts.
        steps (steps): the last step shown, which follows the schedule's lengths in proportion until the reader sets it.
            Default: the length of the schedule and a tenth; five of its lengths where it has no end.
        losses: for a feedback schedule, a list of losses, or the name of a :func:`lrnotes.loss_curve`.
        presets (dict): other settings to start from, each a schedule of the same class under the name of its button,
            such as ``{"classic notebook": CosineDecay(1e-2, 50)}``.

    Returns:
        A :class:`LiveFigure`, which notebooks and the built page show.

    Raises:
        TypeError: if ``schedule`` is neither, or holds a function that cannot be written as JavaScript; for steps where
            losses belong, and the other way round; if ``presets`` is not a dict of schedules of the same class.
        ValueError: if ``steps`` is not a finite number above 0, or there is no such loss curve; if a preset consists of
            other parts, or differs from the schedule in what has no control.

    Example:
        >>> import lrnotes
        >>> figure = lrnotes.explore(lrnotes.CosineDecay(0.1, 50))
        >>> figure.description["steps"]
        55
        >>> [parameter["name"] for parameter in figure.description["parameters"]][:3]
        ['initial_learning_rate', 'decay_steps', 'alpha']
    """
    name = type(schedule).__name__
    if isinstance(schedule, FeedbackSchedule):
        if steps is not None:
            raise TypeError(f"explore: {name} has no steps; losses says how many epochs; got {steps!r}")
        return _made(schedule, checked_presets(schedule, presets), *_described_by_losses(schedule, losses))
    if not isinstance(schedule, Schedule):
        raise TypeError(f"explore: schedule must be a lrnotes.Schedule or FeedbackSchedule; got {schedule!r}")
    if losses is not None:
        raise TypeError(f"explore: {name} answers to no losses; got {losses!r}")
    return _made(schedule, checked_presets(schedule, presets), *_described(schedule, _checked(steps)))


def _checked(steps):
    if steps is None:
        return None
    try:
        fits = is_number(steps) and 0 < float(steps) < math.inf
    except OverflowError:
        fits = False
    if not fits:
        raise (ValueError if is_number(steps) else TypeError)(
            f"explore: steps must be a finite number above 0; got {steps!r}"
        )
    return max(1, int(steps))


def _described(schedule, steps):
    arguments = arguments_of(schedule)
    try:
        forms = Forms(schedule, arguments, schedule_written)
    except TypeError as error:
        raise TypeError(f"explore: JavaScript cannot compute {schedule!r}: {error}") from error
    shown, follows = horizon(schedule, forms.asked, arguments, steps)
    described = {"kind": "schedule", "steps": shown, "horizon": follows}
    return described, forms, arguments


def _described_by_losses(schedule, losses):
    known, chosen = curves(losses)
    arguments = arguments_of(schedule)
    forms = Forms(schedule, arguments, feedback_written)
    described = {"kind": "feedback", "state": list(schedule.start()._fields), "curves": known, "chosen": chosen}
    return described, forms, arguments


def _made(schedule, presets, described, forms, arguments):
    programs = Programs()
    numbers = {argument.path: f"p[{place}]" for place, argument in enumerate(forms.asked)}
    described |= {
        "name": type(schedule).__name__,
        "schedule": stored(schedule),
        "parameters": controls(forms, arguments, getattr(schedule, "_common", ())),
        "forms": [_form(variant, forms.asked, numbers, programs, described) for variant in forms.reachable()],
    }
    if presets:
        with_steps = described["kind"] == "schedule"
        described["presets"] = described_presets(
            schedule, presets, forms, arguments, described["parameters"], with_steps=with_steps
        )
    return LiveFigure(described, programs.source(), schedule)


def _form(variant, asked, numbers, programs, described):
    form = {"when": variant.when(asked)}
    if variant.error:
        return form | {"error": variant.error}
    if described["kind"] == "feedback":
        form["program"] = programs.place("rules", variant.program.source)
    else:
        form["program"] = programs.place("rates", variant.program.source)
        form["drawing"] = drawing(variant.schedule, described["steps"])
    refused = refusals(variant.schedule, numbers)
    if refused:
        form["refused"] = [[programs.place("conditions", f"(p) => {source}"), why] for source, why in refused]
    return form | {"code": [programs.code(entry) for entry in code_templates(variant.schedule, numbers)]}
