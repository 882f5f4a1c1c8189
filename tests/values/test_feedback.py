"""Values by hand of the family in lrnotes/schedules/feedback.py: from the libraries' descriptions of their rules."""

import math

import pytest

from lrnotes import GreedyLR, ReduceLROnPlateau
from support.values import check_rates


def test_one_loss_curve_and_three_answers():
    """Best at epoch 1; then no improvement.

    With patience=2, PyTorch waits for a third bad epoch, Keras and Optax for the second. The fall at epoch 6, of 0.004,
    is 0.5% of the best: more than PyTorch's relative 0.001, less than Keras's absolute 0.01.
    """
    losses = [1.0, 0.8, 0.8, 0.8, 0.8, 0.8, 0.796, 0.796, 0.796]
    torch = ReduceLROnPlateau(1.0, 0.5, patience=2, rtol=1e-3)
    keras = ReduceLROnPlateau(
        1.0, 0.5, patience=2, rtol=0.0, atol=0.01, eps=0.0, patience_rule=">=", last_of_cooldown="counted"
    )
    optax = ReduceLROnPlateau(1.0, 0.5, patience=2, rtol=1e-3, eps=0.0, patience_rule="==")
    #   epoch                      0    1    2    3    4    5    6     7     8     9
    check_rates(torch, losses, [1, 1, 1, 1, 1, 0.5, 0.5, 0.5, 0.5, 0.5])
    check_rates(keras, losses, [1, 1, 1, 1, 0.5, 0.5, 0.25, 0.25, 0.125, 0.125])
    check_rates(optax, losses, [1, 1, 1, 1, 0.5, 0.5, 0.25, 0.25, 0.25, 0.125])


PLATEAU = {
    "patience 0: every bad one": ({"patience": 0}, [1, 1, 1], [1, 1, 0.5, 0.25]),
    "patience 0, counted up to": ({"patience": 0, "patience_rule": ">="}, [1, 1, 1], [1, 1, 0.5, 0.25]),
    "an improvement starts the count again": ({"patience": 1}, [3, 3, 2, 2, 2], [1, 1, 1, 1, 1, 0.5]),
    "exactly the threshold is none": ({"patience": 0, "rtol": 0.25}, [4, 3], [1, 1, 0.5]),
    "below it is one": ({"patience": 0, "rtol": 0.25}, [4, 2.999], [1, 1, 1]),
    "exactly the absolute one is none": ({"patience": 0, "rtol": 0.0, "atol": 1}, [4, 3], [1, 1, 0.5]),
    "both tolerances": ({"patience": 0, "rtol": 0.25, "atol": 1}, [4, 2.5, 2], [1, 1, 0.5, 0.25]),
    "the best is kept, not the last": ({"patience": 0}, [1, 2, 1.5], [1, 1, 0.5, 0.25]),
    "max": ({"patience": 0, "mode": "max"}, [1, 2, 2, 3], [1, 1, 1, 0.5, 0.5]),
    "a cooldown": ({"patience": 0, "cooldown": 2}, [1, 1, 1, 1, 1], [1, 1, 0.5, 0.5, 0.5, 0.25]),
    "its last one counts": (
        {"patience": 0, "cooldown": 2, "last_of_cooldown": "counted"}, [1, 1, 1, 1, 1], [1, 1, 0.5, 0.5, 0.25, 0.25],
    ),
    "a cooldown keeps the best": ({"patience": 0, "cooldown": 1}, [3, 3, 1, 2, 2], [1, 1, 0.5, 0.5, 0.25, 0.25]),
    "the lowest rate": ({"patience": 0, "min_lr": 0.3}, [1, 1, 1, 1], [1, 1, 0.5, 0.3, 0.3]),
    "a reduction too small": ({"patience": 0, "eps": 0.3}, [1, 1, 1, 1], [1, 1, 0.5, 0.5, 0.5]),
    "a reduction of exactly eps": ({"patience": 0, "eps": 0.5}, [1, 1, 1], [1, 1, 1, 1]),
    "no rate is lifted": ({"patience": 0, "min_lr": 3.0}, [1, 1, 1], [1, 1, 1, 1]),
    "NaN is no improvement": ({"patience": 1}, [1, math.nan, math.nan, 0.5], [1, 1, 1, 0.5, 0.5]),
    "nor is infinity": ({"patience": 0}, [math.inf, 1, 0.5], [1, 0.5, 0.5, 0.5]),
    # Below zero the relative threshold lies on the wrong side of the best: worse passes for better.
    "negative losses": ({"patience": 0, "rtol": 0.25}, [-4, -3.5, -3], [1, 1, 1, 1]),
    "no metrics": ({}, [], [1]),
}  # fmt: skip
GREEDY = {
    "up": ({"patience": 1}, [9, 8, 7, 6, 5], [0.125, 0.125, 0.25, 0.25, 0.5, 0.5]),
    "down": ({"patience": 1}, [9, 9, 9, 9, 9], [0.125, 0.125, 0.125, 0.0625, 0.0625, 0.03125]),
    "the highest rate": ({"patience": 0, "max_lr": 0.3}, [9, 8, 7], [0.125, 0.25, 0.3, 0.3]),
    "a warm-up": ({"patience": 0, "warmup": 1}, [9, 8, 7, 6], [0.125, 0.25, 0.25, 0.5, 0.5]),
    "what a warm-up sees is not the best": ({"patience": 0, "warmup": 1}, [9, 7, 8], [0.125, 0.25, 0.25, 0.5]),
    "a cooldown": ({"patience": 0, "cooldown": 1}, [9, 9, 9, 9], [0.125, 0.25, 0.125, 0.125, 0.0625]),
    "a change too small": ({"patience": 0, "eps": 0.1}, [9, 9, 9, 9], [0.125, 0.25, 0.125, 0.125, 0.125]),
    "changes of exactly eps": ({"patience": 0, "eps": 0.125}, [9, 8, 7], [0.125, 0.125, 0.125, 0.125]),
    "mean of two": ({"patience": 0, "smooth": True, "window_size": 2}, [4, 2, 4, 0], [0.125, 0.25, 0.5, 0.25, 0.5]),
    "a mean that is the threshold lower is none": (
        {"patience": 0, "rtol": 0.0, "atol": 1.0, "smooth": True, "window_size": 2}, [4, 4, 2],
        [0.125, 0.25, 0.125, 0.0625],
    ),
    "a mean half a thousandth lower is one": (
        {"patience": 0, "rtol": 0.0, "atol": 1.0, "smooth": True, "window_size": 2}, [4, 4, 1.999],
        [0.125, 0.25, 0.125, 0.25],
    ),
    # The reduction that arrives at the lowest rate is the first that counts; the second starts all afresh.
    "afresh": (
        {"patience": 0, "min_lr": 0.0625, "reset_start": 2}, [9, 9, 9, 9, 9],
        [0.125, 0.25, 0.125, 0.0625, 0.125, 0.25],
    ),
    "max": ({"patience": 0, "mode": "max", "rtol": 0.5, "atol": 0.0}, [2, 3, 4], [0.125, 0.25, 0.125, 0.25]),
    "a rate below the lowest is left there": ({"patience": 0, "min_lr": 0.5}, [9, 9, 9], [0.125, 0.25, 0.25, 0.25]),
}  # fmt: skip


@pytest.mark.parametrize("arguments, losses, expected", PLATEAU.values(), ids=PLATEAU)
def test_reduce_on_plateau(arguments, losses, expected):
    check_rates(ReduceLROnPlateau(1.0, factor=0.5, **arguments), losses, expected)


@pytest.mark.parametrize("arguments, losses, expected", GREEDY.values(), ids=GREEDY)
def test_greedy(arguments, losses, expected):
    check_rates(GreedyLR(0.125, factor=0.5, **arguments), losses, expected)
