"""Optax on two devices, by ``pmap`` and by ``shard_map``: the rate at every update of each is the schedule's."""

import json
import os
import pathlib
import subprocess
import sys

import pytest

from lrnotes import CosineDecay

# XLA counts the devices of a process once.
PROGRAM = """
import json

import jax
import jax.numpy as jnp
import numpy as np
import optax
from jax.sharding import Mesh, PartitionSpec

from lrnotes import CosineDecay

devices = jax.devices()
optimizer = optax.adam(CosineDecay(0.1, 8).warmup(3), b1=0.0, b2=0.0, eps=0.0)  # each move is the rate
axis = "replica"


def update(weight, state, data):
    gradient = jax.grad(lambda weight: (weight * data).sum())(weight)
    move, state = optimizer.update(jax.lax.pmean(gradient, axis), state)
    return optax.apply_updates(weight, move), state


def alike(tree):
    return jax.tree.map(lambda leaf: jnp.stack([leaf] * 2), tree)


def in_each(function):
    def one(weight, state, data):
        first = lambda tree: jax.tree.map(lambda leaf: leaf[0], tree)
        made = function(first(weight), first(state), data[0])
        return jax.tree.map(lambda leaf: leaf[None], made)

    return one


mesh, over = Mesh(np.array(devices), (axis,)), PartitionSpec(axis)
sharded = jax.jit(jax.shard_map(in_each(update), mesh=mesh, in_specs=over, out_specs=over))
data, weights = jnp.array([[1.0], [3.0]]), []
for step in (jax.pmap(update, axis_name=axis), sharded):
    weight, seen = jnp.zeros(1), []
    weight, state = alike(weight), alike(optimizer.init(weight))
    for _ in range(12):
        weight, state = step(weight, state, data)
        seen.append([float(each.data.reshape(())) for each in weight.addressable_shards])
    weights.append(seen)
print(json.dumps([len(devices), weights]))
"""


def test_every_update_of_every_device_uses_the_rate_of_its_step():
    root = pathlib.Path(__file__).parents[2]
    environment = os.environ | {"XLA_FLAGS": "--xla_force_host_platform_device_count=2", "JAX_PLATFORMS": "cpu"}
    ran = subprocess.run([sys.executable, "-c", PROGRAM], cwd=root, env=environment, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    devices, (by_pmap, by_shard_map) = json.loads(ran.stdout)
    assert devices == 2
    schedule = CosineDecay(0.1, 8).warmup(3)
    for weights in (by_pmap, by_shard_map):
        at = 0.0
        assert len(weights) == 12
        for step, both in enumerate(weights):
            at -= schedule(step)
            assert both == pytest.approx([at, at], abs=1e-6)
