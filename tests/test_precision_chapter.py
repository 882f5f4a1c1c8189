"""The chapter on precision: what TensorFlow makes of Keras's schedules when it compiles them, and of ours."""

import math

import numpy as np
import pytest
import tensorflow as tf

import lrnotes
from lrnotes.keras import KerasSchedule
from support.precision_chapter import KERAS, ROOT_BELOW_ZERO, late, trained_rates

keras = tf.keras
schedules = keras.optimizers.schedules
every_failure = pytest.mark.parametrize(("name", "arguments", "update", "wrong", "right"), KERAS.values(), ids=KERAS)
COMPILED = {"tf.function": tf.function, "XLA": lambda schedule: tf.function(schedule, jit_compile=True)}
every_compiler = pytest.mark.parametrize("compiled", COMPILED.values(), ids=COMPILED)
every_step_type = pytest.mark.parametrize("kind", [tf.int32, tf.int64, tf.float32], ids=lambda kind: kind.name)


@every_compiler
@every_step_type
@every_failure
def test_the_original_is_wrong_when_compiled_and_ours_is_not(name, arguments, update, wrong, right, kind, compiled):
    original, ours = getattr(schedules, name)(1.0, **arguments), getattr(lrnotes, name)(1.0, **arguments)
    step = tf.constant(update, kind)
    assert float(original(step)) == pytest.approx(right, abs=1e-6)  # eagerly it is right
    assert float(compiled(original)(step)) == pytest.approx(wrong, abs=1e-6)
    assert float(ours(step)) == pytest.approx(right, abs=1e-7)
    assert float(compiled(ours)(step)) == pytest.approx(right, abs=1e-7)


@pytest.mark.parametrize("jit_compile", [False, True], ids=["graph", "XLA"])
@pytest.mark.parametrize("which", ["stairs", "restarts", "cycles"])
def test_training_uses_the_wrong_rate(which, jit_compile):
    name, arguments, update, wrong, right = KERAS[which]
    used = trained_rates(keras, getattr(schedules, name)(1.0, **arguments), update + 1, jit_compile)
    assert used[update] == pytest.approx(wrong, abs=2e-6)
    ours = KerasSchedule(getattr(lrnotes, name)(1.0, **arguments))
    assert trained_rates(keras, ours, update + 1, jit_compile)[update] == pytest.approx(right, abs=2e-6)


def test_the_late_stairs_are_those_that_the_chapter_computes():
    for period in (7, 41, 47, 55, 61, 100, 249):
        arguments = {"decay_steps": period, "decay_rate": 0.5, "staircase": True}
        # Halves are exact, so one stair late shows as twice the rate, down to 2 ** -100.
        original = tf.function(schedules.ExponentialDecay(1.0, **arguments))
        steps = np.arange(1, 101) * period
        rates = np.array([float(original(tf.constant(step))) for step in steps])
        missed = steps[rates > 1.5 * 0.5 ** np.arange(1, 101)]
        np.testing.assert_array_equal(missed, late(period, 100))
        ours = tf.function(lrnotes.ExponentialDecay(1.0, **arguments))(tf.constant(steps, tf.float64))
        np.testing.assert_array_equal(ours.numpy(), 0.5 ** np.arange(1, 101))


@pytest.mark.parametrize("step", [5, 6, 1000])
def test_a_root_below_zero(step):
    original, ours = schedules.PolynomialDecay(**ROOT_BELOW_ZERO), lrnotes.PolynomialDecay(**ROOT_BELOW_ZERO)
    step = tf.constant(step)
    assert float(original(step)) == pytest.approx(0.001, rel=1e-6)
    assert float(tf.function(original)(step)) == pytest.approx(0.001, rel=1e-6)
    assert math.isnan(float(tf.function(original, jit_compile=True)(step)))
    assert float(tf.function(ours, jit_compile=True)(step)) == pytest.approx(0.001, rel=1e-6)


def test_no_length_gives_a_root_below_zero_of_ours():
    for length in range(1, 200):
        ours = lrnotes.PolynomialDecay(0.1, length, 0.001, 0.5)
        rate = tf.function(ours, jit_compile=True)(tf.constant([length - 1, length, length + 1], tf.float64)).numpy()
        np.testing.assert_allclose(rate, [0.001 + 0.099 / math.sqrt(length), 0.001, 0.001], rtol=1e-12)


def test_a_float32_step_is_one_of_several():
    # From 2 ** 24 on: the original sees both of two neighbouring updates as one, ours each as itself.
    original, ours = schedules.PolynomialDecay(1.0, 2**25, 0.0), lrnotes.PolynomialDecay(1.0, 2**25, 0.0)
    pair = [2**24, 2**24 + 1]
    assert len({float(original(tf.constant(step))) for step in pair}) == 1
    np.testing.assert_allclose(ours(pair), [0.5, 0.5 - 2**-25], rtol=1e-15)
    cycle = lrnotes.TriangularCyclicalLearningRate(0.0, 1.0, step_size=50)
    steps = 100 * (2**30 // 100) + np.arange(101)
    rates = tf.function(cycle, jit_compile=True)(tf.constant(steps, tf.int64)).numpy()
    np.testing.assert_allclose(rates, 1 - np.abs(np.arange(101) - 50) / 50, atol=1e-7)
