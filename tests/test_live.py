"""The live figure: its description, and its values as the chart computes them outside Python."""

import dataclasses
import gzip
import json
import math
import re

import numpy as np
import pytest

import lrnotes
from lrnotes.core.composition import COMPOSED
from lrnotes.to_others.templates import programs
from settings import SCHEDULES
from support.live_settings import as_it_starts, ask_node, by_name, question, settings_of, with_settings

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
    "composed": (
        0.5 * lrnotes.CosineDecay(0.1, 41).warmup(10).then(lrnotes.LinearCosineDecay(0.01, 20), at=60).repeat(every=90)
    ),
}  # fmt: skip


STEPS = np.arange(131)
FEW = np.array(
    [0, 0.5, 1, 2, 5, 9.75, 10, 11, 20, 24, 25, 26, 30, 40, 41, 42, 50, 51, 59, 60, 80, 82, 90, 100, 123, 130, 1000.0]
)
EVERY = {**SCHEDULES, **CHARTS}


def steps_of(name):
    return STEPS if name in CHARTS else FEW


@pytest.fixture(scope="module")
def answers():
    """Of every schedule its description, and each setting with what Node answers: one run of Node for all."""
    figures = {name: lrnotes.explore(schedule, 130) for name, schedule in EVERY.items()}
    questions = [
        question(figure, settings_of(figure.description), steps=steps_of(name).tolist())
        for name, figure in figures.items()
    ]
    return {
        name: (asked["description"], list(zip(asked["settings"], answered, strict=True)))
        for name, asked, answered in zip(figures, questions, ask_node(questions), strict=True)
    }


@pytest.mark.parametrize("name", EVERY)
def test_the_browser_computes_what_numpy_computes_over_a_grid_of_settings(name, answers):
    description, answered = answers[name]
    compared = missed = 0
    for setting, answer in answered:
        schedule = with_settings(EVERY[name], description, setting)
        if schedule is None:  # a warmup without a target, or numbers that do not go together
            missed += answer["error"] is None and not crossing(description, setting)
            continue
        if answer["error"]:  # a form that the first settings rule out, such as an exponential from 0
            assert " must " in answer["error"]
            continue
        rates, expected = np.array(answer["rates"], float), schedule(steps_of(name))
        scale = np.abs(expected[np.isfinite(expected)]).max(initial=0.0) or 1.0
        np.testing.assert_allclose(rates, expected, rtol=1e-12, atol=1e-12 * scale, err_msg=str(setting))
        compared += 1
    assert missed == 0, "the figure shows what the constructor refuses: lrnotes.live.refusals"
    assert compared > 0.5 * len(answered)  # of two places in a list, one is often not above the other


def crossing(description, setting):
    """Whether values of a list do not rise, which the controls prevent."""
    value = [setting["values"].get(place, each["value"]) for place, each in enumerate(description["parameters"])]
    return any(
        each.get("above") is not None and not value[each["above"]] < value[place]
        for place, each in enumerate(description["parameters"])
    )


@pytest.mark.parametrize("name", CHARTS)
def test_code_has_the_settings(name, answers):
    """As Python itself writes it for the schedule with these numbers."""
    description, answered = answers[name]
    for setting, answer in answered:
        schedule = with_settings(CHARTS[name], description, setting)
        if schedule is not None:
            assert [tuple(one.values()) for one in answer["code"]] == programs(schedule), setting


def test_a_form_that_is_refused_draws_nothing_and_says_why():
    figure = lrnotes.explore(CHARTS["cosine"], 60)
    (((answer,),)) = ask_node([question(figure, [by_name(figure.description, warmup_steps=5)], steps=[0, 1])])
    assert answer["rates"] == [] and answer["code"] == []
    assert answer["error"].startswith("CosineDecay: warmup_target must be given with warmup_steps")


@pytest.mark.parametrize(
    "name, expected",
    {
        "cosine": (
            "Over steps 0 to 130 the learning rate starts at 0.01, decreases to 0.0001 at step 50, "
            "stays there until step 130."
        ),
        "cosine with warm-up": (
            "Over steps 0 to 130 the learning rate starts at 0.00001, increases to 0.01 at step 10, "
            "decreases to 0.001 at step 60, stays there until step 130."
        ),
        "triangular": (
            "Over steps 0 to 130 the learning rate starts at 0.001, increases to 0.01 at step 25, "
            "decreases to 0.001 at step 50, increases to 0.01 at step 75, decreases to 0.001 at step 100, "
            "increases to 0.01 at step 125, decreases to 0.0082 at step 130."
        ),
        "exponential cyclical": (
            "Over steps 0 to 130 the learning rate starts at 0.001, goes up and down with 9 peaks between 0.001 and "
            "0.00394912, and ends at 0.001."
        ),
    }.items(),
)  # fmt: skip
def test_a_sentence_says_what_the_curve_does(name, expected, answers):
    assert answers[name][1][0][1]["sentence"] == expected


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
        if moves and (name.partition(",")[0], field.name) != ("triangular", "scale_mode"):  # which has no effect there
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
    figure, again = lrnotes.explore(CHARTS["cosine"], 60), lrnotes.explore(CHARTS["cosine"], 60)
    assert (figure.description, figure.programs) == (again.description, again.programs)
    assert lrnotes.deserialize(figure.description["schedule"]) == CHARTS["cosine"]
    assert figure.description["steps"] == 60
    assert lrnotes.explore(CHARTS["cyclical"]).description["schedule"] is None  # a function cannot be stored
    assert json.loads(json.dumps(figure.description, allow_nan=False))["name"] == "CosineDecay"


# How many steps are shown, and how they are drawn.


@pytest.mark.parametrize(
    "schedule, steps",
    [
        (lrnotes.CosineDecay(0.1, 100), 110),
        (lrnotes.CosineDecay(0.1, 100, warmup_target=0.2, warmup_steps=20), 132),
        (lrnotes.CosineDecay(0.1, 100).warmup(20), 132),
        (lrnotes.CosineDecay(0.1, 100).then(lrnotes.CosineDecay(0.1, 50), at=60), 121),
        (lrnotes.CosineDecay(0.1, 100).skip(1), 110),
        (lrnotes.CosineDecay(0.1, 100) * lrnotes.CosineDecay(1.0, 50), 110),
        (lrnotes.PiecewiseConstantDecay([30, 80], [0.1, 0.02, 0.001]), 88),  # the last place, not the sum of places
        (lrnotes.WarmupStableDecaySimplified(0.1, 0, [100, 200]), 330),  # the sum of lengths
        (lrnotes.StepDecay(0.1, 30), 150),  # for ever: five stairs
        (lrnotes.CosineDecay(0.1, 100).repeat(every=60), 300),
        (lrnotes.Constant(0.1), 100),
        (lrnotes.RangeTest(1e-4, 1.0, 100), 110),
        (lrnotes.RangeTest(1e-4, 1.0, 100, stair_steps=20), 110),  # an interval lies within the rise
        (lrnotes.CosineDecay(0.1, 100000), 110000),
    ],
)  # fmt: skip
def test_steps_shown_are_the_length_and_a_tenth_or_five_lengths_of_what_never_ends(schedule, steps):
    assert lrnotes.explore(schedule).description["steps"] == steps


@pytest.mark.parametrize("name", EVERY)
def test_the_horizon_is_the_first_one_at_the_first_settings_and_follows_the_lengths(name):
    description = lrnotes.explore(EVERY[name], 130).description
    horizon, parameters = description["horizon"], description["parameters"]
    if horizon is None:
        return
    values = [parameters[place]["value"] for place in horizon["lengths"] if parameters[place].get("on", True)]
    assert horizon["factor"] * sum(values) == pytest.approx(130)
    assert {parameters[place]["unit"] for place in horizon["lengths"]} == {"steps"}


STEPPED = {
    "exponential": [False, True], "exponential, stairs": [False, True], "inverse time": [False, True],
    "natural exponential": [False, True], "steps": [True], "milestones": [True], "piecewise constant": [True, True],
    "chebyshev": [True, True], "range test": [False, True, False, True], "warm-up, sustain, step decay": [True] * 4,
    "cosine": [False] * 4, "restarts": [False], "one cycle": [False] * 8, "triangular": [False] * 2,
    "WSD-S": [False] * 8, "noisy linear cosine": [False], "composed": [False] * 4, "piecewise linear": [False] * 4,
    "constant": [False],
}  # fmt: skip


@pytest.mark.parametrize("name", STEPPED)
def test_what_changes_at_boundaries_alone_is_drawn_as_steps(name):
    forms = lrnotes.explore(EVERY[name], 130).description["forms"]
    assert [form.get("drawing") == "steps" for form in forms] == STEPPED[name]


def test_compositions_and_schedules_of_ones_own_are_drawn_as_steps_as_well():
    def drawn(schedule):
        return {form["drawing"] for form in lrnotes.explore(schedule).description["forms"]}

    class Halved(lrnotes.Schedule):
        start: float

        def formula(self, xp, step):
            return self.start * 0.5 ** xp.floor(step / 10)

    assert drawn(Halved(0.1).warmup(3)) == {"steps"}
    assert drawn(lrnotes.StepDecay(0.1, 30).clip(0.001)) == {"steps"}
    assert drawn(lrnotes.Constant(0.1).then(lrnotes.Constant(0.01), at=50)) == {"steps"}
    assert drawn(lrnotes.LinearDecay(0.1, 50).then(lrnotes.Constant(0.01), at=50)) == {"line"}


# What depends on what.


def test_a_warmup_needs_its_target_and_starts_below_it():
    parameters = lrnotes.explore(CHARTS["cosine"]).description["parameters"]
    start, target, steps = (
        next(place for place, each in enumerate(parameters) if each["name"] == name)
        for name in ("initial_learning_rate", "warmup_target", "warmup_steps")
    )
    assert parameters[steps]["needs"] == [[target, None]]
    assert parameters[target]["also"] == parameters[steps]["also"] == [[start, 0.0]]
    assert parameters[target]["value"] == 0.01 and not parameters[target]["on"]
    # In a composition too, where all three stand deeper.
    parameters = lrnotes.explore(2 * CHARTS["cosine"]).description["parameters"]
    (needs,) = [each["needs"] for each in parameters if "needs" in each]
    assert parameters[needs[0][0]]["name"] == "schedule_warmup_target"


@pytest.mark.parametrize("name", EVERY)
def test_every_form_without_an_error_can_be_made(name):
    """And every refusal is one that the dependencies rule out, or that no control declares yet."""
    description = lrnotes.explore(EVERY[name]).description
    needing = [each for each in description["parameters"] if "needs" in each]
    for form in description["forms"]:
        assert ("error" in form) != ("program" in form)
        if "error" in form and "warmup_target must be given" in form["error"]:
            assert needing


# Names.


class Named(lrnotes.Schedule):
    """Fields that the figure, the browser or JavaScript uses for itself."""

    steps: float
    losses: float
    axis: float
    probe: float
    default: float
    new: float
    function: float
    λ: float
    __proto__: float = 1.0
    constructor: float = 1.0

    def formula(self, xp, step):
        every = self.losses + self.axis + self.probe + self.default + self.new + self.function + self.λ
        return (every + self.constructor + self.__proto__) / (1 + step / self.steps)


def test_fields_may_be_called_anything():
    schedule = Named(10.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0)
    answer = as_it_starts(lrnotes.explore(schedule), steps=[0, 5, 10])
    assert answer["rates"] == [schedule(step) for step in (0, 5, 10)]
    names = [each["name"] for each in lrnotes.explore(schedule).description["parameters"]]
    assert names == ["steps", "losses", "axis", "probe", "default", "new", "function", "λ", "__proto__", "constructor"]


def test_controls_of_a_composition_keep_different_names():
    class Odd(lrnotes.Schedule):
        schedule: lrnotes.Schedule
        schedule_learning_rate: float

        def formula(self, xp, step):
            return self.schedule.formula(xp, step) * self.schedule_learning_rate

    names = [each["name"] for each in lrnotes.explore(Odd(lrnotes.Constant(0.1), 0.5)).description["parameters"]]
    assert names == ["schedule_learning_rate", "schedule_learning_rate.2"]
    skipped = lrnotes.CosineDecay(0.1, 100).skip(1)
    figure = lrnotes.explore(skipped)
    assert "steps" in [each["name"] for each in figure.description["parameters"]]
    assert as_it_starts(figure, steps=[0, 7])["rates"] == pytest.approx([skipped(0), skipped(7)], rel=1e-12)


def test_names_are_text_wherever_the_output_shows_them():
    page = lrnotes.explore(lrnotes.CosineDecay(0.1, 50, name="<!--<script>"))._repr_mimebundle_()["text/html"]
    parts = re.split(r"<script[^>]*>|</script>", page)
    assert len(parts) == 7  # description, programs, chart: three scripts, each closed
    assert "<!--" not in page and json.loads(parts[1])["schedule"]["config"]["name"] == "<!--<script>"


def test_numbers_whose_truth_a_formula_asks_do_not_come_to_zero():
    class Plain(lrnotes.Schedule):
        start: float
        warmup: float = 0.0
        other: float = 5.0

        def formula(self, xp, step):
            rate = self.start / (self.other if self.other else 1.0)
            return xp.where(step < self.warmup, step / self.warmup, rate) if self.warmup else rate

    controls = {each["name"]: each for each in lrnotes.explore(Plain(0.1)).description["parameters"]}
    assert list(controls) == ["start", "other"]  # a part that is left out stays so
    assert controls["other"]["zero"] is False and controls["start"]["zero"] is True
    assert "warmup" in str(lrnotes.explore(Plain(0.1, 3.0)).description["parameters"])


def test_long_lists_are_no_trouble():
    boundaries, values = list(range(1, 251)), [1 / count for count in range(1, 252)]
    schedule = lrnotes.PiecewiseConstantDecay(boundaries, values)
    figure = lrnotes.explore(schedule)
    assert len(figure.description["parameters"]) == 502
    steps = [0, 1, 2, 125, 249, 250, 251, 1000]
    assert as_it_starts(figure, steps=steps)["rates"] == [schedule(step) for step in steps]


# The output of a notebook.


def test_notebooks_show_it_with_all_it_needs():
    bundle = lrnotes.explore(CHARTS["cosine"], 60)._repr_mimebundle_()
    page = bundle["text/html"]
    assert 'aria-label="CosineDecay: interactive plot"' in page and "appears when this cell is run" in page
    assert json.loads(re.search(r'<script type="application/json">(.*?)</script>', page)[1])["name"] == "CosineDecay"
    assert bundle["text/plain"] == "LiveFigure of CosineDecay(initial_learning_rate=0.01, decay_steps=50, alpha=0.01)"
    assert "at 0x" not in page
    (key,) = re.findall(r'data-programs="(\w+)"', page)
    assert f'(globalThis.lrnotesPrograms ??= {{}})["{key}"] = {{rates: [' in page
    assert '<script type="module">' in page and not re.search(r"(?<!mx\.)\b(?:eval|Function)\(", page)
    assert " src=" not in page and "@import" not in page and "cdn" not in page.lower()


def test_its_own_scripts_weigh_at_most_60_kB_compressed():
    page = lrnotes.explore(CHARTS["cosine"], 60)._repr_mimebundle_()["text/html"]
    scripts = re.findall(r"<script>(.*?)</script>|<script type=.module.>(.*?)</script>", page, re.DOTALL)
    assert len(gzip.compress("".join(map("".join, scripts)).encode(), 6)) <= 60_000


def test_bad_arguments():
    with pytest.raises(TypeError, match="explore: schedule must be a lrnotes.Schedule or FeedbackSchedule; got 3"):
        lrnotes.explore(3)
    for steps in (-5, 0, math.inf, math.nan, 10**400, np.float64("inf")):
        with pytest.raises(ValueError, match="^explore: steps must be a finite number above 0; got "):
            lrnotes.explore(CHARTS["cosine"], steps)
    for steps in ("60", [60], True):
        with pytest.raises(TypeError, match="^explore: steps must be a finite number above 0; got "):
            lrnotes.explore(CHARTS["cosine"], steps)
    assert lrnotes.explore(CHARTS["cosine"], np.int64(60)).description["steps"] == 60


@pytest.mark.parametrize("function", [lambda step: 0.1 if step < 30 else 0.05, lambda step: math.exp(-step)])
def test_a_function_that_javascript_cannot_compute_is_refused_and_not_drawn_wrong(function):
    with pytest.raises(TypeError, match="JavaScript cannot compute FunctionSchedule"):
        lrnotes.explore(lrnotes.Schedule.from_function(function))


REALISTIC = lrnotes.CosineDecay(0.0, 9500, warmup_target=1e-3, warmup_steps=500)
CLASSIC = lrnotes.CosineDecay(1e-2, 50, alpha=1e-2)


def test_a_preset_is_the_schedule_that_it_names():
    """As the browser sees it: with the settings of the preset at first, the figure is that of the other schedule."""
    description = lrnotes.explore(REALISTIC, presets={"classic notebook": CLASSIC}).description
    (preset,) = description["presets"]
    assert preset["name"] == "classic notebook" and lrnotes.deserialize(preset["schedule"]) == CLASSIC
    alone = lrnotes.explore(CLASSIC).description
    assert (preset["steps"], preset["horizon"]) == (alone["steps"], alone["horizon"]) == (55, alone["horizon"])
    moved = [first | own for first, own in zip(description["parameters"], preset["parameters"], strict=True)]
    for control, other in zip(moved, alone["parameters"], strict=True):
        assert {key: control.get(key) for key in ("name", "value", "on", "slider", "needs")} == {
            key: other.get(key) for key in ("name", "value", "on", "slider", "needs")
        }
    plateau = lrnotes.explore(lrnotes.ReduceLROnPlateau(1e-3), presets={"old": lrnotes.ReduceLROnPlateau(0.1)})
    assert "steps" not in plateau.description["presets"][0]
    assert "presets" not in lrnotes.explore(REALISTIC).description


def test_presets_that_no_controls_lead_to_are_refused():
    def refused(error, match, schedule, presets):
        with pytest.raises(error, match=match):
            lrnotes.explore(schedule, presets=presets)

    refused(TypeError, "presets must be a dict of schedules by name; got", REALISTIC, [CLASSIC])
    refused(TypeError, "presets must be a dict of schedules by name; got", REALISTIC, {" ": CLASSIC})
    refused(TypeError, "'old' must be a CosineDecay, as the schedule is; got 0.1", REALISTIC, {"old": 0.1})
    steps = lrnotes.MultiStepDecay(0.1, [3000, 6000])
    refused(ValueError, "lists of the same lengths", steps, {"old": lrnotes.MultiStepDecay(0.1, [30])})
    halved, whole = (lrnotes.CyclicalLearningRate(1e-3, 1e-2, 25, scale_fn=scale) for scale in (lambda k: 1 / k, abs))
    refused(ValueError, "must have the functions and the name of the schedule", halved, {"old": whole})
    late, early = (lrnotes.PiecewiseInterpolation([first, 60], [1e-3, 1e-2]) for first in (10, 0))
    refused(
        ValueError, "must have milestones_0=10, as the schedule has it; no control leads to 0", late, {"old": early}
    )
