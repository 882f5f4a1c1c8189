"""What the table of equivalents makes of Keras 3's schedules, against them on JAX: eager and compiled, in float32."""

import jax
import jax.numpy as jnp
import keras
import pytest

from support.keras_translations import SETTINGS, STEPS, scaled
from support.translations import FLOAT32, assert_equal

SCHEDULES = vars(keras.optimizers.schedules)


def eager(schedule, steps):
    return [float(schedule(jnp.int32(step))) for step in steps]


def compiled(schedule, steps):
    return jax.jit(jax.vmap(schedule))(jnp.asarray(steps, jnp.int32))


@pytest.mark.parametrize("way", [eager, compiled])
@pytest.mark.parametrize("call", SETTINGS, ids=repr)
def test_every_update(call, way):
    assert keras.backend.backend() == "jax"
    ours, steps = call.ours(), STEPS if way is compiled else STEPS[::10]
    assert_equal(ours(steps), way(call.theirs(SCHEDULES), steps), FLOAT32, scaled(call))
    assert_equal(way(ours, steps), ours(steps), 1e-6)
