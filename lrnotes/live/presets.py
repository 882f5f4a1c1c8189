"""Other settings that an interactive plot can start from, each under its name: those of a notebook or of a paper."""

from typing import Any, NamedTuple

from ..core.base import substitute
from .arguments import Argument, arguments_of
from .controls import controls
from .horizon import horizon
from .stored import stored

_MOVES = ("value", "on", "slider", "needs")  # what a preset has of its own in a control


class _Asked(NamedTuple):
    """What :func:`lrnotes.live.controls.controls` reads of the forms, with the arguments of a preset."""

    asked: list[Argument]
    never_zero: set[Argument]


def checked(schedule, presets):
    """The presets as pairs of a name and a schedule, of the same class as the schedule.

    Raises:
        TypeError: if they are not a dict of schedules by name, or a schedule is of another class.
    """
    if presets is None:
        return []
    if not isinstance(presets, dict) or not all(isinstance(name, str) and name.strip() for name in presets):
        raise TypeError(f"explore: presets must be a dict of schedules by name; got {presets!r}")
    for name, preset in presets.items():
        if type(preset) is not type(schedule):
            raise TypeError(
                f"explore: presets: {name!r} must be a {type(schedule).__name__}, as the schedule is; got {preset!r}"
            )
    return list(presets.items())


def described(schedule, presets, forms, arguments, parameters, *, with_steps):
    """The presets as the description has them; ``parameters`` are the controls as they are at first.

    Raises:
        ValueError: if a preset is put together of other parts, or differs in what has no control.
    """
    return [_described(schedule, name, preset, forms, arguments, parameters, with_steps) for name, preset in presets]


def _described(schedule, name, preset, forms, arguments, parameters, with_steps):
    own = {argument.path: argument for argument in arguments_of(preset)}
    if list(own) != [argument.path for argument in arguments]:
        raise ValueError(
            f"explore: presets: {name!r} must consist of the same classes as the schedule, "
            f"with lists of the same lengths; got {preset!r}"
        )
    _refuse_what_no_control_reaches(name, own, forms, arguments, parameters)
    if substitute(schedule, lambda path, parameter, value: own[path].value, everything=True) != preset:
        raise ValueError(
            f"explore: presets: {name!r} must have the functions and the name of the schedule, which have no control; "
            f"got {preset!r}"
        )
    asked = [own[argument.path] for argument in forms.asked]
    never_zero = {own[argument.path] for argument in forms.never_zero}
    moved = controls(_Asked(asked, never_zero), list(own.values()))
    found: dict[str, Any] = {
        "name": name,
        "schedule": stored(preset),
        "parameters": [
            {key: control[key] for key in _MOVES if control.get(key) != first.get(key)}
            for control, first in zip(moved, parameters, strict=True)
        ],
    }
    if with_steps:
        found["steps"], found["horizon"] = horizon(preset, asked, list(own.values()), None)
    return found


def _refuse_what_no_control_reaches(name, own, forms, arguments, parameters):
    places = {argument: place for place, argument in enumerate(forms.asked)}
    for argument in arguments:
        value = own[argument.path].value
        fixed = argument not in places or (value == 0 and parameters[places[argument]].get("zero") is False)
        if fixed and value != argument.value:
            raise ValueError(
                f"explore: presets: {name!r} must have {argument.name}={argument.value!r}, as the schedule has it; "
                f"no control leads to {value!r}"
            )
