"""Stairs fall and cycles begin at the exact step, on NumPy, Python and TensorFlow; the originals' do not always.

``exact_steps`` knows the steps from whole numbers and fractions alone; tests/with_jax and tests/with_torch ask JAX and
PyTorch the same.
"""

import keras
import numpy as np
import pytest
import tensorflow as tf

import lrnotes
from support.exact_steps import (
    LAST,
    LONG,
    NEARLY_1,
    TREACHEROUS,
    Case,
    around,
    chosen,
    period_cases,
    restart_cases,
    stairs_of_every_period,
)

# NumPy and Python

EVERY_PERIOD = [*range(1, 301), *LONG]


def test_the_first_and_last_multiples_of_every_period():
    for case in (*period_cases(EVERY_PERIOD), *chosen()):
        case.check(case.schedule(case.steps))


@pytest.mark.parametrize("period", [999, 1000, 4097, 65537, 1000003])
def test_all_multiples_of_a_long_period(period):
    steps = around(np.arange(LAST // period + 1) * period)
    rates = NEARLY_1 ** (steps // period).astype(float)
    case = Case("exponential", lrnotes.ExponentialDecay(1.0, period, NEARLY_1, True), steps, rates)
    case.check(case.schedule(steps))


def test_all_multiples_of_the_short_periods_in_a_million_steps():
    steps = np.arange(2**20)
    for period in range(1, 301):
        rates = NEARLY_1 ** (steps // period).astype(float)
        case = Case(f"{period}", lrnotes.StepDecay(1.0, period, NEARLY_1), steps, rates)
        case.check(case.schedule(steps))


def test_all_restarts_of_every_first_cycle():
    for case in restart_cases(EVERY_PERIOD):
        case.check(case.schedule(case.steps))


def test_python_numbers():
    few = [*period_cases(EVERY_PERIOD, first=6, last=3), *chosen(), *restart_cases([1, 7, 10, 41, 100, 999])]
    for case in few:
        case.check([case.schedule(step) for step in case.steps.tolist()])


# TensorFlow: one graph for many schedules, since compiling takes long. Each period is a number in the graph, as it is
# in training: only then is dividing by it rewritten.


def _together(cases):
    def rates(steps):
        return [case.schedule(each) for case, each in zip(cases, steps)]

    return rates


WAYS = {
    "eager": lambda call: call,
    "function": lambda call: tf.function(call, autograph=False),
    "compiled": lambda call: tf.function(call, jit_compile=True, autograph=False),
}
every_way = pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)


def _check_in_tensorflow(cases, way):
    cases = list(cases)
    for case, rates in zip(cases, way(_together(cases))([tf.constant(case.steps, tf.float64) for case in cases])):
        case.check(rates.numpy())


@every_way
def test_stairs_and_cycles_in_tensorflow(way):
    _check_in_tensorflow([*period_cases((*TREACHEROUS, *LONG)), *chosen()], way)


@every_way
def test_stairs_of_every_period_in_tensorflow(way):
    _check_in_tensorflow([*stairs_of_every_period()], way)


@every_way
def test_restarts_in_tensorflow(way):
    _check_in_tensorflow(restart_cases([1, 7, 10, 41, 100, 999]), way)


# The originals, at a step where stairs fall or a cycle begins. Eagerly they are right, as a plot of them would show;
# compiled, as in training, they are a step late: theirs, and what is right.

KERAS = keras.optimizers.schedules
LATE = {
    "ExponentialDecay": ((1.0, 41, 0.5, True), 41, 1.0, 0.5),
    "InverseTimeDecay": ((1.0, 41, 0.5, True), 41, 1.0, 2 / 3),
    "CosineDecayRestarts": ((1.0, 41, 1.0), 41, 0.0, 1.0),
    "PolynomialDecay": ((1.0, 30, 0.01, 1.0, True), 90, 0.2575, 0.01),
}


@pytest.mark.parametrize("name", LATE)
def test_keras_is_a_step_late_where_it_is_compiled_and_this_is_not(name):
    arguments, step, theirs, right = LATE[name]
    keras_schedule, ours, counter = (
        getattr(KERAS, name)(*arguments),
        getattr(lrnotes, name)(*arguments),
        tf.constant(step),
    )
    assert float(keras_schedule(counter)) == pytest.approx(right, rel=2e-6)
    assert ours(step) == pytest.approx(right, rel=1e-12)
    for compiler in (False, True):
        compiled = tf.function(lambda counter: (keras_schedule(counter), ours(counter)), jit_compile=compiler)
        late, exact = map(float, compiled(counter))
        assert late == pytest.approx(theirs, rel=2e-6, abs=2e-6)
        assert exact == pytest.approx(right, rel=1e-6)  # the counter is a whole number, so the rate is in float32
