"""Values by hand of the falls of a shape of their own: from the papers' statements and timm's."""

import math

import pytest
from test_values import check

from lrnotes import CosineAnnealing, KDecay, PolynomialDecay, REXDecay, TanhDecay

E = math.e


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
