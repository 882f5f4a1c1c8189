"""Values of the decays by a rule, computed by hand from what TensorFlow's and Keras's documentation says of them."""

import math

import pytest
from test_values import check

from lrnotes import ExponentialDecay, InverseTimeDecay, NaturalExpDecay

ROOT2, E = math.sqrt(2), math.e


def test_exponential():
    # Half after every 40 steps: after 20 a root of a half, after 10 the root of that.
    table = {
        0: 0.8,
        20: 0.4 * ROOT2,
        39.99999: 0.4 * 2 ** (0.00001 / 40),
        40: 0.4,
        60: 0.2 * ROOT2,
        80: 0.2,
        400: 0.8 / 1024,
    }
    check(ExponentialDecay(0.8, 40, 0.5), {**table, 10: 0.8 / math.sqrt(ROOT2), 40000: 0.8 * 2.0**-1000, 2**31: 0.0})


def test_exponential_in_stairs():
    table = {
        0: 0.8,
        1: 0.8,
        39: 0.8,
        40: 0.4,
        41: 0.4,
        79: 0.4,
        80: 0.2,
        119: 0.2,
        120: 0.1,
        399: 0.8 / 512,
        400: 0.8 / 1024,
    }
    check(ExponentialDecay(0.8, 40, 0.5, staircase=True), {**table, 2**31: 0.0})


def test_exponential_in_stairs_that_are_not_whole():
    # 2.5 steps each: they begin at 2.5, 5, 7.5, 10.
    check(ExponentialDecay(0.8, 2.5, 0.5, True), {2: 0.8, 3: 0.4, 4: 0.4, 5: 0.2, 7: 0.2, 7.5: 0.1, 8: 0.1, 10: 0.05})


@pytest.mark.parametrize("length", [41, 47, 49, 55, 82, 97, 107, 110, 214, 237, 249])
def test_stairs_begin_at_every_multiple(length):
    """Of these lengths a multiple, times the reciprocal, falls short of a whole number in float32 or float64."""
    schedule = ExponentialDecay(1.0, length, 0.75, staircase=True)
    check(schedule, {k * length: 0.75**k for k in range(1000)})
    check(schedule, {k * length - 1: 0.75 ** (k - 1) for k in range(1, 1000)})


def test_exponential_with_the_extreme_decay_rates():
    check(ExponentialDecay(0.8, 40, 1), {0: 0.8, 1: 0.8, 2**31: 0.8})
    check(ExponentialDecay(0.8, 40, 0), {0: 0.8, 1: 0.0, 2**31: 0.0})
    check(ExponentialDecay(0.8, 40, 0, staircase=True), {0: 0.8, 39: 0.8, 40: 0.0, 2**31: 0.0})
    check(ExponentialDecay(0.1, 40, 4), {0: 0.1, 20: 0.2, 40: 0.4, 60: 0.8, 80: 1.6})


def test_natural_exponential():
    table = {0: 0.8, 20: 0.8 / math.sqrt(E), 40: 0.8 / E, 80: 0.8 / E**2, 400: 0.8 / E**10}
    check(NaturalExpDecay(0.8, 40, 1.0), {**table, 2**31: 0.0})
    check(NaturalExpDecay(0.8, 40, 0.5), {0: 0.8, 40: 0.8 / math.sqrt(E), 80: 0.8 / E})
    check(NaturalExpDecay(0.8, 40, 0.0), {0: 0.8, 40: 0.8, 2**31: 0.8})


def test_natural_exponential_in_stairs():
    table = {0: 0.8, 40: 0.8 / E, 41: 0.8 / E, 82: 0.8 / E**2, 410: 0.8 / E**10}
    table |= {k * 41 - 1: 0.8 / E ** (k - 1) for k in range(1, 12)}
    check(NaturalExpDecay(0.8, 41, 1.0, True), {**table, 40: 0.8, 2**31: 0.0})


def test_natural_exponential_of_a_logarithm_is_exponential():
    check(NaturalExpDecay(0.8, 40, math.log(2)), {0: 0.8, 20: 0.4 * ROOT2, 40: 0.4, 80: 0.2})


def test_inverse_time():
    # The divisor grows from 1 by 1/2 in every 40 steps.
    table = {0: 0.6, 20: 0.48, 40: 0.4, 80: 0.3, 160: 0.2, 200: 0.6 / 3.5, 400: 0.1, 2**31: 0.6 / (1 + 2**31 / 80)}
    check(InverseTimeDecay(0.6, 40, 0.5), table)
    check(InverseTimeDecay(0.6, 1, 1), {0: 0.6, 1: 0.3, 2: 0.2, 3: 0.15, 5: 0.1, 10**12: 0.6 / (10**12 + 1)})
    check(InverseTimeDecay(0.6, 40, 0), {0: 0.6, 40: 0.6, 2**31: 0.6})


def test_inverse_time_in_stairs():
    table = {
        0: 0.6,
        39: 0.6,
        40: 0.4,
        79: 0.4,
        80: 0.3,
        119: 0.3,
        120: 0.24,
        160: 0.2,
        2**31: 0.6 / (1 + 2**31 // 40 / 2),
    }
    check(InverseTimeDecay(0.6, 40, 0.5, staircase=True), table)
    many = {k * 41 + rest: 0.6 / (1 + k / 2) for k in range(500) for rest in (0, 40)}
    check(InverseTimeDecay(0.6, 41, 0.5, staircase=True), many)
