"""Values of the cosine that starts again, from equation 5 of the paper and what Keras and PyTorch say of theirs."""

import math

import pytest
from test_values import check

from lrnotes import CosineDecayRestarts

LAST_RISE = math.sin(math.pi / 240) ** 2  # half a degree and a half before the bottom


def test_cycles_double_in_length():
    # They begin at 0, 60, 180, 420. A third of the way down is 3/4 of the height, halfway 1/2.
    schedule = CosineDecayRestarts(0.8, 60)
    check(schedule, {0: 0.8, 20: 0.6, 30: 0.4, 40: 0.2, 60: 0.8, 100: 0.6, 120: 0.4, 140: 0.2, 180: 0.8, 300: 0.4})
    check(schedule, {179: 0.8 * LAST_RISE, 181: 0.8 * math.cos(math.pi / 480) ** 2, 420: 0.8})
    # The cycle of 60 * 2^25 steps begins at 60 * (2^25 - 1); a fifteenth and 60 steps of it have passed.
    check(schedule, {2**31: 0.8 * math.cos(math.pi / 2 * (1 / 15 + 1 / 2**25)) ** 2})


def test_cycles_of_one_length():
    schedule = CosineDecayRestarts(0.8, 60, t_mul=1.0)
    bottom = 0.8 * math.sin(math.pi / 120) ** 2
    check(schedule, {0: 0.8, 20: 0.6, 59: bottom, 60: 0.8, 80: 0.6, 119: bottom, 120: 0.8, 60 * 10**9 + 30: 0.4})


def test_the_fifth_restart_of_cycles_three_times_as_long():
    # 10 (1 + 3 + 9 + 27 + 81) = 1210, and the logarithm of 243 to the base 3 is 5.
    schedule = CosineDecayRestarts(0.8, 10, t_mul=3.0)
    check(schedule, {10: 0.8, 40: 0.8, 130: 0.8, 400: 0.8, 1210: 0.8, 1210 + 810: 0.6, 1210 + 1215: 0.4, 3640: 0.8})
    check(schedule, {1209: 0.8 * math.sin(math.pi / 1620) ** 2})


def test_cycles_may_begin_between_two_steps():
    # At 8, 20, 38, 65, 105.5: the sixth is 60.75 steps long.
    schedule = CosineDecayRestarts(0.8, 8, t_mul=1.5)
    check(schedule, {8: 0.8, 14: 0.4, 20: 0.8, 29: 0.4, 38: 0.8, 65: 0.8, 105.5: 0.8})
    check(schedule, {105: 0.8 * math.sin(math.pi / 162) ** 2, 106: 0.8 * math.cos(math.pi / 2 * 0.5 / 60.75) ** 2})


def test_peaks_fall_and_the_lowest_rate_does_not():
    # The lowest rate is a quarter of 0.8; what is above it is halved from cycle to cycle: 0.6, 0.3, 0.15.
    schedule = CosineDecayRestarts(0.8, 60, 2.0, 0.5, 0.25)
    check(schedule, {0: 0.8, 30: 0.5, 60: 0.5, 120: 0.35, 180: 0.35, 300: 0.275, 420: 0.275})
    check(schedule, {179: 0.2 + 0.3 * LAST_RISE})


@pytest.mark.parametrize("t_mul", [1.0, 2.0, 3.0])
def test_peaks_that_vanish_and_peaks_that_grow(t_mul):
    schedule = CosineDecayRestarts(0.8, 60, t_mul, 0.0, 0.25)
    check(schedule, {0: 0.8, 30: 0.5, 60: 0.2, 61: 0.2, 1000: 0.2, 2**31: 0.2})
    assert CosineDecayRestarts(0.1, 60, t_mul, 2.0)(60) == pytest.approx(0.2, rel=1e-12)
