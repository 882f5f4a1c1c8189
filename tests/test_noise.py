"""The noise is normal, independent from step to step and from seed to seed, and the same every time.

Nothing here is random: seeds and steps are fixed. The bounds are what a true normal sample of the same size would
exceed about once in 10,000 tests (4 standard errors), so that a fault of a few hundredths shows and luck does not.
"""

import math

import numpy as np
import pytest
import tensorflow as tf

from lrnotes import NoisyLinearCosineDecay
from lrnotes.xp.noise import _CONSTANTS, normal
from lrnotes.xp.numpy import namespace as _numpy
from lrnotes.xp.python import namespace as python

STEPS = np.arange(100_000.0)
SEEDS = (0, 1, 2, 3, 42, 1234, 2**25 - 1, 2**25, 2**25 + 1, 2**31, 2**32 - 1)
NOISE = {seed: normal(_numpy, seed, STEPS) for seed in SEEDS}
# The first step of many runs: another sample, that must be as good.
ACROSS = {f"step {step}": normal(_numpy, np.arange(100_000.0), np.full(100_000, float(step))) for step in (0, 1, 1000)}
SAMPLES = {**{f"seed {seed}": sample for seed, sample in NOISE.items()}, **ACROSS}

every_sample = pytest.mark.parametrize("sample", SAMPLES.values(), ids=SAMPLES)


def correlation(one, other):
    return float(np.mean(one * other))  # the means are 0 and the variances 1, by the tests below


@every_sample
def test_the_moments_are_those_of_a_normal_distribution(sample):
    # Standard errors of a normal sample: 1, 1 / sqrt 2, sqrt 6 and sqrt 24 over sqrt n.
    error = 4 / math.sqrt(sample.size)
    assert abs(sample.mean()) < error
    assert abs(sample.std() - 1) < error / math.sqrt(2)
    z = (sample - sample.mean()) / sample.std()
    assert abs((z**3).mean()) < error * math.sqrt(6)
    assert abs((z**4).mean() - 3) < error * math.sqrt(24)


@every_sample
def test_the_distribution_is_normal(sample):
    # Kolmogorov and Smirnov: the largest distance between the two distribution functions, times sqrt n, is above
    # x in 2 exp(-2 x^2) of all samples: for 2.2, 1 in 8,000.
    ordered = np.sort(sample)
    expected = np.array([0.5 * (1 + math.erf(z / math.sqrt(2))) for z in ordered.tolist()])
    rank = np.arange(ordered.size + 1) / ordered.size
    distance = max(np.max(rank[1:] - expected), np.max(expected - rank[:-1]))
    assert distance * math.sqrt(ordered.size) < 2.2


@every_sample
def test_the_tails_are_there(sample):
    # 100,000 normal numbers hold 270 beyond 3 (standard deviation 16.4) and 6.3 beyond 4; none is beyond 6.
    assert abs((np.abs(sample) > 3).sum() - 270) < 66
    assert 0 < (np.abs(sample) > 4).sum() < 20
    assert np.abs(sample).max() < 6.01


@every_sample
@pytest.mark.parametrize("lag", range(1, 6))
def test_one_step_says_nothing_of_the_next(sample, lag):
    assert abs(correlation(sample[lag:], sample[:-lag])) < 4 / math.sqrt(sample.size - lag)
    # Nor does its size: squares have standard deviation sqrt 2, so their products 2.
    squares = sample**2 - 1
    assert abs(correlation(squares[lag:], squares[:-lag])) < 4 * 2 / math.sqrt(sample.size - lag)


@pytest.mark.parametrize("one, other", list(zip(SEEDS, SEEDS[1:])) + [(0, 42), (1, 2**25 + 1), (0, 2**25)])
def test_one_seed_says_nothing_of_another(one, other):
    assert abs(correlation(NOISE[one], NOISE[other])) < 4 / math.sqrt(STEPS.size)
    assert not (NOISE[one] == NOISE[other]).any()
    # Nor is one seed's noise another's, some steps later.
    for shift in (1, 2, 3):
        assert abs(correlation(NOISE[one][shift:], NOISE[other][:-shift])) < 4 / math.sqrt(STEPS.size - shift)


def test_steps_do_not_repeat():
    for sample in NOISE.values():
        assert len(set(sample.tolist())) == sample.size


def test_late_steps_are_as_good():
    for start in (2**31, 10**12):
        late = normal(_numpy, 7, start + STEPS)
        assert abs(late.mean()) < 4 / math.sqrt(late.size)
        assert abs(late.std() - 1) < 4 / math.sqrt(2 * late.size)
        assert abs(correlation(late[1:], late[:-1])) < 4 / math.sqrt(late.size)


# The same numbers

NOISY = NoisyLinearCosineDecay(0.1, 50, 0.01, seed=3)


def test_the_numbers_themselves():
    # Written down once: a figure in the book must not change, and a run must resume with the noise it had.
    assert [normal(python, 0, step) for step in (0, 1, 2, 1000)] == pytest.approx(
        [0.24404841062954816, -1.8131099341148613, -0.9924284890083145, -1.0046383782343846], rel=1e-12
    )
    assert normal(python, 7, 10**12) == pytest.approx(1.7418997771502212, rel=1e-12)


def by_integers(seed, step):
    """What the module describes, in Python's integers, which never round."""
    half = 2**25
    left, right = step // half % half, step % half
    for first, second in _CONSTANTS:
        product = (right + (seed + first) % half) * (right + (seed // half + second) % half)
        left, right = right, (left + product // 2**12) % half
    return math.sqrt(-2 * math.log((2 * left + 1) / (2 * half))) * math.cos(2 * math.pi * right / half)


def test_float64_holds_every_intermediate_value():
    large = [0, 1, 2**25 - 1, 2**25, 2**31, 10**12, 2**50 - 1]
    cases = [(seed, step) for seed in SEEDS for step in [*large, *range(1000, 3000, 17)]]
    exact = [by_integers(seed, step) for seed, step in cases]
    assert [normal(python, seed, step) for seed, step in cases] == pytest.approx(exact, rel=1e-12, abs=1e-15)
    seeds, steps = np.array(cases, float).T
    np.testing.assert_allclose(normal(_numpy, seeds, steps), exact, rtol=1e-12, atol=1e-15)


def test_every_kind_of_step_gets_the_same_noise():
    steps = [0, 1, 2, 30, 49, 1000, 2**31]
    rates = [NOISY(step) for step in steps]
    assert [NOISY(float(step)) for step in steps] == rates
    assert [NOISY(np.int64(step)) for step in steps] == rates
    for many in (steps, np.array(steps), np.array(steps, float), np.array(steps, np.uint64)):
        np.testing.assert_allclose(NOISY(many), rates, rtol=1e-13)
    np.testing.assert_allclose(NOISY(tf.constant(steps, tf.float64)).numpy(), rates, rtol=1e-12)
    # One at a time, backwards, or again: the noise has no memory.
    assert [NOISY(step) for step in reversed(steps)] == rates[::-1]


def test_where_the_noise_goes():
    # Onto the straight line, before the wave: as the documentation of noisy_linear_cosine_decay says.
    schedule = NoisyLinearCosineDecay(0.1, 50, 0.3, 0.7, 2.25, 0.4, 0.05, seed=9)
    for step in (0, 1, 7, 26, 49, 50, 51, 123):
        s = min(step, 50)
        noise = math.sqrt(0.3 / (1 + s) ** 0.7) * normal(python, 9, step)
        wave = 0.5 * (1 + math.cos(math.pi * 2 * 2.25 * s / 50))
        assert schedule(step) == pytest.approx(0.1 * ((0.4 + (50 - s) / 50 + noise) * wave + 0.05), rel=1e-12)


def test_the_same_seed_is_the_same_curve_and_another_is_another():
    steps = np.arange(50)
    again = NoisyLinearCosineDecay(0.1, 50, 0.01, seed=3)
    np.testing.assert_array_equal(again(steps), NOISY(steps))
    for seed in (0, 1, 2, 4, 2**25 + 3):
        other = NoisyLinearCosineDecay(0.1, 50, 0.01, seed=seed)(steps)
        assert (other != NOISY(steps)).all()


def test_between_two_steps_the_noise_is_that_of_the_first():
    flat = NoisyLinearCosineDecay(0.1, 10**9, 1.0, 0.0, 0, seed=3)
    assert flat(7.25) == pytest.approx(flat(7), rel=1e-6) and flat(7.25) != pytest.approx(flat(8), rel=1e-6)


# As large as the original says

RUNS = 20_000


@pytest.mark.parametrize(
    "arguments",
    [(0.1, 100, 1.0, 0.55, 0.5, 0.0, 0.001), (0.02, 40, 0.3, 1.7, 2.25, 0.4, 0.0)],
    ids=["defaults", "waves that end high"],
)
def test_the_standard_deviation_at_each_step(arguments):
    rate, length, variance, decay, periods, alpha, beta = arguments
    steps = np.array([0, 1, 2, 5, 13, 30, 39, 77, 123])
    curves = np.array([NoisyLinearCosineDecay(*arguments, seed=seed)(steps) for seed in range(RUNS)])
    s = np.minimum(steps, length)
    wave = 0.5 * (1 + np.cos(np.pi * 2 * periods * s / length))
    spread = rate * np.sqrt(variance / (1 + s) ** decay) * wave
    mean = rate * ((alpha + (length - s) / length) * wave + beta)
    # Standard errors over n runs: spread / sqrt n of the mean, spread / sqrt(2 n) of the standard deviation.
    assert (np.abs(curves.mean(0) - mean) <= 4 * spread / math.sqrt(RUNS) + 1e-15).all()
    assert (np.abs(curves.std(0) - spread) <= 4 * spread / math.sqrt(2 * RUNS) + 1e-15).all()
