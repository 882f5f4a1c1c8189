"""Training in Keras on TensorFlow: tf.keras 2.15 or Keras 3, whichever this Python has."""

import keras
import numpy as np
import tensorflow as tf

from lrnotes.keras import KerasSchedule
from settings import SCHEDULES
from support.keras_training import KerasTraining, assert_rates


class TestOnTensorFlow(KerasTraining):
    pass


def test_a_training_loop_of_your_own():
    schedule = SCHEDULES["cosine with warm-up"]
    weight = tf.Variable(0.0)
    optimizer = keras.optimizers.SGD(KerasSchedule(schedule))

    @tf.function
    def update():
        weight.assign(0.0)
        with tf.GradientTape() as tape:
            loss = 3.0 * weight
        optimizer.apply_gradients([(tape.gradient(loss, weight), weight)])
        return -weight / 3.0

    assert_rates(np.array([float(update()) for _ in range(60)]), schedule)
