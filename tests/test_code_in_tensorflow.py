"""The training code for Keras, and its lines for TensorFlow 1, run as it stands; every update's rate compared."""

import operator

import keras
import numpy as np
import pytest
import tensorflow as tf

from lrnotes import LinearCosineDecay, NoisyLinearCosineDecay
from lrnotes.to_others.other_names import OTHER_NAMES
from settings import SETTINGS
from settings.same import in_others
from support.code import assert_equal, code_of, native_of, run

FLOAT32 = 2e-6  # of the peak
NATIVE = native_of("Keras")
VERSION_1 = {
    name: each
    for name, each in NATIVE.items()
    if isinstance(each, (LinearCosineDecay, NoisyLinearCosineDecay)) and name != "noisy, defaults"
}
PAST_THE_END = 130


def rates_of(optimizer, updates, before=lambda: None, after=lambda: None):
    """By how much each update lowers a weight whose gradient is 1."""
    weight, used = keras.Variable(0.0) if hasattr(keras, "Variable") else tf.Variable(0.0), []
    for _ in range(updates):
        weight.assign(0.0)
        before()
        optimizer.apply_gradients([(tf.constant(1.0), weight)])
        after()
        used.append(-float(weight))
    return np.array(used)


@pytest.mark.parametrize("schedule", SETTINGS.values(), ids=SETTINGS)
def test_ours(schedule):
    assert_equal(rates_of(run(code_of(schedule, "Keras")[0])["optimizer"], PAST_THE_END), schedule, FLOAT32)


KERAS = {name: each for name, each in NATIVE.items() if "keras.optimizers.schedules." in code_of(each, "Keras")[1]}


@pytest.mark.parametrize("schedule", KERAS.values(), ids=KERAS)
def test_native(schedule):
    names = run("\n".join(code_of(schedule, "Keras")))
    assert isinstance(names["schedule"], keras.optimizers.schedules.LearningRateSchedule)
    assert_equal(rates_of(names["optimizer"], PAST_THE_END), schedule, FLOAT32)


SAME = in_others("Keras")


@pytest.mark.parametrize("schedule", SAME.values(), ids=SAME)
def test_code_of_another_class(schedule):
    assert_equal(rates_of(run(schedule.to_code("keras"))["optimizer"], PAST_THE_END), schedule, FLOAT32)


@pytest.mark.parametrize("schedule", VERSION_1.values(), ids=VERSION_1)
def test_the_functions_of_tensorflow_1(schedule):
    # The last line is for every update, and the comment says how to count.
    ours, native = code_of(schedule, "Keras")
    lines, last = native.rsplit("\n", 1)
    assert last == "optimizer.learning_rate = rate()  # before every update"
    assert "# count with step.assign_add(1)" in lines
    names = run(f"{ours}\n{native}")
    used = rates_of(
        names["optimizer"],
        80,
        before=lambda: exec(last, names),
        after=lambda: exec("step.assign_add(1)", names),
    )
    assert_equal(used, schedule, FLOAT32)


def test_the_noise_of_tensorflow_1_is_there():
    schedule = SETTINGS["noisy, defaults"]
    rate = run("\n".join(code_of(schedule, "Keras")))["rate"]
    assert float(rate()) != float(rate())


def test_every_line_is_run():
    levels = {"piecewise, constant", "swa, at once"}  # a number in the optimizer's place of a schedule
    assert set(NATIVE) == {*KERAS, *VERSION_1, *levels, "noisy, defaults"}


@pytest.mark.parametrize("name", ["piecewise, constant", "swa, at once"])
def test_a_constant_rate_is_a_number(name):
    names = run("\n".join(code_of(SETTINGS[name], "Keras")))
    assert_equal(rates_of(names["optimizer"], 20), SETTINGS[name], FLOAT32)


def test_other_names_are_names_of_keras_and_tensorflow():
    # tf.keras.experimental ended with Keras 2, and its linear cosine decays with TensorFlow 2.4.
    known = [name for names in OTHER_NAMES.values() for name in names if name.startswith(("keras.", "tf."))]
    live = [name for name in known if "experimental" not in name]
    assert len(known) - len(live) == 4 and len(live) > 15
    for name in live:
        assert callable(operator.attrgetter(name.partition(".")[2])({"tf": tf, "keras": keras}[name.partition(".")[0]]))
    if keras.__version__.startswith("2."):
        assert tf.keras.experimental.CosineDecay is tf.keras.optimizers.schedules.CosineDecay
