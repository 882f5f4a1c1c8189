"""Against Optax's own cosine_decay_schedule: a call from Python, and the one rate per update under jit."""

import jax
import jax.numpy as jnp
import optax

import lrnotes
from ratios import compare, header

ours = lrnotes.CosineDecay(0.1, 1000, 0.01)
native = optax.cosine_decay_schedule(0.1, 1000, 0.01)

header("CosineDecay, against Optax")
compare("one rate for a Python step, Optax eager", lambda: ours(700), lambda: native(700))
step = jnp.asarray(700)
compare(
    "one rate for an array step, both eager",
    lambda: ours(step).block_until_ready(),
    lambda: native(step).block_until_ready(),
)


jitted_ours, jitted_native = jax.jit(ours), jax.jit(native)
jitted_ours(step), jitted_native(step)


def updates(schedule):
    """A thousand updates by optax.sgd, as in training: the rate is asked once in each."""
    optimizer = optax.sgd(schedule)

    @jax.jit
    def train(weight):
        def update(carry, _):
            weight, state = carry
            changes, state = optimizer.update(weight, state)
            return (optax.apply_updates(weight, changes), state), None

        return jax.lax.scan(update, (weight, optimizer.init(weight)), None, length=1000)[0][0]

    weight = jnp.ones(10_000)
    train(weight)
    return lambda: train(weight).block_until_ready()


compare(
    "one compiled call",
    lambda: jitted_ours(step).block_until_ready(),
    lambda: jitted_native(step).block_until_ready(),
    bar=1.05,
)
compare("1000 updates of 10,000 weights under jit", updates(ours), updates(native), bar=1.05)


def many(schedule):
    compiled, steps = jax.jit(schedule), jnp.arange(1_000_000)
    compiled(steps)
    return lambda: compiled(steps).block_until_ready()


compare("a million rates at once under jit (float64 against float32)", many(ours), many(native))
