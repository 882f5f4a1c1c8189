"""Values of the flat part with a cosine after it, computed by hand."""

import math

from test_values import check

from lrnotes import FlatCosineDecay

ROOT2 = math.sqrt(2)


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
