"""Values by hand of the family in lrnotes/schedules/decay.py.

They are from papers and libraries, never from our own formula.
"""

import math

import pytest

from lrnotes import (
    Constant,
    ExponentialDecay,
    InverseTimeDecay,
    LinearDecay,
    NaturalExpDecay,
    NoamDecay,
    PolynomialDecay,
    PowerDecay,
)
from support.values import check

ROOT2 = math.sqrt(2)
E = math.e
ROOT3 = math.sqrt(3)


# Values of the decays by a rule, computed by hand from what TensorFlow's and Keras's documentation says of them.


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


# Values of the straight line, computed by hand.


def test_linear_decay_to_zero():
    check(
        LinearDecay(0.8, 64), {0: 0.8, 1: 0.7875, 16: 0.6, 32: 0.4, 48: 0.2, 63: 0.0125, 64: 0.0, 65: 0.0, 2**31: 0.0}
    )


def test_linear_decay_to_a_rate():
    check(LinearDecay(0.8, 60, 0.2), {0: 0.8, 1: 0.79, 20: 0.6, 30: 0.5, 59: 0.21, 60: 0.2, 61: 0.2, 10**12: 0.2})


def test_linear_decay_may_rise():
    check(LinearDecay(0.2, 60, 0.8), {0: 0.2, 1: 0.21, 30: 0.5, 59: 0.79, 60: 0.8, 2**31: 0.8})


def test_linear_a_length_that_is_not_whole():
    check(LinearDecay(0.5, 2.5), {0: 0.5, 1: 0.3, 2: 0.1, 2.5: 0.0, 3: 0.0})


def test_with_a_warm_up_it_is_linear_of_hugging_face():
    # get_linear_schedule_with_warmup, 20 of 100 steps: t / 20, then (100 - t) / 80.
    table = {0: 0.0, 1: 0.04, 10: 0.4, 19: 0.76, 20: 0.8, 21: 0.79, 60: 0.4, 99: 0.01, 100: 0.0, 101: 0.0, 2**31: 0.0}
    check(LinearDecay(0.8, 80).warmup(20), table)


def test_linear_a_product_with_a_line_is_a_line_of_big_vision():
    # There a warm-up and a cooldown are factors; from 0 over 10 steps, down over the last 20 of 100.
    held = Constant(0.8).warmup(10) * Constant(1.0).then(LinearDecay(1.0, 20), at=80)
    check(held, {0: 0.0, 5: 0.4, 10: 0.8, 79: 0.8, 80: 0.8, 90: 0.4, 100: 0.0, 101: 0.0})


# Values of the polynomial decay, computed by hand from what Keras's documentation says of it.


def test_polynomial_a_straight_line_by_default():
    check(
        PolynomialDecay(0.5001, 50),
        {0: 0.5001, 5: 0.4501, 25: 0.2501, 49: 0.0101, 50: 0.0001, 51: 0.0001, 2**31: 0.0001},
    )


def test_polynomial_powers():
    check(
        PolynomialDecay(0.8, 40, 0.0, 2.0),
        {0: 0.8, 10: 0.45, 20: 0.2, 30: 0.05, 39: 0.0005, 40: 0.0, 41: 0.0, 2**31: 0.0},
    )
    check(PolynomialDecay(0.9, 40, 0.1, 2.0), {0: 0.9, 10: 0.55, 20: 0.3, 30: 0.15, 40: 0.1, 41: 0.1, 10**12: 0.1})
    check(PolynomialDecay(0.8, 40, 0.0, 0.5), {0: 0.8, 10: 0.4 * ROOT3, 20: 0.4 * ROOT2, 30: 0.4, 40: 0.0, 2**31: 0.0})
    check(PolynomialDecay(0.8, 40, 0.2, 0.0), {0: 0.8, 39: 0.8, 40: 0.8, 41: 0.8, 2**31: 0.8})  # 0 to the power 0 is 1


def test_polynomial_it_may_rise():
    check(PolynomialDecay(0.1, 40, 0.9, 2.0), {0: 0.1, 10: 0.45, 20: 0.7, 40: 0.9, 41: 0.9})


def test_polynomial_a_length_that_is_not_whole():
    check(PolynomialDecay(0.8, 2.5, 0.0), {0: 0.8, 1: 0.48, 2: 0.16, 2.5: 0.0, 3: 0.0})


@pytest.mark.parametrize("length", [5, 7, 10, 41, 49, 97, 250])
def test_polynomial_below_power_1_the_end_is_a_number(length):
    """Where 1 - t / T is computed as 1 - t * (1 / T) it may fall below 0, and its root is none."""
    table = {length - 1: 0.4 / math.sqrt(length), length: 0.0, length + 1: 0.0, 2**31: 0.0}
    check(PolynomialDecay(0.4, length, 0.0, 0.5), table)


def test_polynomial_cycles():
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


def test_polynomial_cycles_with_a_power():
    check(PolynomialDecay(0.9, 40, 0.1, 2.0, True), {0: 0.9, 20: 0.3, 40: 0.1, 60: 0.15, 80: 0.1, 90: 0.15, 120: 0.1})


@pytest.mark.parametrize("length", [7, 13, 15, 30, 41, 49, 60, 250, 500, 1000])
def test_polynomial_every_multiple_is_an_end(length):
    """Of these lengths a multiple, times the reciprocal, comes out above a whole number in float32 or float64."""
    schedule = PolynomialDecay(1.0, length, 0.01, cycle=True)
    check(schedule, {k * length: 0.01 for k in range(1, 1000)})
    check(schedule, {k * length + 1: 0.01 + 0.99 * (length - 1) / ((k + 1) * length) for k in range(1000)})


# Values of the falls with a power of the step, computed by hand from the equations of the papers.


def test_inverse_square_root():
    # At 3, 8 and 15 timescales the root of 4, 9 and 16.
    schedule = PowerDecay(0.6, 100)
    check(schedule, {0: 0.6, 100: 0.3 * math.sqrt(2), 300: 0.3, 800: 0.2, 1500: 0.15, 999_900: 0.006})
    check(schedule, {2**31: 6 / math.sqrt(2**31 + 100)})


def test_other_powers():
    check(PowerDecay(0.6, 100, 1.0), {0: 0.6, 100: 0.3, 200: 0.2, 500: 0.1, 59_900: 0.001})
    check(PowerDecay(0.6, 100, 2.0), {0: 0.6, 100: 0.15, 900: 0.006})
    check(PowerDecay(0.6, 100, 0.0), {0: 0.6, 2**31: 0.6})


def test_after_a_warm_up_as_long_as_the_timescale_it_is_that_of_fairseq():
    # fairseq's inverse_sqrt: lr * t / W, from W on lr * sqrt(W / t).
    schedule = PowerDecay(0.6, 100).warmup(100)
    check(schedule, {0: 0.0, 1: 0.006, 50: 0.3, 99: 0.594, 100: 0.6, 144: 0.5, 400: 0.3, 900: 0.2, 10_000: 0.06})


def test_noam():
    # With a width of 64 and 100 steps the peak is 0.8 / (8 * 10); the n-th update has n hundredths of it, up to 100.
    schedule = NoamDecay(64, 100, 0.8)
    check(schedule, {0: 1e-4, 1: 2e-4, 49: 0.005, 98: 0.0099, 99: 0.01, 100: 0.1 / math.sqrt(101)})
    check(schedule, {399: 0.005, 9999: 0.001, 2**31 - 1: 0.1 / math.sqrt(2**31)})


def test_noam_whose_first_update_counts_as_0():
    schedule = NoamDecay(64, 100, 0.8, first_update="start")
    check(schedule, {0: 0.0, 1: 1e-4, 50: 0.005, 99: 0.0099, 100: 0.01, 101: 0.1 / math.sqrt(101), 400: 0.005})


def test_noam_of_the_first_transformer():
    # 512 ** -0.5 * 4000 ** -0.5 is 1 / sqrt(2048000).
    check(NoamDecay(512, 4000), {3999: 1 / math.sqrt(2_048_000), 15_999: 0.5 / math.sqrt(2_048_000)})
