"""Values by hand of the family in lrnotes/schedules/finder_and_averaging.py.

They are from papers and libraries, never from our own formula.
"""

from lrnotes import SWALR, RangeTest
from support.values import check

# Values by hand of the learning-rate range test: by fastai's and DeepSpeed's statements.


def test_range_test_exponential():
    check(RangeTest(1e-4, 1.0, 100), {0: 1e-4, 25: 1e-3, 50: 1e-2, 75: 0.1, 100: 1.0, 101: 1.0, 2**31: 1.0})
    check(RangeTest(0.5, 8.0, 4), {0: 0.5, 1: 1.0, 2: 2.0, 3: 4.0, 3.5: 32**0.5, 4: 8.0, 5: 8.0})
    check(RangeTest(8.0, 0.5, 4), {0: 8.0, 1: 4.0, 4: 0.5, 9: 0.5})


def test_range_test_fastais_numbers():
    # fastai: start * (end / start) ** (i / num_it), from 1e-7 to 10 in 100 steps.
    check(RangeTest(1e-7, 10.0, 100), {i: 1e-7 * 1e8 ** (i / 100) for i in range(101)})


def test_range_test_linear():
    check(RangeTest(0.1, 0.9, 40, "linear"), {0: 0.1, 10: 0.3, 39: 0.88, 40: 0.9, 41: 0.9, 10**12: 0.9})
    check(RangeTest(0.0, 0.5, 33.3, "linear"), {0: 0.0, 33.3: 0.5, 34: 0.5})


def test_range_test_in_stairs_each_stair_has_the_rate_of_its_first_step():
    check(
        RangeTest(0.1, 0.9, 40, "linear", 10), {0: 0.1, 9: 0.1, 10: 0.3, 19: 0.3, 39: 0.7, 40: 0.9, 49: 0.9, 2**31: 0.9}
    )
    check(RangeTest(1.0, 16.0, 4, stair_steps=2), {0: 1.0, 1.999: 1.0, 2: 4.0, 3: 4.0, 4: 16.0, 5: 16.0})
    # A last stair that the end cuts short never gets to the last rate.
    check(RangeTest(0.1, 0.9, 40, "linear", 15), {14: 0.1, 15: 0.4, 30: 0.7, 40: 0.7, 45: 0.7})


def test_range_test_deepspeeds_numbers():
    # DeepSpeed: min_lr * (1 + step_rate * (t / step_size)), in stairs with the quotient's floor.
    low, rate, size = 1e-3, 5.0, 40
    check(RangeTest(low, low * (1 + rate * 3), 120, "linear"), {t: low * (1 + rate * t / size) for t in range(121)})
    stairs = RangeTest(low, low * (1 + rate * 3), 120, "linear", 40)
    check(stairs, {t: low * (1 + rate * (t // size)) for t in range(121)})


def test_range_test_stairs_begin_exactly_at_their_multiples():
    for size in (1, 3, 7, 41, 47, 97, 110, 237):
        schedule = RangeTest(1.0, 1001.0, 1000 * size, "linear", size)
        check(schedule, {size * k: 1 + k for k in (1, 2, 3, 500, 999, 1000)})
        check(schedule, {size * k - 1: k for k in (1, 2, 3, 500, 999, 1000) if size > 1})


# Values of the schedule of stochastic weight averaging, computed by hand.


def test_swa_by_a_cosine():
    table = {0: 0.8, 4: 0.65, 6: 0.5, 8: 0.35, 12: 0.2, 13: 0.2, 2**31: 0.2}
    check(SWALR(0.8, 0.2, 12), table)


def test_swa_by_a_line():
    check(SWALR(0.8, 0.2, 12, "linear"), {0: 0.8, 1: 0.75, 3: 0.65, 6: 0.5, 11: 0.25, 12: 0.2, 13: 0.2, 10**12: 0.2})


def test_swa_upwards():
    check(SWALR(0.2, 0.8, 12), {0: 0.2, 4: 0.35, 6: 0.5, 8: 0.65, 12: 0.8, 13: 0.8})


def test_swa_at_once():
    for strategy in ("cos", "linear"):
        check(SWALR(0.8, 0.2, 0, strategy), {0: 0.2, 1: 0.2, 2**31: 0.2})
