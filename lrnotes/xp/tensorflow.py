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
    step = tf.convert_to_tensor(step)
    if not (step.dtype.is_floating or step.dtype.is_integer):
        raise TypeError(f"step must be a number or a tensor of numbers; got {step.dtype.name} values")
    if hasattr(step, "numpy"):  # eager: the values are there to be checked
        check_steps(step.numpy())
    rates = _lift(formula(namespace, tf.cast(step, tf.float64)))
    rates = tf.cast(rates, step.dtype if step.dtype.is_floating else tf.float32)
    return rates if rates.shape.rank == step.shape.rank else tf.broadcast_to(rates, tf.shape(step))
