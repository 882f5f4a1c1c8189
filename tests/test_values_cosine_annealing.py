"""Values of cosine waves between two rates, from equation 5 of the paper."""

import math

from test_values import check

from lrnotes import CosineAnnealing

ROOT3 = math.sqrt(3)


def test_half_a_wave_then_the_rate_stays():
    schedule = CosineAnnealing(0.8, 60, 0.2)
    check(schedule, {0: 0.8, 20: 0.65, 30: 0.5, 40: 0.35, 60: 0.2, 61: 0.2, 120: 0.2, 2**31: 0.2})
    check(schedule, {59: 0.2 + 0.6 * math.sin(math.pi / 120) ** 2, 10: 0.2 + 0.3 * (1 + ROOT3 / 2)})


def test_or_the_rate_rises_again():
    schedule = CosineAnnealing(0.8, 60, 0.2, after_end="extend")
    check(schedule, {0: 0.8, 20: 0.65, 60: 0.2, 80: 0.35, 90: 0.5, 100: 0.65, 120: 0.8, 140: 0.65, 180: 0.2, 240: 0.8})
    near_the_end = 0.2 + 0.6 * math.sin(math.pi / 120) ** 2
    check(schedule, {59: near_the_end, 61: near_the_end})
    check(schedule, {2**31: 0.2 + 0.3 * (1 + math.cos(math.radians(24)))})  # 120 * 17895697 + 8 steps, of 3 degrees


def test_several_waves():
    # Two and a half waves in 60 steps: one is 24 long.
    schedule = CosineAnnealing(0.8, 60, 0.2, num_periods=2.5)
    check(schedule, {0: 0.8, 4: 0.65, 6: 0.5, 12: 0.2, 18: 0.5, 24: 0.8, 48: 0.8, 60: 0.2, 66: 0.2, 72: 0.2})
    extended = CosineAnnealing(0.8, 60, 0.2, num_periods=2.5, after_end="extend")
    check(extended, {0: 0.8, 24: 0.8, 60: 0.2, 66: 0.5, 72: 0.8})


def test_an_end_where_the_wave_is_not_at_the_bottom():
    check(CosineAnnealing(0.8, 60, 0.2, num_periods=1.0), {0: 0.8, 30: 0.2, 60: 0.8, 61: 0.8, 2**31: 0.8})
    check(CosineAnnealing(0.8, 60, 0.2, num_periods=0.25), {0: 0.8, 40: 0.65, 60: 0.5, 100: 0.5})


def test_the_exponent_is_of_the_wave_alone():
    check(CosineAnnealing(0.8, 60, 0.2, exponent=2.0), {0: 0.8, 20: 0.5375, 30: 0.35, 40: 0.2375, 60: 0.2, 100: 0.2})
    check(CosineAnnealing(0.8, 60, 0.2, exponent=0.5), {0: 0.8, 20: 0.2 + 0.3 * ROOT3, 40: 0.5, 60: 0.2, 100: 0.2})
    check(CosineAnnealing(0.8, 60, 0.2, exponent=0.0), {0: 0.8, 30: 0.8, 60: 0.8, 100: 0.8})


def test_the_rate_may_rise_first():
    check(CosineAnnealing(0.2, 60, 0.8), {0: 0.2, 20: 0.35, 30: 0.5, 60: 0.8, 61: 0.8})
