"""Stairs fall and cycles begin at the exact step on JAX, compiled too; Optax and Keras are late there."""

import jax
import jax.numpy as jnp
import keras
import numpy as np
import optax
import pytest

import lrnotes
from support.exact_steps import LONG, TREACHEROUS, chosen, period_cases, restart_cases, stairs_of_every_period

WAYS = {"eager": lambda call: call, "jit": jax.jit}
every_way = pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)


def _check(cases, way):
    """One graph for many schedules; a period is a number in it, as in training, so that dividing by it is rewritten."""

    def together(steps):
        return [case.schedule(each) for case, each in zip(cases, steps)]

    with jax.enable_x64(True):
        for case, rates in zip(cases, way(together)([jnp.asarray(case.steps, float) for case in cases]), strict=True):
            case.check(rates)


@every_way
def test_stairs_and_cycles(way):
    _check([*period_cases((*TREACHEROUS, *LONG)), *chosen()], way)


@every_way
def test_stairs_of_every_period(way):
    _check([*stairs_of_every_period()], way)


def test_restarts():
    _check(restart_cases([1, 7, 10, 41, 100, 999]), jax.jit)
    _check(restart_cases([10]), WAYS["eager"])


# The originals, at a step where stairs fall or a cycle begins: what they say compiled, as in training, and what is
# right.

KERAS = keras.optimizers.schedules
LATE = {
    "optax.exponential_decay": (
        optax.exponential_decay(1.0, 41, 0.5, staircase=True),
        lrnotes.ExponentialDecay(1.0, 41, 0.5, True),
        *(41, 1.0, 0.5),
    ),
    "ExponentialDecay": (KERAS.ExponentialDecay(1.0, 41, 0.5, True), None, 41, 1.0, 0.5),
    "CosineDecayRestarts": (KERAS.CosineDecayRestarts(1.0, 41, 1.0), None, 41, 0.0, 1.0),
    "PolynomialDecay": (KERAS.PolynomialDecay(1.0, 30, 0.01, cycle=True), None, 90, 0.2575, 0.01),
}


@pytest.mark.parametrize("name", LATE)
def test_the_originals_are_a_step_late_where_they_are_compiled_and_this_is_not(name):
    original, ours, step, theirs, right = LATE[name]
    ours, counter = ours or getattr(lrnotes, name).from_config(original.get_config()), jnp.int32(step)
    assert float(original(counter)) == pytest.approx(right, rel=2e-6)
    assert float(jax.jit(original)(counter)) == pytest.approx(theirs, rel=2e-6, abs=2e-6)
    assert float(jax.jit(ours)(counter)) == pytest.approx(right, rel=1e-6)


def test_a_rounded_step_gives_keras_no_rate_and_this_one():
    # What is left of the way is 1 - 5 * (1 / 5) there, which is below 0, and has no root.
    original, ours = KERAS.PolynomialDecay(0.1, 5, 0.001, 0.5), lrnotes.PolynomialDecay(0.1, 5, 0.001, 0.5)
    assert np.isnan(jax.jit(original)(jnp.int32(5)))
    assert float(jax.jit(ours)(jnp.int32(5))) == pytest.approx(0.001, rel=1e-6)
