"""What holds for every choice of arguments and every step."""

import math

import numpy as np
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

import lrnotes
from lrnotes import (
    CosineDecay,
    ExponentialCyclicalLearningRate,
    LinearCosineDecay,
    NoisyLinearCosineDecay,
    Triangular2CyclicalLearningRate,
    TriangularCyclicalLearningRate,
    WarmupSustainStepDecay,
)
from settings import SCHEDULES

rates = st.floats(1e-12, 10)
whole_lengths = st.integers(1, 10**6)
lengths = whole_lengths | st.floats(0.01, 1e6)
fractions = st.floats(0, 1)
steps = st.integers(0, 10**12) | st.floats(0, 1e12)
modes = st.sampled_from(["cycle", "iterations"])

SLACK = 1e-14  # of the highest rate, for rounding
FIXED = settings(deadline=None, derandomize=True, database=None)  # the same examples every time


def some(*strategies):
    return lambda test: settings(FIXED, max_examples=150)(given(*strategies)(test))


def around(length):
    """Steps from 0 to well past the end, in order."""
    return np.concatenate([np.linspace(0, 2 * length, 101), [3 * length, 10 * length, 1e12]])


# Cosines


@some(rates, lengths, fractions)
def test_cosine_decay_falls_from_its_peak_to_alpha_times_the_peak(rate, length, alpha):
    values = CosineDecay(rate, length, alpha)(np.sort(around(length)))
    assert values[0] == pytest.approx(rate, rel=SLACK)
    assert values[-1] == pytest.approx(alpha * rate, rel=SLACK)
    assert values.max() <= rate * (1 + SLACK) and values.min() >= alpha * rate * (1 - SLACK)
    assert np.diff(values).max() <= rate * SLACK


@some(rates, rates, lengths, fractions, whole_lengths)
def test_cosine_decay_with_warm_up_stays_between_its_rates(start, peak, length, alpha, warmup):
    schedule = CosineDecay(start, length, alpha, warmup_target=peak, warmup_steps=warmup)
    values = schedule(around(length + warmup))
    low, high = min(start, peak * alpha), max(start, peak)
    assert low - high * SLACK <= values.min() and values.max() <= high * (1 + SLACK)
    assert schedule(0) == pytest.approx(start, rel=SLACK)
    assert schedule(warmup) == pytest.approx(peak, rel=SLACK)
    # No jump where the line meets the cosine.
    assert schedule(math.nextafter(warmup, 0)) == pytest.approx(peak, rel=1e-9, abs=high * 1e-9)


@some(rates, rates, lengths, whole_lengths, fractions)
def test_cosine_decay_with_warm_up_is_a_later_cosine_decay(start, peak, length, warmup, part):
    schedule = CosineDecay(start, length, warmup_target=peak, warmup_steps=warmup)
    step = int(part * 10**6)
    assert schedule(warmup + step) == CosineDecay(peak, length)(step)


@some(rates, lengths, st.floats(0, 20), st.floats(0, 2), st.floats(0, 2))
def test_linear_cosine_decay_stays_under_its_line_and_over_beta(rate, length, periods, alpha, beta):
    times = around(length)
    values = LinearCosineDecay(rate, length, periods, alpha, beta)(times)
    line = alpha + np.maximum(length - times, 0) / length
    top = rate * (1 + alpha + beta)
    assert values[0] == pytest.approx(top, rel=SLACK)
    assert (values <= rate * (line + beta) + top * SLACK).all()
    assert values.min() >= rate * beta - top * SLACK
    assert len(set(values[times >= length])) == 1  # the end is the end


@some(rates, lengths, st.floats(0, 20), st.floats(0, 2), st.floats(0, 2), st.integers(0, 2**32 - 1), steps)
def test_noisy_linear_cosine_decay_without_variance_has_no_noise(rate, length, periods, alpha, beta, seed, step):
    noisy = NoisyLinearCosineDecay(rate, length, 0, 0.55, periods, alpha, beta, seed)
    assert noisy(step) == LinearCosineDecay(rate, length, periods, alpha, beta)(step)


@some(rates, lengths, st.floats(0, 5), st.floats(0, 5), st.integers(0, 2**32 - 1))
def test_the_noise_is_bounded(rate, length, variance, decay, seed):
    # With 25 bits for the radius no normal number is farther out than sqrt(-2 log(2**-26)) = 6.004.
    times = around(length)
    noisy = NoisyLinearCosineDecay(rate, length, variance, decay, 0, seed=seed)(times)
    plain = LinearCosineDecay(rate, length, 0)(times)
    spread = rate * np.sqrt(variance / (1 + np.minimum(times, length)) ** decay)
    assert (np.abs(noisy - plain) <= 6.01 * spread + rate * SLACK).all()


# Cycles


@some(rates, rates, lengths, steps)
@example(0.1, 0.5, 46.27, 13881)
def test_triangular_stays_between_its_rates(low, high, size, step):
    low, high = sorted((low, high))
    for schedule in (
        TriangularCyclicalLearningRate(low, high, size),
        Triangular2CyclicalLearningRate(low, high, size),
        ExponentialCyclicalLearningRate(low, high, size, gamma=0.999),
        ExponentialCyclicalLearningRate(low, high, size, "cycle", 0.7),
    ):
        assert low * (1 - SLACK) <= schedule(step) <= high * (1 + SLACK)


@some(rates, lengths, steps)
@example(0.1, 46.27, 13881)
@example(0.1, 23.96, 3162.72)
def test_a_cycle_that_starts_at_0_never_goes_below(high, size, step):
    # Not by a rounding either: the originals clip here.
    assert TriangularCyclicalLearningRate(0, high, size)(step) >= 0
    assert TriangularCyclicalLearningRate(0, high, size)(np.array([step]))[0] >= 0


@some(rates, rates, whole_lengths, st.integers(0, 10**6), st.integers(0, 10**6))
def test_triangular_repeats_and_is_symmetric(low, high, size, step, cycles):
    schedule = TriangularCyclicalLearningRate(low, high, size)
    here, top = schedule(step), max(low, high)
    assert schedule(step + 2 * size * cycles) == pytest.approx(here, rel=1e-12, abs=top * SLACK)
    assert schedule(2 * size * 10**6 - step) == pytest.approx(here, rel=1e-12, abs=top * SLACK)


@some(rates, rates, whole_lengths, st.integers(0, 40), fractions)
def test_triangular2_is_half_as_high_one_cycle_later(low, high, size, cycles, part):
    schedule = Triangular2CyclicalLearningRate(low, high, size)
    step = 2 * size * cycles + int(part * 2 * size)
    height = schedule(step) - low
    assert schedule(step + 2 * size) - low == pytest.approx(height / 2, abs=max(low, high) * SLACK)


@some(rates, rates, whole_lengths, st.integers(0, 10**4), st.floats(0.9, 1))
def test_exponential_is_triangular_times_a_power(low, high, size, step, gamma):
    plain = TriangularCyclicalLearningRate(low, high, size)(step) - low
    shrunk = ExponentialCyclicalLearningRate(low, high, size, gamma=gamma)(step) - low
    assert shrunk == pytest.approx(plain * gamma**step, abs=max(low, high) * SLACK)


# Warm-up, sustain, stairs


@some(rates, rates, whole_lengths | st.just(0), whole_lengths | st.just(0), lengths, fractions)
def test_warmup_sustain_step_decay_rises_stays_and_falls(low, top, warmup, sustain, length, rate):
    assume(low <= top)
    schedule = WarmupSustainStepDecay(low, top, warmup, sustain, length, rate)
    up = schedule(np.linspace(0, warmup, 50))
    assert np.diff(up).min() >= -top * SLACK and up[-1] == pytest.approx(top, rel=SLACK)
    start = warmup + sustain
    assert schedule(start) == pytest.approx(top, rel=SLACK)
    down = schedule(start + np.linspace(0, 20 * length, 101))
    assert np.diff(down).max() <= 0 and down.min() >= 0
    for stair in (0, 1, 5):
        middle = start + (stair + 0.5) * length
        assert schedule(middle) == pytest.approx(top * rate**stair, rel=1e-12)


# All


@pytest.mark.parametrize("schedule", SCHEDULES.values(), ids=SCHEDULES)
@settings(FIXED, max_examples=60)
@given(step=steps)
def test_every_rate_is_a_finite_number(schedule, step):
    rate = schedule(step)
    assert type(rate) is float and math.isfinite(rate)
    assert abs(rate) <= 0.2


@pytest.mark.parametrize("schedule", SCHEDULES.values(), ids=SCHEDULES)
@settings(FIXED, max_examples=60)
@given(step=st.integers(0, 2**53))
def test_integer_and_float_steps_agree(schedule, step):
    rate = schedule(step)
    assert schedule(float(step)) == rate
    assert schedule(np.int64(step)) == rate
    assert schedule(np.array([step]))[0] == pytest.approx(rate, rel=1e-13, abs=1e-16)


SCALABLE = {
    "cosine": lambda c: CosineDecay(c * 0.01, 50, 0.1),
    "cosine with warm-up": lambda c: CosineDecay(c * 0.001, 50, 0.1, warmup_target=c * 0.01, warmup_steps=7),
    "linear cosine": lambda c: LinearCosineDecay(c * 0.01, 50, 4, 0.1, 0.2),
    "noisy linear cosine": lambda c: NoisyLinearCosineDecay(c * 0.01, 50, 0.1, seed=9),
    "cyclical": lambda c: lrnotes.CyclicalLearningRate(c * 0.001, c * 0.01, 9, lambda k: 1 / k),
    "triangular": lambda c: TriangularCyclicalLearningRate(c * 0.001, c * 0.01, 9),
    "triangular2": lambda c: Triangular2CyclicalLearningRate(c * 0.001, c * 0.01, 9),
    "exponential": lambda c: ExponentialCyclicalLearningRate(c * 0.001, c * 0.01, 9, gamma=0.99),
    "warm-up, sustain, step decay": lambda c: WarmupSustainStepDecay(c * 0.001, c * 0.01),
    "warmup": lambda c: CosineDecay(c * 0.01, 50).warmup(5, c * 0.002),
}


@pytest.mark.parametrize("make", SCALABLE.values(), ids=SCALABLE)
@settings(FIXED, max_examples=40)
@given(factor=st.floats(1e-6, 1e6), step=steps)
def test_scaling_the_rates_scales_the_curve(make, factor, step):
    # In proportion, and the same as a multiplication of the whole.
    here = make(1)(step)
    assert make(factor)(step) == pytest.approx(factor * here, rel=1e-12, abs=factor * 1e-16)
    assert (factor * make(1))(step) == pytest.approx(factor * here, rel=1e-15)
