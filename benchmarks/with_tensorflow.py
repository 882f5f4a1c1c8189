"""Against Keras's own CosineDecay on TensorFlow: a call from Python, and the one rate per update when compiled."""

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras as keras_package
import tensorflow as tf

import lrnotes
from ratios import compare, header

ours = lrnotes.CosineDecay(0.1, 1000, 0.01)
keras = tf.keras.optimizers.schedules.CosineDecay(0.1, 1000, 0.01)

header("CosineDecay, against Keras on TensorFlow")
# The bar is for Keras 3: tf.keras 2 answers in half its time.
bar = 1 / 500 if keras_package.__version__ >= "3" else None
compare("one rate for a Python step, Keras eager", lambda: ours(700), lambda: keras(700), bar=bar)

step = tf.constant(700, tf.int64)
compare("one rate for a tensor step, both eager", lambda: ours(step), lambda: keras(step))


def updates(schedule, jit):
    """A thousand updates of ten thousand weights, as in training: the rate is asked once in each."""

    @tf.function(jit_compile=jit)
    def train(weight):
        return tf.while_loop(
            lambda count, weight: count < 1000,
            lambda count, weight: (count + 1, weight - schedule(count) * weight),
            (tf.constant(0, tf.int64), weight),
        )[1]

    weight = tf.ones(10_000)
    train(weight)
    return lambda: train(weight).numpy()


compiled_ours, compiled_keras = tf.function(ours, jit_compile=True), tf.function(keras, jit_compile=True)
compiled_ours(step), compiled_keras(step)
compare("one call compiled by XLA", lambda: compiled_ours(step), lambda: compiled_keras(step), bar=1.05)
compare("1000 updates of 10,000 weights in tf.function", updates(ours, False), updates(keras, False))
compare("1000 updates of 10,000 weights in XLA", updates(ours, True), updates(keras, True), bar=1.05)


def many(schedule):
    compiled = tf.function(schedule, jit_compile=True)
    steps = tf.range(1_000_000, dtype=tf.int64)
    compiled(steps)
    return lambda: compiled(steps).numpy()


compare("a million rates at once in XLA (float64 against float32)", many(ours), many(keras))
