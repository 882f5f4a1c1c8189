"""Values of the stairs with chosen rates, from what Keras's documentation says of them."""

from test_values import check

from lrnotes import PiecewiseConstantDecay

RATES = [0.4, 0.2, 0.05]


def test_a_boundary_keeps_the_rate_before_it():
    table = {0: 0.4, 1: 0.4, 29: 0.4, 30: 0.4, 31: 0.2, 79: 0.2, 80: 0.2, 81: 0.05, 82: 0.05, 2**31: 0.05, 10**12: 0.05}
    check(PiecewiseConstantDecay([30, 80], RATES), table)


def test_or_has_the_rate_after_it():
    table = {0: 0.4, 1: 0.4, 29: 0.4, 30: 0.2, 31: 0.2, 79: 0.2, 80: 0.05, 81: 0.05, 2**31: 0.05, 10**12: 0.05}
    check(PiecewiseConstantDecay([30, 80], RATES, at_boundary="after"), table)


def test_between_two_steps_both_are_the_same():
    for side in ("before", "after"):
        check(PiecewiseConstantDecay([29.5, 80.5], RATES, at_boundary=side), {29: 0.4, 30: 0.2, 80: 0.2, 81: 0.05})


def test_a_boundary_at_step_0():
    check(PiecewiseConstantDecay([0], [0.4, 0.2]), {0: 0.4, 0.5: 0.2, 1: 0.2, 2**31: 0.2})
    check(PiecewiseConstantDecay([0], [0.4, 0.2], at_boundary="after"), {0: 0.2, 1: 0.2})


def test_rates_may_rise_and_be_0():
    check(PiecewiseConstantDecay([10, 20], [0.0, 0.4, 0.0]), {0: 0.0, 10: 0.0, 11: 0.4, 20: 0.4, 21: 0.0, 2**31: 0.0})


def test_one_rate_alone():
    check(PiecewiseConstantDecay([], [0.4]), {0: 0.4, 1000: 0.4, 2**31: 0.4})


def test_large_boundaries_are_exact():
    # Float32 does not tell these steps apart.
    check(
        PiecewiseConstantDecay([2**24 + 1, 2**31], RATES), {2**24 + 1: 0.4, 2**24 + 2: 0.2, 2**31: 0.2, 2**31 + 1: 0.05}
    )
