"""Values of the straight line, computed by hand."""

from test_values import check

from lrnotes import Constant, LinearDecay


def test_linear_decay_to_zero():
    check(
        LinearDecay(0.8, 64), {0: 0.8, 1: 0.7875, 16: 0.6, 32: 0.4, 48: 0.2, 63: 0.0125, 64: 0.0, 65: 0.0, 2**31: 0.0}
    )


def test_linear_decay_to_a_rate():
    check(LinearDecay(0.8, 60, 0.2), {0: 0.8, 1: 0.79, 20: 0.6, 30: 0.5, 59: 0.21, 60: 0.2, 61: 0.2, 10**12: 0.2})


def test_linear_decay_may_rise():
    check(LinearDecay(0.2, 60, 0.8), {0: 0.2, 1: 0.21, 30: 0.5, 59: 0.79, 60: 0.8, 2**31: 0.8})


def test_a_length_that_is_not_whole():
    check(LinearDecay(0.5, 2.5), {0: 0.5, 1: 0.3, 2: 0.1, 2.5: 0.0, 3: 0.0})


def test_with_a_warm_up_it_is_linear_of_hugging_face():
    # get_linear_schedule_with_warmup, 20 of 100 steps: t / 20, then (100 - t) / 80.
    table = {0: 0.0, 1: 0.04, 10: 0.4, 19: 0.76, 20: 0.8, 21: 0.79, 60: 0.4, 99: 0.01, 100: 0.0, 101: 0.0, 2**31: 0.0}
    check(LinearDecay(0.8, 80).warmup(20), table)


def test_a_product_with_a_line_is_a_line_of_big_vision():
    # There a warm-up and a cooldown are factors; from 0 over 10 steps, down over the last 20 of 100.
    held = Constant(0.8).warmup(10) * Constant(1.0).then(LinearDecay(1.0, 20), at=80)
    check(held, {0: 0.0, 5: 0.4, 10: 0.8, 79: 0.8, 80: 0.8, 90: 0.4, 100: 0.0, 101: 0.0})
