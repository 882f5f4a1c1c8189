"""Values by hand of the family in lrnotes/schedules/less_common.py.

They are from papers and libraries, never from our own formula.
"""

import math

import numpy as np
import pytest

from lrnotes import (
    ChebyshevSteps,
    CosineAnnealing,
    ExponentialHyperbolicDecay,
    HyperbolicDecay,
    KDecay,
    PolynomialDecay,
    REXDecay,
    TanhDecay,
)
from lrnotes.xp.namespace import FRACTAL_LEVELS
from lrnotes.xp.numpy import namespace as _numpy
from lrnotes.xp.python import namespace as python
from support.values import check

E = math.e


# Values by hand of the falls of a shape of their own: from the papers' statements and timm's.


def test_tanh_decay_goes_along_the_tangent():
    # Nine units of the tangent, -6 to 3, over ninety steps: one unit in ten.
    halves = {0: -6, 10: -5, 50: -1, 60: 0, 70: 1, 80: 2, 90: 3}
    check(TanhDecay(0.4, 90), {step: 0.4 * (1 - math.tanh(x)) / 2 for step, x in halves.items()})


def test_tanh_decay_between_its_ends():
    # tanh(ln 2) = (2 - 1/2) / (2 + 1/2) = 3/5, tanh(ln 3) = (3 - 1/3) / (3 + 1/3) = 4/5.
    ln2, ln3 = math.log(2), math.log(3)
    check(
        TanhDecay(0.5, 40, -ln3, ln2, 0.1),
        {
            0: 0.1 + 0.4 * 9 / 10,
            40 * ln3 / (ln2 + ln3): 0.3,  # where the tangent is 0
            40: 0.1 + 0.4 * 1 / 5,
            41: 0.1 + 0.4 * 1 / 5,
            2**31: 0.1 + 0.4 * 1 / 5,
        },
    )


def test_tanh_decay_upwards_and_of_equal_rates():
    check(TanhDecay(0.1, 40, -math.log(3), math.log(3), 0.5), {0: 0.14, 20: 0.3, 40: 0.46})
    check(TanhDecay(0.1, 40, end_learning_rate=0.1), {0: 0.1, 17: 0.1, 40: 0.1})


def test_tanh_decay_of_pieces_far_out():
    check(TanhDecay(0.4, 10, -100, 100), {0: 0.4, 4: 0.4, 5: 0.2, 6: 0.4 / (1 + E**40), 10: 0.0, 2**31: 0.0})


def test_rex_decay():
    check(
        REXDecay(0.9, 60),
        {
            0: 0.9,
            15: 0.9 * 6 / 7,  # (3/4) / (7/8)
            20: 0.9 * 4 / 5,  # (2/3) / (5/6)
            30: 0.6,  # (1/2) / (3/4)
            40: 0.45,  # (1/3) / (2/3)
            45: 0.9 * 2 / 5,  # (1/4) / (5/8)
            59: 0.9 * 2 / 61,  # (1/60) / (61/120)
            60: 0.0,
            61: 0.0,
            2**31: 0.0,
        },
    )


def test_rex_decay_is_the_papers_fraction():
    # (1 - t/T) / (1/2 + 1/2 (1 - t/T))
    check(REXDecay(0.5, 33.3, 0.1), {t: 0.1 + 0.4 * (1 - t / 33.3) / (0.5 + 0.5 * (1 - t / 33.3)) for t in range(34)})
    check(REXDecay(0.5, 33.3, 0.1), {33.3: 0.1, 34: 0.1, 10**12: 0.1})


def test_k_decay_of_a_polynomial():
    check(KDecay(0.8, 60, 2, shape="polynomial"), {0: 0.8, 15: 0.75, 30: 0.6, 45: 0.35, 60: 0.0, 61: 0.0, 2**31: 0.0})
    # (1 - (t/T)^2)^(1/2) is a quarter of a circle: 3, 4 and 5; 5, 12 and 13.
    check(KDecay(0.4, 65, 2, 0.1, "polynomial", 0.5), {0: 0.4, 39: 0.34, 52: 0.28, 60: 0.1 + 0.3 * 5 / 13, 65: 0.1})
    check(KDecay(0.8, 64, 0.5, shape="polynomial"), {0: 0.8, 1: 0.7, 16: 0.4, 36: 0.2, 64: 0.0})


def test_k_decay_of_a_cosine():
    # Where (t/T)^2 is 1/4, 4/9 and 9/16 the cosine is that of 45, 80 and 101.25 degrees.
    check(
        KDecay(0.8, 60, 2),
        {
            0: 0.8,
            30: 0.2 * (2 + math.sqrt(2)),
            40: 0.4 * (1 + math.cos(math.radians(80))),
            45: 0.4 * (1 + math.cos(math.radians(101.25))),
            60: 0.0,
            61: 0.0,
            2**31: 0.0,
        },
    )
    check(KDecay(0.8, 81, 0.5, 0.2), {0: 0.8, 9: 0.65, 20.25: 0.5, 36: 0.35, 81: 0.2, 82: 0.2})


@pytest.mark.parametrize("end", [0.0, 0.02])
def test_k_decay_with_k_of_1_is_what_it_changes(end):
    cosine, polynomial = CosineAnnealing(0.1, 41, end), PolynomialDecay(0.1, 41, end, 0.5)
    check(KDecay(0.1, 41, 1, end), {step: cosine(step) for step in range(60)})
    check(KDecay(0.1, 41, 1, end, "polynomial", 0.5), {step: polynomial(step) for step in range(60)})


# The hyperbola of the paper at triples of Pythagoras: with U = 65 and N = 40, its height at step n over U is
# sqrt((65 - n)^2 - 25^2) / 65, which is 60/65 at step 0, and 0 where N ends.
HEIGHTS = {0: 60 / 65, 40: 0.0, 41: 0.0, 2**31: 0.0}


def test_hyperbolic_decay():
    # eta(n) = eta_0 + (eta_0 - eta_inf) (h(n) - h(0))
    check(HyperbolicDecay(0.8, 40, 65, 0.15), {n: 0.8 + 0.65 * (h - 60 / 65) for n, h in HEIGHTS.items()})
    # U = 85, N = 45: (85 - n)^2 - 40^2 is 75^2 at 0, 30^2 at 35, 9^2 at 44; n = 17 gives 68^2 - 40^2 = 3024.
    rates = {0: 0.85, 17: 0.1 + 0.01 * math.sqrt(3024), 35: 0.4, 44: 0.19, 45: 0.1, 46: 0.1, 10**12: 0.1}
    check(HyperbolicDecay(0.85, 45, 85, 0.0), rates)


def test_exponential_hyperbolic_decay():
    # eta(n) = eta_0 (eta_0 / eta_inf)^(h(n) - h(0))
    expected = {n: 0.8 * 2 ** (13 * (h - 60 / 65)) for n, h in HEIGHTS.items()}
    check(ExponentialHyperbolicDecay(0.8, 40, 65, 0.8 / 2**13), expected)
    rates = {0: 0.5, 35: 0.5 / 2**9, 44: 0.5 * 2 ** (-66 / 5), 45: 0.5 / 2**15, 46: 0.5 / 2**15, 10**12: 0.5 / 2**15}
    check(ExponentialHyperbolicDecay(0.5, 45, 85, 0.5 / 2**17), rates)


def test_the_longest_hyperbolic_decay_is_its_asymptote():
    # With N = U, h(n) = (U - n) / U: linear decay, and exponential decay.
    check(HyperbolicDecay(0.9, 60, 60, 0.3), {0: 0.9, 15: 0.75, 30: 0.6, 59: 0.31, 60: 0.3, 61: 0.3})
    check(ExponentialHyperbolicDecay(0.8, 60, 60, 0.1), {0: 0.8, 20: 0.4, 40: 0.2, 60: 0.1, 2**31: 0.1})


# Chebyshev's step sizes by hand, and their order by its own recursion.


def interlaced(levels):
    """The paper's order, counted from 1: each place of half as many, then the place that mirrors it."""
    order = [1]
    for _ in range(levels):
        order = [place for each in order for place in (each, 2 * len(order) + 1 - each)]
    return order


def test_the_papers_first_orders():
    assert interlaced(1) == [1, 2]
    assert interlaced(2) == [1, 4, 2, 3]
    assert interlaced(3) == [1, 8, 4, 5, 2, 7, 3, 6]


@pytest.mark.parametrize("levels", range(FRACTAL_LEVELS + 1))
def test_the_fractal_order_at_every_number(levels):
    n = 2**levels
    expected = (np.array(interlaced(levels)) - 0.5) / n
    assert (_numpy.fractal(np.arange(n, dtype=float), levels) == expected).all()
    some = range(0, n, max(1, n // 1000))
    assert [python.fractal(i, levels) for i in some] == expected[some].tolist()


def test_two_and_four_steps():
    # 1 / ((M + m) / 2 - (M - m) / 2 cos(angle)) with M = 10 and m = 10 / 3: the angles are 45 and 135 degrees.
    root = math.sqrt(0.5)
    check(
        ChebyshevSteps(0.1, 1, 3.0),
        {0: 3 / (20 - 10 * root), 1: 3 / (20 + 10 * root), 2: 3 / (20 - 10 * root), 3: 3 / (20 + 10 * root)},
    )
    # M = 1 and m = 1/2, angles of 22.5, 157.5, 67.5 and 112.5 degrees.
    far, near = math.sqrt(2 + math.sqrt(2)) / 2, math.sqrt(2 - math.sqrt(2)) / 2
    rates = [4 / (3 - far), 4 / (3 + far), 4 / (3 - near), 4 / (3 + near)]
    held = ChebyshevSteps(1.0, 2, 2.0, "hold")
    check(held, dict(enumerate(rates)) | {4: rates[3], 5: rates[3], 1000: rates[3], 2**31: rates[3]})
    again = ChebyshevSteps(1.0, 2, 2.0)
    check(
        again,
        dict(enumerate(3 * rates)) | {2**31: rates[0], 2**31 + 1: rates[1], 2**31 - 1: rates[3], 10**12: rates[0]},
    )
    check(again, {0.5: rates[0], 1.999: rates[1]})  # a step that is not whole has the rate of the one that it is in


def test_the_last_of_a_thousand_steps():
    # M = 1 and m = 1/2; the place of each node is the paper's.
    places = interlaced(10)
    rates = {step: 4 / (3 - math.cos(math.pi * (places[step] - 0.5) / 1024)) for step in (0, 500, 999, 1022, 1023)}
    check(ChebyshevSteps(1.0, 10, 2.0, "hold"), rates | {1024: rates[1023], 2**31: rates[1023]})


def test_one_step_and_a_bowl_that_is_round():
    # One node, in the middle: 2 / (M + m).
    check(ChebyshevSteps(0.3, 0, 5.0), {0: 0.5, 1: 0.5, 2**31: 0.5})
    check(ChebyshevSteps(0.3, 4, 1.0), dict.fromkeys(range(20), 0.3))


@pytest.mark.parametrize("condition_number", [1.5, 20.0, 1000.0])
@pytest.mark.parametrize("levels", [1, 3, 6, 8])
def test_the_rates_take_a_quadratic_bowl_as_low_as_chebyshevs_polynomial_says(levels, condition_number):
    # The error along a direction of curvature c is multiplied by the product of 1 - rate c, whose largest size over
    # all curvatures from m to M is 1 / cosh(n arccosh((M + m) / (M - m))): the property that defines these steps.
    schedule = ChebyshevSteps(1.0, levels, condition_number)
    curvatures = np.linspace(1 / condition_number, 1, 2001)
    left = np.ones_like(curvatures)
    for step in range(2**levels):
        left *= 1 - schedule(step) * curvatures
    ratio = (1 + 1 / condition_number) / (1 - 1 / condition_number)
    expected = 1 / math.cosh(2**levels * math.acosh(ratio))
    assert abs(left[0]) == pytest.approx(expected, rel=1e-9)
    assert np.abs(left).max() == pytest.approx(expected, rel=1e-9)
