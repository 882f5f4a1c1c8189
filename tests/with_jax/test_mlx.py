"""Schedules in MLX: our lines and its own, run as they stand; every update's rate, compiled too. And on its arrays."""

import functools
from functools import partial

import mlx.core as mx
import mlx.optimizers
import numpy as np
import pytest

import lrnotes
from lrnotes import ReduceLROnPlateau
from lrnotes.to_others.training_code import blocks
from settings import SCHEDULES, SETTINGS
from support.code import assert_equal, assert_native, code_of, native_of, programs_of, rates_of_changes, run

FLOAT32 = 2e-6  # of the peak
NATIVE = native_of("MLX")
# Its rates are products and powers of numbers in float32.
IN_FLOAT32 = 2e-5
PAST_THE_END = 130


def rates_of(code, updates):
    return rates_of_changes(changes_of(run(code)["optimizer"], updates), code, at_rate_1)


@functools.cache
def at_rate_1(updates):
    return changes_of(mlx.optimizers.AdamW(1.0), updates)


def changes_of(optimizer, updates):
    """By how much each update lowers a weight whose gradient is 1."""
    zero, one = {"weight": mx.zeros((1,))}, {"weight": mx.ones((1,))}
    return [-optimizer.apply_gradients(one, zero)["weight"].item() for _ in range(updates)]


def compiled_rates_of(optimizer, updates):
    zero, one = {"weight": mx.zeros((1,))}, {"weight": mx.ones((1,))}
    optimizer.init(zero)
    state = [optimizer.state]

    @partial(mx.compile, inputs=state, outputs=state)
    def update():
        return optimizer.apply_gradients(one, zero)["weight"]

    return np.array([-update().item() for _ in range(updates)])


@pytest.mark.parametrize("schedule", [lrnotes.CosineDecay(0.1, 40), ReduceLROnPlateau(0.001)], ids=repr)
def test_whole_programs_train(schedule):
    ran = 0
    for program in filter(None, programs_of(schedule, "MLX")):
        names = run(program)
        epochs, rest = divmod(names["optimizer"].step.item(), len(names["data"]))
        assert epochs >= 1 and rest == 0 and np.isfinite(np.asarray(names["loss"]))
        ran += 1
    assert ran


@pytest.mark.parametrize("name", ["cosine, warm-up", "noisy, defaults", "stairs, long"])
def test_ours(name):
    assert_equal(rates_of(code_of(SETTINGS[name], "MLX")[0], PAST_THE_END), SETTINGS[name], FLOAT32)


@pytest.mark.parametrize("schedule", SCHEDULES.values(), ids=SCHEDULES)
def test_ours_compiled(schedule):
    assert_equal(compiled_rates_of(mlx.optimizers.SGD(learning_rate=schedule), 60), schedule, FLOAT32)


@pytest.mark.parametrize("schedule", NATIVE.values(), ids=NATIVE)
def test_native(schedule):
    native = code_of(schedule, "MLX")[1]
    updates = int(schedule.num_steps) if "goes on rising" in native else PAST_THE_END
    assert_native(rates_of(native, updates), schedule, native, IN_FLOAT32)


def test_the_rate_has_the_type_and_shape_of_the_step():
    schedule = lrnotes.CosineDecay(0.1, 100)
    for step, kind in ((mx.array(50), mx.float32), (mx.array(50.0, mx.float16), mx.float16)):
        assert schedule(step).dtype == kind and schedule(step).item() == pytest.approx(0.05, rel=1e-3)
    rates = schedule(mx.array([[0, 50], [100, 1000]], mx.uint64))
    assert rates.shape == (2, 2) and np.allclose(rates.tolist(), [[0.1, 0.05], [0.0, 0.0]], rtol=0, atol=1e-8)
    assert lrnotes.Constant(0.1)(mx.array([1, 2])).shape == (2,)


def test_steps_without_a_rate():
    schedule = lrnotes.CosineDecay(0.1, 100)
    with pytest.raises(ValueError, match="step must be 0 or more and finite .*; got -1"):
        schedule(mx.array([3, -1]))
    with pytest.raises(TypeError, match="step must be a number or an array of numbers; got mlx.core.bool values"):
        schedule(mx.array(True))
    compiled = mx.compile(schedule)(mx.array([3.0, -1.0, float("inf")]))
    assert np.isnan(np.array(compiled)).tolist() == [False, True, True]


def test_the_loop_of_a_feedback_rule_runs():
    schedule = ReduceLROnPlateau(0.25, factor=0.5, patience=3)
    seen = []

    def train(model, data, optimizer):
        seen.append(optimizer.learning_rate.item())
        return 1.0

    text = dict(blocks(schedule))["MLX"]
    exec(text[: text.index("# native: ")], {"model": None, "data": None, "train": train})
    assert seen == schedule.rates([1.0] * 19).tolist() and len(set(seen)) == 5
