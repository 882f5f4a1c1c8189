"""Training in Keras on TensorFlow: tf.keras 2.15 or Keras 3, whichever this Python has."""

import keras
import numpy as np
import tensorflow as tf

import lrnotes
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


def test_an_equal_schedule_does_not_trace_a_function_again():
    traced = []

    @tf.function
    def rate(schedule, step):
        traced.append(schedule)
        return schedule(step)

    step = tf.constant(30)
    schedules = [KerasSchedule(lrnotes.CosineDecay(0.1, length)) for length in (100, 100, 100, 50)]
    rates = [float(rate(each, step)) for each in schedules]
    assert traced == schedules[::3]
    np.testing.assert_allclose(rates, [each.schedule(30) for each in schedules], rtol=1e-6)
