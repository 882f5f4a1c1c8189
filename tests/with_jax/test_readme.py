"""The README's lines for Optax, and the chapter's for groups, run as they are printed."""

import jax.numpy as jnp
import numpy as np
import optax
import pytest

from lrnotes import CosineDecay, LinearDecay
from support.readme import group_lines, readme_lines


def test_an_optax_loop():
    schedule = CosineDecay(0.1, decay_steps=1000, alpha=0.01).warmup(100)
    at = []

    class Batches:
        def __iter__(self):
            for _ in range(130):
                at.append(float(names["parameters"]["weight"]))
                yield 1.0

    names = {
        "parameters": {"weight": jnp.float32(0)},
        "data": Batches(),
        "loss": lambda parameters, batch: parameters["weight"] * batch,
    }
    # Under a constant gradient each of Adam's updates is the rate, but for the rounding of its two averages.
    exec(readme_lines("optax.adam"), names)
    at.append(float(names["parameters"]["weight"]))
    np.testing.assert_allclose(-np.array(at), np.cumsum([0, *schedule(np.arange(130))]), rtol=1e-4, atol=1e-8)


def test_groups_and_another_hyperparameter():
    names = {"optax": optax}
    exec(group_lines("multi_transform"), names)
    rate, decay = CosineDecay(0.1, 900).warmup(100), LinearDecay(0.05, 1000)
    optimizer = names["optimizer"]
    parameters = {"body": {"kernel": jnp.ones(1)}, "head": {"kernel": jnp.ones(1)}}
    state, zero = optimizer.init(parameters), {"body": {"kernel": jnp.zeros(1)}, "head": {"kernel": jnp.zeros(1)}}
    for step in range(60):
        # Without a gradient AdamW moves a weight by rate * decay * weight.
        moves, state = optimizer.update(zero, state, parameters)
        used = [float(moves[name]["kernel"][0]) for name in ("body", "head")]
        expected = [-rate(step) * decay(step), -10 * rate(step) * decay(step)]
        assert used == pytest.approx(expected, rel=2e-6, abs=1e-12)
