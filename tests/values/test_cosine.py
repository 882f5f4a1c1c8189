"""Values by hand of the family in lrnotes/schedules/cosine.py.

They are from papers and libraries, never from our own formula.
"""

import math

import pytest

from lrnotes import CosineAnnealing, CosineDecay, CosineDecayRestarts, LinearCosineDecay, NoisyLinearCosineDecay
from lrnotes.xp.noise import normal
from lrnotes.xp.python import namespace as python
from support.values import check, near

ROOT3 = math.sqrt(3)
ROOT2 = math.sqrt(2)
ROOT5 = math.sqrt(5)


# Half a cosine: (1 + cos(pi p)) / 2 is 3/4 a third of the way, 1/2 in the middle, 1/4 after two thirds.


def test_cosine_decay():
    check(
        CosineDecay(0.8, 60),
        {
            0: 0.8,
            10: 0.2 * (2 + ROOT3),  # cos 30 degrees
            12: 0.1 * (5 + ROOT5),  # cos 36 degrees is (1 + sqrt 5) / 4
            15: 0.2 * (2 + ROOT2),  # cos 45 degrees
            20: 0.6,
            30: 0.4,
            40: 0.2,
            45: 0.2 * (2 - ROOT2),
            60: 0.0,
            61: 0.0,
            10**12: 0.0,
        },
    )


def test_cosine_decay_with_alpha_ends_at_that_fraction_of_the_peak():
    check(
        CosineDecay(0.8, 60, 0.25),
        {0: 0.8, 15: 0.8 * (0.75 * (2 + ROOT2) / 4 + 0.25), 20: 0.65, 30: 0.5, 40: 0.35, 60: 0.2, 61: 0.2, 2**31: 0.2},
    )


def test_cosine_decay_with_alpha_above_one_rises():
    check(CosineDecay(0.5, 60, 3), {0: 0.5, 20: 0.75, 30: 1.0, 60: 1.5, 100: 1.5})


def test_cosine_decay_with_warm_up():
    schedule = CosineDecay(0.1, 60, 0.25, warmup_target=0.9, warmup_steps=8)
    check(schedule, {0: 0.1, 1: 0.2, 2: 0.3, 4: 0.5, 7: 0.8, 7.5: 0.85})  # a straight line
    check(schedule, {8: 0.9, 28: 0.73125, 38: 0.5625, 48: 0.39375, 68: 0.225, 69: 0.225, 10**12: 0.225})


def test_cosine_decay_may_warm_up_downwards():
    check(CosineDecay(0.9, 60, warmup_target=0.1, warmup_steps=8), {0: 0.9, 4: 0.5, 8: 0.1, 38: 0.05, 68: 0.0})


def test_cosine_decay_with_a_target_but_no_warm_up_steps_starts_at_the_target():
    check(CosineDecay(0.1, 60, warmup_target=0.8), {0: 0.8, 20: 0.6, 30: 0.4, 60: 0.0})


def test_cosine_decay_of_the_classic_notebook():
    check(CosineDecay(1e-2, 50, 1e-2), {0: 0.01, 25: 0.00505, 50: 0.0001, 60: 0.0001})
    check(CosineDecay(1e-2, 50), {0: 0.01, 25: 0.005, 50: 0.0})
    check(CosineDecay(1e-3, 50, 1e-2), {0: 0.001, 25: 0.000505, 50: 0.00001})


def keras_cosine_decay(step, initial, decay_steps, alpha, target, warmup_steps):
    """The pseudo-code in the documentation of tf.keras.optimizers.schedules.CosineDecay."""
    if target is not None and step < warmup_steps:
        return step / warmup_steps * (target - initial) + initial
    peak = initial if target is None else target
    step = min(step - warmup_steps, decay_steps)
    return peak * ((1 - alpha) * 0.5 * (1 + math.cos(math.pi * step / decay_steps)) + alpha)


@pytest.mark.parametrize(
    "initial, decay_steps, alpha, target, warmup_steps",
    [(0.1, 97, 0.0, None, 0), (0.1, 97, 0.3, None, 0), (0.0, 55, 0.1, 0.4, 13), (0.2, 41.5, 1.5, 0.1, 7.5)],
)
def test_cosine_decay_is_the_documented_pseudo_code(initial, decay_steps, alpha, target, warmup_steps):
    arguments = initial, decay_steps, alpha, target, warmup_steps
    schedule = CosineDecay(initial, decay_steps, alpha, warmup_target=target, warmup_steps=warmup_steps)
    check(schedule, {step: keras_cosine_decay(step, *arguments) for step in range(130)})


# Linear cosine: (alpha + line) * wave + beta.


def test_linear_cosine_decay():
    check(
        LinearCosineDecay(0.8, 60),
        {
            0: 0.8 * 1.001,
            15: 0.8 * (0.75 * (2 + ROOT2) / 4 + 0.001),
            20: 0.8 * (2 / 3 * 0.75 + 0.001),
            30: 0.8 * (0.5 * 0.5 + 0.001),
            40: 0.8 * (1 / 3 * 0.25 + 0.001),
            60: 0.8 * 0.001,
            61: 0.8 * 0.001,
            10**12: 0.8 * 0.001,
        },
    )


def test_linear_cosine_decay_with_whole_waves_alpha_and_beta():
    # Two waves: full at 0, 30 and 60, nothing at 15 and 45, half between.
    check(
        LinearCosineDecay(0.4, 60, 2, 0.25, 0.5),
        {0: 0.7, 7.5: 0.425, 15: 0.2, 22.5: 0.375, 30: 0.5, 45: 0.2, 60: 0.3, 75: 0.3, 2**31: 0.3},
    )


def test_linear_cosine_decay_without_periods_is_a_straight_line():
    check(LinearCosineDecay(0.4, 40, 0, 0, 0), {0: 0.4, 10: 0.3, 20: 0.2, 39: 0.01, 40: 0.0, 41: 0.0})


def tensorflow_linear_cosine_decay(step, rate, decay_steps, num_periods, alpha, beta):
    """The pseudo-code in the documentation of tf.compat.v1.train.linear_cosine_decay."""
    step = min(step, decay_steps)
    linear_decay = (decay_steps - step) / decay_steps
    cosine_decay = 0.5 * (1 + math.cos(math.pi * 2 * num_periods * step / decay_steps))
    return rate * ((alpha + linear_decay) * cosine_decay + beta)


@pytest.mark.parametrize(
    "arguments", [(0.1, 97, 0.5, 0.0, 0.001), (4e-3, 50, 4, 1e-5, 1e-8), (0.3, 41.5, 1.3, 0.7, 2.0)]
)
def test_linear_cosine_decay_is_the_documented_pseudo_code(arguments):
    table = {step: tensorflow_linear_cosine_decay(step, *arguments) for step in range(130)}
    check(LinearCosineDecay(*arguments), table)
    rate, decay_steps, *shape = arguments
    check(NoisyLinearCosineDecay(rate, decay_steps, 0.0, 0.55, *shape, seed=5), table)


def test_noisy_linear_cosine_decay_without_variance():
    table = {0: 0.7, 7.5: 0.425, 15: 0.2, 22.5: 0.375, 30: 0.5, 45: 0.2, 60: 0.3, 75: 0.3, 2**31: 0.3}
    check(NoisyLinearCosineDecay(0.4, 60, 0, 0.55, 2, 0.25, 0.5), table)
    assert NoisyLinearCosineDecay(0.8, 60, initial_variance=0)(0) == near(0.8 * 1.001)


def test_noisy_linear_cosine_decay_shakes_the_line():
    # Without a wave the rate is the line and the noise, whose variance at step s is 0.25 / (1 + s) ** 0.5: at 8 a third
    # of a quarter, at 15 a quarter of it. After the end the variance stays, at 24 a fifth of it.
    def noise(variance, step):
        return math.sqrt(variance) * normal(python, 3, step)

    table = {
        0: 0.4 * (1 + noise(0.25, 0)),
        8: 0.4 * (2 / 3 + noise(0.25 / 3, 8)),
        15: 0.4 * (3 / 8 + noise(0.25 / 4, 15)),
    }
    table |= {24: 0.4 * noise(0.25 / 5, 24), 30: 0.4 * noise(0.25 / 5, 30)}
    check(NoisyLinearCosineDecay(0.4, 24, 0.25, 0.5, 0, 0, 0, seed=3), table)


# Values of cosine waves between two rates, from equation 5 of the paper.


def test_cosine_annealing_half_a_wave_then_the_rate_stays():
    schedule = CosineAnnealing(0.8, 60, 0.2)
    check(schedule, {0: 0.8, 20: 0.65, 30: 0.5, 40: 0.35, 60: 0.2, 61: 0.2, 120: 0.2, 2**31: 0.2})
    check(schedule, {59: 0.2 + 0.6 * math.sin(math.pi / 120) ** 2, 10: 0.2 + 0.3 * (1 + ROOT3 / 2)})


def test_cosine_annealing_or_the_rate_rises_again():
    schedule = CosineAnnealing(0.8, 60, 0.2, after_end="extend")
    check(schedule, {0: 0.8, 20: 0.65, 60: 0.2, 80: 0.35, 90: 0.5, 100: 0.65, 120: 0.8, 140: 0.65, 180: 0.2, 240: 0.8})
    near_the_end = 0.2 + 0.6 * math.sin(math.pi / 120) ** 2
    check(schedule, {59: near_the_end, 61: near_the_end})
    check(schedule, {2**31: 0.2 + 0.3 * (1 + math.cos(math.radians(24)))})  # 120 * 17895697 + 8 steps, of 3 degrees


def test_cosine_annealing_several_waves():
    # Two and a half waves in 60 steps: one is 24 long.
    schedule = CosineAnnealing(0.8, 60, 0.2, num_periods=2.5)
    check(schedule, {0: 0.8, 4: 0.65, 6: 0.5, 12: 0.2, 18: 0.5, 24: 0.8, 48: 0.8, 60: 0.2, 66: 0.2, 72: 0.2})
    extended = CosineAnnealing(0.8, 60, 0.2, num_periods=2.5, after_end="extend")
    check(extended, {0: 0.8, 24: 0.8, 60: 0.2, 66: 0.5, 72: 0.8})


def test_cosine_annealing_an_end_where_the_wave_is_not_at_the_bottom():
    check(CosineAnnealing(0.8, 60, 0.2, num_periods=1.0), {0: 0.8, 30: 0.2, 60: 0.8, 61: 0.8, 2**31: 0.8})
    check(CosineAnnealing(0.8, 60, 0.2, num_periods=0.25), {0: 0.8, 40: 0.65, 60: 0.5, 100: 0.5})


def test_cosine_annealing_the_exponent_is_of_the_wave_alone():
    check(CosineAnnealing(0.8, 60, 0.2, exponent=2.0), {0: 0.8, 20: 0.5375, 30: 0.35, 40: 0.2375, 60: 0.2, 100: 0.2})
    check(CosineAnnealing(0.8, 60, 0.2, exponent=0.5), {0: 0.8, 20: 0.2 + 0.3 * ROOT3, 40: 0.5, 60: 0.2, 100: 0.2})
    check(CosineAnnealing(0.8, 60, 0.2, exponent=0.0), {0: 0.8, 30: 0.8, 60: 0.8, 100: 0.8})


def test_cosine_annealing_the_rate_may_rise_first():
    check(CosineAnnealing(0.2, 60, 0.8), {0: 0.2, 20: 0.35, 30: 0.5, 60: 0.8, 61: 0.8})


# Values of the cosine that starts again, from equation 5 of the paper and what Keras and PyTorch say of theirs.


LAST_RISE = math.sin(math.pi / 240) ** 2  # half a degree and a half before the bottom


def test_restarts_cycles_double_in_length():
    # They begin at 0, 60, 180, 420. A third of the way down is 3/4 of the height, halfway 1/2.
    schedule = CosineDecayRestarts(0.8, 60)
    check(schedule, {0: 0.8, 20: 0.6, 30: 0.4, 40: 0.2, 60: 0.8, 100: 0.6, 120: 0.4, 140: 0.2, 180: 0.8, 300: 0.4})
    check(schedule, {179: 0.8 * LAST_RISE, 181: 0.8 * math.cos(math.pi / 480) ** 2, 420: 0.8})
    # The cycle of 60 * 2^25 steps begins at 60 * (2^25 - 1); a fifteenth and 60 steps of it have passed.
    check(schedule, {2**31: 0.8 * math.cos(math.pi / 2 * (1 / 15 + 1 / 2**25)) ** 2})


def test_restarts_cycles_of_one_length():
    schedule = CosineDecayRestarts(0.8, 60, t_mul=1.0)
    bottom = 0.8 * math.sin(math.pi / 120) ** 2
    check(schedule, {0: 0.8, 20: 0.6, 59: bottom, 60: 0.8, 80: 0.6, 119: bottom, 120: 0.8, 60 * 10**9 + 30: 0.4})


def test_restarts_the_fifth_restart_of_cycles_three_times_as_long():
    # 10 (1 + 3 + 9 + 27 + 81) = 1210, and the logarithm of 243 to the base 3 is 5.
    schedule = CosineDecayRestarts(0.8, 10, t_mul=3.0)
    check(schedule, {10: 0.8, 40: 0.8, 130: 0.8, 400: 0.8, 1210: 0.8, 1210 + 810: 0.6, 1210 + 1215: 0.4, 3640: 0.8})
    check(schedule, {1209: 0.8 * math.sin(math.pi / 1620) ** 2})


def test_restarts_cycles_may_begin_between_two_steps():
    # At 8, 20, 38, 65, 105.5: the sixth is 60.75 steps long.
    schedule = CosineDecayRestarts(0.8, 8, t_mul=1.5)
    check(schedule, {8: 0.8, 14: 0.4, 20: 0.8, 29: 0.4, 38: 0.8, 65: 0.8, 105.5: 0.8})
    check(schedule, {105: 0.8 * math.sin(math.pi / 162) ** 2, 106: 0.8 * math.cos(math.pi / 2 * 0.5 / 60.75) ** 2})


def test_restarts_peaks_fall_and_the_lowest_rate_does_not():
    # The lowest rate is a quarter of 0.8; what is above it is halved from cycle to cycle: 0.6, 0.3, 0.15.
    schedule = CosineDecayRestarts(0.8, 60, 2.0, 0.5, 0.25)
    check(schedule, {0: 0.8, 30: 0.5, 60: 0.5, 120: 0.35, 180: 0.35, 300: 0.275, 420: 0.275})
    check(schedule, {179: 0.2 + 0.3 * LAST_RISE})


@pytest.mark.parametrize("t_mul", [1.0, 2.0, 3.0])
def test_restarts_peaks_that_vanish_and_peaks_that_grow(t_mul):
    schedule = CosineDecayRestarts(0.8, 60, t_mul, 0.0, 0.25)
    check(schedule, {0: 0.8, 30: 0.5, 60: 0.2, 61: 0.2, 1000: 0.2, 2**31: 0.2})
    assert CosineDecayRestarts(0.1, 60, t_mul, 2.0)(60) == pytest.approx(0.2, rel=1e-12)
