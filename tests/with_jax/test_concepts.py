"""What the chapters on ideas say that Keras and Optax do, run again."""

import jax.numpy as jnp
import keras
import numpy as np
import optax

from support.concepts import literal


class Following(keras.optimizers.schedules.LearningRateSchedule):
    """The number of the step that follows: a weight whose gradient is 1 falls by it."""

    def __call__(self, step):
        return keras.ops.cast(step, "float32") + 1


def test_keras_counts_micro_batches():
    recorded = literal("what_is_a_step", "keras_run")
    optimizer = keras.optimizers.SGD(Following(), gradient_accumulation_steps=4)
    weight, changes, iterations = keras.Variable(0.0), [], []
    optimizer.build([weight])
    for _ in range(12):
        before = float(weight)
        optimizer.apply([keras.ops.ones(())], [weight])
        changes.append(before - float(weight))
        iterations.append(int(optimizer.iterations))
    assert changes == recorded["change"] and iterations == recorded["iterations"]


def test_the_remedy_for_keras():
    k, updates = 4, 5

    class Remedied(Following):
        def __call__(self, step):
            return super().__call__(step // k)

    optimizer = keras.optimizers.SGD(Remedied(), gradient_accumulation_steps=k)
    weight = keras.Variable(0.0)
    optimizer.build([weight])
    changes = []
    for _ in range(k * updates):
        before = float(weight)
        optimizer.apply([keras.ops.ones(())], [weight])
        changes.append(before - float(weight))
    assert [change for change in changes if change] == [1, 2, 3, 4, 5]


def test_optax_counts_updates():
    transformation = optax.MultiSteps(optax.sgd(lambda count: count + 1.0), every_k_schedule=4)
    weight, changes = jnp.zeros(()), []
    state = transformation.init(weight)
    for _ in range(12):
        update, state = transformation.update(jnp.ones(()), state, weight)
        changes.append(-float(update))
    assert changes == literal("what_is_a_step", "optax_run")["change"]


def test_the_first_updates_of_a_warm_up():
    recorded = literal("what_is_a_step", "first_updates")
    keras_name = "keras CosineDecay(0.0, 90, warmup_target=0.1, warmup_steps=10)"
    optax_name = "optax warmup_cosine_decay_schedule(0.0, 0.1, 10, 100)"
    schedules = {
        keras_name: keras.optimizers.schedules.CosineDecay(0.0, 90, warmup_target=0.1, warmup_steps=10),
        optax_name: optax.warmup_cosine_decay_schedule(0.0, 0.1, 10, 100),
    }
    for name, schedule in schedules.items():
        np.testing.assert_allclose([float(schedule(t)) for t in range(3)], recorded[name], rtol=0, atol=2e-7)


def test_joined_schedules_nest():
    one, half, fifth = map(optax.constant_schedule, (0.1, 0.05, 0.02))
    join = optax.join_schedules
    ways = {
        "flat": join([one, half, fifth], [2, 4]),
        "first two together": join([join([one, half], [2]), fifth], [4]),
        "last two together": join([one, join([half, fifth], [2])], [2]),
    }
    recorded = literal("composing", "nested")["optax"]
    assert set(ways) == set(recorded)
    for name, schedule in ways.items():
        np.testing.assert_allclose([float(schedule(t)) for t in range(7)], recorded[name], rtol=1e-6)
