"""What the table of equivalents makes of the installed Keras's schedules, against them: eager, as a graph, compiled.

Keras 2.15 on Python 3.11, Keras 3 on later ones; both compute in float32 on TensorFlow.
"""

import inspect

import keras
import numpy as np
import pytest
import tensorflow as tf

from lrnotes import translate
from lrnotes.from_others import ORIGINALS
from support.keras_translations import SETTINGS, STEPS, scaled
from support.tensorflow_modes import MODES
from support.translations import FLOAT32, Call, assert_equal, differences_in_arguments

KERAS = [original for original in ORIGINALS if original.library.title == "Keras"]
SCHEDULES = vars(keras.optimizers.schedules)
PUBLIC = {
    name
    for name, kind in SCHEDULES.items()
    if inspect.isclass(kind) and issubclass(kind, keras.optimizers.schedules.LearningRateSchedule)
} - {"LearningRateSchedule"}


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("call", SETTINGS, ids=repr)
def test_every_update(call, mode):
    ours = call.ours()
    theirs = MODES[mode](call.theirs(SCHEDULES), STEPS)
    assert_equal(ours(STEPS), theirs, FLOAT32, scaled(call))
    if mode != "eager":
        assert_equal(MODES[mode](ours, STEPS), ours(STEPS), 1e-6)


def test_every_schedule_of_keras_is_compared_and_in_the_table():
    assert {call.name.rpartition(".")[2] for call in SETTINGS} == PUBLIC
    assert {each.name.rpartition(".")[2] for each in KERAS if each.name.startswith("keras.optimizers.")} == PUBLIC
    rest = {each.name for each in KERAS} - {f"keras.optimizers.schedules.{name}" for name in PUBLIC}
    assert {name for name in rest if "experimental" not in name} == {"keras.callbacks.ReduceLROnPlateau"}


@pytest.mark.parametrize("name", sorted(PUBLIC))
def test_the_arguments_are_those_of_the_original(name):
    (original,) = (each for each in KERAS if each.name == f"keras.optimizers.schedules.{name}")
    assert differences_in_arguments(original, SCHEDULES[name]) is None
    for full in original.names:
        if full.startswith("tf.keras.optimizers."):
            assert getattr(tf.keras.optimizers.schedules, name) is SCHEDULES[name]


@pytest.mark.parametrize(
    "original", [each for each in KERAS if each.name.startswith("keras.optimizers.")], ids=lambda each: each.name
)
def test_the_example_is_one_of_the_original(original):
    theirs = Call(original.name, **original.example).theirs(SCHEDULES)
    steps = np.array([0, 1, 99, 100, 101, 300, 301, 600, 601, 999, 1000, 1200])
    assert_equal(translate(original.name, **original.example)(steps), MODES["eager"](theirs, steps), FLOAT32, 4)


@pytest.mark.parametrize("call", SETTINGS, ids=repr)
def test_a_configuration_is_translated_too(call):
    original = call.theirs(SCHEDULES)
    config = {key: value for key, value in original.get_config().items() if key != "name"}
    assert translate(call.name, **config) == call.ours()
    named = translate(call.name, **{**config, "name": "mine"})
    assert named.name == "mine" and named(7) == call.ours()(7)


# Where the original is wrong. Each states both.

WRONG = {
    "ExponentialDecay": (
        {"initial_learning_rate": 1.0, "decay_steps": 41, "decay_rate": 0.5, "staircase": True},
        41,
        0.5,
        1.0,
    ),
    "CosineDecayRestarts": ({"initial_learning_rate": 1.0, "first_decay_steps": 41, "t_mul": 1.0}, 41, 1.0, 0.0),
    "PolynomialDecay": (
        {"initial_learning_rate": 1.0, "decay_steps": 30, "end_learning_rate": 0.01, "cycle": True},
        90,
        0.01,
        0.2575,
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_compiled_it_comes_a_step_late(name):
    """A quotient that is computed with the reciprocal misses the whole number, where stairs and cycles begin."""
    arguments, step, right, wrong = WRONG[name]
    original = SCHEDULES[name](**arguments)
    ours = translate(f"keras.optimizers.schedules.{name}", **arguments)
    assert float(original(step)) == pytest.approx(right, abs=1e-6)
    assert MODES["XLA"](original, np.array([step]))[0] == pytest.approx(wrong, abs=1e-6)
    assert MODES["XLA"](ours, np.array([step]))[0] == pytest.approx(right, abs=1e-7)
    assert ours(step) == pytest.approx(right, abs=1e-12)


def test_compiled_roots_that_are_no_number():
    arguments = {"initial_learning_rate": 1.0, "end_learning_rate": 0.0, "power": 0.5}
    ends = {}
    for length in range(2, 30):
        original = SCHEDULES["PolynomialDecay"](decay_steps=length, **arguments)
        ends[length] = MODES["XLA"](original, np.array([length]))[0]
        ours = translate("keras.optimizers.schedules.PolynomialDecay", decay_steps=length, **arguments)
        assert ours(length) == 0 == MODES["XLA"](ours, np.array([length]))[0]
    assert ends[16] == 0
    assert np.isnan(list(ends.values())).sum() > 5


def test_a_whole_number_as_rate():
    arguments = {"initial_learning_rate": 1, "decay_steps": 10, "decay_rate": 0.9}
    assert translate("keras.optimizers.schedules.ExponentialDecay", **arguments)(5) == pytest.approx(0.9**0.5)
    try:
        theirs = float(SCHEDULES["ExponentialDecay"](**arguments)(5))
    except (TypeError, tf.errors.InvalidArgumentError):
        theirs = None
    assert theirs in (None, 0.0)  # Keras 2 fails, Keras 3 computes in whole numbers


# What follows a metric.


@pytest.mark.parametrize(
    "arguments",
    [
        {},
        {"factor": 0.5, "patience": 3, "cooldown": 2},
        {"monitor": "accuracy", "mode": "max", "patience": 2, "min_delta": 0.1, "min_lr": 0.01},
        {"mode": "min", "patience": 1, "factor": 0.7},
    ],
    ids=str,
)
def test_reduce_on_plateau(arguments):
    metrics = np.abs(np.sin(np.arange(80) / 7)) + 3 / (1 + np.arange(80) // 20)
    ours = translate("keras.callbacks.ReduceLROnPlateau", learning_rate=0.1, **arguments)
    callback = keras.callbacks.ReduceLROnPlateau(**arguments)
    model = keras.Sequential([keras.layers.Input((1,)), keras.layers.Dense(1)])
    model.compile(keras.optimizers.SGD(0.1), "mse", metrics=["accuracy"])
    callback.set_model(model)
    callback.on_train_begin()
    rates, monitor = [0.1], arguments.get("monitor", "val_loss")
    for epoch, metric in enumerate(metrics):
        callback.on_epoch_end(epoch, {monitor: metric})
        rates.append(float(np.asarray(model.optimizer.learning_rate)))
    assert len(set(rates)) > 2
    assert_equal(ours.rates(metrics.tolist()), rates, FLOAT32)


def test_a_monitor_says_which_way_is_better():
    both = [
        translate("keras.callbacks.ReduceLROnPlateau", learning_rate=0.1, monitor="val_accuracy", **more)
        for more in ({}, {"mode": "max"})
    ]
    assert both[0] == both[1]


def test_a_monitor_whose_direction_nobody_knows():
    with pytest.raises(ValueError, match="mode must be 'min' or 'max' unless monitor is a loss or an accuracy; got"):
        translate("keras.callbacks.ReduceLROnPlateau", learning_rate=0.1, monitor="val_auc")
