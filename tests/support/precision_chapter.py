"""What the chapter on precision recorded of the originals, and one training that shows the rate of each update."""

import json

import numpy as np

from support.recorded import BOOK, records

# Schedules of Keras whose compiled form is wrong: arguments, the update, the wrong rate, the right one.
KERAS = {
    "stairs": ("ExponentialDecay", {"decay_steps": 41, "decay_rate": 0.5, "staircase": True}, 41, 1.0, 0.5),
    "restarts": ("CosineDecayRestarts", {"first_decay_steps": 41, "t_mul": 1.0}, 41, 0.0, 1.0),
    "cycles": ("PolynomialDecay", {"decay_steps": 30, "end_learning_rate": 0.01, "cycle": True}, 90, 0.2575, 0.01),
    "inverse": ("InverseTimeDecay", {"decay_steps": 41, "decay_rate": 1.0, "staircase": True}, 41, 1.0, 0.5),
    "growing restarts": ("CosineDecayRestarts", {"first_decay_steps": 10, "t_mul": 10.0}, 110, 0.0, 1.0),
}
ROOT_BELOW_ZERO = {"initial_learning_rate": 0.1, "decay_steps": 5, "end_learning_rate": 0.001, "power": 0.5}


def recorded(original):
    """The records of one original in the chapter's cells tagged ``recorded-run``, in their order."""
    cells = json.loads((BOOK / "concepts" / "precision.ipynb").read_text(encoding="utf-8"))["cells"]
    tagged = [cell for cell in cells if "recorded-run" in cell["metadata"].get("tags", [])]
    found = [record for cell in tagged for record in records("".join(cell["source"]))]
    return [record for record in found if record["original"] == original]


def late(period, multiples):
    """Which multiples of a period ``floor(t * (1 / period))`` misses in float32, as the chapter says."""
    count = np.arange(1, multiples + 1)
    reciprocal = np.float32(1) / np.float32(period)
    return count[np.floor((count * period).astype(np.float32) * reciprocal) != count] * period


def trained_rates(keras, schedule, updates, jit_compile="auto"):
    """The rate of each update of model.fit: the gradient is 1, so the weight falls by the rate."""
    dense = keras.layers.Dense(1, use_bias=False, kernel_initializer="zeros")
    model = keras.Sequential([keras.Input((1,)), dense])
    options = {} if jit_compile == "auto" else {"jit_compile": jit_compile}
    model.compile(keras.optimizers.SGD(schedule), loss=lambda target, given: given, **options)
    weights = [0.0]

    class Watch(keras.callbacks.Callback):
        def on_train_batch_end(self, batch, logs=None):
            weights.append(float(self.model.get_weights()[0][0, 0]))

    ones = np.ones((updates, 1), "float32")
    model.fit(ones, ones, batch_size=1, shuffle=False, verbose=0, callbacks=[Watch()])
    return -np.diff(weights)
