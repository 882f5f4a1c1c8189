"""The recorder in Keras training: the rate of every update, as the optimizer used it."""

import keras
import numpy as np
import pytest
import tensorflow as tf

from lrnotes import CosineDecay, record
from lrnotes.keras import HyperparameterCallback, KerasSchedule

SCHEDULE = CosineDecay(0.5, 22)
KERAS_3 = keras.__version__ >= "3"
INPUTS, TARGETS = np.zeros((22, 2), "float32"), np.zeros((22, 1), "float32")  # 11 batches an epoch


def compiled(optimizer, **options):
    model = keras.Sequential([keras.layers.Dense(1)])
    model.compile(optimizer, "mse", **options)
    return model


def fit(model, *callbacks, epochs=2, inputs=INPUTS):
    model.fit(inputs, TARGETS, batch_size=2, epochs=epochs, verbose=0, shuffle=False, callbacks=list(callbacks))


class Lowered(keras.callbacks.Callback):
    """Sets the rate before every call of the training function: 1, 1/2, 1/3, ..."""

    calls = 0

    def on_train_batch_begin(self, batch, logs=None):
        self.calls += 1
        self.model.optimizer.learning_rate = 1 / self.calls


@pytest.mark.parametrize("together", [1, 4])
def test_a_schedule_at_every_update_also_where_one_call_runs_several(together):
    model = compiled(keras.optimizers.SGD(KerasSchedule(SCHEDULE)), steps_per_execution=together)
    recorder = record(model)
    fit(model, recorder)
    fit(model, recorder, epochs=1)  # a second fit goes on
    assert recorder.updates.tolist() == list(range(33)) and recorder.names == ["rate"]
    np.testing.assert_allclose(recorder.rates[:, 0], SCHEDULE(np.arange(33)), rtol=1e-6, atol=1e-8)


@pytest.mark.parametrize(("together", "ours_first"), [(1, False), (4, True)])
def test_a_rate_that_callbacks_set_whatever_their_order(together, ours_first):
    model = compiled(keras.optimizers.SGD(0.1), steps_per_execution=together)
    recorder = record(model)
    fit(model, *[recorder, Lowered()][:: 1 if ours_first else -1])
    # An epoch of 11 batches is run in calls of 4, 4 and 3.
    calls = np.arange(22) if together == 1 else np.repeat(np.arange(6), [4, 4, 3, 4, 4, 3])
    np.testing.assert_allclose(1 / recorder.rates[:, 0], 1 + calls, rtol=1e-6)
    assert recorder.updates.tolist() == list(range(22))


def test_the_training_function_is_left_as_it_was():
    model = compiled(keras.optimizers.SGD(0.1))
    recorder = record(model)
    fit(model, recorder, epochs=1)
    fit(model, epochs=1)
    fit(model, recorder, epochs=1)
    expected = np.full(33, np.float64(np.float32(0.1)))
    expected[11:22] = np.nan  # trained without the recorder
    np.testing.assert_array_equal(recorder.rates[:, 0], expected)
    assert not hasattr(model.train_function, "recorder")


def test_updates_that_mixed_precision_skips_are_not_recorded():
    if KERAS_3:
        optimizer = keras.optimizers.LossScaleOptimizer(keras.optimizers.SGD(0.1))
    else:
        optimizer = keras.mixed_precision.LossScaleOptimizer(keras.optimizers.SGD(0.1))
    inputs = INPUTS.copy()
    inputs[4] = np.inf  # the third batch
    model = compiled(optimizer)
    recorder = record(model)
    fit(model, recorder, Lowered(), epochs=1, inputs=inputs)
    # tf.keras 2 counts the update that it skips, and its schedules move on: mixed_precision/loss_scale_optimizer.py.
    calls = [call for call in range(1, 12) if call != 3 or not KERAS_3]
    np.testing.assert_allclose(1 / recorder.rates[:, 0], calls, rtol=1e-6)


@pytest.mark.skipif(not KERAS_3, reason="tf.keras 2 does not accumulate gradients")
def test_accumulated_gradients_are_one_update_and_the_schedule_counts_batches():
    # Keras 3 calls the schedule with the count of batches: the rate falls four times as fast as meant.
    model = compiled(keras.optimizers.SGD(KerasSchedule(SCHEDULE), gradient_accumulation_steps=4))
    recorder = record(model)
    fit(model, recorder)
    np.testing.assert_allclose(recorder.rates[:, 0], SCHEDULE(np.array([3, 7, 11, 15, 19])), rtol=1e-6)
    assert recorder.updates.tolist() == [0, 1, 2, 3, 4]


def test_a_loop_of_ones_own_that_applies_gradients():
    weight = tf.Variable(1.0)
    optimizer = keras.optimizers.SGD(keras.optimizers.schedules.PiecewiseConstantDecay([1, 3], [1.0, 0.5, 0.25]))
    recorder = record(optimizer)
    for _ in range(5):
        optimizer.apply_gradients([(0.0 * weight, weight)])
    assert recorder.rates[:, 0].tolist() == [1, 1, 0.5, 0.5, 0.25]


def test_what_keras_has_not():
    with pytest.raises(ValueError, match=r"hyperparameters of the optimizer \(.*momentum.*\); got 'betas'"):
        record(keras.optimizers.SGD(0.1), also="betas")
    with pytest.raises(ValueError, match="start must be left out, except for PyTorch optimizers; got 3"):
        record(keras.optimizers.SGD(0.1), start=3)


def test_the_file_and_the_saved_record(tmp_path):
    model = compiled(keras.optimizers.SGD(KerasSchedule(SCHEDULE)))
    recorder = record(model)
    fit(model, recorder, epochs=1)
    recorder.to_csv(tmp_path / "rates.csv")
    lines = (tmp_path / "rates.csv").read_text().splitlines()
    assert lines[:2] == ["update,rate", "0,0.5"] and len(lines) == 12
    again = record(model)
    again.load_state_dict(recorder.state_dict())
    np.testing.assert_array_equal(again.rates, recorder.rates)


@pytest.mark.parametrize("ours_first", [True, False])
def test_other_hyperparameters_as_they_were_whatever_the_order(ours_first, tmp_path):
    beta = CosineDecay(0.9, 44)
    model = compiled(keras.optimizers.Adam(0.1, epsilon=1e-3))
    recorder = record(model, also=["beta_1", "epsilon", "weight_decay"])
    fit(model, *[recorder, HyperparameterCallback(beta_1=beta)][:: 1 if ours_first else -1])
    assert not hasattr(model.train_function, "recorder")
    np.testing.assert_allclose(recorder.values("beta_1")[:, 0], beta(np.arange(22)), rtol=1e-6)
    assert recorder.values("epsilon")[:, 0].tolist() == [1e-3] * 22
    assert np.isnan(recorder.values("weight_decay")).all()  # Keras has None
    fit(model, recorder, epochs=1)  # without the other callback
    assert recorder.values("beta_1")[22:, 0].tolist() == [0.9] * 11
    recorder.to_csv(tmp_path / "rates.csv")
    assert (tmp_path / "rates.csv").read_text().startswith("update,rate,beta_1,epsilon,weight_decay\n0,0.1")


def test_a_number_that_keras_has_compiled_in_is_what_was_used():
    model = compiled(keras.optimizers.SGD(0.1, momentum=0.5))
    recorder = record(model, also="momentum")
    fit(model, recorder, epochs=1)
    model.optimizer.momentum = 0.25  # has no effect before Keras makes a new function
    fit(model, recorder, epochs=1)
    assert recorder.values("momentum")[:, 0].tolist() == [0.5] * 22
    model.make_train_function(force=True)
    fit(model, recorder, epochs=1)
    assert recorder.values("momentum")[22:, 0].tolist() == [0.25] * 11
    optimizer = keras.optimizers.SGD(KerasSchedule(SCHEDULE), momentum=0.5)
    recorder, weight = record(optimizer, also="momentum"), tf.Variable(1.0)
    optimizer.apply_gradients([(0.0 * weight, weight)])
    assert recorder.values("momentum").tolist() == [[0.5]]
