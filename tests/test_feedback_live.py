"""The live figure of feedback schedules: its description, and what the chart computes outside Python."""

import dataclasses
import itertools
import json
import math
import re
from typing import NamedTuple

import numpy as np
import pytest

import lrnotes
from lrnotes.figures.loss_curves import CURVES
from lrnotes.to_others.templates import programs
from lrnotes.xp.python import namespace as python
from support.live_settings import as_it_starts, ask_node, question, settings_of, with_settings

SCHEDULES = {
    "plateau": lrnotes.ReduceLROnPlateau(0.1, 0.5, patience=3, cooldown=2),
    "as Keras": lrnotes.ReduceLROnPlateau(
        0.1, 0.1, 2, rtol=0.0, atol=0.05, cooldown=3, min_lr=1e-3, eps=0.0,
        patience_rule=">=", last_of_cooldown="counted",
    ),
    "greedy": lrnotes.GreedyLR(0.01, 0.8, patience=2, min_lr=1e-3, reset_start=3),
    "greedy, smoothed": lrnotes.GreedyLR(0.01, 0.8, patience=1, smooth=True, window_size=5, cooldown=1, warmup=2),
}  # fmt: skip
every_schedule = pytest.mark.parametrize("name", SCHEDULES)


@pytest.fixture(scope="module")
def answers():
    """Of every schedule its question and what Node answers: one run of Node for all."""
    losses = lrnotes.loss_curve("noisy plateau").tolist()
    figures = {name: lrnotes.explore(schedule) for name, schedule in SCHEDULES.items()}
    questions = [question(figure, settings_of(figure.description), losses=losses) for figure in figures.values()]
    return dict(zip(SCHEDULES, zip(questions, ask_node(questions), strict=True), strict=True))


def states(schedule, losses):
    passed = [schedule.start()]
    for loss in losses:
        passed.append(schedule.update(python, passed[-1], loss))
    return passed


@every_schedule
def test_the_page_computes_what_python_computes_over_a_grid_of_settings(name, answers):
    """Not only the rates: every number of every state."""
    asked, given = answers[name]
    fields, compared = asked["description"]["state"], 0
    for setting, answer in zip(asked["settings"], given, strict=True):
        schedule = with_settings(SCHEDULES[name], asked["description"], setting)
        assert schedule is not None and answer["error"] is None
        for there, here in zip(answer["states"], states(schedule, asked["losses"]), strict=True):
            assert fields == list(here._fields)
            for field, value, expected in zip(fields, there, here, strict=True):
                if isinstance(expected, tuple):
                    assert value == list(expected), (setting, field)
                else:
                    assert float(value) == pytest.approx(float(expected), rel=1e-12, abs=1e-14), (setting, field)
        compared += 1
    assert compared > 300


@pytest.mark.parametrize("curve", CURVES)
def test_on_every_loss_curve(curve):
    figure = lrnotes.explore(SCHEDULES["greedy"], losses=curve)
    shown = figure.description["curves"][figure.description["chosen"]]
    assert shown == {"name": curve, "losses": lrnotes.loss_curve(curve).tolist()}
    answer = as_it_starts(figure, losses=shown["losses"])
    rates = [state[figure.description["state"].index("rate")] for state in answer["states"]]
    np.testing.assert_allclose(rates, SCHEDULES["greedy"].rates(lrnotes.loss_curve(curve)), rtol=1e-12)


@every_schedule
def test_code_has_the_settings(name, answers):
    asked, given = answers[name]
    for setting, answer in list(zip(asked["settings"], given))[::7]:
        schedule = with_settings(SCHEDULES[name], asked["description"], setting)
        if bool(schedule.rtol) != bool(SCHEDULES[name].rtol):
            continue  # a threshold of the other kind, for which the page has a word in place of the lines
        assert [tuple(one.values()) for one in answer["code"]] == programs(schedule), setting


def test_the_sentence_says_what_the_curves_do():
    def sentence(schedule, losses):
        return as_it_starts(lrnotes.explore(schedule, losses=losses), losses=losses)["sentence"]

    plateau = lrnotes.ReduceLROnPlateau(0.1, 0.5, patience=1)
    assert sentence(plateau, [3.0, 1.0, 1.0, 1.5, 2.0]) == (
        "Over 5 epochs the loss goes from 3 to 2, lowest 1. "
        "The learning rate starts at 0.1, drops to 0.05 after epoch 4."
    )
    assert (
        sentence(plateau, [3.0, 2.0])
        == "Over 2 epochs the loss goes from 3 to 2, lowest 2. The learning rate stays at 0.1."
    )
    greedy = lrnotes.GreedyLR(0.01, 0.5, patience=0)
    assert sentence(greedy, [5, 4, 3, 3, 3, 3, 3, 2]) == (
        "Over 8 epochs the loss goes from 5 to 2, lowest 2. "
        "The learning rate starts at 0.01, with 4 rises and 4 drops between 0.005 and 0.08, and ends at 0.01."
    )


def test_a_state_is_told_in_words(answers):
    asked, (answer, *_) = answers["plateau"]
    bad = answer["states"][-1][asked["description"]["state"].index("bad")]
    assert answer["told"].startswith("loss 0.") and f"bad {bad}" in answer["told"]
    assert re.search(r"rate [\d.e-]+; best [\d.]+, bad \d+, cooldown \d+$", answer["told"])


def test_the_drawing_has_both_curves_on_their_axes():
    """Points of the paths, which are written to a tenth of a pixel, are in proportion to what they show."""
    losses = lrnotes.loss_curve("noisy plateau")
    figure = lrnotes.explore(SCHEDULES["plateau"], losses="noisy plateau")
    (drawing,) = ask_node([question(figure, drawn=True)])
    paths = {
        color: path_of(tag)
        for tag in re.findall(r"<path[^>]*>", drawing)
        for color in re.findall(r'stroke="var\(--lrnotes-color-(\d)\)"', tag)
        if "stroke-width" in tag and "L" in tag
    }
    stairs, line = paths["1"], paths["2"]
    assert len(line) == 60
    # Loss e stands where epoch e ends; the stairs go from the left edge to the right one.
    assert stairs[0][0] == 0 and stairs[-1][0] == line[-1][0] > 600
    assert_on_a_line([y for _, y in line], losses)
    epochs = np.arange(60) + 0.5
    rates = [y for epoch in epochs for y in [stairs[np.searchsorted(stairs[:, 0], epoch * stairs[-1][0] / 60) - 1][1]]]
    assert_on_a_line(rates, np.log(SCHEDULES["plateau"].rates(losses)[:-1]))


def path_of(tag):
    numbers = re.search(r'\bd="M([^"]+)"', tag)[1]
    return np.array([[float(number) for number in point.split(",")] for point in numbers.split("L")])


def assert_on_a_line(heights, values):
    heights, low, high = np.array(heights), values.argmin(), values.argmax()
    slope = (heights[high] - heights[low]) / (values[high] - values[low])
    np.testing.assert_allclose(heights, heights[low] + slope * (values - values[low]), atol=0.1)


def test_controls_are_the_arguments_that_the_rule_asks():
    def controls(schedule):
        return [parameter["name"] for parameter in lrnotes.explore(schedule).description["parameters"]]

    for schedule in SCHEDULES.values():
        fields = [field.name for field in dataclasses.fields(schedule) if field.name != "name"]
        assert controls(schedule) == fields


@pytest.mark.parametrize("name", ["plateau", "greedy"])
def test_the_few_arguments_that_most_users_set_are_common(name):
    parameters = lrnotes.explore(SCHEDULES[name]).description["parameters"]
    common = [parameter["name"] for parameter in parameters if parameter.get("common")]
    assert common[:3] == ["initial_learning_rate", "factor", "patience"] and "min_lr" in common
    assert len(common) == 5 and len(parameters) > 10


def test_losses_of_ones_own_come_first():
    description = lrnotes.explore(SCHEDULES["plateau"], losses=np.array([3, 2.5, 2.5])).description
    assert description["curves"][description["chosen"]] == {"name": "given", "losses": [3.0, 2.5, 2.5]}
    assert [curve["name"] for curve in description["curves"]] == ["given", *CURVES]


def test_description_is_the_same_every_time_and_holds_the_schedule():
    figure, again = lrnotes.explore(SCHEDULES["plateau"]), lrnotes.explore(SCHEDULES["plateau"])
    assert (figure.description, figure.programs) == (again.description, again.programs)
    assert lrnotes.deserialize(figure.description["schedule"]) == SCHEDULES["plateau"]
    json.dumps(figure.description, allow_nan=False)


def test_notebooks_show_it_as_a_figure_of_its_kind():
    bundle = lrnotes.explore(SCHEDULES["greedy"])._repr_mimebundle_()
    page = bundle["text/html"]
    assert 'class="lrnotes-live lrnotes-feedback"' in page and 'aria-label="GreedyLR: interactive plot"' in page
    assert "{rules: [" in page and bundle["text/plain"].startswith("LiveFigure of GreedyLR(") and "at 0x" not in page


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
    for losses in (3, [10**400], ["high"], [[1.0], [2.0]], {"loss": 1.0}):
        with pytest.raises(TypeError, match="^explore: losses must be a list of numbers or the name of a curve; got "):
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


class State(NamedTuple):
    rate: float
    smooth: float


class Smoothed(lrnotes.FeedbackSchedule):
    """A rule that computes under a minus sign, with fields that the figure uses for itself."""

    initial_learning_rate: float
    losses: float
    axis: float

    def start(self):
        return State(self.initial_learning_rate, 1.0)

    def update(self, xp, state, metric):
        smooth = state.smooth * self.losses + xp.exp(-(metric * 0.1)) * (1 - self.losses)
        return State(xp.where(smooth > 0.8, state.rate, state.rate * self.axis), smooth)


def test_rules_of_ones_own_are_written_whatever_they_compute():
    schedule, losses = Smoothed(0.1, 0.5, 0.9), [3.0, 1.0, 4.0, 1.0, 5.0]
    figure = lrnotes.explore(schedule, losses=losses)
    answer = as_it_starts(figure, losses=losses)
    expected = [list(state) for state in states(schedule, losses)]
    np.testing.assert_allclose(answer["states"], expected, rtol=1e-12)
