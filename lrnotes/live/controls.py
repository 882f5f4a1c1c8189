"""What a control must know of its argument, and which settings depend on one another."""

import math

from ..core.parameters import Parameter
from ..writers.latex.symbols import html_symbol
from .arguments import value_when_on
from .sliders import slider

_PLAIN = Parameter("", "number", "", "a finite number", float, least=-math.inf)


def controls(forms, arguments, common=()):
    """The controls of the arguments that the forms ask for, which are numbered in this order.

    Those named in ``common`` are shown first, and the others behind a word; without any, all are shown.
    """
    places = {argument.path: place for place, argument in enumerate(forms.asked)}
    neighbors = _neighbors(forms.asked)
    never_zero = forms.never_zero | _after_the_start(forms.asked)
    listed = []
    for argument in forms.asked:
        control = _control(argument, arguments)
        if argument in never_zero:
            control["zero"] = False
        if argument.name in common:
            control["common"] = True
        listed.append(control | neighbors.get(argument.path, {}) | _dependencies(argument, places, arguments))
    return listed


def _after_the_start(asked):
    """The values of lists that begin above 0: code for a list that begins at 0 is other code."""
    firsts = {}
    for argument in asked:
        if argument.rising:
            firsts.setdefault(argument.group, argument)
    return {argument for argument in asked if argument.rising and firsts[argument.group].value}


def _control(argument, arguments):
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
    control |= {name: getattr(parameter, name) for name in ("zero", "whole", "unit", "allowed")}
    if argument.path[-1] == "warmup_steps":
        control["role"] = "warmup"
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


def _dependencies(argument, places, arguments):
    """What the argument's parameter declares of others of the same schedule, by their places."""
    if argument.parameter is None:
        return {}

    def place_of(name):
        return places.get((*argument.path[:-1], name))

    found = {}
    needs = [[place_of(name), _when_needed(argument, name, arguments)] for name in argument.parameter.needs]
    if needs and all(place is not None for place, _ in needs):
        found["needs"] = needs
    # What is switched on by a need moves the same others as by the reader's hand.
    switched = [argument, *(_other(argument, name, arguments) for name in argument.parameter.needs)]
    below = {place_of(each.parameter.rises_from) for each in switched} - {None}
    if below:
        found["also"] = [[place, 0.0] for place in sorted(below)]
    return found


def _other(argument, name, arguments):
    """The argument of this name in the same schedule."""
    return next(each for each in arguments if each.path == (*argument.path[:-1], name))


def _when_needed(argument, name, arguments):
    """What the number of this name becomes if it is 0; one that is None knows by itself."""
    needed = _other(argument, name, arguments)
    return None if needed.optional else value_when_on(needed, arguments)
