"""What recording the learning rate costs: a training step with the recorder, against the same step without it.

python benchmarks/recording.py torch|jax|keras
"""

import os
import sys

import numpy as np

import lrnotes
from ratios import compare, header

_BAR = 1.02
_WIDTH, _BATCH, _BATCHES = 512, 256, 20


def pytorch():
    import torch

    torch.set_num_threads(1)

    def step(recorded):
        model = torch.nn.Sequential(torch.nn.Linear(_WIDTH, _WIDTH), torch.nn.ReLU(), torch.nn.Linear(_WIDTH, 1))
        optimizer = torch.optim.AdamW([{"params": each.parameters()} for each in (model[0], model[2])], lr=1e-4)
        scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, 10**9)
        inputs = torch.ones(_BATCH, _WIDTH)
        if recorded:
            lrnotes.record(optimizer)

        def one():
            optimizer.zero_grad()
            model(inputs).square().mean().backward()
            optimizer.step()
            scheduler.step()

        return one

    compare("PyTorch: a step of two layers, two groups", step(True), step(False), bar=_BAR)


def keras():
    import keras

    from lrnotes.keras import KerasSchedule

    inputs, targets = np.ones((_BATCHES * _BATCH, _WIDTH), "float32"), np.ones((_BATCHES * _BATCH, 1), "float32")

    def epoch(rate, recorded):
        model = keras.Sequential([keras.layers.Dense(_WIDTH), keras.layers.Dense(1)])
        model.compile(keras.optimizers.Adam(rate), "mse")
        callbacks = [lrnotes.record(model)] if recorded else []
        train = dict(batch_size=_BATCH, verbose=0, shuffle=False, callbacks=callbacks)
        model.fit(inputs, targets, **train)
        return lambda: model.fit(inputs, targets, **train)

    for name, rate in (("a schedule", KerasSchedule(lrnotes.CosineDecay(1e-4, 10**6))), ("a number", 1e-4)):
        title = f"Keras: {_BATCHES} steps of fit, {name}"
        compare(title, epoch(rate, True), epoch(rate, False), bar=_BAR)


def jax():
    import jax
    import jax.numpy as jnp
    import optax

    schedule = lrnotes.CosineDecay(1e-4, 10**6)
    weights, inputs = [jnp.ones((_WIDTH, _WIDTH)) / _WIDTH, jnp.ones((_WIDTH, 1))], jnp.ones((_BATCH, _WIDTH))

    def loss(weights):
        return ((jax.nn.relu(inputs @ weights[0]) @ weights[1]) ** 2).mean()

    def step(optimizer, recorder):
        @jax.jit
        def update(weights, state):
            changes, state = optimizer.update(jax.grad(loss)(weights), state, weights)
            return optax.apply_updates(weights, changes), state

        held = [weights, optimizer.init(weights)]

        def one():
            held[:] = update(*held)
            if recorder is not None:
                recorder.read(held[1])
            jax.block_until_ready(held[0])

        return one

    for name, optimizer, given in (
        ("a schedule", optax.adam(schedule), {"schedule": schedule}),
        ("an injected rate", optax.inject_hyperparams(optax.adam)(schedule), {}),
    ):
        recorder = lrnotes.record(optimizer, **given)
        compare(f"Optax: a step, {name}, read at each", step(optimizer, recorder), step(optimizer, None), bar=_BAR)


if __name__ == "__main__":
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    header("With the recorder, against without")
    {"torch": pytorch, "keras": keras, "jax": jax}[sys.argv[1]]()
