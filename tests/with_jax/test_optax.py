"""Training with schedules in Optax, which takes them as they are: a function of the count of updates."""

import pickle

import jax
import jax.numpy as jnp
import numpy as np
import optax
import pytest

import lrnotes
from settings import SCHEDULES

FLOAT32 = 1e-6
WARMED = SCHEDULES["cosine with warm-up"]


def moves(optimizer, state, updates, gradient=1.0):
    """By how much each update lowers a weight whose gradient is constant; and the state after them."""

    def update(state, _):
        change, state = optimizer.update(jnp.float32(gradient), state, jnp.float32(0))
        return state, -optax.apply_updates(jnp.float32(0), change)

    state, changes = jax.jit(lambda state: jax.lax.scan(update, state, None, length=updates))(state)
    return np.asarray(changes), state


def assert_rates(used, schedule):
    expected = schedule(np.arange(len(used)))
    np.testing.assert_allclose(used, expected, rtol=0, atol=FLOAT32 * np.abs(expected).max())


@pytest.mark.parametrize("schedule", SCHEDULES.values(), ids=SCHEDULES)
def test_sgd(schedule):
    optimizer = optax.sgd(schedule)
    assert_rates(moves(optimizer, optimizer.init(jnp.float32(0)), 120)[0], schedule)


@pytest.mark.parametrize("schedule", SCHEDULES.values(), ids=SCHEDULES)
def test_adam(schedule):
    # Under a constant gradient each of Adam's updates is the rate, but for the rounding of its two averages.
    optimizer = optax.adam(schedule, b1=0.5, b2=0.5)
    assert_rates(moves(optimizer, optimizer.init(jnp.float32(0)), 120)[0], schedule)


def test_an_update_at_a_time():
    optimizer = optax.sgd(WARMED)
    weights = {"a": jnp.zeros(3), "b": jnp.ones((2, 2))}

    @jax.jit
    def update(weights, state):
        change, state = optimizer.update(jax.grad(lambda w: w["a"].sum() - 2 * w["b"].sum())(weights), state)
        return optax.apply_updates(weights, change), state

    state = optimizer.init(weights)
    for step in range(60):
        after, state = update(weights, state)
        np.testing.assert_allclose(weights["a"] - after["a"], WARMED(step), rtol=0, atol=1e-7)
        np.testing.assert_allclose(after["b"] - weights["b"], 2 * WARMED(step), rtol=0, atol=1e-6)
        weights = after


def test_scale_by_schedule():
    transformation = optax.scale_by_schedule(WARMED)
    used, _ = moves(transformation, transformation.init(jnp.float32(0)), 60, gradient=-3.0)
    assert_rates(used / 3, WARMED)


def test_inject_hyperparams():
    optimizer = optax.inject_hyperparams(optax.sgd)(learning_rate=WARMED)
    update, state = jax.jit(optimizer.update), optimizer.init(jnp.float32(0))
    for step in range(60):
        change, state = update(jnp.float32(1), state)
        assert float(-change) == pytest.approx(WARMED(step), rel=FLOAT32)
        assert float(state.hyperparams["learning_rate"]) == pytest.approx(WARMED(step), rel=FLOAT32)


def test_as_an_argument_of_the_combinators_of_optax():
    cosine, linear = lrnotes.CosineDecay(0.1, 30), lrnotes.LinearCosineDecay(0.01, 20)
    joined = optax.join_schedules([cosine, linear], [30])
    optimizer = optax.sgd(joined)
    used, _ = moves(optimizer, optimizer.init(jnp.float32(0)), 70)
    assert_rates(used, cosine.then(linear, at=30))


@pytest.mark.parametrize("name", ["cosine with warm-up", "noisy linear cosine", "repeat"])
def test_resume_from_saved_state(name, tmp_path):
    schedule = SCHEDULES[name]
    optimizer = optax.adam(schedule, b1=0.5, b2=0.5)
    used, state = moves(optimizer, optimizer.init(jnp.float32(0)), 37)
    (tmp_path / "state").write_bytes(pickle.dumps(jax.tree.map(np.asarray, state)))
    saved = pickle.loads((tmp_path / "state").read_bytes())
    more, _ = moves(optax.adam(schedule, b1=0.5, b2=0.5), saved, 50)
    assert_rates(np.concatenate([used, more]), schedule)


# Against Optax's own schedules, which compute in float32.


@pytest.mark.parametrize("alpha", [0.0, 0.01, 0.5])
def test_cosine_decay_schedule(alpha):
    steps = np.arange(150)
    theirs = optax.cosine_decay_schedule(0.1, 100, alpha)
    ours = lrnotes.CosineDecay(0.1, 100, alpha)
    for step in (steps, jnp.asarray(steps)):
        np.testing.assert_allclose(ours(step), theirs(jnp.asarray(steps)), rtol=0, atol=FLOAT32 * 0.1)


def test_warmup_cosine_decay_schedule():
    # Optax counts the warm-up among the decay_steps and takes a rate for the end, not a fraction of the peak.
    steps = np.arange(150)
    theirs = optax.warmup_cosine_decay_schedule(1e-3, 0.1, warmup_steps=20, decay_steps=120, end_value=0.01)
    ours = lrnotes.CosineDecay(1e-3, 100, 0.1, warmup_target=0.1, warmup_steps=20)
    np.testing.assert_allclose(ours(steps), theirs(jnp.asarray(steps)), rtol=0, atol=FLOAT32 * 0.1)
    composed = lrnotes.CosineDecay(0.1, 100, 0.1).warmup(20, 1e-3)
    np.testing.assert_allclose(composed(steps), theirs(jnp.asarray(steps)), rtol=0, atol=FLOAT32 * 0.1)


def test_join_schedules():
    steps = np.arange(150)
    theirs = optax.join_schedules(
        [optax.cosine_decay_schedule(0.1, 100), optax.cosine_decay_schedule(0.01, 20, 0.5)], [100]
    )
    ours = lrnotes.CosineDecay(0.1, 100).then(lrnotes.CosineDecay(0.01, 20, 0.5), at=100)
    np.testing.assert_allclose(ours(steps), theirs(jnp.asarray(steps)), rtol=0, atol=FLOAT32 * 0.1)
