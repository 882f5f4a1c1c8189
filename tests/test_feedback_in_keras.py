"""Feedback schedules against keras.callbacks.ReduceLROnPlateau, of Keras 2.15 and 3, and in Keras training."""

import math

import keras
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import lrnotes.keras
from lrnotes import CosineDecay, GreedyLR, ReduceLROnPlateau
from lrnotes.to_others.training_code import blocks
from settings.feedback import GRID, atols, cooldowns, curves, factors, initial_rates, lowest_rates, modes, patiences

NEW = keras.__version__ >= "3"


class Optimizer:
    """All that the callback asks of an optimizer: a rate in float32, which can be set."""

    @property
    def learning_rate(self):
        return self.rate

    @learning_rate.setter
    def learning_rate(self, rate):
        if NEW:
            self.rate = np.float32(rate)
        else:
            self.rate.assign(rate)

    lr = learning_rate


class Model:
    def __init__(self, initial):
        self.optimizer = Optimizer()
        self.optimizer.rate = np.float32(initial) if NEW else keras.backend.variable(initial)


def theirs(metrics, initial, **arguments):
    callback, model = keras.callbacks.ReduceLROnPlateau(**arguments), Model(initial)
    callback.set_model(model)
    callback.on_train_begin()
    rates = [float(model.optimizer.learning_rate)]
    for epoch, metric in enumerate(metrics):
        callback.on_epoch_end(epoch, {"val_loss": metric})
        rates.append(float(model.optimizer.learning_rate))
    return rates


def as_keras(initial, *, min_delta=1e-4, **arguments):
    return ReduceLROnPlateau(
        initial, **arguments, rtol=0.0, atol=min_delta, eps=0.0, patience_rule=">=", last_of_cooldown="counted"
    )


@settings(max_examples=100, deadline=None)
@given(curves, initial_rates, factors, patiences, modes, st.data())
def test_reduce_on_plateau(metrics, initial, factor, patience, mode, data):
    arguments = {"factor": factor, "patience": patience, "mode": mode, "cooldown": data.draw(cooldowns)}
    arguments |= {"min_delta": data.draw(atols), "min_lr": data.draw(lowest_rates)}
    expected = theirs(metrics, initial, **arguments)
    # Their rate is in float32, rounded again at every one of up to 144 reductions.
    np.testing.assert_allclose(as_keras(initial, **arguments).rates(metrics), expected, rtol=1e-5, atol=1e-37)


CURVES = {
    "falls, then flat": [*np.linspace(3, 1, 30), *[1.0] * 40],
    "diverges": [3.0, 2.0, math.nan, math.nan, math.nan, 1.0, 1.0, 1.0, math.inf, math.inf, 0.5],
}


@pytest.mark.parametrize("metrics", CURVES.values(), ids=CURVES)
@pytest.mark.parametrize(
    "arguments", [{}, {"patience": 2, "cooldown": 1}, {"patience": 1, "cooldown": 3, "factor": 0.5}]
)
def test_known_curves(metrics, arguments):
    expected = theirs(metrics, 0.1, **arguments)
    np.testing.assert_allclose(as_keras(0.1, **arguments).rates(metrics), expected, rtol=2e-6, atol=0)


def test_a_first_metric_that_is_not_finite():
    """Keras 3 takes the first metric for the best whatever it is, and after NaN sees no improvement any more."""
    metrics = [math.nan, 3.0, 2.0, 1.0]
    expected = [1, 1, 0.5, 0.25, 0.125] if NEW else [1, 0.5, 0.5, 0.5, 0.5]
    assert theirs(metrics, 1.0, factor=0.5, patience=1) == expected
    assert as_keras(1.0, factor=0.5, patience=1).rates(metrics).tolist() == [1, 0.5, 0.5, 0.5, 0.5]


def test_an_improvement_that_float32_does_not_see():
    """Better by 1.5 of what float32 can tell there, asked for 1.2.

    Keras 3 rounds both sides and sees one difference.
    """
    metrics, arguments = [1.0, 1 - 2**-24 * 1.5, 1.0], {"factor": 0.5, "patience": 1, "min_delta": 2**-24 * 1.2}
    ours = as_keras(1.0, **arguments).rates(metrics).tolist()
    assert ours == [1, 1, 1, 0.5]
    assert theirs(metrics, 1.0, **arguments) == ([1, 1, 0.5, 0.25] if NEW else ours)


def test_a_cooldown_of_one_changes_nothing():
    """In Keras the last metric of a cooldown counts already; in PyTorch and Optax it does not."""
    metrics = [1.0] * 8
    expected = [1, 1, 0.5, 0.25, 0.125, 0.0625, 0.03125, 0.015625, 0.0078125]
    for cooldown in (0, 1):
        assert theirs(metrics, 1.0, factor=0.5, patience=1, cooldown=cooldown) == expected
        assert as_keras(1.0, factor=0.5, patience=1, cooldown=cooldown).rates(metrics).tolist() == expected
    ignored = ReduceLROnPlateau(1.0, factor=0.5, patience=1, cooldown=1, patience_rule=">=")
    assert ignored.rates(metrics).tolist() == [1, 1, 0.5, 0.5, 0.25, 0.25, 0.125, 0.125, 0.0625]


# Training


def trained(callback, losses, model=None):
    """A model trained for an epoch per loss, one batch each; the weight after each epoch."""
    given = iter(losses)

    class Told(keras.callbacks.Callback):
        def on_epoch_end(self, epoch, logs=None):
            logs["told"] = next(given)

    if model is None:
        model = keras.Sequential(
            [keras.layers.Input((1,)), keras.layers.Dense(1, use_bias=False, kernel_initializer="zeros")]
        )
        model.compile(keras.optimizers.SGD(0.7), loss=lambda true, predicted: -predicted)
    at = []
    note = keras.callbacks.LambdaCallback(
        on_epoch_end=lambda epoch, logs: at.append(float(np.ravel(model.get_weights()[0])[0]))
    )
    one = np.ones((1, 1), "float32")
    model.fit(one, one, epochs=len(losses), verbose=0, callbacks=[Told(), note, callback])
    return model, at


LOSSES = [3.0, 2.0, 2.0, 2.0, 2.0, 2.0, 1.0]
SCHEDULE = ReduceLROnPlateau(0.25, factor=0.5, patience=1)


def test_training_at_the_rates_of_the_rule():
    callback = lrnotes.keras.FeedbackCallback(SCHEDULE, monitor="told")
    model, at = trained(callback, LOSSES)
    rates = SCHEDULE.rates(LOSSES)
    np.testing.assert_allclose(np.diff([0.0, *at]), rates[:-1], rtol=2e-6)
    assert rates.tolist() == [0.25, 0.25, 0.25, 0.25, 0.125, 0.125, 0.0625, 0.0625]
    assert callback.state.rate == float(np.asarray(model.optimizer.learning_rate)) == 0.0625


def test_a_saved_state_goes_on_where_a_new_callback_would_begin_again():
    first, second = LOSSES[:4], LOSSES[4:]
    callback = lrnotes.keras.FeedbackCallback(SCHEDULE, monitor="told")
    model, _ = trained(callback, first)
    saved = callback.state._asdict()
    resumed = lrnotes.keras.FeedbackCallback(SCHEDULE, "told", state=SCHEDULE.start()._replace(**saved))
    trained(resumed, second, model)
    assert resumed.state.rate == SCHEDULE.rates(LOSSES)[-1] == 0.0625
    again = lrnotes.keras.FeedbackCallback(SCHEDULE, "told")
    trained(again, second, model)
    assert again.state.rate == 0.25


def test_what_the_callback_refuses():
    with pytest.raises(
        TypeError, match=r"^FeedbackCallback: schedule must be a lrnotes.FeedbackSchedule; got CosineDecay"
    ):
        lrnotes.keras.FeedbackCallback(CosineDecay(0.1, 10))
    with pytest.raises(TypeError, match=r"^KerasSchedule: schedule must be a lrnotes.Schedule; got GreedyLR"):
        lrnotes.keras.KerasSchedule(GreedyLR(0.1))
    with pytest.raises(
        ValueError, match=r"^FeedbackCallback: monitor must be one of the epoch's metrics \(.*told.*\); got 'val_lost'$"
    ):
        trained(lrnotes.keras.FeedbackCallback(SCHEDULE, "val_lost"), LOSSES)


def with_a_schedule_in_the_optimizer():
    model = keras.Sequential(
        [keras.layers.Input((1,)), keras.layers.Dense(1, use_bias=False, kernel_initializer="zeros")]
    )
    decay = keras.optimizers.schedules.CosineDecay(0.5, 100)
    model.compile(keras.optimizers.SGD(decay), loss=lambda true, predicted: -predicted)
    return model, decay


def test_an_optimizer_whose_rate_is_a_schedule_is_refused():
    """By Keras itself: such a rate cannot be set."""
    model, _ = with_a_schedule_in_the_optimizer()
    with pytest.raises(TypeError, match="not settable"):
        trained(lrnotes.keras.FeedbackCallback(SCHEDULE, "told"), [1.0, 1.0, 1.0], model)


def test_where_the_rate_is_a_schedule_keras_3_refuses_to_reduce_it_and_keras_2_reduces_nothing():
    model, decay = with_a_schedule_in_the_optimizer()
    callback = keras.callbacks.ReduceLROnPlateau("told", patience=1, mode="min")
    if NEW:
        with pytest.raises(TypeError, match="not settable"):
            trained(callback, [1.0, 1.0, 1.0], model)
    else:
        _, at = trained(callback, [1.0] * 6, model)
        np.testing.assert_allclose(np.diff([0.0, *at]), [float(decay(step)) for step in range(6)], rtol=1e-5)


# The lines of the table


@pytest.mark.parametrize(
    "schedule",
    [
        as_keras(0.1, factor=0.5, patience=2, cooldown=3, min_lr=0.01),
        as_keras(0.1, factor=0.5, patience=3, mode="max", min_delta=0.25),
        ReduceLROnPlateau(0.1, 0.5, 2, rtol=0.0, atol=0.25, cooldown=2, eps=0.0),
    ],
    ids=repr,
)
def test_native_lines_make_the_same_rule(schedule):
    text = dict(blocks(schedule))["Keras, TensorFlow"]
    names = {"keras": keras}
    exec(text[text.index("# native: ") :], names)
    model = Model(schedule.initial_learning_rate)
    assert float(np.asarray(names["optimizer"].learning_rate)) == pytest.approx(0.1)
    names["callback"].set_model(model)
    names["callback"].on_train_begin()
    metrics, rates = np.random.default_rng(2).integers(0, 8, 60) / 4, [0.1]
    for epoch, metric in enumerate(metrics):
        names["callback"].on_epoch_end(epoch, {"val_loss": metric})
        rates.append(float(model.optimizer.learning_rate))
    np.testing.assert_allclose(rates, schedule.rates(metrics), rtol=1e-5)
    assert len(set(rates)) > 3


assert GRID == np.float32(GRID)  # else the curves would not mean the same in Keras 3
