"""Values by hand of the family in lrnotes/schedules/piecewise.py.

They are from papers and libraries, never from our own formula.
"""

import math

import pytest

from lrnotes import (
    Constant,
    MultiStepDecay,
    PiecewiseConstantDecay,
    PiecewiseInterpolation,
    StepDecay,
    WarmupSustainStepDecay,
)
from support.values import check

ROOT2 = math.sqrt(2)


# Values of the constant rate, the stairs and the chosen points, from what PyTorch, Optax and pytorch-ignite say.


def test_constant():
    check(Constant(0.3), {0: 0.3, 1: 0.3, 0.5: 0.3, 2**31: 0.3, 10**12: 0.3})
    check(Constant(0), {0: 0.0, 7: 0.0})


def test_step_decay_falls_at_whole_multiples():
    schedule = StepDecay(0.8, 30, 0.5)
    check(schedule, {0: 0.8, 1: 0.8, 29: 0.8, 30: 0.4, 31: 0.4, 59: 0.4, 60: 0.2, 89: 0.2, 90: 0.1, 300: 0.8 / 1024})
    check(schedule, {29.999: 0.8, 2**31: 0.0})  # 71 million halvings


def test_step_decay_divides_by_ten_by_default():
    check(StepDecay(0.8, 30), {0: 0.8, 29: 0.8, 30: 0.08, 60: 0.008, 90: 0.0008})


def test_step_decay_of_stairs_that_end_between_steps():
    # At 12.5, 25, 37.5, 50.
    check(StepDecay(0.8, 12.5, 0.5), {12: 0.8, 13: 0.4, 24: 0.4, 25: 0.2, 37: 0.2, 38: 0.1, 49: 0.1, 50: 0.05})


def test_step_decay_may_rise_or_end_at_once():
    check(StepDecay(0.1, 30, 2.0), {0: 0.1, 29: 0.1, 30: 0.2, 60: 0.4})
    check(StepDecay(0.1, 30, 0.0), {0: 0.1, 29: 0.1, 30: 0.0, 2**31: 0.0})


def test_multi_step_decay_has_the_new_rate_at_the_milestone():
    schedule = MultiStepDecay(0.8, [30, 80], 0.5)
    check(schedule, {0: 0.8, 29: 0.8, 30: 0.4, 31: 0.4, 79: 0.4, 80: 0.2, 81: 0.2, 2**31: 0.2, 10**12: 0.2})
    check(MultiStepDecay(0.8, [30, 80]), {29: 0.8, 30: 0.08, 80: 0.008})


def test_a_milestone_that_is_there_twice_counts_twice():
    check(MultiStepDecay(0.8, [30, 30, 80], 0.5), {29: 0.8, 30: 0.2, 79: 0.2, 80: 0.1})


def test_milestones_at_step_0_between_steps_and_none():
    check(MultiStepDecay(0.8, [0, 10], 0.5), {0: 0.4, 9: 0.4, 10: 0.2})
    check(MultiStepDecay(0.8, [9.5], 0.5), {9: 0.8, 10: 0.4})
    check(MultiStepDecay(0.8, []), {0: 0.8, 2**31: 0.8})


def test_points_joined_by_lines():
    schedule = PiecewiseInterpolation([10, 20, 60], [0.2, 0.8, 0.0])
    check(schedule, {0: 0.2, 9: 0.2, 10: 0.2, 11: 0.26, 15: 0.5, 19: 0.74, 20: 0.8, 21: 0.78, 40: 0.4, 59: 0.02})
    check(schedule, {60: 0.0, 61: 0.0, 2**31: 0.0, 10.5: 0.23})


def test_points_joined_by_cosines():
    # A quarter of the way is (1 + cos 45 degrees) / 2, a third 3/4.
    schedule = PiecewiseInterpolation([0, 30, 70], [0.2, 0.8, 0.4], "cosine")
    check(
        schedule, {0: 0.2, 10: 0.35, 15: 0.5, 20: 0.65, 30: 0.8, 40: 0.4 + 0.1 * (2 + ROOT2), 50: 0.6, 70: 0.4, 71: 0.4}
    )


def test_points_joined_by_exponentials():
    schedule = PiecewiseInterpolation([0, 10, 30], [0.001, 0.1, 0.025], "exponential")
    check(schedule, {0: 0.001, 5: 0.01, 10: 0.1, 20: 0.05, 30: 0.025, 31: 0.025, 2**31: 0.025})
    check(schedule, {2: 0.001 * 100**0.2})


def test_points_joined_by_logarithms():
    # log(1 + s) / log(1 + length): 4 of 8 and 8 of 8 are powers of 2.
    schedule = PiecewiseInterpolation([1, 8, 23], [0.1, 0.4, 0.0], "logarithmic")
    check(schedule, {0: 0.1, 1: 0.1, 2: 0.2, 4: 0.3, 8: 0.4, 11: 0.2, 23: 0.0, 24: 0.0, 2**31: 0.0})


@pytest.mark.parametrize("shape", ["linear", "cosine", "exponential", "logarithmic"])
def test_one_point_is_a_constant_and_two_alike_too(shape):
    check(PiecewiseInterpolation([10], [0.3], shape), {0: 0.3, 10: 0.3, 2**31: 0.3})
    check(PiecewiseInterpolation([10, 20], [0.3, 0.3], shape), {0: 0.3, 10: 0.3, 15: 0.3, 20: 0.3, 30: 0.3})


# Values of the stairs with chosen rates, from what Keras's documentation says of them.


RATES = [0.4, 0.2, 0.05]


def test_piecewise_constant_a_boundary_keeps_the_rate_before_it():
    table = {0: 0.4, 1: 0.4, 29: 0.4, 30: 0.4, 31: 0.2, 79: 0.2, 80: 0.2, 81: 0.05, 82: 0.05, 2**31: 0.05, 10**12: 0.05}
    check(PiecewiseConstantDecay([30, 80], RATES), table)


def test_piecewise_constant_or_has_the_rate_after_it():
    table = {0: 0.4, 1: 0.4, 29: 0.4, 30: 0.2, 31: 0.2, 79: 0.2, 80: 0.05, 81: 0.05, 2**31: 0.05, 10**12: 0.05}
    check(PiecewiseConstantDecay([30, 80], RATES, at_boundary="after"), table)


def test_piecewise_constant_between_two_steps_both_are_the_same():
    for side in ("before", "after"):
        check(PiecewiseConstantDecay([29.5, 80.5], RATES, at_boundary=side), {29: 0.4, 30: 0.2, 80: 0.2, 81: 0.05})


def test_piecewise_constant_a_boundary_at_step_0():
    check(PiecewiseConstantDecay([0], [0.4, 0.2]), {0: 0.4, 0.5: 0.2, 1: 0.2, 2**31: 0.2})
    check(PiecewiseConstantDecay([0], [0.4, 0.2], at_boundary="after"), {0: 0.2, 1: 0.2})


def test_piecewise_constant_rates_may_rise_and_be_0():
    check(PiecewiseConstantDecay([10, 20], [0.0, 0.4, 0.0]), {0: 0.0, 10: 0.0, 11: 0.4, 20: 0.4, 21: 0.0, 2**31: 0.0})


def test_piecewise_constant_one_rate_alone():
    check(PiecewiseConstantDecay([], [0.4]), {0: 0.4, 1000: 0.4, 2**31: 0.4})


def test_piecewise_constant_large_boundaries_are_exact():
    # Float32 does not tell these steps apart.
    check(
        PiecewiseConstantDecay([2**24 + 1, 2**31], RATES), {2**24 + 1: 0.4, 2**24 + 2: 0.2, 2**31: 0.2, 2**31 + 1: 0.05}
    )


# Warm-up, sustain, step decay.


def lrfn(epoch):
    """The function of the classic notebook, its constants written in."""
    if epoch < 2:
        return (1e-2 - 1e-5) / 2 * epoch + 1e-5
    if epoch < 3:
        return 1e-2
    return 1e-2 * 0.75 ** ((epoch - 3) // 2)


def test_warmup_sustain_step_decay_defaults_are_the_classic_function():
    check(
        WarmupSustainStepDecay(),
        {0: 1e-5, 0.5: 0.0025075, 1: 0.005005, 2: 0.01, 3: 0.01, 4: 0.01, 5: 0.0075, 6: 0.0075, 7: 0.005625},
    )
    check(WarmupSustainStepDecay(), {epoch: lrfn(epoch) for epoch in range(200)})
    check(WarmupSustainStepDecay(), {epoch / 4: lrfn(epoch / 4) for epoch in range(100)})


def test_warmup_sustain_step_decay_with_other_arguments():
    table = {0: 0.2, 1: 0.35, 2: 0.5, 3: 0.65, 4: 0.8, 9: 0.8, 10: 0.8, 19: 0.8, 20: 0.4, 29: 0.4, 30: 0.2}
    check(WarmupSustainStepDecay(0.2, 0.8, 4, 6, 10, 0.5), {**table, 120: 0.000390625, 129: 0.000390625, 10**12: 0.0})


def test_warmup_sustain_step_decay_of_many_stairs():
    # The 120th begins at 10 + 1200.
    table = {1209: 0.8 * 0.5**119, 1210: 0.8 * 0.5**120, 1219: 0.8 * 0.5**120, 1220: 0.8 * 0.5**121}
    schedule = WarmupSustainStepDecay(0.2, 0.8, 4, 6, 10, 0.5)
    assert {step: schedule(step) for step in table} == table  # powers of 2, so nothing is rounded
    big = WarmupSustainStepDecay(0.2, 0.8, 4, 6, 10, 0.999)
    check(big, {1209: 0.8 * 0.999**119, 1210: 0.8 * 0.999**120})


def test_warmup_sustain_step_decay_without_warm_up():
    table = {0: 0.8, 5: 0.8, 6: 0.8, 15: 0.8, 16: 0.4, 26: 0.2}
    check(WarmupSustainStepDecay(0.2, 0.8, 0, 6, 10, 0.5), table)


def test_warmup_sustain_step_decay_without_sustain():
    table = {0: 0.2, 2: 0.5, 4: 0.8, 13: 0.8, 14: 0.4, 24: 0.2}
    check(WarmupSustainStepDecay(0.2, 0.8, 4, 0, 10, 0.5), table)


def test_warmup_sustain_step_decay_of_stairs_alone():
    check(WarmupSustainStepDecay(0.2, 0.8, 0, 0, 10, 0.5), {0: 0.8, 9: 0.8, 10: 0.4, 19: 0.4, 20: 0.2, 30: 0.1})


def test_warmup_sustain_step_decay_with_the_extreme_decay_rates():
    check(WarmupSustainStepDecay(0.2, 0.8, 4, 6, 10, 1), {4: 0.8, 20: 0.8, 10**9: 0.8})
    check(WarmupSustainStepDecay(0.2, 0.8, 4, 6, 10, 0), {4: 0.8, 19: 0.8, 20: 0.0, 10**9: 0.0})
