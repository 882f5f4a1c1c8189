"""The recorder on Optax, from the states of the optimizer; and in Keras on JAX, whose state is not in the variables."""

import jax
import jax.numpy as jnp
import keras
import numpy as np
import optax
import pytest

from lrnotes import CosineDecay, record

SCHEDULE = CosineDecay(0.5, 10).warmup(3)
MEANT = SCHEDULE(np.arange(12))
WEIGHTS = {"body": jnp.ones(3), "head": jnp.ones(2)}


def train(optimizer, recorder, updates=12, read_every=1, bad=()):
    @jax.jit
    def update(weights, state, scale):
        changes, state = optimizer.update(jax.tree.map(lambda each: scale * each, weights), state, weights)
        return optax.apply_updates(weights, changes), state

    weights, state = WEIGHTS, optimizer.init(WEIGHTS)
    for number in range(updates):
        weights, state = update(weights, state, jnp.inf if number in bad else 1e-3)
        if (number + 1) % read_every == 0:
            recorder.read(state)
    return recorder


def test_a_schedule_whose_count_is_in_the_state_also_if_read_seldom():
    optimizer = optax.adam(SCHEDULE)
    for read_every in (1, 4):
        recorder = train(optimizer, record(optimizer, schedule=SCHEDULE), read_every=read_every)
        np.testing.assert_allclose(recorder.rates[:, 0], MEANT, rtol=1e-12)
        assert recorder.updates.tolist() == list(range(12)) and recorder.names == ["rate"]


def test_an_injected_rate_as_it_was_used_and_donated():
    optimizer = optax.inject_hyperparams(optax.adam)(SCHEDULE)
    recorder = train(optimizer, record(optimizer))
    np.testing.assert_allclose(recorder.rates[:, 0], MEANT, rtol=1e-6, atol=1e-8)
    state = optimizer.init(WEIGHTS)
    recorder = record(optimizer)
    update = jax.jit(lambda state: optimizer.update(WEIGHTS, state, WEIGHTS)[1], donate_argnums=0)
    for _ in range(4):
        state = update(state)  # the numbers of the last state are gone
        recorder.read(state)
    np.testing.assert_allclose(recorder.rates[:, 0], MEANT[:4], rtol=1e-6)


def test_a_count_that_was_donated_is_read_again():
    optimizer = optax.adam(SCHEDULE)
    recorder, state = record(optimizer, schedule=SCHEDULE), optimizer.init(WEIGHTS)
    update = jax.jit(lambda state: optimizer.update(WEIGHTS, state, WEIGHTS)[1], donate_argnums=0)
    state = update(state)
    recorder.read(state)
    state = update(state)
    with pytest.raises(RuntimeError, match="it was donated to a later update: read the present opt_state"):
        recorder.rates
    recorder.read(state)
    np.testing.assert_allclose(recorder.rates[:, 0], MEANT[:2], rtol=1e-12)


def test_an_injected_rate_that_was_not_read_is_unknown():
    optimizer = optax.inject_hyperparams(optax.sgd)(SCHEDULE)
    recorder = train(optimizer, record(optimizer), read_every=3)
    assert recorder.updates.tolist() == list(range(2, 12))
    np.testing.assert_allclose(recorder.rates[::3, 0], MEANT[2::3], rtol=1e-6)
    assert np.isnan(recorder.rates[1::3]).all() and np.isnan(recorder.rates[2::3]).all()


def test_groups_have_their_labels():
    groups = {"a": optax.inject_hyperparams(optax.adam)(SCHEDULE), "b": optax.inject_hyperparams(optax.sgd)(0.25)}
    optimizer = optax.partition(groups, {"body": "a", "head": "b"})
    recorder = train(optimizer, record(optimizer))
    assert recorder.names == ["a", "b"]
    np.testing.assert_allclose(recorder.rates, np.stack([MEANT, np.full(12, 0.25)], axis=1), rtol=1e-6, atol=1e-8)


def test_micro_batches_and_skipped_updates_are_no_updates():
    optimizer = optax.MultiSteps(optax.adam(SCHEDULE), 3)
    np.testing.assert_allclose(train(optimizer, record(optimizer, schedule=SCHEDULE)).rates[:, 0], MEANT[:4])
    for inside in (optax.adam(SCHEDULE), optax.inject_hyperparams(optax.adam)(SCHEDULE)):
        optimizer = optax.apply_if_finite(inside, 5)
        recorder = record(optimizer, schedule=None if hasattr(inside.init(WEIGHTS), "hyperparams") else SCHEDULE)
        train(optimizer, recorder, bad=(2, 3, 7))
        np.testing.assert_allclose(recorder.rates[:, 0], MEANT[:9], rtol=1e-6)


def test_many_updates_in_one_scan():
    optimizer = optax.sgd(SCHEDULE)
    recorder, state = record(optimizer, schedule=SCHEDULE), optimizer.init(WEIGHTS)
    state, _ = jax.lax.scan(lambda state, _: (optimizer.update(WEIGHTS, state)[1], None), state, length=12)
    recorder.read(state)
    np.testing.assert_allclose(recorder.rates[:, 0], MEANT, rtol=1e-12)


def test_a_state_without_a_rate():
    optimizer = optax.sgd(0.1)
    with pytest.raises(ValueError, match="opt_state must hold the count of a schedule, or the hyperparameter"):
        record(optimizer).read(optimizer.init(WEIGHTS))


def test_keras_on_jax():
    class Lowered(keras.callbacks.Callback):
        calls = 0

        def on_train_batch_begin(self, batch, logs=None):
            self.calls += 1
            self.model.optimizer.learning_rate = 1 / self.calls

    model = keras.Sequential([keras.layers.Dense(1)])
    model.compile(keras.optimizers.LossScaleOptimizer(keras.optimizers.SGD(0.1)), "mse", steps_per_execution=4)
    recorder = record(model)
    model.fit(np.zeros((22, 2)), np.zeros((22, 1)), batch_size=2, epochs=1, verbose=0, callbacks=[recorder, Lowered()])
    np.testing.assert_allclose(1 / recorder.rates[:, 0], [1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3], rtol=1e-6)


def test_other_injected_hyperparameters():
    beta = CosineDecay(0.9, 24)
    groups = {
        "a": optax.inject_hyperparams(optax.adam)(SCHEDULE, b1=beta),
        "b": optax.inject_hyperparams(optax.sgd)(0.25),
    }
    optimizer = optax.partition(groups, {"body": "a", "head": "b"})
    recorder = train(optimizer, record(optimizer, also="b1"))
    np.testing.assert_allclose(recorder.rates[:, 0], MEANT, rtol=1e-6, atol=1e-8)
    np.testing.assert_allclose(recorder.values("b1")[:, 0], beta(np.arange(12)), rtol=1e-6)
    assert np.isnan(recorder.values("b1")[:, 1]).all()
    with pytest.raises(ValueError, match=r"must be injected hyperparameters \(.*b1.*\); got 'beta_1'"):
        train(optimizer, record(optimizer, also="beta_1"))
    with pytest.raises(ValueError, match="also must be empty if schedule is given"):
        record(optimizer, also="b1", schedule=SCHEDULE)
