"""Training with schedules in Keras: the same tests for tf.keras 2.15 and for Keras 3 on each of its backends.

The model has one weight, and its loss falls by 1 where the weight grows by -1. So plain gradient descent lowers the
weight at each update by exactly the learning rate: the weight tells which rate was used, not what Keras reports.
"""

import json

import keras
import numpy as np
import pytest

import lrnotes
from lrnotes import CosineDecay, LinearDecay, Schedule
from lrnotes.keras import HyperparameterCallback, KerasSchedule
from settings import SCHEDULES, lrfn

FLOAT32 = 1e-6  # Keras holds rates and weights in float32
WITH_FUNCTION = "cyclical"  # a Python function cannot be saved
SAVED = {name: schedule for name, schedule in SCHEDULES.items() if name != WITH_FUNCTION}


class MovesOfTheWeight(keras.callbacks.Callback):
    """By how much each update lowered the weight."""

    def __init__(self):
        super().__init__()
        self.moves = []

    def on_train_batch_begin(self, batch, logs=None):
        # From 0 every time: a sum of updates would gather the rounding of float32.
        self.model.trainable_variables[0].assign([[0.0]])

    def on_train_batch_end(self, batch, logs=None):
        self.moves.append(-float(self.model.get_weights()[0][0, 0]))


def model_with(optimizer, **compile_options):
    model = keras.Sequential([keras.layers.Dense(1, use_bias=False)])
    # Far above every target, the mean absolute error has the slope 1.
    model.compile(optimizer, loss="mean_absolute_error", **compile_options)
    model.build((None, 1))
    return model


def train(model, updates):
    """Trains for so many updates; returns the rate that each of them used."""
    callback = MovesOfTheWeight()
    data = np.ones((updates, 1), np.float32)
    model.fit(data, -1000 * data, batch_size=1, epochs=1, shuffle=False, verbose=0, callbacks=[callback])
    assert len(callback.moves) == updates
    return callback.moves


def assert_rates(used, schedule, first=0):
    expected = schedule(np.arange(first, first + len(used)))
    np.testing.assert_allclose(used, expected, rtol=0, atol=FLOAT32 * np.abs(expected).max())


class KerasTraining:
    """Subclass it in a test module to run these tests on the backend that is loaded there."""

    compiled = True  # does model.fit compile the update unless told otherwise?
    # What model.compile may be told about it.
    compile_options = ({}, {"jit_compile": True}, {"run_eagerly": True})

    @pytest.mark.parametrize("schedule", SCHEDULES.values(), ids=SCHEDULES)
    def test_every_update_uses_the_rate_of_its_step(self, schedule):
        assert_rates(train(model_with(keras.optimizers.SGD(KerasSchedule(schedule))), 60), schedule)

    @pytest.mark.parametrize("name", ["cosine with warm-up", "noisy linear cosine", "repeat"])
    def test_however_the_update_is_run(self, name):
        for options in self.compile_options:
            model = model_with(keras.optimizers.SGD(KerasSchedule(SCHEDULES[name])), **options)
            assert_rates(train(model, 45), SCHEDULES[name])

    def test_steps_go_on_over_epochs_and_calls(self):
        schedule = SCHEDULES["cosine with warm-up"]
        model = model_with(keras.optimizers.SGD(KerasSchedule(schedule)))
        used = train(model, 7) + train(model, 13) + train(model, 50)
        assert_rates(used, schedule)

    def test_adam(self):
        # Under a constant gradient each of Adam's updates is the rate, but for the rounding of its two averages.
        schedule = SCHEDULES["cosine with warm-up"]
        used = train(model_with(keras.optimizers.Adam(KerasSchedule(schedule), beta_1=0.5, beta_2=0.5)), 60)
        assert_rates(used, schedule)

    def test_epoch_by_epoch(self):
        # As the notebooks do from which the defaults of this schedule are: a callback sets the rate of each epoch.
        schedule, moves = lrnotes.WarmupSustainStepDecay(), MovesOfTheWeight()
        model = model_with(keras.optimizers.SGD(1.0))
        data = np.ones((3, 1), np.float32)
        by_epoch = keras.callbacks.LearningRateScheduler(schedule)
        model.fit(data, -1000 * data, batch_size=1, epochs=12, verbose=0, callbacks=[by_epoch, moves])
        np.testing.assert_allclose(moves.moves, np.repeat(schedule(np.arange(12)), 3), rtol=FLOAT32)

    def test_the_rate_that_the_optimizer_reports(self):
        schedule = SCHEDULES["cosine with warm-up"]
        model = model_with(keras.optimizers.SGD(KerasSchedule(schedule)))
        assert float(model.optimizer.learning_rate) == pytest.approx(schedule(0), rel=FLOAT32)
        train(model, 20)
        # Keras 2.15 keeps the rate of the last update; Keras 3 computes that of the next one.
        step = 19 if keras.__version__.startswith("2.") else 20
        assert float(model.optimizer.learning_rate) == pytest.approx(schedule(step), rel=FLOAT32)

    # Compiled, x / 41 becomes x * (1 / 41), which at 41 falls short of 1 in float32; so with 47, and 49 in float64.
    @pytest.mark.parametrize("period", [41, 47, 49])
    def test_a_restart_comes_at_its_update(self, period):
        # The original then restarts an update late, with a rate of 0 where the peak should be.
        original = keras.optimizers.schedules.CosineDecayRestarts(1.0, period, t_mul=1.0)
        assert float(original(period)) == 1  # right when run eagerly, as one would plot it
        theirs = train(model_with(keras.optimizers.SGD(original)), 2 * period + 2)
        at_restart = 0 if self.compiled and period != 49 else 1
        assert [theirs[period], theirs[2 * period]] == pytest.approx([at_restart, at_restart], abs=FLOAT32)
        ours = lrnotes.CosineDecay(1.0, period).repeat(every=period)
        used = train(model_with(keras.optimizers.SGD(KerasSchedule(ours))), 2 * period + 2)
        assert [used[0], used[period], used[2 * period]] == [1, 1, 1]
        assert_rates(used, ours)

    @pytest.mark.parametrize("schedule", SAVED.values(), ids=SAVED)
    def test_a_saved_model_goes_on_where_it_stopped(self, schedule, tmp_path):
        model = model_with(keras.optimizers.SGD(KerasSchedule(schedule)))
        used = train(model, 5)
        model.save(tmp_path / "model.keras")
        loaded = keras.models.load_model(tmp_path / "model.keras")
        assert loaded.optimizer.get_config()["learning_rate"] == model.optimizer.get_config()["learning_rate"]
        assert_rates(used + train(loaded, 55), schedule)

    @pytest.mark.parametrize("schedule", SAVED.values(), ids=SAVED)
    def test_configuration_there_and_back(self, schedule):
        adapted = KerasSchedule(schedule)
        assert KerasSchedule.from_config(adapted.get_config()).schedule == schedule
        schedules, saving = keras.optimizers.schedules, keras.saving
        for write, read in (
            (schedules.serialize, schedules.deserialize),
            (saving.serialize_keras_object, saving.deserialize_keras_object),
        ):
            text = json.dumps(write(adapted))
            back = read(json.loads(text))
            assert isinstance(back, KerasSchedule)
            assert back.schedule == schedule

    def test_an_optimizer_there_and_back(self):
        optimizer = keras.optimizers.Adam(KerasSchedule(SCHEDULES["then"]))
        text = json.dumps(keras.optimizers.serialize(optimizer))
        back = keras.optimizers.deserialize(json.loads(text))
        assert_rates(train(model_with(keras.optimizers.SGD(back._learning_rate)), 5), SCHEDULES["then"])

    @pytest.mark.parametrize(
        "schedule", [SCHEDULES[WITH_FUNCTION], lrnotes.Schedule.from_function(lrfn)], ids=["scale", "whole"]
    )
    def test_a_python_function_cannot_be_saved(self, schedule, tmp_path):
        # Eagerly, since lrfn branches on the step, which no compiled update can.
        model = model_with(keras.optimizers.SGD(KerasSchedule(schedule)), run_eagerly=True)
        assert_rates(train(model, 60), schedule)  # it can be trained with
        with pytest.raises(TypeError, match="is a function, which a configuration cannot hold; write it as the"):
            model.save(tmp_path / "model.keras")

    @pytest.mark.parametrize("floatx", ["float32", "float16"])
    def test_the_rate_has_the_type_that_keras_computes_in(self, floatx):
        before = keras.backend.floatx()
        keras.backend.set_floatx(floatx)
        try:
            rate = KerasSchedule(SCHEDULES["cosine"])(3)
        finally:
            keras.backend.set_floatx(before)
        assert floatx in str(rate.dtype)

    def test_other_hyperparameters_and_factors_of_layers(self, tmp_path):
        rate, decay, momentum = CosineDecay(0.1, 10), LinearDecay(0.5, 10), LinearDecay(0.9, 8, 0.1)
        optimizer = keras.optimizers.SGD(KerasSchedule(rate), weight_decay=0.25, momentum=0.75)
        model = keras.Sequential(
            [keras.layers.Dense(1, use_bias=False, kernel_initializer="ones", name=name) for name in ("body", "head")]
        )
        model.compile(optimizer, loss="mean_absolute_error")
        model.build((None, 1))
        weights = []

        class Weights(keras.callbacks.Callback):
            def on_train_batch_end(self, batch, logs=None):
                weights.append(np.ravel(self.model.get_weights()))

        data = np.ones((6, 1), np.float32)
        saved = keras.callbacks.ModelCheckpoint(str(tmp_path / "model.keras"))
        scheduling = HyperparameterCallback(weight_decay=decay, momentum=momentum, factors={"head": 3.0})
        options = {"batch_size": 1, "shuffle": False, "verbose": 0}
        model.fit(data, -1000 * data, callbacks=[scheduling, saved, Weights()], **options)
        # A second fit without the callback, and the file of the first, hold the optimizer's own numbers.
        model.fit(data[:1], -1000 * data[:1], callbacks=[Weights()], **options)
        w, v, expected = np.ones(2), np.zeros(2), []
        for step in range(7):
            one = step == 6  # the update of the second fit
            rates, gradient = rate(step) * np.array([1, 1 if one else 3]), w[::-1]
            w = w - w * (0.25 if one else decay(step)) * rates
            v = (0.75 if one else momentum(step)) * v - rates * gradient
            w = w + v
            expected.append(w)
        np.testing.assert_allclose(weights, expected, rtol=0, atol=2 * FLOAT32)
        loaded = keras.models.load_model(tmp_path / "model.keras").optimizer
        assert type(loaded) is type(model.optimizer) is type(keras.optimizers.SGD())
        assert loaded.get_config() == model.optimizer.get_config()
        assert loaded.momentum == 0.75 and loaded.weight_decay == 0.25 and int(loaded.iterations) == 6

    def test_what_a_hyperparameter_cannot_be(self):
        schedule = SCHEDULES["cosine"]
        for given, message in (
            ({"momentum": 0.9}, "HyperparameterCallback: momentum must be a lrnotes.Schedule; got 0.9"),
            ({"factors": {"head": "10"}}, "HyperparameterCallback: factors must be numbers; got '10' for 'head'"),
        ):
            with pytest.raises(TypeError, match=message):
                HyperparameterCallback(**given)
        with pytest.raises(ValueError, match=r"the learning rate must be given to the optimizer, as KerasSchedule"):
            HyperparameterCallback(learning_rate=schedule)
        data = np.ones((1, 1), np.float32)
        for given, message in (
            ({"beta_1": schedule}, "beta_1 must be a number of the optimizer SGD; got None there"),
            (
                {"weight_decay": schedule},
                "weight_decay must be a number of the optimizer SGD; got None there. Make",
            ),
            (
                {"momentum": schedule},
                "momentum must be above 0 in the optimizer, or Keras makes no place for it",
            ),
            ({"factors": {"tail": 2.0}}, r"factors must be by the names of layers \(.*\); got 'tail'"),
        ):
            with pytest.raises(ValueError, match=message):
                model_with(keras.optimizers.SGD(0.1)).fit(data, data, callbacks=[HyperparameterCallback(**given)])

    def test_equal_schedules_are_equal(self):
        first, second = (KerasSchedule(CosineDecay(0.1, 100).warmup(5)) for _ in range(2))
        assert first == second and hash(first) == hash(second) and len({first, second}) == 1
        assert first != KerasSchedule(CosineDecay(0.1, 100).warmup(6)) and first != first.schedule
        assert KerasSchedule(Schedule.from_function(lrfn)) == KerasSchedule(Schedule.from_function(lrfn))

    def test_only_schedules_are_adapted(self):
        with pytest.raises(TypeError, match="schedule must be a lrnotes.Schedule; got 0.1"):
            KerasSchedule(0.1)
