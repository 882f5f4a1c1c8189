"""The four cyclical schedules against those of TensorFlow Addons 0.23, its last release.

The originals compute in float32, so two right answers differ by some rounding errors of float32 at the peak.
"""

import inspect
import warnings

import keras
import numpy as np
import pytest
import tensorflow as tf

import lrnotes
from lrnotes.keras import KerasSchedule
from lrnotes.to_others.other_names import OTHER_NAMES
from support.keras_training import assert_rates, model_with, train
from support.tensorflow_modes import MODES

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # that its end of life has come
    from tensorflow_addons import optimizers as addons

FLOAT32 = 2e-6  # of the peak: the rounding that the originals may have over the first cycles

NAMES = [
    "CyclicalLearningRate",
    "TriangularCyclicalLearningRate",
    "Triangular2CyclicalLearningRate",
    "ExponentialCyclicalLearningRate",
]
TRIANGLES = {
    "classic": (1e-3, 1e-2, 25),
    "classic, short": (1e-3, 1e-2, 5),
    "from 0": (0.0, 0.1, 10),
    "one step up, one down": (0.1, 0.5, 1),
    "length not whole": (1e-4, 1e-2, 7.5),
    "upside down": (0.5, 0.1, 12),
    "flat": (0.1, 0.1, 10),
    "period of 41": (0.1, 1.0, 20.5),
}
SCALES = {
    "thirds": lambda x: 1 / (3 * x + 1),
    "constant": lambda x: 1.0,
    "halves": lambda x: 0.5**x,
    "growing": lambda x: 1 + 0.01 * x,
}
# Every schedule with the arguments that only it has.
VARIANTS = {
    **{f"scaled by {name}": ("CyclicalLearningRate", {"scale_fn": scale}) for name, scale in SCALES.items()},
    "triangular": ("TriangularCyclicalLearningRate", {}),
    "triangular2": ("Triangular2CyclicalLearningRate", {}),
    "exponential": ("ExponentialCyclicalLearningRate", {}),
    "exponential, 0.8": ("ExponentialCyclicalLearningRate", {"gamma": 0.8}),
    "exponential, 0.9996": ("ExponentialCyclicalLearningRate", {"gamma": 0.9996}),
}


def pair(name, *arguments, **named):
    return getattr(addons, name)(*arguments, **named), getattr(lrnotes, name)(*arguments, **named)


@pytest.mark.parametrize("scale_mode", ["cycle", "iterations"])
@pytest.mark.parametrize("variant", VARIANTS.values(), ids=VARIANTS)
@pytest.mark.parametrize("triangle", TRIANGLES.values(), ids=TRIANGLES)
def test_equal_at_every_step(triangle, variant, scale_mode):
    name, arguments = variant
    theirs, ours = pair(name, *triangle, **arguments, scale_mode=scale_mode)
    # Five cycles, halves of steps included. As float32, since the originals give up on whole numbers; see below.
    steps = np.arange(0, 10 * triangle[2] + 1, 0.5, np.float32)
    expected = theirs(tf.constant(steps)).numpy()
    atol = FLOAT32 * np.abs(expected).max()
    np.testing.assert_allclose(ours(steps.astype(float)), expected, rtol=0, atol=atol)
    np.testing.assert_allclose(ours(tf.constant(steps)), expected, rtol=0, atol=atol)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("scale_mode", ["cycle", "iterations"])
@pytest.mark.parametrize("variant", VARIANTS.values(), ids=VARIANTS)
def test_equal_however_it_is_run(variant, scale_mode, mode):
    name, arguments = variant
    theirs, ours = pair(name, 0.1, 1.0, 20.5, **arguments, scale_mode=scale_mode)
    steps = np.arange(130, dtype=np.float32)
    expected = MODES[mode](theirs, steps)
    atol = FLOAT32 * expected.max()
    np.testing.assert_allclose(MODES[mode](ours, steps), expected, rtol=0, atol=atol)
    np.testing.assert_allclose(MODES[mode](ours, steps.astype(np.int64)), expected, rtol=0, atol=atol)


@pytest.mark.parametrize("name", NAMES)
def test_same_arguments_in_the_same_order_with_the_same_defaults(name):
    theirs, ours = (
        [(name, parameter.default) for name, parameter in inspect.signature(schedule).parameters.items()]
        for schedule in (getattr(addons, name), getattr(lrnotes, name))
    )
    assert ours[: len(theirs)] == theirs
    assert ours[len(theirs) :] == [("step_size_down", None)]  # of our own, behind theirs: calls of theirs stay valid


@pytest.mark.parametrize("variant", VARIANTS.values(), ids=VARIANTS)
def test_configuration_of_the_original_is_accepted(variant):
    name, arguments = variant
    theirs, ours = pair(name, 1e-3, 1e-2, 25, **arguments)
    assert getattr(lrnotes, name).from_config(theirs.get_config()) == ours


# Where the originals are wrong or give up. Each test states what the original does and what ours does.

COUNTS = {
    "CyclicalLearningRate": {"scale_fn": SCALES["halves"], "scale_mode": "iterations"},
    "Triangular2CyclicalLearningRate": {"scale_mode": "iterations"},
    "ExponentialCyclicalLearningRate": {},  # "iterations" is its default
}


@pytest.mark.parametrize("kind", ["int32", "int64"])
@pytest.mark.parametrize("name", COUNTS)
def test_whole_number_tensors_as_steps(name, kind):
    theirs, ours = pair(name, 0.1, 1.0, 4, **COUNTS[name])
    with pytest.raises((TypeError, tf.errors.InvalidArgumentError)):
        theirs(tf.constant(3, kind))
    assert float(ours(tf.constant(3, kind))) == pytest.approx(float(theirs(3.0)), rel=FLOAT32)
    assert ours(np.array(3, kind)) == pytest.approx(float(theirs(3.0)), rel=FLOAT32)


@pytest.mark.parametrize("name", COUNTS)
def test_training(name):
    # The optimizers of Keras 2.15 count their updates in int64: the originals cannot be trained with at all.
    theirs, ours = pair(name, 0.1, 1.0, 4, **COUNTS[name])
    with pytest.raises((TypeError, ValueError), match="int64"):
        train(model_with(keras.optimizers.SGD(theirs)), 20)
    assert_rates(train(model_with(keras.optimizers.SGD(KerasSchedule(ours))), 20), ours)


def test_a_scale_that_divides_by_the_step():
    # At step 0 there is no such number. The original goes on with NaN, and so would the weights.
    arguments = dict(scale_fn=lambda x: 1 / x, scale_mode="iterations")
    assert np.isnan(addons.CyclicalLearningRate(0.1, 1.0, 4, **arguments)(tf.constant(0.0)))
    with pytest.raises(ZeroDivisionError, match=r"CyclicalLearningRate: scale_fn\(0\), .* failed: .*division by zero"):
        lrnotes.CyclicalLearningRate(0.1, 1.0, 4, **arguments)


def test_late_in_a_long_run():
    # Step / step_size in float32 has no digits left for the place within the cycle.
    theirs, ours = pair("TriangularCyclicalLearningRate", 0.0, 1.0, 3)
    late = 12_000_001
    exact = 1 / 3
    assert abs(float(theirs(late)) - exact) > 0.05
    assert ours(late) == pytest.approx(exact, abs=1e-9)
    assert float(ours(tf.constant(late, tf.int64))) == pytest.approx(exact, rel=FLOAT32)


@pytest.mark.parametrize("scale_mode", ["cycles", "Cycle", None])
def test_a_scale_mode_that_there_is_not(scale_mode):
    if scale_mode is not None:  # the original takes any other word for "iterations"
        theirs = addons.CyclicalLearningRate(0.1, 1.0, 4, SCALES["halves"], scale_mode)
        counting = addons.CyclicalLearningRate(0.1, 1.0, 4, SCALES["halves"], "iterations")
        assert theirs(3.0) == counting(3.0)
    with pytest.raises(ValueError, match="scale_mode must be one of 'cycle', 'iterations'; got"):
        lrnotes.CyclicalLearningRate(0.1, 1.0, 4, SCALES["halves"], scale_mode)


def test_other_names_are_names_of_the_originals():
    for name in NAMES:
        (known,) = [other for other in OTHER_NAMES[name] if other.startswith("tfa.")]
        assert getattr(addons, known.removeprefix("tfa.optimizers.")).__name__ == name
