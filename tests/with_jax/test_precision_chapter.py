"""The chapter on precision: what JAX makes of the schedules of Keras 3 and Optax when it compiles them, and of ours."""

import math

import jax
import jax.numpy as jnp
import keras
import numpy as np
import optax
import pytest

import lrnotes
from lrnotes.keras import KerasSchedule
from support.precision_chapter import KERAS, ROOT_BELOW_ZERO, late, recorded, trained_rates

schedules = keras.optimizers.schedules
every_failure = pytest.mark.parametrize(("name", "arguments", "update", "wrong", "right"), KERAS.values(), ids=KERAS)


@pytest.mark.parametrize("kind", [jnp.int32, jnp.float32], ids=["int32", "float32"])
@every_failure
def test_the_original_is_wrong_when_compiled_and_ours_is_not(name, arguments, update, wrong, right, kind):
    original, ours = getattr(schedules, name)(1.0, **arguments), getattr(lrnotes, name)(1.0, **arguments)
    assert float(original(kind(update))) == pytest.approx(right, abs=1e-6)  # eagerly it is right
    assert float(jax.jit(original)(kind(update))) == pytest.approx(wrong, abs=1e-6)
    assert float(ours(kind(update))) == pytest.approx(right, abs=1e-7)
    assert float(jax.jit(ours)(kind(update))) == pytest.approx(right, abs=1e-7)


@pytest.mark.parametrize("which", ["stairs", "restarts", "cycles"])
def test_training_uses_the_wrong_rate(which):
    name, arguments, update, wrong, right = KERAS[which]
    used = trained_rates(keras, getattr(schedules, name)(1.0, **arguments), update + 1)
    assert used[update] == pytest.approx(wrong, abs=2e-6)
    ours = KerasSchedule(getattr(lrnotes, name)(1.0, **arguments))
    assert trained_rates(keras, ours, update + 1)[update] == pytest.approx(right, abs=2e-6)


@pytest.mark.parametrize(
    "record",
    recorded("keras.optimizers.schedules.ExponentialDecay")
    + recorded("keras.optimizers.schedules.CosineDecay")
    + recorded("keras.optimizers.schedules.PolynomialDecay")
    + recorded("optax.exponential_decay"),
    ids=lambda record: record["original"],
)
def test_recorded_rates(record):
    library, _, name = record["original"].rpartition(".")
    original = getattr(optax if library == "optax" else schedules, name)(**record["arguments"])
    compiled = jax.jit(original)
    assert record["eager"] or record["compiled"]
    for step, rate in record["eager"].items():
        assert float(original(jnp.int32(step))) == pytest.approx(rate, rel=1e-6, abs=1e-9)
    for step, rate in record.get("compiled", {}).items():
        assert float(compiled(jnp.int32(step))) == pytest.approx(float(rate), rel=1e-6, nan_ok=True)


def test_as_many_records_as_the_chapter_is_known_to_have():
    counts = {name: len(recorded(f"keras.optimizers.schedules.{name}")) for name in ("ExponentialDecay", "CosineDecay")}
    assert counts == {"ExponentialDecay": 2, "CosineDecay": 2}


def test_stairs_of_optax_come_late_where_the_chapter_says():
    for period in (7, 41, 47, 100):
        original = jax.jit(optax.exponential_decay(1.0, period, 0.5, staircase=True))
        steps = np.arange(1, 101) * period
        rates = np.array([float(original(jnp.int32(step))) for step in steps])
        np.testing.assert_array_equal(steps[rates > 1.5 * 0.5 ** np.arange(1, 101)], late(period, 100))
        ours = jax.jit(lrnotes.ExponentialDecay(1.0, period, 0.5, staircase=True))(jnp.asarray(steps))
        np.testing.assert_allclose(ours, 0.5 ** np.arange(1, 101), rtol=2e-7)


def test_training_to_not_a_number():
    (record,) = recorded("keras.optimizers.schedules.PolynomialDecay")
    assert record["arguments"] == ROOT_BELOW_ZERO
    used = trained_rates(keras, schedules.PolynomialDecay(**ROOT_BELOW_ZERO), 8)
    assert np.isfinite(used[:5]).all() and np.isnan(used[5:]).all()
    assert record["a weight after 8 updates of model.fit"] == "nan"
    ours = KerasSchedule(lrnotes.PolynomialDecay(**ROOT_BELOW_ZERO))
    np.testing.assert_allclose(trained_rates(keras, ours, 8)[5:], 0.001, rtol=1e-4)


@pytest.mark.parametrize("library", ["Keras", "Optax"])
def test_which_lengths_give_a_root_below_zero(library):
    wrong = []
    for length in range(1, 200):
        original = optax.polynomial_schedule(0.1, 0.001, 0.5, length)
        if library == "Keras":
            original = schedules.PolynomialDecay(0.1, length, 0.001, 0.5)
        if math.isnan(float(jax.jit(original)(jnp.int32(length)))):
            wrong.append(length)
        ours = jax.jit(lrnotes.PolynomialDecay(0.1, length, 0.001, 0.5))
        assert float(ours(jnp.int32(length))) == pytest.approx(0.001, rel=1e-6)
    rounded_up = [n for n in range(1, 200) if float(np.float32(1) / np.float32(n)) * n > 1]
    (record,) = recorded("keras.optimizers.schedules.PolynomialDecay")
    assert wrong == rounded_up and len(wrong) == record["of the lengths 1 to 199, give nan"]


def test_a_whole_number_as_the_rate():
    for original, ours in (
        (schedules.ExponentialDecay(1, 10, 0.9), lrnotes.ExponentialDecay(1, 10, 0.9)),
        (schedules.InverseTimeDecay(1, 10, 0.5), lrnotes.InverseTimeDecay(1, 10, 0.5)),
    ):
        assert float(original(jnp.int32(5))) in (0.0, 1.0)
        assert float(ours(jnp.int32(5))) == pytest.approx({True: 0.9**0.5, False: 0.8}["Exp" in type(ours).__name__])


def test_a_bfloat16_gradient_takes_the_rate_with_it():
    (record,) = recorded("optax.cosine_decay_schedule")
    for schedule in (optax.cosine_decay_schedule(**record["arguments"]), lrnotes.CosineDecay(0.1, 100)):
        optimizer = optax.sgd(schedule)
        gradient = jnp.ones((), jnp.bfloat16)
        state = optimizer.init(gradient)
        for moved in record["moves of a bfloat16 weight"].values():
            change, state = optimizer.update(gradient, state)
            assert change.dtype == jnp.bfloat16
            assert -float(change) == pytest.approx(moved, rel=1e-8)


def test_the_chapters_bfloat16_is_that_of_jax():
    rates = lrnotes.CosineDecay(0.1, 1000)(np.arange(1000))
    coarse = np.asarray(jnp.asarray(rates, jnp.float32).astype(jnp.bfloat16).astype(jnp.float32))
    assert len(np.unique(coarse)) == 582 and np.argmax(coarse < coarse[0]) == 25


def test_a_float32_step_is_one_of_several():
    pair = jnp.array([2**24, 2**24 + 1])
    assert len(set(jax.jit(optax.linear_schedule(1.0, 0.0, 2**25))(pair).tolist())) == 1
    cycle = jax.jit(lrnotes.TriangularCyclicalLearningRate(0.0, 1.0, step_size=50))
    rates = cycle(jnp.asarray(100 * (2**30 // 100) + np.arange(101), jnp.int32))
    np.testing.assert_allclose(rates, 1 - np.abs(np.arange(101) - 50) / 50, atol=1e-7)
