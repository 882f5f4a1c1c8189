"""Formulas on TensorFlow tensors: eager, in graphs, and compiled by XLA."""

import tensorflow as tf

from .steps import check_steps
from .tensors import Tensors


def _lift(value):
    # Not tf.cast, which would take a Python number through float32.
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return tf.convert_to_tensor(value, tf.float64) if is_number else value


namespace = Tensors(tf, _lift)


def evaluate(formula, step):
    if not tf.is_tensor(step) or isinstance(step, (tf.RaggedTensor, tf.SparseTensor, tf.IndexedSlices)):
        raise TypeError(f"step must be a number or a dense tensor of numbers; got a {type(step).__name__}")
    step = tf.convert_to_tensor(step)
    if not (step.dtype.is_floating or step.dtype.is_integer):
        raise TypeError(f"step must be a number or a tensor of numbers; got {step.dtype.name} values")
    if eager := hasattr(step, "numpy"):  # the values are there to be checked
        check_steps(step.numpy())
    steps = tf.cast(step, tf.float64)
    rates = _lift(formula(namespace, steps))
    if not eager:
        rates = namespace.nan_beyond_steps(steps, rates, whole=step.dtype.is_integer)
    rates = tf.cast(rates, step.dtype if step.dtype.is_floating else tf.float32)
    return rates if rates.shape.rank == step.shape.rank else tf.broadcast_to(rates, tf.shape(step))
