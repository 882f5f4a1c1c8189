"""The three ways in which TensorFlow computes a schedule: eagerly, as a graph, and compiled by XLA."""

import numpy as np
import tensorflow as tf


def eagerly(schedule, steps):
    """The rate at each step, one call a step, as an eager training loop would ask."""
    return np.array([np.asarray(schedule(step)) for step in tf.convert_to_tensor(steps)])


def _traced(**options):
    def rates(schedule, steps):
        # One step at a time here too: some originals take nothing else.
        def one(step):
            return tf.convert_to_tensor(schedule(step))

        dtype = one(tf.convert_to_tensor(steps)[0]).dtype
        mapped = tf.function(lambda values: tf.map_fn(one, values, fn_output_signature=dtype), **options)
        return mapped(tf.convert_to_tensor(steps)).numpy()

    return rates


MODES = {"eager": eagerly, "tf.function": _traced(), "XLA": _traced(jit_compile=True)}
