"""Values by hand of the family in lrnotes/schedules/cyclical.py.

They are from papers and libraries, never from our own formula.
"""

import math
from fractions import Fraction

import pytest

from lrnotes import (
    CyclicalLearningRate,
    ExponentialCyclicalLearningRate,
    OneCycle,
    SlantedTriangular,
    Triangular2CyclicalLearningRate,
    TriangularCyclicalLearningRate,
)
from support.values import check

# Cyclical: a triangle wave, its height scaled. Low 0.001, high 0.009 and 4 steps a side keep the sums easy.


def test_triangular():
    table = {0: 0.001, 1: 0.003, 2: 0.005, 3: 0.007, 4: 0.009, 5: 0.007, 6: 0.005, 7: 0.003, 8: 0.001, 0.5: 0.002}
    table.update({12: 0.009, 8 * 1000 + 3: 0.007, 8 * 10**8 + 6: 0.005, 8 * 10**11: 0.001, 8 * 10**11 + 4: 0.009})
    for mode in ("cycle", "iterations"):  # the scale is 1 either way
        check(TriangularCyclicalLearningRate(0.001, 0.009, 4, mode), table)


def test_triangular_with_fractional_step_size():
    table = {0: 0.001, 1: 0.0042, 2: 0.0074, 2.5: 0.009, 3: 0.0074, 4: 0.0042, 5: 0.001, 7.5: 0.009, 501: 0.0042}
    check(TriangularCyclicalLearningRate(0.001, 0.009, 2.5), table)


def test_triangular_upside_down():
    check(TriangularCyclicalLearningRate(0.009, 0.001, 4), {0: 0.009, 2: 0.005, 4: 0.001, 6: 0.005, 8: 0.009})


def test_triangular2_halves_each_cycle():
    table = {0: 0.001, 2: 0.005, 4: 0.009, 8: 0.001, 10: 0.003, 12: 0.005, 13: 0.004, 20: 0.003, 28: 0.002}
    table.update({84: 0.001 + 0.008 / 1024, 8 * 10**6 + 4: 0.001, 10**12: 0.001})
    check(Triangular2CyclicalLearningRate(0.001, 0.009, 4), table)


def test_triangular2_by_iterations_halves_at_each_step():
    # The scale is 1 / 2^(step - 1), and 2 at step 0, where the height is 0.
    table = {0: 0.001, 1: 0.003, 2: 0.003, 3: 0.0025, 4: 0.002, 5: 0.001375, 8: 0.001, 12: 0.001 + 0.008 / 2048}
    check(Triangular2CyclicalLearningRate(0.001, 0.009, 4, scale_mode="iterations"), table)


def test_exponential_by_iterations_shrinks_at_each_step():
    table = {0: 0.001, 1: 0.002, 2: 0.002, 3: 0.00175, 4: 0.0015, 8: 0.001, 12: 0.001 + 0.008 / 4096, 10**12: 0.001}
    check(ExponentialCyclicalLearningRate(0.001, 0.009, 4, gamma=0.5), table)


def test_exponential_by_cycle_shrinks_in_the_first_cycle_too():
    table = {0: 0.001, 2: 0.003, 4: 0.005, 8: 0.001, 10: 0.002, 12: 0.003, 20: 0.002, 28: 0.0015}
    check(ExponentialCyclicalLearningRate(0.001, 0.009, 4, "cycle", 0.5), table)


def test_exponential_with_the_default_gamma_is_triangular():
    check(ExponentialCyclicalLearningRate(0.001, 0.009, 4), {0: 0.001, 3: 0.007, 4: 0.009, 8 * 10**6 + 6: 0.005})


def test_cyclical_by_cycle():
    table = {0: 0.001, 4: 0.009, 6: 0.005, 8: 0.001, 12: 0.005, 20: 0.001 + 0.008 / 3, 8 * 999 + 4: 0.001008}
    check(CyclicalLearningRate(0.001, 0.009, 4, lambda cycle: 1 / cycle), table)


def test_cyclical_by_iterations():
    table = {0: 0.001, 2: 0.003, 4: 0.009, 6: 0.007, 8: 0.001, 12: 0.025}
    check(CyclicalLearningRate(0.001, 0.009, 4, lambda step: step / 4, "iterations"), table)


@pytest.mark.parametrize(
    "mode, counts", [("cycle", [1, 1, 1, 2, 2, 3, 126]), ("iterations", [0, 4, 7, 8, 15, 16, 1000])]
)
def test_what_the_scale_function_is_given(mode, counts):
    given = []
    schedule = CyclicalLearningRate(0.001, 0.009, 4, lambda count: given.append(count) or 1.0, mode)
    given.clear()  # the constructor tries it once
    for step in (0, 4, 7, 8, 15, 16, 1000):
        schedule(step)
    assert given == counts


# Up in 2 steps and down in 6, from 0.001 to 0.009: a cycle of 8 steps, as CyclicLR of PyTorch has it.


def test_a_rise_and_a_decay_of_different_lengths():
    fall = {3: 0.009 - 0.008 / 6, 5: 0.005, 7: 0.001 + 0.008 / 6}
    table = {0: 0.001, 1: 0.005, 2: 0.009, **fall, 8: 0.001, 10: 0.009, 13: 0.005, 0.5: 0.003, 8 * 10**8 + 1: 0.005}
    check(TriangularCyclicalLearningRate(0.001, 0.009, 2, step_size_down=6), table)
    check(TriangularCyclicalLearningRate(0.001, 0.009, 4, step_size_down=4), {2: 0.005, 4: 0.009, 6: 0.005, 12: 0.009})
    check(TriangularCyclicalLearningRate(0.001, 0.009, 1.5, step_size_down=1), {1.5: 0.009, 2: 0.005, 2.5: 0.001})


def test_triangular2_of_different_lengths_halves_each_cycle():
    table = {0: 0.001, 2: 0.009, 5: 0.005, 8: 0.001, 9: 0.003, 10: 0.005, 13: 0.003, 18: 0.003, 21: 0.002, 26: 0.002}
    check(Triangular2CyclicalLearningRate(0.001, 0.009, 2, step_size_down=6), table)
    by_steps = {1: 0.005, 2: 0.005, 5: 0.00125, 8: 0.001, 10: 0.001 + 0.008 / 512}
    check(Triangular2CyclicalLearningRate(0.001, 0.009, 2, "iterations", step_size_down=6), by_steps)


def test_exponential_of_different_lengths():
    by_steps = {0: 0.001, 1: 0.003, 2: 0.003, 5: 0.001125, 8: 0.001, 10: 0.001 + 0.008 / 1024}
    check(ExponentialCyclicalLearningRate(0.001, 0.009, 2, gamma=0.5, step_size_down=6), by_steps)
    by_cycle = {0: 0.001, 2: 0.005, 5: 0.003, 8: 0.001, 10: 0.003, 13: 0.002}
    check(ExponentialCyclicalLearningRate(0.001, 0.009, 2, "cycle", 0.5, step_size_down=6), by_cycle)


def test_cyclical_of_different_lengths():
    by_cycle = {0: 0.001, 1: 0.005, 2: 0.009, 5: 0.005, 10: 0.005, 18: 0.001 + 0.008 / 3}
    check(CyclicalLearningRate(0.001, 0.009, 2, lambda cycle: 1 / cycle, step_size_down=6), by_cycle)
    by_steps = {0: 0.001, 2: 0.005, 5: 0.006, 8: 0.001, 10: 0.021}
    check(CyclicalLearningRate(0.001, 0.009, 2, lambda step: step / 4, "iterations", step_size_down=6), by_steps)


def addons_cyclical(step, initial, maximal, step_size, scale_fn, scale_mode):
    """The body of tfa.optimizers.CyclicalLearningRate.__call__, in exact fractions."""
    step, step_size = Fraction(step), Fraction(step_size)
    cycle = math.floor(1 + step / (2 * step_size))
    x = abs(step / step_size - 2 * cycle + 1)
    mode_step = cycle if scale_mode == "cycle" else step
    return initial + (maximal - initial) * float(max(0, 1 - x)) * scale_fn(float(mode_step))


@pytest.mark.parametrize("mode", ["cycle", "iterations"])
@pytest.mark.parametrize("step_size", [1, 5, 25, 2.5, 13.75])
def test_cyclical_schedules_are_the_originals_code(mode, step_size):
    low, high = 0.0013, 0.017
    pairs = [
        (CyclicalLearningRate(low, high, step_size, lambda c: 1 / (c + 2), mode), lambda c: 1 / (c + 2)),
        (TriangularCyclicalLearningRate(low, high, step_size, mode), lambda c: 1.0),
        (Triangular2CyclicalLearningRate(low, high, step_size, mode), lambda c: 1 / 2 ** (c - 1)),
        (ExponentialCyclicalLearningRate(low, high, step_size, mode, 0.97), lambda c: 0.97**c),
    ]
    for schedule, scale_fn in pairs:
        check(schedule, {step: addons_cyclical(step, low, high, step_size, scale_fn, mode) for step in range(160)})


# Values of the rises and falls over one training, computed by hand from the knots that PyTorch and Optax document.


# Half a cosine wave has gone a quarter of its way after a third of the time, and three quarters after two thirds.


def test_one_cycle_ends_at_its_last_step():
    # The peak is at 64 / 4 - 1 = 15, the end at 63; 0.8 / 16 = 0.05 and 0.05 / 8 = 0.00625 are the ends.
    schedule = OneCycle(0.8, 64, 0.25, div_factor=16, final_div_factor=8)
    fall = 0.8 - 0.00625
    rise = {0: 0.05, 5: 0.2375, 7.5: 0.425, 10: 0.6125, 15: 0.8}
    check(schedule, {**rise, 31: 0.8 - fall / 4, 39: 0.8 - fall / 2, 47: 0.8 - fall * 3 / 4})
    check(schedule, {63: 0.00625, 64: 0.00625, 65: 0.00625, 2**31: 0.00625})


def test_one_cycle_by_lines():
    schedule = OneCycle(0.8, 64, 0.25, "linear", 16, 8)
    fall = 0.8 - 0.00625
    check(schedule, {0: 0.05, 1: 0.1, 3: 0.2, 14: 0.75, 15: 0.8, 16: 0.8 - fall / 48, 27: 0.8 - fall / 4})
    check(schedule, {39: 0.8 - fall / 2, 62: 0.00625 + fall / 48, 63: 0.00625, 64: 0.00625, 10**12: 0.00625})


def test_one_cycle_in_three_phases():
    # Down to 0.05 at step 30, twice as late as the peak, then to the end in 33 steps.
    schedule = OneCycle(0.8, 64, 0.25, "linear", 16, 8, three_phase=True)
    last = 0.05 - 0.00625
    check(
        schedule, {0: 0.05, 14: 0.75, 15: 0.8, 16: 0.75, 29: 0.1, 30: 0.05, 31: 0.05 - last / 33, 41: 0.05 - last / 3}
    )
    check(schedule, {62: 0.00625 + last / 33, 63: 0.00625, 64: 0.00625, 2**31: 0.00625})
    check(
        OneCycle(0.8, 64, 0.25, div_factor=16, final_div_factor=8, three_phase=True),
        {0: 0.05, 5: 0.2375, 10: 0.6125, 15: 0.8, 20: 0.6125, 25: 0.2375, 30: 0.05, 41: 0.05 - last / 4, 63: 0.00625},
    )


def test_one_cycle_that_ends_after_the_last_step():
    # As in Optax: the peak at 0.4 * 100 = 40, the end at 100.
    schedule = OneCycle(0.8, 100, 0.4, div_factor=16, final_div_factor=8, end_step="after")
    fall = 0.8 - 0.00625
    check(schedule, {0: 0.05, 20: 0.425, 40: 0.8, 60: 0.8 - fall / 4, 70: 0.8 - fall / 2, 80: 0.8 - fall * 3 / 4})
    check(schedule, {100: 0.00625, 101: 0.00625})
    assert schedule(99) > 0.00625
    lines = OneCycle(0.8, 100, 0.4, "linear", 16, 8, three_phase=True, end_step="after")
    check(lines, {0: 0.05, 20: 0.425, 40: 0.8, 60: 0.425, 80: 0.05, 90: 0.028125, 100: 0.00625, 2**31: 0.00625})


def test_a_peak_between_two_steps_is_not_met():
    # 0.3 * 121 - 1 = 35.3: step 35 is 0.3 steps before it, step 36 is 0.7 of 84.7 steps behind it.
    wave = [(1 - math.cos(math.pi * 0.3 / 35.3)) / 2, (1 - math.cos(math.pi * 0.7 / 84.7)) / 2]
    check(OneCycle(0.1, 121), {35: 0.1 - 0.096 * wave[0], 36: 0.1 - (0.1 - 4e-7) * wave[1], 35.3: 0.1})


def howard_and_ruder(step, highest, length, cut_frac, ratio):
    """Equation 3 of https://arxiv.org/abs/1801.06146, the peak's step rounded down."""
    cut = math.floor(length * cut_frac)
    p = step / cut if step < cut else 1 - (step - cut) / (cut * (1 / cut_frac - 1))
    return highest * (1 + p * (ratio - 1)) / ratio


def test_slanted_triangular():
    # The lowest rate is 0.64 / 32 = 0.02. Up by 0.062 a step, down by 0.62 / 90.
    schedule = SlantedTriangular(0.64, 100)
    check(schedule, {0: 0.02, 1: 0.082, 5: 0.33, 9: 0.578, 10: 0.64, 11: 0.64 - 0.62 / 90, 55: 0.33})
    check(schedule, {99: 0.02 + 0.62 / 90, 100: 0.02, 101: 0.02, 2**31: 0.02})


@pytest.mark.parametrize("length, cut_frac, ratio", [(100, 0.1, 32), (80, 0.25, 10), (64, 0.5, 4), (1000, 0.1, 32)])
def test_slanted_triangular_is_the_papers_where_the_peak_is_at_a_whole_step(length, cut_frac, ratio):
    table = {step: howard_and_ruder(step, 0.01, length, cut_frac, ratio) for step in range(length + 1)}
    check(SlantedTriangular(0.01, length, cut_frac, ratio), table)


def test_slanted_triangular_with_a_peak_between_two_steps():
    # The peak is at 10.5. The paper's is at 10 and its fall is over at 100, so that it goes on below the lowest rate.
    schedule = SlantedTriangular(0.64, 105)
    check(schedule, {0: 0.02, 10: 0.02 + 0.62 * 20 / 21, 11: 0.02 + 0.62 * 188 / 189, 105: 0.02, 106: 0.02})
    assert howard_and_ruder(104, 0.64, 105, 0.1, 32) < 0
    assert schedule(104) > 0.02
    with pytest.raises(ZeroDivisionError):
        howard_and_ruder(0, 0.64, 9, 0.1, 32)
    check(SlantedTriangular(0.64, 9), {0: 0.02, 0.9: 0.64, 1: 0.02 + 0.62 * 80 / 81, 9: 0.02})
