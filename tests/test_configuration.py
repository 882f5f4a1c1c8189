"""A schedule is a value: it can be printed, compared, stored, copied and built again."""

import copy
import dataclasses
import gc
import json
import pickle
import weakref

import numpy as np
import pytest
import tensorflow as tf

import lrnotes
from lrnotes import CosineDecay, CyclicalLearningRate, NoisyLinearCosineDecay, Schedule, deserialize, serialize
from lrnotes.core import classes
from lrnotes.core.composition import Repeat, Scaled, Then, Warmup
from lrnotes.core.function_schedule import FunctionSchedule
from settings import SCHEDULES, lrfn, thirds


class OwnStairs(Schedule):
    """A reader's own schedule, with lists in it."""

    rates: tuple
    boundaries: tuple = ()
    factor: float = 1.0
    name: str = "stairs"

    def formula(self, xp, step):
        rate = self.rates[-1]
        for boundary, before in reversed(list(zip(self.boundaries, self.rates))):
            rate = xp.where(step < boundary, before, rate)
        return self.factor * rate


class OwnBounds(Schedule):
    """A reader's own composition."""

    schedule: Schedule
    lowest: float

    def formula(self, xp, step):
        return xp.maximum(self.schedule.formula(xp, step), self.lowest)


NAMES = {name: getattr(lrnotes, name) for name in lrnotes.__all__}
NAMES.update({each.__name__: each for each in (Warmup, Then, Repeat, Scaled, FunctionSchedule, OwnStairs, OwnBounds)})
NAMES.update(thirds=thirds, lrfn=lrfn)

OWN = {
    "a reader's own": OwnStairs([0.1, 0.05, 0.01], [30, 60], name="mine"),
    "a reader's own composition": OwnBounds(CosineDecay(0.1, 50), 0.01).warmup(5),
    "inside a composition": OwnStairs([0.1, 0.2], [3]).then(CosineDecay(0.1, 5), at=9),
}
FROM_FUNCTIONS = {"from a function": Schedule.from_function(lrfn, name="mine").repeat(every=40)}
ALL = {**SCHEDULES, **OWN, **FROM_FUNCTIONS}
WITHOUT_FUNCTIONS = {key: schedule for key, schedule in {**SCHEDULES, **OWN}.items() if key != "cyclical"}

every_schedule = pytest.mark.parametrize("schedule", ALL.values(), ids=ALL)
every_storable = pytest.mark.parametrize("schedule", WITHOUT_FUNCTIONS.values(), ids=WITHOUT_FUNCTIONS)


# repr


@every_schedule
def test_repr_is_python_that_rebuilds_the_schedule(schedule):
    text = repr(schedule)
    assert "\n" not in text and " at 0x" not in text
    assert eval(text, dict(NAMES)) == schedule
    assert str(schedule) == text


def test_repr_leaves_defaults_out():
    assert repr(CosineDecay(0.1, 50)) == "CosineDecay(initial_learning_rate=0.1, decay_steps=50)"
    assert repr(CosineDecay(0.1, 50, 0.0, warmup_target=0.2, warmup_steps=5)) == (
        "CosineDecay(initial_learning_rate=0.1, decay_steps=50, warmup_target=0.2, warmup_steps=5)"
    )
    assert repr(lrnotes.WarmupSustainStepDecay()) == "WarmupSustainStepDecay()"
    assert repr(CyclicalLearningRate(0.1, 0.2, 5, thirds, name="mine")) == (
        "CyclicalLearningRate(initial_learning_rate=0.1, maximal_learning_rate=0.2, step_size=5, scale_fn=thirds, "
        "name='mine')"
    )


def test_repr_of_a_composition_is_the_line_that_makes_it():
    cosine, text = CosineDecay(0.1, 50), "CosineDecay(initial_learning_rate=0.1, decay_steps=50)"
    assert repr(cosine.warmup(5)) == f"{text}.warmup(5)"
    assert repr(cosine.warmup(5, 0.01)) == f"{text}.warmup(5, initial_learning_rate=0.01)"
    assert repr(cosine.then(0.5 * cosine, at=50)) == f"{text}.then((0.5 * {text}), at=50)"
    assert repr(0.5 * cosine.repeat(every=50)) == f"(0.5 * {text}.repeat(every=50))"
    assert repr((0.5 * cosine).repeat(every=50)) == f"(0.5 * {text}).repeat(every=50)"


# Equality and hash


@every_schedule
def test_equal_schedules_have_equal_hashes(schedule):
    twin = dataclasses.replace(schedule)
    assert twin is not schedule
    assert twin == schedule and not twin != schedule and hash(twin) == hash(schedule)
    assert {schedule: 1}[twin] == 1


def test_no_two_of_them_are_equal():
    assert len(set(ALL.values())) == len(ALL)
    for one in ALL.values():
        assert sum(one == other for other in ALL.values()) == 1


def test_other_kinds_are_not_equal():
    # The same arguments in another class, or outside one, are another thing.
    triangular = lrnotes.TriangularCyclicalLearningRate(0.1, 0.2, 5, name=None)
    assert triangular != lrnotes.Triangular2CyclicalLearningRate(0.1, 0.2, 5, name=None)
    assert CosineDecay(0.1, 50) != dataclasses.astuple(CosineDecay(0.1, 50))
    assert CosineDecay(0.1, 50) != CosineDecay(0.1, 50, name="other")


# Frozen


@every_schedule
def test_a_schedule_cannot_be_changed(schedule):
    name = dataclasses.fields(schedule)[0].name
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(schedule, name, 1)
    with pytest.raises(dataclasses.FrozenInstanceError):
        delattr(schedule, name)
    with pytest.raises(dataclasses.FrozenInstanceError):
        schedule.something_new = 1


# Copies


@every_schedule
@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_pickle(schedule, protocol):
    again = pickle.loads(pickle.dumps(schedule, protocol))
    assert again == schedule and type(again) is type(schedule)
    assert again(7) == schedule(7)


@every_schedule
def test_copies(schedule):
    for again in (copy.copy(schedule), copy.deepcopy(schedule)):
        assert again == schedule and again(7) == schedule(7)


def test_replace():
    schedule = CosineDecay(0.1, 50)
    assert dataclasses.replace(schedule, alpha=0.1) == CosineDecay(0.1, 50, 0.1)
    assert schedule.alpha == 0.0
    with pytest.raises(ValueError, match="CosineDecay: alpha must be"):
        dataclasses.replace(schedule, alpha=-1)


# Configuration


@every_storable
def test_a_configuration_survives_json(schedule):
    again = type(schedule).from_config(json.loads(json.dumps(schedule.get_config(), allow_nan=False)))
    assert again == schedule and hash(again) == hash(schedule)
    again = deserialize(json.loads(json.dumps(serialize(schedule), allow_nan=False)))
    assert again == schedule and type(again) is type(schedule)
    assert again(26) == schedule(26)


@every_storable
def test_a_configuration_holds_every_argument_and_can_be_used_again(schedule):
    config = schedule.get_config()
    assert list(config) == [field.name for field in dataclasses.fields(schedule)]
    before = copy.deepcopy(config)
    type(schedule).from_config(config)
    assert config == before


def test_what_a_configuration_looks_like():
    assert CosineDecay(1, 50, name="mine").get_config() == {
        "initial_learning_rate": 1.0,
        "decay_steps": 50,
        "alpha": 0.0,
        "name": "mine",
        "warmup_target": None,
        "warmup_steps": 0,
    }
    assert serialize(CosineDecay(1, 50).repeat(every=50)) == {
        "class_name": "Repeat",
        "config": {
            "schedule": {"class_name": "CosineDecay", "config": CosineDecay(1, 50).get_config()},
            "every": 50,
        },
    }


def test_from_config_takes_the_defaults_of_what_is_missing():
    assert CosineDecay.from_config({"decay_steps": 50, "initial_learning_rate": 1}) == CosineDecay(1, 50)


@pytest.mark.parametrize(
    "schedule, message",
    [
        (SCHEDULES["cyclical"], "CyclicalLearningRate: scale_fn is a function, which a configuration cannot hold"),
        (SCHEDULES["cyclical"].warmup(5), "CyclicalLearningRate: scale_fn is a function"),
        (Schedule.from_function(lrfn), "FunctionSchedule: function is a function"),
    ],
    ids=["scale_fn", "inside a composition", "from_function"],
)
def test_a_function_has_no_configuration(schedule, message):
    for store in (serialize, lambda schedule: schedule.get_config()):
        with pytest.raises(TypeError, match=f"^{message}"):
            store(schedule)


def test_the_configuration_of_keras_own_cosine_decay():
    theirs = tf.keras.optimizers.schedules.CosineDecay(0.1, 50, alpha=0.2, warmup_target=0.4, warmup_steps=10)
    ours = CosineDecay.from_config(theirs.get_config())
    assert dataclasses.replace(ours, name=None) == CosineDecay(0.1, 50, 0.2, warmup_target=0.4, warmup_steps=10)
    for step in (0, 3, 10, 25, 60, 100):
        assert ours(step) == pytest.approx(float(theirs(step)), rel=1e-6)
    back = tf.keras.optimizers.schedules.CosineDecay.from_config(ours.get_config())
    assert back.get_config() == theirs.get_config()


def test_a_class_that_nobody_uses_any_more_is_forgotten():
    def make():
        body = {"__annotations__": {"peak": float}, "formula": lambda self, xp, step: self.peak + 0 * step}
        cls = type("OnceMade", (Schedule,), {**body, "__module__": __name__})
        assert cls(0.1)([0, 1]).tolist() == [0.1, 0.1] and "OnceMade" in classes._MADE
        return weakref.ref(cls)

    forgotten = make()
    gc.collect()
    assert forgotten() is None and "OnceMade" not in classes._MADE


def test_a_type_of_step_that_nobody_uses_any_more_is_forgotten():
    def make():
        kind = type("Steps", (np.ndarray,), {})
        assert CosineDecay(0.1, 50)(np.arange(3.0).view(kind))[0] == 0.1
        return weakref.ref(kind)

    forgotten = make()
    gc.collect()
    assert forgotten() is None


# A reader's own class


def test_a_list_becomes_a_tuple():
    schedule = OwnStairs([0.1, 0.05], [30])
    assert (schedule.rates, schedule.boundaries) == ((0.1, 0.05), (30,))
    assert repr(schedule) == "OwnStairs(rates=(0.1, 0.05), boundaries=(30,))"
    assert schedule([0, 29, 30]).tolist() == [0.1, 0.1, 0.05]


def test_a_list_of_lists_becomes_a_tuple_of_tuples():
    # Pairs of a step and a rate: JSON gives them back as lists of lists.
    pairs = ((0.1, 30), (0.05, 60))
    schedule = OwnStairs(pairs)
    again = deserialize(json.loads(json.dumps(serialize(schedule))))
    assert again == schedule and again.rates == pairs
    assert hash(again) == hash(schedule)


def test_a_reader_may_use_the_declarations_of_parameters():
    from lrnotes.core.parameters import rate, steps

    class Line(Schedule):
        initial_learning_rate: float = rate(r"\eta_0", "rate at step 0")
        decay_steps: float = steps("T", "steps to 0", default=10)

        def formula(self, xp, step):
            return self.initial_learning_rate * xp.maximum(self.decay_steps - step, 0) / self.decay_steps

    assert Line(1)(5) == 0.5
    assert deserialize(serialize(Line(1, 20))) == Line(1, 20)
    with pytest.raises(ValueError, match=r"^Line: decay_steps must be a finite number of steps above 0; got 0$"):
        Line(1, 0)
    assert "decay_steps (steps): steps to 0. Allowed: a finite number of steps above 0." in Line.__doc__


def test_a_reader_may_extend_one_of_ours():
    class Floored(CosineDecay):
        lowest: float = 0.01

        def formula(self, xp, step):
            return xp.maximum(super().formula(xp, step), self.lowest)

    schedule = Floored(0.1, 50, lowest=0.02)
    assert schedule(0) == 0.1 and schedule(50) == 0.02
    assert deserialize(serialize(schedule)) == schedule
    assert schedule != CosineDecay(0.1, 50)


def test_a_name_of_its_own_has_no_effect_on_the_values():
    plain, named = (NoisyLinearCosineDecay(0.1, 50, name=name) for name in (None, "mine"))
    assert plain(7) == named(7)


def test_a_reader_may_use_the_name_of_one_of_ours(monkeypatch):
    # Who writes a CosineDecay of their own, as an exercise, still gets ours out of a file that holds ours.
    monkeypatch.setattr(classes, "_MADE", classes._MADE.copy())
    ours = CosineDecay(0.1, 50)
    stored = serialize(ours)
    body = {"__annotations__": {"peak": float}, "formula": lambda self, xp, step: self.peak, "__module__": __name__}
    theirs = type("CosineDecay", (Schedule,), body)(0.3)
    assert deserialize(stored) == ours
    assert deserialize(serialize(ours)) == ours
    assert deserialize(serialize(theirs)) == theirs
