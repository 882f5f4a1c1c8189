"""What the table of equivalents makes of TensorFlow 1's functions, TensorFlow Addons' schedules and those left in Keras
2.15's source, against them: eager, as a graph of TensorFlow 1, and compiled. All compute in float32."""

import inspect
import re
import warnings

import keras
import numpy as np
import pytest
import tensorflow as tf
from keras.src.optimizers.schedules import learning_rate_schedule as source

from lrnotes import translate
from lrnotes.from_others import ORIGINALS
from support.tensorflow_modes import MODES
from support.translations import FLOAT32, Call, assert_equal, differences_in_arguments

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # that its end of life has come
    from tensorflow_addons import optimizers as addons

V1 = vars(tf.compat.v1.train)
ADDONS = vars(addons)
STEPS = np.array([*range(131), 199, 200, 201, 240, 250, 1000], np.int64)


def of(title):
    return [original for original in ORIGINALS if original.library.title == title]


def v1(name, **arguments):
    return Call(f"tf.compat.v1.train.{name}", **arguments)


FUNCTIONS = [
    v1("cosine_decay", learning_rate=0.1, decay_steps=100),
    v1("cosine_decay", learning_rate=0.1, decay_steps=33.3, alpha=0.2),
    *(
        v1("cosine_decay_restarts", learning_rate=0.1, first_decay_steps=steps, **more)
        for steps in (10, 32, 100)
        for more in ({}, {"t_mul": 1.0, "m_mul": 0.7}, {"t_mul": 1.5, "alpha": 0.1}, {"m_mul": 0.5, "alpha": 0.2})
    ),
    *(
        v1(name, learning_rate=0.1, decay_steps=steps, decay_rate=rate, staircase=staircase)
        for name in ("exponential_decay", "natural_exp_decay", "inverse_time_decay")
        for steps, rate in ((32, 0.5), (100, 0.96), (33.3, 0.3), (1, 0.05 if name == "natural_exp_decay" else 0.99))
        for staircase in (False, True)
        if not (staircase and steps == 33.3)
    ),
    v1("linear_cosine_decay", learning_rate=0.1, decay_steps=100),
    v1("linear_cosine_decay", learning_rate=0.1, decay_steps=41.5, num_periods=2.0, alpha=0.1, beta=0.01),
    v1("noisy_linear_cosine_decay", learning_rate=0.1, decay_steps=100, initial_variance=0.0),
    v1(
        "noisy_linear_cosine_decay",
        learning_rate=0.1,
        decay_steps=64,
        initial_variance=0.0,
        num_periods=1.5,
        alpha=0.2,
        beta=0.1,
    ),
    v1("piecewise_constant", boundaries=[30, 41, 200], values=[0.1, 0.05, 0.2, 0.01]),
    v1("piecewise_constant_decay", boundaries=[1], values=[0.1, 0.0]),
    *(
        v1("polynomial_decay", learning_rate=0.1, decay_steps=steps, **more)
        for steps in (64, 128)
        for more in (
            {},
            {"power": 2.0},
            {"power": 0.5, "end_learning_rate": 0.0},
            {"cycle": True},
            {"cycle": True, "power": 2.0, "end_learning_rate": 0.05},
        )
    ),
]
CYCLICAL = [
    Call(name, initial_learning_rate=low, maximal_learning_rate=high, step_size=steps, **more)
    for low, high, steps in ((1e-3, 1e-2, 25), (0.0, 0.1, 7.5), (0.5, 0.1, 16))
    for name, more in (
        ("CyclicalLearningRate", {"scale_fn": lambda cycle: 1 / (3 * cycle + 1)}),
        ("CyclicalLearningRate", {"scale_fn": lambda step: 0.5**step, "scale_mode": "iterations"}),
        ("TriangularCyclicalLearningRate", {}),
        ("Triangular2CyclicalLearningRate", {}),
        ("Triangular2CyclicalLearningRate", {"scale_mode": "iterations"}),
        ("ExponentialCyclicalLearningRate", {"gamma": 0.97}),
        ("ExponentialCyclicalLearningRate", {"gamma": 0.7, "scale_mode": "cycle"}),
    )
]
EXPERIMENTAL = [
    Call("LinearCosineDecay", initial_learning_rate=0.1, decay_steps=100, num_periods=1.5, alpha=0.1, beta=0.01),
    Call("NoisyLinearCosineDecay", initial_learning_rate=0.1, decay_steps=100, initial_variance=0.0),
]


def eagerly(call):
    """Each step alone, as the functions are called in training; they return a function of no argument."""
    arguments, name = call.arguments, call.name.rpartition(".")[2]
    given = "x" if name.startswith("piecewise") else "global_step"
    return [float(V1[name](**{given: tf.constant(step), **arguments})()) for step in STEPS]


def in_a_graph(call):
    arguments, name = call.arguments, call.name.rpartition(".")[2]
    with tf.Graph().as_default(), tf.compat.v1.Session() as session:
        step = tf.compat.v1.placeholder(tf.int64, [])  # a constant would be computed before Grappler sees it
        given = "x" if name.startswith("piecewise") else "global_step"
        rate = V1[name](**{given: step, **arguments})
        return [session.run(rate, {step: each}) for each in STEPS]


@pytest.mark.parametrize("way", [eagerly, in_a_graph])
@pytest.mark.parametrize("call", FUNCTIONS, ids=repr)
def test_every_update_of_tensorflow_1(call, way):
    waves = 4 if "restarts" in call.name else call.arguments.get("num_periods", 1)
    assert_equal(call.ours()(STEPS), way(call), FLOAT32, waves)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("call", CYCLICAL, ids=lambda call: re.sub(" at 0x[0-9a-f]+", "", repr(call)))
def test_every_update_of_addons(call, mode):
    steps = STEPS[:131].astype(np.float32)  # some of the originals refuse whole numbers
    assert_equal(call.ours()(steps.astype(float)), MODES[mode](call.theirs(ADDONS), steps), FLOAT32)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("call", EXPERIMENTAL, ids=repr)
def test_every_update_of_what_tensorflow_exported(call, mode):
    assert_equal(call.ours()(STEPS), MODES[mode](call.theirs(vars(source)), STEPS), FLOAT32, 2)


def test_every_schedule_is_compared_and_in_the_table():
    functions = {name for name in dir(tf.compat.v1.train) if name.endswith(("_decay", "_restarts", "_constant"))}
    assert {call.name.rpartition(".")[2] for call in FUNCTIONS} == functions
    assert {name.rpartition(".")[2] for each in of("TensorFlow 1") for name in each.names} == functions
    kinds = {
        name
        for name, kind in ADDONS.items()
        if inspect.isclass(kind) and issubclass(kind, keras.optimizers.schedules.LearningRateSchedule)
    }
    assert (
        {call.name for call in CYCLICAL} == kinds == {each.name.rpartition(".")[2] for each in of("TensorFlow Addons")}
    )


@pytest.mark.parametrize("original", of("TensorFlow 1") + of("TensorFlow Addons"), ids=lambda each: each.name)
def test_the_arguments_are_those_of_the_original(original):
    for name in original.names:
        function = {**V1, **ADDONS}[name.rpartition(".")[2]]
        assert differences_in_arguments(original, function) is None


def test_experimental_names():
    """What tf.keras.experimental still exports, and what it exported up to 2.4 and Keras 2.15 keeps in its source."""
    for original in of("Keras"):
        for name in original.names:
            module, _, kind = name.rpartition(".")
            if module == "tf.keras.experimental":
                assert differences_in_arguments(original, getattr(source, kind)) is None
                exported = getattr(tf.keras.experimental, kind, None)
                assert exported is (getattr(source, kind) if "Linear" not in kind else None)


@pytest.mark.parametrize(
    "original", [each for each in of("TensorFlow 1") if "noisy" not in each.name], ids=lambda each: each.name
)
def test_the_example_of_tensorflow_1(original):
    ours = translate(original.name, **original.example)
    call = Call(original.name, **original.example)
    assert_equal(ours(STEPS), eagerly(call), FLOAT32, 4)


# Where the original is wrong. Each states both.


def test_in_a_graph_the_cycle_is_one_too_far():
    """Grappler divides by multiplying with the reciprocal, and 90 / 30 is then above 3."""
    call = v1("polynomial_decay", learning_rate=1.0, decay_steps=30, end_learning_rate=0.01, cycle=True)
    assert call.ours()(90) == pytest.approx(0.01)
    theirs = dict(zip(STEPS, zip(eagerly(call), in_a_graph(call))))
    assert theirs[90] == pytest.approx((0.01, 0.2575), abs=1e-6)
