"""Every value that a chapter recorded from TensorFlow 1 or TensorFlow Addons, derived from the original anew."""

import importlib

import pytest
import tensorflow as tf

from support.recorded import check, recorded

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:tensorflow_addons")


def live(original, arguments):
    """The original as a function of one step."""
    module, _, name = original.rpartition(".")
    if original.startswith("tensorflow.compat.v1.train."):
        function = getattr(tf.compat.v1.train, name)
        step_name = "x" if name.startswith("piecewise_constant") else "global_step"
        return lambda step: float(function(**{step_name: step}, **arguments)())
    arguments = {key: eval(value) if key == "scale_fn" else value for key, value in arguments.items()}
    schedule = getattr(importlib.import_module(module), name)(**arguments)
    return lambda step: float(schedule(step))


@recorded("tensorflow", "tensorflow_addons")
def test_recorded_values_are_those_of_the_live_original(record):
    assert "learning_rate" not in record  # these originals take theirs as an argument
    check(record, live(record["original"], record["arguments"]), in_float32=True)
