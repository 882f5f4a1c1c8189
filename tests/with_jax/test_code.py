"""The training code for Optax, run as it stands; every update's rate compared."""

import functools
import operator

import jax
import jax.numpy as jnp
import numpy as np
import optax
import pytest

import lrnotes
from lrnotes.to_others.other_names import OTHER_NAMES
from settings import SETTINGS
from settings.same import in_others
from support.code import assert_equal, assert_native, code_of, native_of, programs_of, rates_of_changes, run

FLOAT32 = 2e-6  # of the peak
NATIVE = native_of("Optax")
PAST_THE_END = 130


def rates_of(code, updates):
    return rates_of_changes(changes_of(run(code)["optimizer"], updates), code, at_rate_1)


@functools.cache
def at_rate_1(updates):
    return changes_of(optax.adamw(1.0), updates)


def changes_of(optimizer, updates):
    """By how much each update lowers a weight whose gradient is 1."""
    used = []
    state = optimizer.init(jnp.float32(0))
    for _ in range(updates):
        change, state = optimizer.update(jnp.float32(1), state, jnp.float32(0))
        used.append(-float(change))
    return used


@pytest.mark.parametrize("schedule", SETTINGS.values(), ids=SETTINGS)
def test_ours(schedule):
    assert_equal(rates_of(code_of(schedule, "Optax")[0], PAST_THE_END), schedule, FLOAT32)


@pytest.mark.parametrize("schedule", NATIVE.values(), ids=NATIVE)
def test_native(schedule):
    native = code_of(schedule, "Optax")[1]
    cycles = isinstance(schedule, lrnotes.TriangularCyclicalLearningRate)
    updates = PAST_THE_END
    if cycles:
        updates = int(3 * (schedule.step_size + (schedule.step_size_down or schedule.step_size))) + 1
    assert_native(rates_of(native, updates), schedule, native, FLOAT32)


@pytest.mark.parametrize("schedule", [lrnotes.CosineDecay(0.1, 40), lrnotes.ReduceLROnPlateau(0.001)], ids=repr)
def test_whole_programs_train(schedule):
    ran = 0
    for program in filter(None, programs_of(schedule, "Optax")):
        assert float(run(program)["loss"]) < 1  # as it is where every parameter is 0
        ran += 1
    assert ran


SAME = in_others("Optax")


@pytest.mark.parametrize("schedule", SAME.values(), ids=SAME)
def test_code_of_another_class(schedule):
    assert_equal(rates_of(schedule.to_code("optax"), PAST_THE_END), schedule, FLOAT32)


def test_triangles_end_after_the_cycles_that_the_comment_says():
    schedule = SETTINGS["cyclical, triangular"]
    native = code_of(schedule, "Optax")[1]
    note = " ".join(native.partition("\nup = ")[0].replace("#", "").split())
    assert note.endswith(" Optax has no equivalent, but a given number of cycles, here 3, can be joined.")
    rates = run(native)["schedule"](np.array([125, 150, 151, 175]))
    np.testing.assert_allclose(rates, [0.01, 0.001, 0.001, 0.001], rtol=FLOAT32)


def test_compiled_stairs_come_a_step_late():
    schedule = lrnotes.WarmupSustainStepDecay(1e-4, 1.0, 20, 10, 41, 0.5)
    native = code_of(schedule, "Optax")[1]
    assert "When compiled, a drop may come a step late." in " ".join(native.replace("#", "").split())
    theirs = run(native)["schedule"]
    assert float(theirs(71)) == schedule(71) == 0.5
    assert float(jax.jit(theirs)(71)) == 1.0
    assert float(jax.jit(schedule)(71)) == 0.5


def test_why_stairs_to_0_have_none():
    assert float(optax.exponential_decay(0.1, 15, 0.0, staircase=True)(100)) == pytest.approx(0.1, rel=FLOAT32)


def test_other_names_are_names_of_optax():
    names = [name for names in OTHER_NAMES.values() for name in names if name.startswith("optax.")]
    assert len(names) > 10
    assert all(callable(operator.attrgetter(name.removeprefix("optax."))(optax)) for name in names)
