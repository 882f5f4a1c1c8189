"""Values by hand of the family in lrnotes/schedules/warmup_stable_decay.py.

They are from papers and libraries, never from our own formula.
"""

import math
from fractions import Fraction

import pytest

from lrnotes import (
    FlatCosineDecay,
    InfiniteSchedule,
    PowerScheduler,
    TriStageDecay,
    WarmupStableDecay,
    WarmupStableDecaySimplified,
)
from support.values import check, near

FAR = 2**31
ROOT2 = math.sqrt(2)


# Schedules with a constant part, by hand: from the papers' and the libraries' statements, never by our own formula.


# Up to 0.8 in 10 steps, there for 30, down in 40: from step 40 to step 80.


def test_warmup_stable_decay_by_lines():
    table = {0: 0.0, 1: 0.08, 5: 0.4, 9: 0.72, 10: 0.8, 11: 0.8, 39: 0.8, 40: 0.8, 41: 0.78, 60: 0.4, 79: 0.02}
    check(WarmupStableDecay(0.8, 10, 30, 40), {**table, 80: 0.0, 81: 0.0, FAR: 0.0})


def test_warmup_stable_decay_between_other_rates():
    table = {0: 0.2, 5: 0.5, 10: 0.8, 40: 0.8, 50: 0.625, 60: 0.45, 80: 0.1, 81: 0.1, FAR: 0.1}
    check(WarmupStableDecay(0.8, 10, 30, 40, 0.2, 0.1), table)


@pytest.mark.parametrize(
    "shape, falls",
    {
        "cosine": {50: 0.2 * (2 + ROOT2), 60: 0.4, 70: 0.2 * (2 - ROOT2)},  # cos 45 degrees is sqrt(2) / 2
        "1-sqrt": {40.4: 0.72, 50: 0.4, 62.5: 0.2, 72.4: 0.08},  # 1 - sqrt of 1/100, 1/4, 9/16, 81/100
        "1-square": {50: 0.75, 60: 0.6, 70: 0.35},
        "exponential": {60: 1.6 * (ROOT2 / 2 - 0.5), 80: 0.0},  # 2 * 0.5 ** p - 1
    }.items(),
)
def test_the_shapes_of_the_fall(shape, falls):
    ends = {0: 0.0, 10: 0.8, 39: 0.8, 40: 0.8, 80: 0.0, 81: 0.0, FAR: 0.0}
    check(WarmupStableDecay(0.8, 10, 30, 40, decay_shape=shape), ends | falls)
    floored = {step: 0.2 + 0.75 * value for step, value in falls.items()}
    check(WarmupStableDecay(0.8, 10, 30, 40, 0.0, 0.2, shape), {40: 0.8, 80: 0.2, FAR: 0.2, **floored})


def test_the_exponential_fall_with_another_base():
    # (r ** p - r) / (1 - r) with r = 1/100: at the half 0.1, so (0.1 - 0.01) / 0.99 = 1/11.
    check(
        WarmupStableDecay(0.88, 0, 0, 40, decay_shape="exponential", exponential_base=0.01), {0: 0.88, 20: 0.08, 40: 0}
    )


def test_the_shapes_of_the_rise():
    # The fall backwards: at a quarter of the way up, three quarters of the way down.
    check(WarmupStableDecay(0.8, 40, 0, 10, warmup_shape="cosine"), {0: 0, 10: 0.2 * (2 - ROOT2), 20: 0.4, 40: 0.8})
    check(WarmupStableDecay(0.8, 40, 0, 10, warmup_shape="1-sqrt"), {0: 0, 17.5: 0.2, 30: 0.4, 39.6: 0.72, 40: 0.8})


def test_without_a_warm_up_and_without_a_constant_part():
    check(WarmupStableDecay(0.8, 0, 30, 40), {0: 0.8, 30: 0.8, 50: 0.4, 70: 0.0, FAR: 0.0})
    check(WarmupStableDecay(0.8, 10, 0, 40), {5: 0.4, 10: 0.8, 30: 0.4, 50: 0.0})
    check(WarmupStableDecay(0.8, 0, 12.5, 40), {12: 0.8, 12.5: 0.8, 22.5: 0.6})


def test_one_step_in_is_torchtitan():
    """Its function as its source states it, of 100 steps, 10 of them warm-up, 25 of decay: a virtual last step."""

    def torchtitan(step, total=100, warmup=10, decay=25):
        stable = total + 1 - warmup - decay
        if step < warmup:
            return Fraction(step + 1, warmup)
        if step < warmup + stable:
            return Fraction(1)
        return 1 - Fraction(step + 1 - warmup - stable, decay)

    schedule = WarmupStableDecay(0.5, 10, 66, 25).skip(1)
    check(schedule, {step: 0.5 * float(torchtitan(step)) for step in range(100)})
    assert schedule(99) == near(0.02)


def test_a_warm_up_one_step_in_alone_is_nanochat():
    """(it + 1) / W, then 1, then a line to final_frac at step N, as its source states it."""

    def nanochat(it, total=100, warmup=10, down=40, final=Fraction(1, 20)):
        if it < warmup:
            return Fraction(it + 1, warmup)
        if it <= total - down:
            return Fraction(1)
        progress = Fraction(total - it, down)
        return progress + (1 - progress) * final

    schedule = WarmupStableDecay(0.5, 9, 51, 40, 0.05, 0.025)
    check(schedule, {it: 0.5 * float(nanochat(it)) for it in range(101)})


# Tri-stage: both ends are fractions of the constant rate.


def test_tri_stage():
    table = {0: 0.004, 5: 0.202, 10: 0.4, 11: 0.4, 40: 0.4, 60: 0.04, 70: 0.4 * 10**-1.5, 80: 0.004, 81: 0.004}
    check(TriStageDecay(0.4, 10, 30, 40), {**table, FAR: 0.004})


def test_tri_stage_with_other_scales():
    table = {0: 0.0, 5: 0.2, 9: 0.36, 10: 0.4, 29.5: 0.2 * ROOT2, 39: 0.2, 48.5: 0.1 * ROOT2, 58: 0.1, 59: 0.1}
    check(TriStageDecay(0.4, 10, 10, 38, 0.0, 0.25), table)
    check(TriStageDecay(0.4, 0, 20, 38, 0.5, 0.25), {0: 0.4, 20: 0.4, 39: 0.2, 58: 0.1})


# WSD-S: periods of 100, 200 and 50 steps, the last tenth of each a fall; they end at 100, 300 and 350.


def test_wsd_s():
    table = {0: 0.0, 10: 0.4, 20: 0.8, 50: 0.8, 90: 0.8, 95: 0.4, 99: 0.08, 100: 0.8, 101: 0.8, 280: 0.8, 290: 0.4}
    table |= {299: 0.04, 300: 0.8, 345: 0.8, 346: 0.64, 349: 0.16, 350: 0.0, 351: 0.0, FAR: 0.0}
    check(WarmupStableDecaySimplified(0.8, 20, [100, 200, 50]), table)


def test_wsd_s_whose_boundary_belongs_to_the_finished_period():
    table = {90: 0.8, 99: 0.08, 100: 0.0, 101: 0.8, 290: 0.4, 300: 0.0, 301: 0.8, 350: 0.0, 351: 0.0, FAR: 0.0}
    check(WarmupStableDecaySimplified(0.8, 20, [100, 200, 50], at_boundary="before"), table)


def test_wsd_s_by_the_inverse():
    # 1 / rate goes from 1.25 to 10 in a line: half of the way 5.625, a fifth 3, four fifths 8.25.
    table = {90: 0.8, 92: 1 / 3, 95: 8 / 45, 98: 4 / 33, 100: 0.8, 290: 8 / 45, 300: 0.1, FAR: 0.1}
    check(WarmupStableDecaySimplified(0.8, 0, [100, 200], 0.1, 0.0, 0.1, "inverse"), table)


def test_wsd_s_with_other_rates_and_parts():
    table = {
        0: 0.2,
        5: 0.5,
        10: 0.8,
        30: 0.8,
        45: 0.45,
        59: 0.1 + 0.7 / 30,
        60: 0.8,
        75: 0.8,
        82.5: 0.45,
        90: 0.1,
        91: 0.1,
    }
    check(WarmupStableDecaySimplified(0.8, 10, [60, 30], 0.5, 0.2, 0.1), {**table, 67.5: 0.8})
    check(WarmupStableDecaySimplified(0.8, 10, [40], 0.75), {10: 0.8, 25: 0.4, 40: 0.0})  # nothing constant
    check(WarmupStableDecaySimplified(0.8, 0, [40], 1.0), {0: 0.8, 20: 0.4, 40: 0.0})


def test_wsd_s_with_many_periods():
    schedule = WarmupStableDecaySimplified(0.8, 0, [41] * 50, 0.5)
    for period in range(50):
        check(schedule, {41 * period: 0.8, 41 * period + 20: 0.8, 41 * period + 30.75: 0.4})


# Infinite: up to 0.8 in 10 steps, down to 0.2 in 40, there for 100, annealed to 0.05 in 20.

INFINITE = 0.8, 0.2, 0.05, 10, 40, 100, 20


def test_infinite():
    table = {0: 0.0, 5: 0.4, 9: 0.72, 10: 0.8, 20: 0.5 + 0.15 * ROOT2, 30: 0.5, 50: 0.2, 51: 0.2, 150: 0.2}
    table |= {155: 0.1 * ROOT2, 160: 0.1, 170: 0.05, 171: 0.05, FAR: 0.05}
    check(InfiniteSchedule(*INFINITE), table)


def test_infinite_by_the_inverse_square_root():
    # timescale 15: 1 / sqrt(1 + 15 p) is 1, 1/2 at a fifth, 1/4 at the end; so 1/3 of the way is left at a fifth.
    table = {10: 0.8, 18: 0.4, 50: 0.2, 100: 0.2, 160: 0.1, FAR: 0.05}
    check(InfiniteSchedule(*INFINITE, "inverse-sqrt", 15), table)
    table = {22: 0.2 + 0.6 * (0.5 - 1 / math.sqrt(11)) / (1 - 1 / math.sqrt(11)), 50: 0.2}  # 10 * 12 / 40 = 3
    check(InfiniteSchedule(*INFINITE, "inverse-sqrt"), table)


def test_infinite_by_a_line_and_without_an_end():
    check(InfiniteSchedule(*INFINITE, "linear"), {10: 0.8, 20: 0.65, 30: 0.5, 50: 0.2, 150: 0.2, 170: 0.05})
    check(InfiniteSchedule(0.8, 0.2, 0.05, 0, 40, 100, 0), {0: 0.8, 20: 0.5, 40: 0.2, 140: 0.2, FAR: 0.2})


# Power: batch * a * tokens ** b, with a power whose roots are whole.


def test_power_scheduler():
    schedule = PowerScheduler(0.02, batch_size=8, sequence_length=128, a=4.0, b=-0.5)
    # 1024 tokens in a step, so 32 / (32 sqrt(step)): 1 / sqrt(step), under 0.02 from step 2500 on.
    check(schedule, {0: 0.02, 1: 0.02, 2499: 0.02, 2500: 0.02, 3600: 1 / 60, 10_000: 0.01, 10**6: 0.001, FAR: 2**-15.5})


def test_power_scheduler_before_the_first_token():
    # Nothing was seen at step 0: counted as 1, of which the power is 1 too.
    check(PowerScheduler(10.0, batch_size=1, sequence_length=1, a=4.0, b=-0.5), {0: 4.0, 1: 4.0, 4: 2.0, 16: 1.0})


def test_power_scheduler_with_the_fitted_numbers():
    # 2 ** 40 tokens: 512 * 4.6 * 2 ** (40 * -0.51) = 4.6 * 2 ** -11.4.
    check(PowerScheduler(0.02, 512, 2048), {0: 0.02, 2**20: 4.6 * 2**-11.4})
    assert PowerScheduler(0.02, 1024, 2048)(2**19) == near(4.6 * 2**-10.4)  # twice the batch, as many tokens: twice


def test_power_scheduler_with_the_warm_up_of_the_paper():
    power = PowerScheduler(0.02, batch_size=8, sequence_length=128, a=4.0, b=-0.5)
    warmed = power.skip(3600).warmup(3600)
    check(warmed, {0: 0.0, 1800: 1 / 120, 3600: 1 / 60, 10_000: 0.01})


# Values of the flat part with a cosine after it, computed by hand.


def test_flat_cosine():
    # Three quarters of 80 steps flat; then half a cosine over 20.
    flat = {0: 0.8, 1: 0.8, 59: 0.8, 60: 0.8}
    check(FlatCosineDecay(0.8, 80), {**flat, 65: 0.2 * (2 + ROOT2), 70: 0.4, 75: 0.2 * (2 - ROOT2), 80: 0.0, 81: 0.0})
    to_a_rate = {65: 0.2 + 0.15 * (2 + ROOT2), 70: 0.5, 75: 0.2 + 0.15 * (2 - ROOT2), 80: 0.2, 81: 0.2, 2**31: 0.2}
    check(FlatCosineDecay(0.8, 80, end_learning_rate=0.2), {**flat, **to_a_rate})


def test_flat_cosine_falls_at_once_without_a_flat_part():
    check(FlatCosineDecay(0.8, 60, 0.0), {0: 0.8, 20: 0.6, 30: 0.4, 40: 0.2, 60: 0.0, 61: 0.0})


def test_a_flat_part_that_ends_between_two_steps():
    # Half of 5 steps: the fall begins at 2.5, and step 3 is a fifth of its way.
    check(FlatCosineDecay(0.8, 5, 0.5), {2: 0.8, 2.5: 0.8, 3: 0.1 * (5 + math.sqrt(5)), 5: 0.0})
