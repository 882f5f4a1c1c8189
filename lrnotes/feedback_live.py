"""The live figure of a feedback schedule: a loss curve that the reader chooses or draws, and the rate that answers it.

This module describes the schedule: its parameters, and its rule as JavaScript, traced from the definition.
``feedback_live.js`` makes the figure of the description, with the controls of ``live.js``.
"""

import dataclasses
import itertools
import math
import pathlib

from .to_others.training_code import templates
from .javascript import JavaScript, text
from .figures.loss_curves import CURVES, loss_curve
from .core.base import substitute

_HERE = pathlib.Path(__file__).parent


def describe(schedule, losses, arguments, control, stored):
    """What the figure is made of. ``arguments``, ``control`` and ``stored`` are those of :mod:`lrnotes.live`."""
    curves = {name: loss_curve(name).tolist() for name in CURVES}
    if losses is None or isinstance(losses, str):
        chosen = losses or next(iter(curves))
        loss_curve(chosen)  # which knows the names
    else:
        chosen = "given"
        curves = {chosen: [float(loss) for loss in losses], **curves}
        if not curves[chosen] or not all(map(math.isfinite, curves[chosen])):
            raise ValueError(f"explore: losses must be finite numbers, one or more; got {losses!r}")
    forms = list(_forms(schedule, arguments))
    read = " ".join(
        expression for form in forms for part in ("start", "update") for expression in _expressions(form[part])
    )
    asked = [each for each in arguments if each.options or f"p.{each.name}" in read]
    return {
        "kind": "feedback",
        "name": type(schedule).__name__,
        "schedule": stored,
        "parameters": [control(argument, arguments) for argument in asked],
        "curves": curves,
        "losses": chosen,
        "forms": forms,
    }


def _forms(schedule, arguments):
    """The rule for each combination of words and flags: these choose lines of the definition."""
    words = [argument for argument in arguments if argument.options]
    for states in itertools.product(*(argument.options for argument in words)):
        when = {argument.name: state for argument, state in zip(words, states)}
        form = dataclasses.replace(schedule, **when)
        yield {"when": when, **_traced(form), "code": templates(form)}


def _traced(schedule):
    def stand_in(path, parameter, value):
        return xp.value(f"p.{'_'.join(path)}")

    xp = JavaScript()
    start = substitute(schedule, stand_in).start()
    begun = _part(xp, start)
    xp = JavaScript()
    state = start._make(xp.value(f"s.{field}") for field in start._fields)
    after = substitute(schedule, stand_in).update(xp, state, xp.value("m"))
    return {"start": begun, "update": _part(xp, after)}


def _part(xp, state):
    results = [[field, text(value)] for field, value in state._asdict().items()]
    return {"lines": xp.lines([result for _, result in results]), "results": results}


def _expressions(part):
    return [expression for _, expression in [*part["lines"], *part["results"]]]


def script():
    """``feedback_live.js``."""
    return (_HERE / "feedback_live.js").read_text(encoding="utf-8")


def style():
    """``feedback_live.css``."""
    return (_HERE / "feedback_live.css").read_text(encoding="utf-8")
