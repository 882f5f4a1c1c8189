"""The training code for Keras, and its lines for TensorFlow 1, run as it stands; every update's rate compared."""

import functools
import operator

import keras
import pytest
import tensorflow as tf

import lrnotes
from lrnotes import LinearCosineDecay, NoisyLinearCosineDecay
from lrnotes.to_others.other_names import OTHER_NAMES
from settings import SETTINGS
from settings.same import in_others
from support.code import assert_equal, assert_native, code_of, native_of, programs_of, rates_of_changes, run

FLOAT32 = 2e-6  # of the peak
NATIVE = native_of("Keras")
VERSION_1 = {
    name: each
    for name, each in NATIVE.items()
    if isinstance(each, (LinearCosineDecay, NoisyLinearCosineDecay)) and name != "noisy, defaults"
}
PAST_THE_END = 130


def rates_of(code, updates):
    return rates_of_optimizer(run(code)["optimizer"], code, updates)


@functools.cache
def at_rate_1(updates):
    return changes_of(keras.optimizers.AdamW(1.0), updates)


def rates_of_optimizer(optimizer, code, updates, **between):
    return rates_of_changes(changes_of(optimizer, updates, **between), code, at_rate_1, in_velocity=True)


def changes_of(optimizer, updates, before=lambda: None, after=lambda: None):
    """By how much each update lowers a weight whose gradient is 1."""
    weight, used = keras.Variable(0.0) if hasattr(keras, "Variable") else tf.Variable(0.0), []
    for _ in range(updates):
        weight.assign(0.0)
        before()
        optimizer.apply_gradients([(tf.constant(1.0), weight)])
        after()
        used.append(-float(weight))
    return used


@pytest.mark.parametrize("schedule", SETTINGS.values(), ids=SETTINGS)
def test_ours(schedule):
    assert_equal(rates_of(code_of(schedule, "Keras")[0], PAST_THE_END), schedule, FLOAT32)


KERAS = {name: each for name, each in NATIVE.items() if "keras.optimizers.schedules." in code_of(each, "Keras")[1]}


@pytest.mark.parametrize("schedule", KERAS.values(), ids=KERAS)
def test_native(schedule):
    code = code_of(schedule, "Keras")[1]
    names = run(code)
    assert isinstance(names["schedule"], keras.optimizers.schedules.LearningRateSchedule)
    assert_native(rates_of_optimizer(names["optimizer"], code, PAST_THE_END), schedule, code, FLOAT32)


SAME = in_others("Keras")


@pytest.mark.parametrize("schedule", SAME.values(), ids=SAME)
def test_code_of_another_class(schedule):
    assert_equal(rates_of(schedule.to_code("keras"), PAST_THE_END), schedule, FLOAT32)


@pytest.mark.parametrize("schedule", VERSION_1.values(), ids=VERSION_1)
def test_the_functions_of_tensorflow_1(schedule):
    # The last line is for every update, and the comment says how to count.
    native = code_of(schedule, "Keras")[1]
    lines, last = native.rsplit("\n", 1)
    assert last == "optimizer.learning_rate = rate()  # before every update"
    assert "# count with step.assign_add(1)" in lines
    names = run(native)
    used = rates_of_optimizer(
        names["optimizer"],
        native,
        80,
        before=lambda: exec(last, names),
        after=lambda: exec("step.assign_add(1)", names),
    )
    assert_equal(used, schedule, FLOAT32)


def test_the_noise_of_tensorflow_1_is_there():
    schedule = SETTINGS["noisy, defaults"]
    rate = run(code_of(schedule, "Keras")[1])["rate"]
    assert float(rate()) != float(rate())


def test_every_line_is_run():
    levels = {"piecewise, constant", "swa, at once"}  # a number in the optimizer's place of a schedule
    assert set(NATIVE) == {*KERAS, *VERSION_1, *levels, "noisy, defaults"}


@pytest.mark.parametrize("name", ["piecewise, constant", "swa, at once"])
def test_a_constant_rate_is_a_number(name):
    assert_equal(rates_of(code_of(SETTINGS[name], "Keras")[1], 20), SETTINGS[name], FLOAT32)


# One of each kind: a schedule and a rule, an optimizer and another, a rate that is computed by hand.
WHOLE = [
    lrnotes.CosineDecay(0.1, 20),
    lrnotes.CosineDecay(0.001, 20),
    lrnotes.LinearCosineDecay(0.001, 20),
    lrnotes.ReduceLROnPlateau(0.001, rtol=0.0, atol=1e-4, eps=0.0),
]


@pytest.mark.parametrize("schedule", WHOLE, ids=repr)
def test_programs_run_to_their_end(schedule, capsys):
    for program in programs_of(schedule, "Keras"):
        optimizer = run(program)["optimizer"]
        assert type(optimizer).__name__ == ("AdamW" if schedule.initial_learning_rate == 0.001 else "SGD")
        assert int(optimizer.iterations) >= 30 and getattr(optimizer, "momentum", 0.9) == 0.9


def test_other_names_are_names_of_keras_and_tensorflow():
    # tf.keras.experimental ended with Keras 2, and its linear cosine decays with TensorFlow 2.4.
    known = [name for names in OTHER_NAMES.values() for name in names if name.startswith(("keras.", "tf."))]
    live = [name for name in known if "experimental" not in name]
    assert len(known) - len(live) == 4 and len(live) > 15
    for name in live:
        assert callable(operator.attrgetter(name.partition(".")[2])({"tf": tf, "keras": keras}[name.partition(".")[0]]))
    if keras.__version__.startswith("2."):
        assert tf.keras.experimental.CosineDecay is tf.keras.optimizers.schedules.CosineDecay
