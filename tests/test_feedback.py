"""Feedback schedules are rules with a state, and nothing else: values by hand, arguments, errors, storage."""

import copy
import dataclasses
import json
import math
import pickle

import numpy as np
import pytest

import lrnotes
import test_bad_input
from lrnotes import FeedbackSchedule, GreedyLR, ReduceLROnPlateau, Schedule, deserialize, serialize
from lrnotes.core.parameters import parameter_of
from lrnotes.schedules.feedback import PlateauState
from settings.feedback import SCHEDULES

every_schedule = pytest.mark.parametrize("schedule", SCHEDULES.values(), ids=SCHEDULES)
LOSSES = np.random.default_rng(0).normal(size=60).cumsum().tolist()


def test_defaults_are_those_of_the_originals():
    plateau = {"factor": 0.1, "patience": 10, "mode": "min", "rtol": 1e-4, "atol": 0.0, "cooldown": 0, "min_lr": 0.0}
    plateau |= {"eps": 1e-8, "patience_rule": ">", "last_of_cooldown": "ignored", "name": None}
    greedy = {"factor": 0.95, "patience": 10, "mode": "min", "rtol": 0.0, "atol": 1e-6, "cooldown": 0, "warmup": 0}
    greedy |= {"min_lr": 1e-3, "max_lr": 1.0, "eps": 1e-8, "smooth": False, "window_size": 50, "reset_start": 500}
    assert SCHEDULES["plateau"].get_config() == {"initial_learning_rate": 0.1} | plateau
    assert SCHEDULES["greedy"].get_config() == {"initial_learning_rate": 0.1} | greedy | {"name": None}


# What is told, and what comes back


@every_schedule
def test_rates_are_those_of_the_states(schedule):
    state, expected = schedule.start(), [schedule.initial_learning_rate]
    for loss in LOSSES:
        state = schedule.step(state, loss)
        expected.append(state.rate)
    for given in (LOSSES, tuple(LOSSES), np.array(LOSSES)):
        rates = schedule.rates(given)
        assert rates.dtype == np.float64 and rates.tolist() == expected


@every_schedule
def test_a_state_is_plain_numbers_that_json_can_hold(schedule):
    """What a checkpoint keeps: half of training, a new process, the other half."""
    state = schedule.start()
    for loss in LOSSES[:30]:
        state = schedule.step(state, loss)
    saved = json.loads(json.dumps(state._asdict()))
    saved = {name: tuple(value) if isinstance(value, list) else value for name, value in saved.items()}
    resumed = schedule.start()._replace(**saved)
    assert resumed == state and pickle.loads(pickle.dumps(state)) == state
    for loss in LOSSES[30:]:
        resumed = schedule.step(resumed, loss)
    assert resumed.rate == schedule.rates(LOSSES)[-1]


@pytest.mark.parametrize("metric", [2, 2.0, np.float32(2), np.int64(2), np.array(2.0)], ids=repr)
def test_a_metric_is_any_real_number(metric):
    schedule = SCHEDULES["plateau"]
    state = schedule.step(schedule.start(), metric)
    assert state == PlateauState(0.1, 2.0, 0, 0) and type(state.best) is float


@pytest.mark.parametrize("metric", [None, "2.0", True, 1j, [1.0], np.ones(1), np.True_], ids=repr)
def test_a_metric_that_is_no_number(metric):
    schedule = SCHEDULES["greedy"]
    with pytest.raises(TypeError) as caught:
        schedule.step(schedule.start(), metric)
    assert str(caught.value) == f"GreedyLR: metric must be a number; got {metric!r}"


def test_metrics_that_are_none():
    for metrics in (["a"], [True], [None], "losses", [1j]):
        with pytest.raises(TypeError) as caught:
            SCHEDULES["plateau"].rates(metrics)
        assert str(caught.value) == f"ReduceLROnPlateau: metrics must be numbers; got {metrics!r}"
    for metrics in (1.0, [[1.0, 2.0]]):
        with pytest.raises(
            ValueError, match=r"^ReduceLROnPlateau: metrics must have one dimension, one metric an epoch;"
        ):
            SCHEDULES["plateau"].rates(metrics)


# No function of the step


@every_schedule
@pytest.mark.parametrize("step", [(), (0,), (np.arange(3),)], ids=["no step", "a step", "steps"])
def test_a_step_is_refused_with_the_reason(schedule, step):
    assert not isinstance(schedule, Schedule)
    name = type(schedule).__name__
    with pytest.raises(TypeError, match=f"^{name} is not a function of the step: its rate depends on the metrics"):
        schedule(*step)


def test_what_takes_schedules_refuses_them_too():
    cosine = lrnotes.CosineDecay(0.1, 10)
    for use in (
        lambda: lrnotes.plot(SCHEDULES["plateau"], 10),
        lambda: cosine.then(SCHEDULES["plateau"], at=5),
    ):
        with pytest.raises(TypeError, match="ReduceLROnPlateau"):
            use()


def test_a_reader_defines_one():
    class Halve(FeedbackSchedule):
        initial_learning_rate: float

        def start(self):
            return PlateauState(self.initial_learning_rate, math.inf, 0, 0)

        def update(self, xp, state, metric):
            return state._replace(rate=xp.where(metric < 1, state.rate / 2, state.rate))

    assert Halve(0.5).rates([2.0, 0.5, 0.5]).tolist() == [0.5, 0.5, 0.25, 0.125]
    assert "The rule, as it runs::" in Halve.__doc__ and "xp.where(metric < 1" in Halve.__doc__
    assert deserialize(serialize(Halve(0.5))) == Halve(0.5)
    with pytest.raises(ValueError, match="^Halve: initial_learning_rate must be finite; got inf$"):
        Halve(math.inf)


def test_one_without_a_rule():
    class Empty(FeedbackSchedule):
        """Nothing."""

    for use in (Empty().start, lambda: Empty().update(None, None, 1.0)):
        with pytest.raises(NotImplementedError, match=r"^Empty must define (start|update)\(self"):
            use()


# Arguments

COUNT = [*(value for value in test_bad_input.NEVER if value is not len), None, 1.5, 2**31]
KINDS = {
    "initial_learning_rate": test_bad_input.BAD["rate"],
    "factor": [*test_bad_input.NEVER, None, 0, 1, 1.0, 2],
    "mode": [None, 3, "", "Min", "auto", ["min"]],
    "rtol": [*test_bad_input.NEVER, None, 1.0000001],
    "atol": [*test_bad_input.NEVER, None],
    "eps": [*test_bad_input.NEVER, None],
    "min_lr": test_bad_input.BAD["rate"],
    "max_lr": test_bad_input.BAD["rate"],
    "patience_rule": [None, "<", "=", ">> ", 3],
    "last_of_cooldown": [None, "count", True],
    "smooth": [None, 0, 1, "True"],
    "name": test_bad_input.BAD["label"],
    **dict.fromkeys(["patience", "cooldown", "warmup"], COUNT),
    "window_size": [*COUNT, 0],
    "reset_start": [*COUNT, 0],
}
TABLE = [
    pytest.param(schedule, field, value, id=f"{schedule.__name__}-{field.name}-{value!r:.40}")
    for schedule in (ReduceLROnPlateau, GreedyLR)
    for field in dataclasses.fields(schedule)
    for value in KINDS[field.name]
]


@pytest.mark.parametrize("schedule, field, value", TABLE)
def test_a_bad_argument(schedule, field, value):
    with pytest.raises((TypeError, ValueError)) as caught:
        schedule(**{"initial_learning_rate": 0.1, field.name: value})
    allowed = parameter_of(field).allowed
    assert str(caught.value) == f"{schedule.__name__}: {field.name} must be {allowed}; got {value!r}"


def test_what_is_allowed_is_said():
    allowed = {field.name: parameter_of(field).allowed for field in dataclasses.fields(GreedyLR)}
    assert allowed["patience"] == "an integer from 0 to 2147483647"
    assert allowed["reset_start"] == "an integer from 1 to 2147483647"
    assert allowed["factor"] == "a number above 0 and below 1"
    assert allowed["rtol"] == "a number from 0 to 1" and allowed["atol"] == "a finite number, 0 or more"


# A value like any other: printed, compared, stored


@every_schedule
def test_it_survives_storage(schedule):
    for again in (
        eval(repr(schedule), {name: getattr(lrnotes, name) for name in lrnotes.__all__}),
        pickle.loads(pickle.dumps(schedule)),
        copy.deepcopy(schedule),
        type(schedule).from_config(json.loads(json.dumps(schedule.get_config(), allow_nan=False))),
        deserialize(json.loads(json.dumps(serialize(schedule), allow_nan=False))),
    ):
        assert again == schedule and hash(again) == hash(schedule) and type(again) is type(schedule)
        assert again.rates(LOSSES).tolist() == schedule.rates(LOSSES).tolist()
    assert dataclasses.replace(schedule, patience=7) != schedule
    with pytest.raises(dataclasses.FrozenInstanceError):
        schedule.patience = 3


def test_an_unknown_argument_in_a_configuration():
    with pytest.raises(ValueError, match="^GreedyLR has no argument threshold; it has initial_learning_rate, factor"):
        GreedyLR.from_config({"initial_learning_rate": 0.1, "threshold": 1e-3})


# Docstrings


@pytest.mark.parametrize("schedule", [ReduceLROnPlateau, GreedyLR])
def test_docstrings_say_all(schedule):
    words = schedule.__doc__
    assert "Equal to" in words and "https://" in words and f">>> schedule = {schedule.__name__}(" in words
    shown = words[words.index("The rule, as it runs::") :]
    for line in (
        "def start(self) -> ",
        "def update(self, xp: Any, state: Any, metric: Any) -> ",
        "def _improves(self, metric",
    ):
        assert line in shown
    for field in dataclasses.fields(schedule):
        parameter = parameter_of(field)
        assert f"    {field.name} ({parameter.unit}): {parameter.meaning}. Allowed: {parameter.allowed}." in words
        assert len(parameter.meaning) > 10
    assert "Raises:\n    TypeError, ValueError: at construction" in words


@pytest.mark.parametrize("name", [name for name in vars(FeedbackSchedule) if not name.startswith("_")])
def test_public_methods_have_docstrings_with_an_example(name):
    if name not in ("start", "update"):  # which a subclass defines
        assert ">>> " in getattr(FeedbackSchedule, name).__doc__
