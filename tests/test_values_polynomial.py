"""Values of the polynomial decay, computed by hand from what Keras's documentation says of it."""

import math

import pytest
from test_values import check

from lrnotes import PolynomialDecay

ROOT2, ROOT3 = math.sqrt(2), math.sqrt(3)


def test_a_straight_line_by_default():
    check(
        PolynomialDecay(0.5001, 50),
        {0: 0.5001, 5: 0.4501, 25: 0.2501, 49: 0.0101, 50: 0.0001, 51: 0.0001, 2**31: 0.0001},
    )


def test_powers():
    check(
        PolynomialDecay(0.8, 40, 0.0, 2.0),
        {0: 0.8, 10: 0.45, 20: 0.2, 30: 0.05, 39: 0.0005, 40: 0.0, 41: 0.0, 2**31: 0.0},
    )
    check(PolynomialDecay(0.9, 40, 0.1, 2.0), {0: 0.9, 10: 0.55, 20: 0.3, 30: 0.15, 40: 0.1, 41: 0.1, 10**12: 0.1})
    check(PolynomialDecay(0.8, 40, 0.0, 0.5), {0: 0.8, 10: 0.4 * ROOT3, 20: 0.4 * ROOT2, 30: 0.4, 40: 0.0, 2**31: 0.0})
    check(PolynomialDecay(0.8, 40, 0.2, 0.0), {0: 0.8, 39: 0.8, 40: 0.8, 41: 0.8, 2**31: 0.8})  # 0 to the power 0 is 1


def test_it_may_rise():
    check(PolynomialDecay(0.1, 40, 0.9, 2.0), {0: 0.1, 10: 0.45, 20: 0.7, 40: 0.9, 41: 0.9})


def test_a_length_that_is_not_whole():
    check(PolynomialDecay(0.8, 2.5, 0.0), {0: 0.8, 1: 0.48, 2: 0.16, 2.5: 0.0, 3: 0.0})


@pytest.mark.parametrize("length", [5, 7, 10, 41, 49, 97, 250])
def test_below_power_1_the_end_is_a_number(length):
    """Where 1 - t / T is computed as 1 - t * (1 / T) it may fall below 0, and its root is none."""
    table = {length - 1: 0.4 / math.sqrt(length), length: 0.0, length + 1: 0.0, 2**31: 0.0}
    check(PolynomialDecay(0.4, length, 0.0, 0.5), table)


def test_cycles():
    # Up to 40 as without; then from step 0 over 80 steps, over 120 and so on, and at each multiple of 40 at the end.
    table = {0: 0.9, 20: 0.5, 39: 0.12, 40: 0.1, 41: 0.1 + 0.8 * 39 / 80, 60: 0.3, 80: 0.1, 90: 0.3, 100: 0.7 / 3}
    table |= {
        120: 0.1,
        121: 0.1 + 0.8 * 39 / 160,
        160: 0.1,
        40 * 10**6: 0.1,
        40 * 10**6 + 20: 0.1 + 0.8 * 20 / (40 * (10**6 + 1)),
    }
    check(PolynomialDecay(0.9, 40, 0.1, cycle=True), table)


def test_cycles_with_a_power():
    check(PolynomialDecay(0.9, 40, 0.1, 2.0, True), {0: 0.9, 20: 0.3, 40: 0.1, 60: 0.15, 80: 0.1, 90: 0.15, 120: 0.1})


@pytest.mark.parametrize("length", [7, 13, 15, 30, 41, 49, 60, 250, 500, 1000])
def test_every_multiple_is_an_end(length):
    """Of these lengths a multiple, times the reciprocal, comes out above a whole number in float32 or float64."""
    schedule = PolynomialDecay(1.0, length, 0.01, cycle=True)
    check(schedule, {k * length: 0.01 for k in range(1, 1000)})
    check(schedule, {k * length + 1: 0.01 + 0.99 * (length - 1) / ((k + 1) * length) for k in range(1000)})
