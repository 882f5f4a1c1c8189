"""The live figure: a schedule with a control for each of its parameters, computed in the reader's browser.

This module describes the schedule: its parameters, and its formula as Vega expressions. ``live.js`` makes the figure of
the description, in a notebook, on a page, and in Node where the site is built.
"""

import html
import itertools
import json
import math
import pathlib
import re

from . import feedback_live
from .to_others.training_code import templates
from .core.feedback import FeedbackSchedule
from .figures.palette import COLORS as COLOURS, DASHES, INK
from .writers.letters import letters, step
from .core.parameters import Parameter
from .core.base import substitute
from .core.configuration import serialize
from .core.schedule import Schedule
from .writers.symbols import html_symbol

VEGA_VERSION = "5.33.0"
_CDN = f"https://cdn.jsdelivr.net/npm/vega@{VEGA_VERSION}/build/vega.min.js"
_HERE = pathlib.Path(__file__).parent
_FORMS = 32  # as many as five switches make; a composition of many schedules keeps the rest as they are


class LiveFigure:
    """A schedule's figure with its controls, which notebooks and pages show; ``description`` is what it is made of."""

    def __init__(self, description, schedule):
        self.description = description
        self._schedule = schedule

    def __repr__(self):
        return f"LiveFigure of {self._schedule!r}"

    def _repr_mimebundle_(self, **keywords):
        return {"text/html": _page(self.description), "text/plain": repr(self)}


def explore(schedule, steps=None, *, losses=None):
    """A live figure: rate against step on a linear and a logarithmic axis, a control for each parameter.

    The formula in the browser is traced from the definition. Rates of zero or below have no place on the logarithmic
    axis: they are a gap in its curve, marked on the lower edge. For a feedback schedule the figure shows a loss curve, which
    the reader chooses or draws, and below it the rate that answers it.

    Args:
        schedule (Schedule or FeedbackSchedule): what the controls start from. Composed schedules get the controls of all
            their parts.
        steps (steps): the last step shown. Default: twice the sum of the schedule's own lengths.
        losses: for a feedback schedule, a list of losses, or the name of a :func:`lrnotes.loss_curve`.

    Returns:
        A :class:`LiveFigure`, which notebooks and the built page show.

    Raises:
        TypeError: if ``schedule`` is neither, or holds a function that Vega cannot compute; for steps where losses belong,
            and the other way round.
        ValueError: if ``steps`` is not above 0, or there is no such loss curve.

    Example:
        >>> import lrnotes
        >>> figure = lrnotes.explore(lrnotes.CosineDecay(0.1, 50))
        >>> [parameter["name"] for parameter in figure.description["parameters"]][:3]
        ['initial_learning_rate', 'decay_steps', 'alpha']
    """
    if isinstance(schedule, FeedbackSchedule):
        if steps is not None:
            raise TypeError(
                f"explore: {type(schedule).__name__} has no steps; losses says how many epochs; got {steps!r}"
            )
        described = feedback_live.describe(schedule, losses, _arguments(schedule), _control, _stored(schedule))
        return LiveFigure(described, schedule)
    if not isinstance(schedule, Schedule):
        raise TypeError(f"explore: schedule must be a lrnotes.Schedule or FeedbackSchedule; got {schedule!r}")
    if losses is not None:
        raise TypeError(f"explore: {type(schedule).__name__} answers to no losses; got {losses!r}")
    arguments = _arguments(schedule)
    steps = int(2 * sum(_lengths(arguments))) or 100 if steps is None else steps
    if not steps > 0:
        raise ValueError(f"explore: steps must be a number above 0; got {steps!r}")
    try:
        schedule.formula(letters, step)  # Vega's expressions would let an `if` pass, and draw the wrong curve
        calculate, rate, forms = _traced(schedule, arguments)
    except TypeError as error:
        raise TypeError(f"explore: Vega cannot compute {schedule!r}: {error}") from error
    text = json.dumps([calculate, rate])
    # A control that the formula never asks would move nothing.
    asked = [argument for argument in arguments if f"p${argument.name}" in text]
    description = {
        "name": type(schedule).__name__,
        "schedule": _stored(schedule),
        "steps": int(steps),
        "parameters": [_control(argument, arguments) for argument in asked],
        "calculate": calculate,
        "rate": rate,
        "forms": _asked_forms(forms, arguments, {argument.name for argument in asked}),
    }
    return LiveFigure(description, schedule)


class _Argument:
    """A number, or a word, somewhere in a schedule: its path, what is known of it, and its value."""

    def __init__(self, path, parameter, value):
        self.path, self.parameter, self.value = path, parameter, value
        self.name = "_".join(path)
        self.unit = parameter.unit if parameter else "number"
        self.optional = bool(parameter and parameter.optional)
        self.options = parameter.options if parameter else None
        self.rising = parameter.rising if parameter else ""
        # What an argument switches on and off by being there at all: a warm-up of no steps, a target of None.
        self.switch = self.optional or bool(parameter and parameter.switch)
        self.state = value if self.options else value is not None if self.optional else bool(value)


def _arguments(schedule):
    found = []

    def note(path, parameter, value):
        found.append(_Argument(path, parameter, value))
        return value

    substitute(schedule, note, everything=True)
    return found


def _lengths(arguments):
    return [argument.value for argument in arguments if argument.unit == "steps" and argument.value]


def _traced(schedule, arguments):
    """The steps of the calculation and its result over all forms that the formula can take, and these forms.

    A warm-up of 0 steps, a target of None and each word of a choice leave the formula in another form; each is traced.
    """
    switches = [argument for argument in arguments if argument.switch or argument.options]
    # As many switches as there may be forms, the outermost first.
    while math.prod(len(argument.options or (0, 1)) for argument in switches) > _FORMS:
        switches.pop()
    calculate, traced, forms = {}, {}, []
    for states in itertools.product(*(argument.options or (False, True) for argument in switches)):
        when = {argument.name: state for argument, state in zip(switches, states)}
        try:
            form = _with(schedule, arguments, when)
        except Exception as error:  # what a form refuses, or a reader's own function in it
            traced[states] = "null"
            forms.append({"when": when, "error": str(error)})
            continue
        traced[states] = _expressions(form, calculate)
        forms.append({"when": when, "code": templates(form)})
    rate = _chosen(switches, traced)
    return [[name, expression] for expression, name in calculate.items()], rate, forms


def _asked_forms(forms, arguments, asked):
    """The forms that the controls can reach: what has no control stays as the schedule has it."""
    own = {argument.name: argument.state for argument in arguments}
    return [
        form | {"when": {name: state for name, state in form["when"].items() if name in asked}}
        for form in forms
        if all(state == own[name] for name, state in form["when"].items() if name not in asked)
    ]


def _with(schedule, arguments, when):
    """The schedule in the form that ``when`` says, with a number wherever a control stands."""
    values = {argument.path: argument for argument in arguments}

    def stand_in(path, parameter, value):
        argument = values[path]
        state = when.get(argument.name)
        if argument.options:
            return value if state is None else state
        if state is None:
            return value
        return _start(argument, arguments) if state else (None if argument.optional else 0)

    return substitute(schedule, stand_in, everything=True)


def _start(argument, arguments):
    """The value that a control starts from where the schedule has none."""
    if argument.value:
        return argument.value
    if argument.unit == "steps":
        return max(1, int(max(_lengths(arguments), default=100)) // 10)
    if argument.value is None:
        rates = [other.value for other in arguments if other.unit == "rate" and other.value]
        return max(rates, default=0.1)
    return argument.value


def _expressions(schedule, calculate):
    """The rate as a Vega expression; the values it uses more than once are added to ``calculate``."""
    import altair as alt

    from .xp import altair

    class Recorder(type(altair.namespace)):
        def let(self, value):
            return alt.datum[calculate.setdefault(_expression(value), f"_{len(calculate)}")]

    def stand_in(path, parameter, value):
        if value is None or (parameter and parameter.switch and not value):
            return value  # a length of 0 leaves its part of the shape out: the formula asks for the number
        return alt.param(name="p$" + "_".join(path), value=value)

    return _expression(substitute(schedule, stand_in).formula(Recorder(), alt.datum.step))


def _expression(value):
    if hasattr(value, "bind"):  # a bare parameter
        return value.name
    return repr(getattr(value, "expr", value))


def _chosen(switches, traced):
    """One expression that picks by the switches among those of the forms."""
    if not switches:
        return traced[()]
    switch, *rest = switches
    branches = {}
    for state in switch.options or (True, False):
        branches[state] = _chosen(rest, {states[1:]: rate for states, rate in traced.items() if states[0] == state})
    (last, result), *others = list(branches.items())[::-1]
    for state, expression in others:
        if expression == result:
            continue
        if switch.options:
            condition = f"p${switch.name} == {json.dumps(state) if isinstance(state, bool) else repr(state)}"
        else:
            condition = f"p${switch.name}$on" if switch.optional else f"p${switch.name} > 0"
        result = f"if({condition}, {expression}, {result})"
    return result


def _control(argument, arguments):
    """What a control must know of its argument."""
    parameter, value = argument.parameter or _PLAIN, argument.value
    control = {
        "name": argument.name,
        "symbol": html_symbol(parameter.symbol),
        "meaning": parameter.meaning,
        "value": value,
        **_neighbours(argument, arguments),
    }
    if argument.options:
        return control | {"options": list(argument.options)}
    if argument.optional:
        control |= {"value": _start(argument, arguments), "optional": True, "on": value is not None}
    limits = {"zero": parameter.zero, "least": parameter.least, "most": parameter.most, "whole": parameter.whole}
    slider = _slider(parameter, control["value"], arguments)
    limits = {name: limit for name, limit in limits.items() if abs(limit) < math.inf}
    return control | limits | {"allowed": parameter.allowed, "slider": slider}


def _neighbours(argument, arguments):
    """Of values that must rise, the ones next to this one."""
    if not argument.rising:
        return {}
    group = [other.name for other in arguments if other.rising and other.path[:-1] == argument.path[:-1]]
    group = [name for name in group if name.rpartition("_")[0] == argument.name.rpartition("_")[0]]
    place = group.index(argument.name)
    near = {"above": group[place - 1 : place], "below": group[place + 1 : place + 2]}
    return {side: names[0] for side, names in near.items() if names} | {"equal": argument.rising == "weakly"}


_PLAIN = Parameter("", "number", "", "a finite number", float, least=-math.inf)


def _slider(parameter, value, arguments):
    """Which values a slider goes through; the one that it starts from is one of them."""
    if parameter.unit == "rate":
        rates = [other.value for other in arguments if other.unit == "rate" and other.value]
        highest = max(rates, default=0.1)
        return _logarithmic(value or highest, 10 * highest)
    if parameter.whole:
        return {"low": 0, "high": max(parameter.high, value), "step": 1}
    if parameter.unit == "steps":
        longest = max(_lengths(arguments), default=100)
        length = value or longest
        if parameter.rising:  # one scale for the whole list, so that the sliders stand in its order
            length = longest
        notch = 1 if value == int(value) and length < 500 else _notch(length if value == 0 else value, length / 50)
        if parameter.rising:
            return {"low": 0, "high": 2 * longest, "step": notch}
        return {"low": 0 if parameter.zero else notch, "high": max(4 * value, longest, 4), "step": notch}
    high = parameter.high if parameter.high is not None and parameter.high >= value else 4 * abs(value) or 1
    if 0 < value < high / 200:
        return _logarithmic(value, high)
    low = 0 if value >= 0 else 4 * value
    return {"low": low, "high": high, "step": _notch(value, (high - low) / 80)}


def _logarithmic(anchor, high):
    """A hundred notches for each factor of ten, from a thousandth of the anchor to ``high``; one more for zero."""
    return {"log": True, "anchor": anchor, "below": 300, "above": max(100, math.ceil(100 * math.log10(high / anchor)))}


def _notch(value, most):
    """The largest power of ten, up to ``most``, of which the value is a multiple."""
    powers = (10.0**k for k in range(15, -16, -1))
    notch = next((power for power in powers if power <= most and not _off(value, power)), abs(value) / 100)
    return int(notch) if notch == int(notch) else float(f"{notch:.6g}")


def _off(value, notch):
    """Is the value off the grid of this notch, by more than rounding?"""
    notches = value / notch
    return abs(notches - round(notches)) > 1e-9 * max(1, abs(notches))


def _stored(schedule):
    try:
        return serialize(schedule)
    except TypeError:  # it holds a function
        return None


def script():
    """``live.js`` with the figures' colours and Vega's address in it."""
    dashes = list(map(list, DASHES))
    given = {"COLOURS": COLOURS, "DASHES": dashes, "INK": INK, "VEGA": _CDN}
    text = (_HERE / "live.js").read_text(encoding="utf-8")
    return re.sub(r"/\*([A-Z]+)\*/(\[\]|\"\")", lambda place: json.dumps(given[place[1]]), text)


def style():
    """``live.css``."""
    return (_HERE / "live.css").read_text(encoding="utf-8")


def _page(description):
    data = json.dumps(description, sort_keys=True).replace("</", "<\\/")
    label = html.escape(description["name"], quote=True)
    kind, styles, scripts = "lrnotes-live", style(), script()
    if description.get("kind") == "feedback":
        kind += " lrnotes-feedback"
        styles += feedback_live.style()
        scripts += feedback_live.script()
    return (
        f'<div class="{kind}" role="group" aria-label="{label}: live figure"><div class="lrnotes-figure">'
        "The live figure appears when this cell is run. The figures below show the same curves.</div>"
        f'<script type="application/json">{data}</script><style>{styles}</style><script>{scripts}</script></div>'
    )
