"""CosineDecay against the live tf.keras.optimizers.schedules.CosineDecay: Keras 2.15 and Keras 3, both on TensorFlow.

The originals compute in float32, so two right answers differ by some rounding errors of float32 at the peak.
"""

import inspect

import keras
import numpy as np
import pytest
import tensorflow as tf

import lrnotes
from settings.cosine import ORIGINALS, peak_of, steps_of
from support.tensorflow_modes import MODES

Original = tf.keras.optimizers.schedules.CosineDecay
FLOAT32 = 2e-6  # of the peak: the rounding that the originals may have
FLOAT64 = 1e-12
KERAS_2 = keras.__version__.startswith("2.")


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("settings", ORIGINALS.values(), ids=ORIGINALS)
def test_equal_at_every_step(settings, mode):
    steps, atol = steps_of(settings), FLOAT32 * peak_of(settings)
    original = MODES[mode](Original(**settings), steps)
    ours = lrnotes.CosineDecay(**settings)
    np.testing.assert_allclose(ours(steps), original, rtol=0, atol=atol)
    np.testing.assert_allclose(MODES[mode](ours, steps), original, rtol=0, atol=atol)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("settings", ORIGINALS.values(), ids=ORIGINALS)
def test_ours_is_the_same_in_tensorflow_as_in_numpy(settings, mode):
    ours, steps = lrnotes.CosineDecay(**settings), steps_of(settings).astype(np.float64)
    in_tensorflow = MODES[mode](ours, steps)
    assert in_tensorflow.dtype == np.float64
    np.testing.assert_allclose(in_tensorflow, ours(steps), rtol=0, atol=FLOAT64 * peak_of(settings))


def test_the_step_may_be_the_counter_of_an_optimizer():
    settings = ORIGINALS["warm-up"]
    counter = tf.Variable(0, dtype=tf.int64)
    for _ in range(70):
        assert abs(lrnotes.CosineDecay(**settings)(counter) - Original(**settings)(counter)) <= FLOAT32 * 1e-2
        counter.assign_add(1)


def test_same_arguments_in_the_same_order_with_the_same_defaults():
    original, ours = (
        {name: parameter.default for name, parameter in inspect.signature(schedule).parameters.items()}
        for schedule in (Original, lrnotes.CosineDecay)
    )
    assert list(ours) == list(original)
    # The name has no effect on any value. Ours is that of Keras 2.15, where the signature is from.
    assert original.pop("name") == (None if KERAS_2 else "CosineDecay")
    assert ours.pop("name") is None
    assert ours == original


def test_configuration_of_the_original_is_accepted():
    settings = ORIGINALS["warm-up, not from 0"]
    assert lrnotes.CosineDecay.from_config(Original(**settings).get_config())(30) == pytest.approx(
        float(Original(**settings)(30)), rel=FLOAT32
    )


# Where the original is wrong or gives up. Each test states what the original does and what ours does.


def test_whole_number_as_rate():
    as_float = [float(Original(1.0, 10)(step)) for step in range(13)]
    assert as_float[9:11] == pytest.approx([0.0244717, 0.0], abs=FLOAT32)
    if KERAS_2:
        with pytest.raises(TypeError, match="int32"):
            Original(1, 10)(5)
    else:
        # Keras 3 takes the type of the rate for the whole computation, where pi then is 3: silently wrong.
        as_whole = [float(Original(1, 10)(step)) for step in range(13)]
        assert as_whole[9:11] == pytest.approx([(1 + np.cos(2.7)) / 2, (1 + np.cos(3)) / 2], abs=FLOAT32)
        assert as_whole[9:11] == pytest.approx([0.0479640, 0.0050038], abs=FLOAT32)
    ours = lrnotes.CosineDecay(1, 10)
    assert ours == lrnotes.CosineDecay(1.0, 10)
    assert ours([*range(13)]) == pytest.approx(as_float, abs=FLOAT32)


def test_warm_up_from_whole_zero():
    """The example in the docstring of the original: ``CosineDecay(0, 1000, warmup_target=0.1, warmup_steps=1000)``."""
    whole = Original(0, 1000, warmup_target=0.1, warmup_steps=1000)
    with pytest.raises(tf.errors.InvalidArgumentError):
        whole(500)
    if KERAS_2:
        with pytest.raises(TypeError, match="int32"):
            whole(1500)
    else:
        assert [float(whole(step)) for step in (1000, 1500, 1900)] == [0, 0, 0]  # no training, silently
    ours = lrnotes.CosineDecay(0, 1000, warmup_target=0.1, warmup_steps=1000)
    assert ours([0, 500, 1000, 1500, 2000]) == pytest.approx([0, 0.05, 0.1, 0.05, 0], abs=1e-15)


def test_array_of_steps_with_warm_up():
    settings = ORIGINALS["warm-up"]
    steps = tf.range(80)
    with pytest.raises(ValueError, match="truth value of an array"):
        Original(**settings)(steps)
    one_by_one = MODES["eager"](Original(**settings), steps)
    np.testing.assert_allclose(lrnotes.CosineDecay(**settings)(steps), one_by_one, rtol=0, atol=FLOAT32 * 1e-2)


def test_near_the_end_of_a_long_run():
    # 1 + cos(x) close to x = pi: float32 has lost all digits of the sum, float64 only half of them.
    exact = np.sin(np.pi / 2 * 1e-5) ** 2
    assert abs(float(Original(1.0, 10**5)(99_999)) / exact - 1) > 0.1
    assert lrnotes.CosineDecay(1.0, 10**5)(99_999) == pytest.approx(exact, rel=1e-6)
    assert float(lrnotes.CosineDecay(1.0, 10**5)(tf.constant(99_999))) == pytest.approx(exact, rel=1e-6)


def test_steps_beyond_the_whole_numbers_of_float32():
    long = 2**26
    one, other = 2**25, 2**25 + 1  # float32 cannot tell them apart
    assert Original(1.0, long)(one) == Original(1.0, long)(other)
    assert lrnotes.CosineDecay(1.0, long)(one) > lrnotes.CosineDecay(1.0, long)(other)


def test_no_length():
    if KERAS_2:
        assert np.isnan(Original(0.1, 0)(5))
    else:
        with pytest.raises(ValueError, match="decay_steps"):
            Original(0.1, 0)
    with pytest.raises(ValueError, match="CosineDecay: decay_steps must be a finite number of steps above 0; got 0"):
        lrnotes.CosineDecay(0.1, 0)


def test_warm_up_steps_without_a_target():
    # The original ignores the warm-up that was asked for.
    assert float(Original(0.1, 10, warmup_steps=5)(0)) == pytest.approx(0.1, rel=FLOAT32)
    with pytest.raises(ValueError, match="CosineDecay: warmup_target must be given with warmup_steps=5"):
        lrnotes.CosineDecay(0.1, 10, warmup_steps=5)


@pytest.mark.parametrize("step", [-5, float("nan")])
def test_steps_that_are_none(step):
    # The original mirrors the curve at step 0, and hands NaN on to the weights.
    theirs = float(Original(0.1, 10)(step))
    assert theirs == pytest.approx(0.05, abs=FLOAT32) if step == -5 else np.isnan(theirs)
    for bad in (step, np.array([1.0, step]), tf.constant(float(step))):
        with pytest.raises(ValueError, match="step must be 0 or more and finite"):
            lrnotes.CosineDecay(0.1, 10)(bad)
