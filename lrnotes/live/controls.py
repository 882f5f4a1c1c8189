"""What a control must know of its argument, and which settings depend on one another."""

import math

from ..parameters import Parameter
from ..symbols import html_symbol
from .arguments import value_when_on
from .sliders import slider

_PLAIN = Parameter("", "number", "", "a finite number", float, least=-math.inf)


def controls(forms, arguments):
    """The controls of the arguments that the forms ask for, which are numbered in this order."""
    asked = forms.asked
    places = {argument.path: place for place, argument in enumerate(asked)}
    neighbors = _neighbors(asked)
    return [
        _control(argument, arguments, argument in forms.never_zero) | neighbors.get(argument.path, {}) | _dependencies(argument, places)
        for argument in asked
    ]


def _control(argument, arguments, never_zero):
    parameter, value = argument.parameter or _PLAIN, argument.value
    control = {
        "name": argument.name,
        "symbol": html_symbol(parameter.symbol),
        "meaning": parameter.meaning,
        "value": value,
    }
    if argument.options:
        return control | {"options": list(argument.options)}
    if argument.optional:
        control |= {"value": value_when_on(argument, arguments), "optional": True, "on": value is not None}
    limits = {"least": parameter.least, "most": parameter.most}
    control |= {name: limit for name, limit in limits.items() if abs(limit) < math.inf}
    control |= {"zero": parameter.zero and not never_zero, "whole": parameter.whole, "unit": parameter.unit, "allowed": parameter.allowed}
    if parameter.switch:
        control |= {"start": value_when_on(argument, arguments)}
    return control | {"slider": slider(parameter, control["value"], arguments)}


def _neighbors(asked):
    """Of the values of each list that must rise: the one before, the one after."""
    groups = {}
    for place, argument in enumerate(asked):
        if argument.rising:
            groups.setdefault(argument.group, []).append((place, argument))
    found = {}
    for group in groups.values():
        places = [place for place, _ in group]
        for before, (_, argument), after in zip([None, *places], group, [*places[1:], None]):
            near = {"above": before, "below": after, "equal": argument.rising == "weakly"}
            found[argument.path] = {side: place for side, place in near.items() if place is not None}
    return found


def _dependencies(argument, places):
    """What the argument's parameter declares of others of the same schedule, by their places."""
    parameter = argument.parameter
    if parameter is None:
        return {}

    def place_of(name):
        return places.get((*argument.path[:-1], name))

    found = {}
    needs = [place_of(name) for name in parameter.needs]
    if needs and None not in needs:
        found["needs"] = needs
    if parameter.rises_from and (place := place_of(parameter.rises_from)) is not None:
        found["sets"] = {str(place): 0.0}
    return found
