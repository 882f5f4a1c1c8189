"""Every schedule on JAX: eager, jit, vmap, scan and grad, with and without 64 bits, equal to NumPy."""

import jax
import jax.numpy as jnp
import keras
import numpy as np
import optax
import pytest

import lrnotes
from settings import SCHEDULES, STEPS, UPRIGHT

FLOAT64 = 1e-12  # of the peak
FLOAT32 = 1e-7  # of the peak: half a last digit of float32, and a little

WAYS = {
    "eager": lambda schedule: schedule,
    "jit": jax.jit,
    "vmap": jax.vmap,
    "jit of vmap": lambda schedule: jax.jit(jax.vmap(schedule)),
    "scan": lambda schedule: lambda steps: jax.lax.scan(lambda carry, step: (carry, schedule(step)), 0, steps)[1],
    "one by one": lambda schedule: lambda steps: jnp.stack([jax.jit(schedule)(step) for step in steps]),
}
every_schedule = pytest.mark.parametrize("schedule", SCHEDULES.values(), ids=SCHEDULES)


def assert_equal(rates, expected, accuracy):
    np.testing.assert_allclose(np.asarray(rates, float), expected, rtol=0, atol=accuracy * np.abs(expected).max())


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
@every_schedule
def test_float64_equals_numpy(schedule, way):
    with jax.enable_x64(True):
        rates = way(schedule)(jnp.asarray(STEPS))
        assert rates.dtype == jnp.float64
        assert_equal(rates, schedule(STEPS), FLOAT64)


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
@every_schedule
def test_without_64_bits_the_answer_is_float32_and_exact_to_its_last_digit(schedule, way):
    steps = STEPS[STEPS < 2**24].astype(np.int32)  # these float32 holds exactly
    mapped = way(schedule)
    for kind in (jnp.int32, jnp.float32):
        rates = mapped(jnp.asarray(steps, kind))
        assert rates.dtype == jnp.float32
        assert_equal(rates, schedule(steps), FLOAT32)


@every_schedule
def test_the_largest_int32(schedule):
    last = 2**31 - 1
    for way in (schedule, jax.jit(schedule)):
        assert_equal(way(jnp.int32(last)), schedule([last]), FLOAT32)


@pytest.mark.parametrize("kind", ["int8", "uint8", "int16", "uint32", "float16", "bfloat16"])
@every_schedule
def test_other_kinds_of_steps(schedule, kind):
    steps = np.arange(100)
    rates = schedule(jnp.asarray(steps, kind))
    short = kind in ("float16", "bfloat16")
    assert rates.dtype == (kind if short else jnp.float32)
    assert_equal(rates, schedule(steps), {"float16": 2**-10, "bfloat16": 2**-8}.get(kind, FLOAT32))


@every_schedule
def test_shape_in_is_shape_out(schedule):
    for shape in [(), (0,), (2, 3), (2, 0, 3)]:
        assert jax.jit(schedule)(jnp.zeros(shape, jnp.int32)).shape == shape
    assert schedule(jnp.zeros((2, 3), jnp.int32)).shape == (2, 3)
    assert schedule(jnp.int32(7)).shape == ()


def test_a_constant_formula_has_the_shape_of_the_steps():
    constant = lrnotes.Schedule.from_function(lambda step: 0.1)
    for way in (constant, jax.jit(constant)):
        assert way(jnp.arange(6).reshape(2, 3)).tolist() == [[np.float32(0.1)] * 3] * 2


every_slope = pytest.mark.parametrize(
    "schedule", [pytest.param(each, id=name) for name, each in SCHEDULES.items() if name not in UPRIGHT]
)


@every_slope
def test_grad_is_the_slope(schedule):
    # Away from the corners, where there is no slope, and from floor(step), which the noise depends on.
    steps, h = np.array([0.37, 3.4, 8.6, 24.3, 26.4, 44.7, 60.4, 77.3]), 1e-4
    slope = (schedule(steps + h) - schedule(steps - h)) / (2 * h)
    accuracy = 1e-8 * schedule(steps).max()  # what the difference leaves: h * h, and rounding / h
    with jax.enable_x64(True):
        np.testing.assert_allclose(jax.vmap(jax.grad(schedule))(jnp.asarray(steps)), slope, rtol=1e-6, atol=accuracy)
    in_float32 = jax.jit(jax.vmap(jax.grad(schedule)))(jnp.asarray(steps, jnp.float32))
    assert in_float32.dtype == jnp.float32
    np.testing.assert_allclose(in_float32, slope, rtol=1e-5, atol=1e-6 * schedule(steps).max())


@every_slope
def test_grad_is_finite_where_pieces_meet(schedule):
    with jax.enable_x64(True):
        assert np.isfinite(jax.jit(jax.vmap(jax.grad(schedule)))(jnp.asarray(STEPS))).all()


def test_64_bits_inside_change_nothing_outside():
    @jax.jit
    def update(step):
        return SCHEDULES["cosine"](step), step + 1, jnp.float32(1) * step

    assert [value.dtype for value in update(jnp.int32(3))] == [jnp.float32, jnp.int32, jnp.float32]
    SCHEDULES["cosine"](jnp.int32(3))
    assert jnp.zeros(1).dtype == jnp.float32
    assert not jax.config.jax_enable_x64


# x / 41 compiled becomes x * (1 / 41), which falls short of some whole numbers; so with these periods.
SHORT_PERIODS = [41, 47, 55, 82, 97, 107, 110, 214, 237, 249]


@pytest.mark.parametrize("period", [*SHORT_PERIODS, 49, 98])  # the last two fall short in float64
def test_restarts_are_exact(period):
    repeated = lrnotes.LinearCosineDecay(1, period).repeat(every=period)
    starts = np.arange(200) * period
    first, before = repeated(0), repeated(period - 1)
    for way in (repeated, jax.jit(repeated), jax.jit(jax.vmap(repeated))):
        assert (np.asarray(way(jnp.asarray(starts))) == np.float32(first)).all()
        assert_equal(way(jnp.asarray(starts + period - 1)), np.full(200, before), FLOAT32)
    with jax.enable_x64(True):
        assert (np.asarray(jax.jit(repeated)(jnp.asarray(starts))) == first).all()


@pytest.mark.parametrize("period", SHORT_PERIODS)
def test_restarts_of_optax_and_keras_are_not(period):
    # The very first one already comes an update late, though not where a plot would show it: not run eagerly.
    starts = jnp.arange(1, 20) * period
    stairs = optax.exponential_decay(1.0, period, 0.5, staircase=True)
    assert float(stairs(period)) == 0.5
    assert float(jax.jit(stairs)(period)) == 1.0  # should be 0.5
    assert np.sum(np.asarray(jax.jit(stairs)(starts)) != 0.5 ** np.arange(1, 20)) >= 5

    restarts = keras.optimizers.schedules.CosineDecayRestarts(1.0, period, t_mul=1.0)
    assert float(restarts(period)) == 1.0
    assert float(jax.jit(restarts)(period)) == pytest.approx(0.0, abs=FLOAT32)  # should be 1.0
    assert np.sum(np.asarray(jax.jit(jax.vmap(restarts))(starts)) < 0.5) >= 5

    ours = lrnotes.CosineDecay(1.0, period).repeat(every=period)
    assert (np.asarray(jax.jit(ours)(starts)) == 1.0).all()


def test_a_traced_step_is_a_plain_argument():
    # One compilation serves all steps.
    traces = []

    @jax.jit
    def rate(step):
        traces.append(step)
        return SCHEDULES["noisy linear cosine"](step)

    rates = [float(rate(jnp.int32(step))) for step in range(20)]
    assert len(traces) == 1
    assert_equal(rates, SCHEDULES["noisy linear cosine"](np.arange(20)), FLOAT32)


@pytest.mark.parametrize("step", [-1, -0.5, float("nan"), float("inf"), [1.0, -1.0], [[0.0, float("nan")]]])
@every_schedule
def test_a_step_that_is_negative_or_not_finite(schedule, step):
    with pytest.raises(ValueError, match=r"step must be 0 or more and finite .*; got (-1|-0\.5|nan|inf)"):
        schedule(jnp.asarray(step))


@pytest.mark.parametrize("step", [True, 1j, [True, False]])
@every_schedule
def test_a_step_that_is_no_number(schedule, step):
    for way in (schedule, jax.jit(schedule)):
        with pytest.raises(TypeError, match="step must be a number or an array of numbers; got (bool|complex)"):
            way(jnp.asarray(step))


@every_schedule
def test_in_a_compiled_function_a_step_without_a_rate_gives_nan(schedule):
    """There the values are not known, so nothing can raise an error."""
    rate = jax.jit(schedule)
    for step in (-1, -999, -0.5, float("nan"), float("inf")):
        assert jnp.isnan(rate(jnp.asarray(step)))
    assert_equal(rate(jnp.asarray([3, -1]))[:1], schedule(np.array([3])), FLOAT32)


def test_a_formula_that_writes_in_place_leaves_the_callers_steps_as_they_are():
    class InPlace(lrnotes.Schedule):
        def formula(self, xp, step):
            step -= 1
            return step + 5

    steps = jnp.arange(5.0)
    assert InPlace()(steps).tolist() == [4, 5, 6, 7, 8] and steps.tolist() == [0, 1, 2, 3, 4]
