"""Chebyshev's step sizes by hand, and their order by its own recursion."""

import math

import numpy as np
import pytest
from test_values import check

from lrnotes import ChebyshevSteps
from lrnotes.xp.namespace import FRACTAL_LEVELS
from lrnotes.xp.numpy import namespace as _numpy
from lrnotes.xp.python import namespace as python


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
