"""Every value that a chapter recorded from Optax or Keras 3 on JAX, derived from the original anew."""

import importlib

from support.recorded import check, recorded


def live(record):
    """The original as a function of one step."""
    module, _, name = record["original"].rpartition(".")
    schedule = getattr(importlib.import_module(module), name)(**record["arguments"])
    return lambda step: float(schedule(step))


@recorded("optax", "keras")
def test_recorded_values_are_those_of_the_live_original(record):
    assert "learning_rate" not in record  # these originals take theirs as an argument
    check(record, live(record), in_float32=True)
