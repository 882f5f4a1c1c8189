"""Feedback schedules against optax.contrib.reduce_on_plateau, compiled by JAX, and in an Optax optimizer."""

import jax
import jax.numpy as jnp
import numpy as np
import optax
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from optax.contrib import reduce_on_plateau

from lrnotes import GreedyLR, ReduceLROnPlateau
from lrnotes.to_others.training_code import blocks
from settings.feedback import any_curves, atols, cooldowns, factors, initial_rates, patiences, rtols
from support.code import rates_of_changes

SCHEDULES = {
    "plateau": ReduceLROnPlateau(0.1, factor=0.5, patience=2, cooldown=1),
    "as Keras": ReduceLROnPlateau(
        0.1, rtol=0.0, atol=0.1, cooldown=3, eps=0.0, patience_rule=">=", last_of_cooldown="counted"
    ),
    "as Optax, max": ReduceLROnPlateau(0.1, 0.5, 2, "max", patience_rule="==", eps=0.0),
    "greedy": GreedyLR(0.1, patience=2, warmup=1, cooldown=2, reset_start=2, min_lr=0.08),
    "smoothed": GreedyLR(0.1, patience=2, smooth=True, window_size=7, reset_start=1, min_lr=0.09),
}
METRICS = np.round(
    np.concatenate(
        [np.linspace(3, 1, 40), np.ones(40), np.random.default_rng(1).normal(1, 0.3, 80), [np.nan, np.inf, 0.5]]
    ),
    3,
)


def optax_rates(metrics, initial, **arguments):
    """In float64, by scan: for every epoch, before any metric and after each."""
    with jax.enable_x64(True):
        plateau = reduce_on_plateau(**arguments)
        parameters = jnp.zeros(1, jnp.float64)

        def one(state, metric):
            _, state = plateau.update(parameters, state, value=metric)
            return state, state.scale

        start = plateau.init(parameters)
        _, scales = jax.lax.scan(one, start, jnp.asarray(metrics, jnp.float64))
        return initial * np.concatenate([[1.0], np.asarray(scales)])


def as_optax(initial, *, min_scale=0.0, **arguments):
    return ReduceLROnPlateau(initial, **arguments, min_lr=initial * min_scale, eps=0.0, patience_rule="==")


@settings(max_examples=60, deadline=None)
@given(any_curves, initial_rates, factors, st.integers(1, 5), st.data())
def test_reduce_on_plateau(metrics, initial, factor, patience, data):
    arguments = {"factor": factor, "patience": patience, "cooldown": data.draw(cooldowns)}
    arguments |= {"rtol": data.draw(rtols), "atol": data.draw(atols)}
    arguments |= {"min_scale": data.draw(st.sampled_from([0.0, 0.01, 0.3, 1.0]))}
    assume(arguments["rtol"] or arguments["atol"])  # which Optax refuses
    metrics = (metrics + [metrics[-1]] * 120)[:120]  # of one length: compiled once for each setting
    expected = optax_rates(metrics, initial, **arguments)
    np.testing.assert_allclose(as_optax(initial, **arguments).rates(metrics), expected, rtol=0, atol=1e-12 * initial)


@settings(max_examples=20, deadline=None)
@given(any_curves, st.integers(1, 4), patiences)
def test_an_accumulation_is_a_mean_taken_beforehand(metrics, size, patience):
    """Optax's accumulation_size: the rule sees the mean of so many metrics, and the rate stays meanwhile."""
    metrics = metrics[: len(metrics) // size * size]
    assume(metrics)
    expected = optax_rates(metrics, 0.1, patience=patience + 1, accumulation_size=size)
    means = []
    for group in np.reshape(metrics, (-1, size)):
        mean = 0.0
        for count, metric in enumerate(group):
            mean = (count * mean + metric) / (count + 1)
        means.append(mean)
    ours = as_optax(0.1, patience=patience + 1).rates(means)
    np.testing.assert_allclose(ours, expected[::size], rtol=0, atol=1e-13)


def test_patience_zero_is_where_optax_reduces_at_every_improvement():
    """Theirs and ours: there the count of 0 that an improvement leaves equals the patience."""
    metrics = [4.0, 3.0, 2.0, 2.0, 2.0]
    np.testing.assert_allclose(
        optax_rates(metrics, 1.0, factor=0.5, patience=0), [1, 0.5, 0.25, 0.125, 0.125, 0.125], atol=1e-12
    )
    ours = as_optax(1.0, factor=0.5, patience=0)
    assert ours.rates(metrics).tolist() == [1, 1, 1, 1, 0.5, 0.25]
    assert as_optax(1.0, factor=0.5, patience=1).rates(metrics).tolist() == ours.rates(metrics).tolist()


@pytest.mark.parametrize("schedule", SCHEDULES.values(), ids=SCHEDULES)
def test_a_scan_gives_what_python_gives(schedule):
    expected = schedule.rates(METRICS)
    assert len(set(expected)) > 3
    with jax.enable_x64(True):
        given = jnp.asarray(METRICS)
        for rates in (schedule.rates(given), jax.jit(schedule.rates)(given)):
            assert rates.dtype == jnp.float64
            np.testing.assert_allclose(rates, expected, rtol=0, atol=1e-12)


@pytest.mark.parametrize("schedule", SCHEDULES.values(), ids=SCHEDULES)
def test_float32_metrics_give_float32_rates_computed_in_float64(schedule):
    given = jnp.asarray(METRICS, jnp.float32)
    expected = schedule.rates(np.asarray(given))
    for rates in (schedule.rates(given), jax.jit(schedule.rates)(given)):
        assert rates.dtype == jnp.float32
        np.testing.assert_array_equal(rates, expected.astype(np.float32))
    assert schedule.rates(jnp.ones(30, jnp.int32)).dtype == jnp.float32
    assert schedule.rates(jnp.zeros(0)).tolist() == [np.float32(0.1)]


def test_metrics_of_two_dimensions_are_refused():
    with pytest.raises(ValueError, match=r"^GreedyLR: metrics must have one dimension.*; got shape \(2, 3\)$"):
        SCHEDULES["greedy"].rates(jnp.ones((2, 3)))


@pytest.mark.parametrize("schedule", SCHEDULES.values(), ids=SCHEDULES)
def test_a_readers_own_scan_and_loop(schedule):
    """``step`` on traced values: the state is the carry of a scan, in JAX's own precision."""
    metrics = jnp.asarray(METRICS, jnp.float32)

    def one(state, metric):
        state = schedule.step(state, metric)
        return state, state.rate

    _, rates = jax.jit(lambda metrics: jax.lax.scan(one, schedule.start(), metrics))(metrics)
    np.testing.assert_allclose(rates, schedule.rates(np.asarray(metrics))[1:], rtol=2e-6)
    state = schedule.start()
    for metric in metrics[:20]:
        state = schedule.step(state, metric)
    np.testing.assert_allclose(state.rate, schedule.rates(np.asarray(metrics))[20], rtol=2e-6)


def test_training_at_the_rates_of_the_rule():
    schedule = ReduceLROnPlateau(0.25, factor=0.5, patience=1)
    optimizer = optax.inject_hyperparams(optax.sgd)(learning_rate=schedule.initial_learning_rate)
    weight = jnp.zeros(1)
    optimizer_state, state = optimizer.init(weight), schedule.start()

    @jax.jit
    def epoch(weight, optimizer_state, rate):
        optimizer_state.hyperparams["learning_rate"] = rate
        updates, optimizer_state = optimizer.update(jnp.ones(1), optimizer_state)
        return optax.apply_updates(weight, updates), optimizer_state

    at, losses = [0.0], [3.0, 2.0, 2.0, 2.0, 2.0, 2.0]
    for loss in losses:
        weight, optimizer_state = epoch(weight, optimizer_state, state.rate)
        at.append(-float(weight[0]))
        state = schedule.step(state, loss)
    assert np.diff(at).tolist() == schedule.rates(losses)[:-1].tolist()
    assert at[1:] == [0.25, 0.5, 0.75, 1.0, 1.125, 1.25]


@pytest.mark.parametrize(
    "schedule",
    [
        ReduceLROnPlateau(0.5, 0.5, 2, cooldown=2, eps=0.0),
        ReduceLROnPlateau(0.5, 0.5, 2, atol=0.25, min_lr=0.01, cooldown=2, eps=0.0, patience_rule="=="),
        ReduceLROnPlateau(0.5, 0.5, 2, cooldown=3, eps=0.0, patience_rule=">=", last_of_cooldown="counted"),
    ],
    ids=repr,
)
def test_native_lines_make_the_same_rule(schedule):
    """The rate is what a gradient of 1 moves the weight by."""
    text = dict(blocks(schedule))["Optax"]
    names = {"optax": optax}
    exec(text[text.index("# native: ") :], names)
    metrics = np.random.default_rng(2).integers(1, 8, 60) / 4
    weight = jnp.zeros(1)
    state, moves = names["optimizer"].init(weight), []
    for metric in metrics:
        updates, state = names["optimizer"].update(jnp.ones(1), state, weight, value=metric)
        moves.append(-float(updates[0]))
    moves = rates_of_changes(moves, text, None)
    # Optax scales an update by the metric that comes with it: a rate of ours is in force one update later.
    np.testing.assert_allclose(moves, schedule.rates(metrics)[1:], rtol=2e-6)
    assert len(set(moves)) > 4


def test_the_loop_of_our_lines_runs():
    schedule = ReduceLROnPlateau(0.25, factor=0.5, patience=3)
    seen = []

    def train(parameters, optimizer_state):
        seen.append(float(optimizer_state.hyperparams["learning_rate"]))
        return parameters, optimizer_state, 1.0

    text = dict(blocks(schedule))["Optax"]
    exec(text[: text.index("# native: ")], {"parameters": jnp.zeros(1), "train": train})
    assert seen == schedule.rates([1.0] * 19).tolist() and len(set(seen)) == 5
