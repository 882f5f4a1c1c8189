"""Values of the falls with a power of the step, computed by hand from the equations of the papers."""

import math

from test_values import check

from lrnotes import NoamDecay, PowerDecay


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
