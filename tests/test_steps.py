"""Every kind of step, but JAX and PyTorch: the rates come back as that kind, in that shape, and right."""

import math

import keras
import ml_dtypes
import numpy as np
import pytest
import sympy
import tensorflow as tf

import lrnotes
from lrnotes import CosineDecay, LinearCosineDecay, Schedule, WarmupSustainStepDecay
from lrnotes.xp.numpy import BLOCK
from settings import SCHEDULES, STEPS, lrfn

every_schedule = pytest.mark.parametrize("schedule", SCHEDULES.values(), ids=SCHEDULES)
PEAKS = {schedule: np.abs(schedule(np.arange(300.0))).max() for schedule in SCHEDULES.values()}


class Constant(Schedule):
    rate: float

    def formula(self, xp, step):
        return self.rate


# Python and NumPy


@every_schedule
@pytest.mark.parametrize("step", [0, 1, 7, 26, 1000, 2**31, 10**12, 0.0, 7.0, 7.25, 1e12], ids=str)
def test_a_python_number_gives_a_float(schedule, step):
    rate = schedule(step)
    assert type(rate) is float and math.isfinite(rate)
    assert rate == schedule(float(step))


@every_schedule
@pytest.mark.parametrize("kind", ["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float64"])
def test_a_numpy_scalar_gives_a_float64(schedule, kind):
    rate = schedule(getattr(np, kind)(26))
    assert type(rate) is np.float64
    assert rate == schedule(26)


@every_schedule
@pytest.mark.parametrize("kind", [np.float16, np.float32], ids=["float16", "float32"])
def test_a_short_numpy_float_gives_its_own_kind(schedule, kind):
    rate = schedule(kind(7.25))
    assert type(rate) is kind
    assert rate == kind(schedule(7.25))  # computed in full, rounded once


@every_schedule
def test_an_array_gives_what_the_loop_gives(schedule):
    rates = schedule(STEPS)
    assert type(rates) is np.ndarray and rates.dtype == np.float64
    loop = [schedule(step) for step in STEPS.tolist()]
    np.testing.assert_allclose(rates, loop, rtol=0, atol=1e-15 * PEAKS[schedule])


@every_schedule
@pytest.mark.parametrize("shape", [(), (1,), (24,), (4, 6), (24, 1), (2, 3, 4), (0,), (3, 0), (0, 2, 5)], ids=str)
def test_shape_in_is_shape_out(schedule, shape):
    steps = np.arange(math.prod(shape), dtype=float).reshape(shape)
    rates = schedule(steps)
    assert rates.shape == shape and rates.dtype == np.float64
    assert isinstance(rates, np.float64 if shape == () else np.ndarray)
    np.testing.assert_array_equal(rates, schedule(steps.ravel()).reshape(shape))


@every_schedule
@pytest.mark.parametrize("kind", ["int8", "int32", "int64", "uint8", "uint64"])
def test_an_array_of_integers_gives_float64(schedule, kind):
    steps = np.arange(120, dtype=kind)
    rates = schedule(steps)
    assert rates.dtype == np.float64
    np.testing.assert_array_equal(rates, schedule(np.arange(120.0)))


@every_schedule
@pytest.mark.parametrize("kind", [np.float16, np.float32], ids=["float16", "float32"])
def test_an_array_of_short_floats_gives_its_own_kind(schedule, kind):
    rates = schedule(np.arange(120, dtype=kind))
    assert rates.dtype == kind
    np.testing.assert_array_equal(rates, schedule(np.arange(120.0)).astype(kind))


@every_schedule
@pytest.mark.parametrize("steps", [[0, 5, 26], [0.0, 5.0, 26.0], (0, 5, 26), [[0, 5], [26, 41]], [0, 5.5], []], ids=str)
def test_a_list_gives_an_array(schedule, steps):
    rates = schedule(steps)
    assert type(rates) is np.ndarray and rates.dtype == np.float64
    np.testing.assert_array_equal(rates, schedule(np.array(steps, dtype=float)))


@every_schedule
def test_arrays_that_do_not_lie_in_order_in_memory(schedule):
    steps = np.arange(60.0).reshape(6, 10)
    for view in (steps.T, steps[::2, ::3], steps[::-1], np.asfortranarray(steps), np.broadcast_to(steps[0], (3, 10))):
        np.testing.assert_array_equal(schedule(view), schedule(view.copy()))


@every_schedule
def test_the_steps_given_are_left_as_they_were(schedule):
    steps = np.arange(60.0)
    steps.flags.writeable = False
    schedule(steps)
    np.testing.assert_array_equal(steps, np.arange(60.0))


@every_schedule
def test_an_array_longer_than_what_is_computed_at_once(schedule):
    steps = np.arange(2 * BLOCK + 3).reshape(1, -1) % 300
    np.testing.assert_array_equal(schedule(steps)[0], np.resize(schedule(np.arange(300)), steps.size))


CONSTANTS = {"constant": Constant(0.5), "from a function": Schedule.from_function(lambda step: 0.5)}


@pytest.mark.parametrize("schedule", CONSTANTS.values(), ids=CONSTANTS)
def test_a_constant_schedule_gives_the_full_shape(schedule):
    assert type(schedule(3)) is float and type(schedule(np.int64(3))) is np.float64
    for shape in [(0,), (1,), (5,), (2, 3)]:
        rates = schedule(np.zeros(shape))
        np.testing.assert_array_equal(rates, np.full(shape, 0.5), strict=True)
        rates = schedule(tf.zeros(shape, tf.float64))
        np.testing.assert_array_equal(rates.numpy(), np.full(shape, 0.5), strict=True)
    assert schedule(tf.constant(3)).dtype == tf.float32


def test_a_whole_number_from_a_formula_is_a_float_too():
    class Zero(Schedule):
        def formula(self, xp, step):
            return 0

    assert type(Zero()(3)) is float
    assert Zero()([1, 2]).dtype == np.float64
    assert Zero()(tf.constant([1, 2])).dtype == tf.float32


# TensorFlow

CALLS = {
    "eager": lambda schedule: schedule,
    "variable": lambda schedule: lambda steps: schedule(tf.Variable(steps)),
    "function": tf.function,
    "compiled": lambda schedule: tf.function(schedule, jit_compile=True),
}
every_call = pytest.mark.parametrize("way", CALLS.values(), ids=CALLS)


@every_call
@every_schedule
def test_tensorflow_equals_numpy(schedule, way):
    peak, call = PEAKS[schedule], way(schedule)
    rates = call(tf.constant(STEPS))
    assert isinstance(rates, tf.Tensor) and rates.dtype == tf.float64
    np.testing.assert_allclose(rates.numpy(), schedule(STEPS), rtol=0, atol=1e-12 * peak)
    for steps in (tf.constant(STEPS, tf.int64), tf.constant(STEPS[STEPS < 2**31], tf.int32)):
        rates = call(steps)
        assert rates.dtype == tf.float32  # TensorFlow's own float type
        exact = schedule(steps.numpy())
        np.testing.assert_allclose(rates.numpy(), exact, rtol=1.2e-7, atol=1e-12 * peak)


@every_call
def test_no_argument_is_rounded_on_its_way_into_tensorflow(way):
    # Arguments that float32 does not hold, where a formula compares them with the step or returns them as they are.
    for schedule in (CosineDecay(0.1, 41.7, 0.3), LinearCosineDecay(0.1, 41.7, 1.3), Constant(0.1)):
        rates = way(schedule)(tf.constant(STEPS)).numpy()
        np.testing.assert_allclose(rates, schedule(STEPS), rtol=1e-12)


@pytest.mark.parametrize("way", [CALLS["eager"], CALLS["function"]], ids=["eager", "function"])
@every_schedule
def test_tensorflow_scalars_and_shapes(schedule, way):
    call = way(schedule)
    rate = call(tf.constant(26.0, tf.float64))
    assert rate.shape == () and rate.dtype == tf.float64
    assert abs(float(rate) - schedule(26)) <= 1e-12 * PEAKS[schedule]
    assert call(tf.reshape(tf.range(12), (3, 4))).shape == (3, 4)
    assert call(tf.zeros((0, 2), tf.float64)).shape == (0, 2)


@pytest.mark.parametrize("kind", [tf.float16, tf.bfloat16, tf.float32], ids=lambda kind: kind.name)
def test_a_short_tensorflow_float_gives_its_own_kind(kind):
    schedule = SCHEDULES["linear cosine"]
    rates = schedule(tf.constant([0, 7, 26], kind))
    assert rates.dtype == kind
    np.testing.assert_array_equal(rates.numpy(), tf.cast(tf.constant(schedule([0.0, 7.0, 26.0])), kind).numpy())


def test_one_traced_function_serves_every_length():
    schedule = SCHEDULES["cosine with warm-up"]
    call = tf.function(schedule, input_signature=[tf.TensorSpec([None], tf.float64)])
    for steps in ([3.0], [0.0, 12.0, 99.0]):
        np.testing.assert_allclose(call(tf.constant(steps, tf.float64)).numpy(), schedule(steps), rtol=1e-12)


def test_the_step_counter_of_an_optimizer():
    schedule = SCHEDULES["cosine with warm-up"]
    rate = schedule(tf.keras.optimizers.SGD().iterations)
    assert rate.dtype == tf.float32
    assert float(rate) == np.float32(schedule(0))


if hasattr(keras, "Variable"):  # Keras 3; Keras 2 has TensorFlow's variables

    @every_schedule
    def test_a_keras_variable(schedule):
        for step in (5, 26.0):
            rate = schedule(keras.Variable(step))
            assert rate.dtype == tf.float32
            np.testing.assert_allclose(float(rate), schedule(step), rtol=1.2e-7)
        assert schedule(keras.Variable([5, 26, 41])).shape == (3,)


# Compilers turn `step / period` into `step * (1 / period)`. For these periods that falls short of whole numbers.
PERIODS = (41, 47, 55, 82, 97, 107, 110, 214, 237, 249)


@pytest.mark.parametrize("steps_of", [tf.constant, np.array], ids=["compiled", "NumPy"])
def test_restarts_come_at_the_exact_multiple(steps_of):
    schedules = [LinearCosineDecay(1, period).repeat(every=period) for period in PERIODS]
    starts = np.arange(201.0)[:, None] * np.array(PERIODS)
    call = lambda steps: [each(steps[:, index]) for index, each in enumerate(schedules)]  # noqa: E731
    call = tf.function(call, jit_compile=True) if steps_of is tf.constant else call
    at_start = np.transpose([np.asarray(rates) for rates in call(steps_of(starts))])
    np.testing.assert_allclose(at_start, 1.001, rtol=1e-12)
    before = np.transpose([np.asarray(rates) for rates in call(steps_of(starts[1:] - 1))])
    ends = [LinearCosineDecay(1, period)(period - 1) for period in PERIODS]
    np.testing.assert_allclose(before, np.tile(ends, (200, 1)), rtol=1e-12)


@pytest.mark.parametrize("steps_of", [tf.constant, np.array], ids=["compiled", "NumPy"])
def test_stairs_come_at_the_exact_multiple(steps_of):
    schedules = [WarmupSustainStepDecay(decay_steps=period) for period in PERIODS]
    starts = 3 + np.arange(201.0)[:, None] * np.array(PERIODS)  # after a warm-up of 2 steps and 1 at the top
    call = lambda steps: [each(steps[:, index]) for index, each in enumerate(schedules)]  # noqa: E731
    call = tf.function(call, jit_compile=True) if steps_of is tf.constant else call
    stairs = np.tile(1e-2 * 0.75 ** np.arange(201.0)[:, None], (1, len(PERIODS)))
    np.testing.assert_allclose(np.transpose([np.asarray(r) for r in call(steps_of(starts))]), stairs, rtol=1e-12)
    before = np.transpose([np.asarray(r) for r in call(steps_of(starts[1:] - 1))])
    np.testing.assert_allclose(before, stairs[:-1], rtol=1e-12)


# An epoch is often no whole number of updates. These periods are no binary fractions either, so their multiples round.
FRACTIONAL = (1.08, 1.36, 2.2, 12.7, 37.63, 46.27)
WAYS = {"NumPy": lambda call: lambda steps: call(steps), "eager": lambda call: lambda steps: call(tf.constant(steps))}
WAYS["compiled"] = lambda call: lambda steps: tf.function(call, jit_compile=True)(tf.constant(steps))


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_restarts_at_the_multiples_of_a_fractional_period(way):
    for period in FRACTIONAL:
        schedule = LinearCosineDecay(1, period).repeat(every=period)
        starts = np.arange(1.0, 400) * round(100 * period)  # every 100 periods: whole steps, known without rounding
        np.testing.assert_allclose(np.asarray(way(schedule)(starts)), 1.001, rtol=1e-6, err_msg=f"{period}")


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_stairs_at_the_multiples_of_a_fractional_length(way):
    for length in FRACTIONAL:
        schedule = WarmupSustainStepDecay(1, 1, 0, 0, length, 0.99)
        starts = np.arange(1.0, 40) * round(100 * length)
        stairs = 0.99 ** np.arange(100, 4000, 100)
        np.testing.assert_allclose(np.asarray(way(schedule)(starts)), stairs, rtol=1e-9, err_msg=f"{length}")


# The browser's program is traced once: `if` would silently take one branch for ever.


def test_a_function_that_branches_cannot_become_a_live_figure():
    with pytest.raises(TypeError):
        lrnotes.explore(Schedule.from_function(lrfn), 60)


# Steps that no schedule has a rate for

NOT_NUMBERS = {
    "text": "3",
    "bytes": b"3",
    "None": None,
    "True": True,
    "NumPy's True": np.True_,
    "complex": 1j,
    "an object": object(),
    "a schedule": CosineDecay(0.1, 10),
    "a dictionary": {0: 1},
    "a ragged list": [[1], [1, 2]],
    "a list with None": [1, None],
    "a list of texts": ["1", "2"],
    "an array of texts": np.array(["1"]),
    "an array of bools": np.array([True, False]),
    "an array of complex numbers": np.array([1j]),
    "an array of objects": np.array([1, 2], dtype=object),
    "an array of dates": np.array(["2020-01-01"], dtype="datetime64[D]"),
    "a tensor of bools": tf.constant([True]),
    "a tensor of texts": tf.constant("3"),
    "a complex tensor": tf.constant(1j),
}
NOT_STEPS = {
    "-1": -1,
    "-0.5": -0.5,
    "nan": math.nan,
    "inf": math.inf,
    "-inf": -math.inf,
    "NumPy -1": np.int64(-1),
    "NumPy nan": np.float32(math.nan),
    "-0.5 in an array": np.array([0, -0.5]),
    "nan in an array": np.array([[0, 1], [math.nan, 3]]),
    "inf in a list": [0, math.inf],
    "-1 deep in a long array": np.where(np.arange(40000) == 30000, -1, 1),
    "-1 tensor": tf.constant(-1),
    "nan in a tensor": tf.constant([1.0, math.nan]),
    "inf variable": tf.Variable(math.inf),
}

# The check is the same for all, whatever their formula does with the step: one that never looks at it as well.
FEW = {"cosine": CosineDecay(0.1, 10), "constant": Constant(0.5), "repeat": SCHEDULES["repeat"]}
a_few_schedules = pytest.mark.parametrize("schedule", FEW.values(), ids=FEW)


@a_few_schedules
@pytest.mark.parametrize("step", NOT_NUMBERS.values(), ids=NOT_NUMBERS)
def test_a_step_that_is_no_number(schedule, step):
    with pytest.raises(TypeError, match="step must be a number or (an array|a tensor) of numbers; got "):
        schedule(step)


@a_few_schedules
@pytest.mark.parametrize("step", NOT_STEPS.values(), ids=NOT_STEPS)
def test_a_step_that_is_negative_or_not_finite(schedule, step):
    with pytest.raises(ValueError, match=r"step must be 0 or more and finite .*; got -?(1|0\.5|nan|inf)(\.0)?$"):
        schedule(step)


WITHOUT_A_RATE = [-1, -999, -0.5, math.nan, math.inf, -math.inf]


@a_few_schedules
@pytest.mark.parametrize("way", [tf.function, lambda f: tf.function(f, jit_compile=True)], ids=["graph", "XLA"])
def test_in_a_graph_a_step_without_a_rate_gives_nan(schedule, way):
    """There the values are not known, so nothing can raise an error."""
    rate = way(schedule)
    steps = tf.constant([3.0, *WITHOUT_A_RATE], tf.float64)
    np.testing.assert_allclose(rate(steps), [schedule(3), *[math.nan] * len(WITHOUT_A_RATE)], rtol=1e-15)
    np.testing.assert_array_equal(rate(tf.constant([3, -1, -999])), np.float32([schedule(3), math.nan, math.nan]))
    assert math.isnan(rate(tf.constant(-1))) and rate(tf.constant(0)) == np.float32(schedule(0))


# Kinds that look like others


def test_a_masked_array_keeps_its_mask():
    steps = np.ma.masked_array([0, -1, 5, 10], mask=[False, True, False, True])
    rates = CosineDecay(0.1, 10)(steps)
    assert isinstance(rates, np.ma.MaskedArray) and rates.mask.tolist() == [False, True, False, True]
    assert rates.compressed().tolist() == [0.1, 0.05]
    with pytest.raises(ValueError, match="step must be 0 or more"):
        CosineDecay(0.1, 10)(np.ma.masked_array([0, -1], mask=[True, False]))


@pytest.mark.parametrize("kind", ["bfloat16", "float8_e4m3fn"])
def test_small_floats_give_their_own_kind(kind):
    dtype = np.dtype(getattr(ml_dtypes, kind))
    rates = CosineDecay(0.5, 16)(np.array([0, 8, 16], dtype))
    assert rates.dtype == dtype and rates.astype(float).tolist() == [0.5, 0.25, 0.0]
    rate = CosineDecay(0.5, 16)(dtype.type(8))
    assert type(rate) is dtype.type and float(rate) == 0.25
    with pytest.raises(ValueError, match="step must be 0 or more"):
        CosineDecay(0.5, 16)(np.array([-1], dtype))


def test_small_integers_give_float64():
    rates = CosineDecay(0.5, 4)(np.array([0, 2, 4], ml_dtypes.int4))
    assert rates.dtype == np.float64 and rates.tolist() == [0.5, 0.25, 0.0]


@pytest.mark.parametrize("step", ["-1", "oo", "nan", "I", "sqrt(2) - 2"])
def test_a_sympy_number_that_is_no_step(step):
    with pytest.raises(ValueError, match="^step must be 0 or more and finite"):
        CosineDecay(0.1, 10)(sympy.sympify(step))


def test_a_sympy_truth_value_is_no_step():
    with pytest.raises(TypeError, match="^step must be a number"):
        CosineDecay(0.1, 10)(sympy.true)
    assert CosineDecay(0.1, 10)(sympy.Integer(5)).equals(sympy.Float(0.05))


NOT_DENSE = {
    "ragged": lambda: tf.ragged.constant([[1, 2], [3]]),
    "sparse": lambda: tf.sparse.from_dense([[1, 2]]),
    "slices": lambda: tf.IndexedSlices(tf.constant([1.0]), tf.constant([0])),
    "a data set": lambda: tf.data.Dataset.range(3),
}


@pytest.mark.parametrize("make", NOT_DENSE.values(), ids=NOT_DENSE)
def test_tensors_that_are_not_dense_are_refused_in_words(make):
    step = make()
    with pytest.raises(
        TypeError, match=f"^step must be a number or a dense tensor of numbers; got a {type(step).__name__}$"
    ):
        CosineDecay(0.1, 10)(step)


def test_a_symbolic_keras_tensor_is_refused_in_words():
    with pytest.raises(
        TypeError, match="^step must be a number, an array or a tensor that has values; got a KerasTensor"
    ):
        CosineDecay(0.1, 10)(keras.Input((3,)))
