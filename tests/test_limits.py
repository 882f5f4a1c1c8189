"""What is allowed can be computed: at both ends of every declared limit, in every way, the same rates."""

import re

import numpy as np
import pytest
import tensorflow as tf

import lrnotes
from lrnotes.core.base import substitute
from lrnotes.writers.javascript import schedule_program
from support.javascript import computed
from support.limits import AT_THE_ENDS, STEPS, differences


def test_every_parameter_is_tried_at_both_ends():
    assert len(AT_THE_ENDS) > 600


def test_numpy():
    assert differences({name: schedule(STEPS) for name, schedule in AT_THE_ENDS.items()}) == []


@pytest.mark.parametrize("kind", [int, float])
def test_one_number_at_a_time(kind):
    rates = {name: [schedule(kind(step)) for step in STEPS] for name, schedule in AT_THE_ENDS.items()}
    assert differences(rates) == []


def test_tensorflow():
    steps = tf.constant(STEPS)
    assert differences({name: schedule(steps).numpy() for name, schedule in AT_THE_ENDS.items()}) == []


def test_javascript():
    """With a parameter in place of each number, so that nothing is computed in Python."""
    questions = []
    for schedule in AT_THE_ENDS.values():
        numbers = []

        def make(parameter, schedule=schedule, numbers=numbers):
            def stand_in(path, declared, value):
                if declared and declared.switch and not value:
                    return value
                numbers.append(value)
                return parameter(len(numbers) - 1, value)

            return substitute(schedule, stand_in)

        questions.append({"source": schedule_program(make).source, "settings": [numbers], "steps": STEPS.tolist()})
    rates = dict(zip(AT_THE_ENDS, (rates for (rates,) in computed(questions)), strict=True))
    assert differences(rates) == []


@pytest.mark.parametrize(
    "make, message",
    {
        "a length": (
            lambda: lrnotes.CosineDecay(0.1, 1e-6),
            "CosineDecay: decay_steps must be a finite number of steps above 0 (at least 1e-05); got 1e-06",
        ),
        "a rate": (
            lambda: lrnotes.Constant(1e101),
            "Constant: learning_rate must be a finite number, 0 or more (at most 1e+100); got 1e+101",
        ),
        "a factor": (
            lambda: lrnotes.CosineDecayRestarts(0.1, 10, 1e101),
            "CosineDecayRestarts: t_mul must be a finite number, 1 or more (at most 1e+100); got 1e+101",
        ),
        "infinite": (
            lambda: lrnotes.Constant(float("inf")),
            "Constant: learning_rate must be a finite number, 0 or more; got inf",
        ),
        "negative": (
            lambda: lrnotes.CosineDecay(0.1, -1),
            "CosineDecay: decay_steps must be a finite number of steps above 0; got -1",
        ),
        "the scale of an inverse square root": (
            lambda: lrnotes.InfiniteSchedule(0.1, 0.01, 0.001, 1, 1, 1, 1, "inverse-sqrt", 1e-30),
            "InfiniteSchedule: timescale must be a finite number, 0.001 or more; got 1e-30",
        ),
        "a base": (
            lambda: lrnotes.WarmupStableDecay(0.1, 0, 70, 41, decay_shape="exponential", exponential_base=0.9999),
            "WarmupStableDecay: exponential_base must be a number above 0 and at most 0.999; got 0.9999",
        ),
        "rates that fall below 0": (
            lambda: lrnotes.CosineDecayRestarts(1e-8, 1, 1.0, 2.0, 2.0),
            "CosineDecayRestarts: alpha must be at most 1 for m_mul=2.0, or rates fall below 0; got 2.0",
        ),
        "an end that is not finite": (
            lambda: lrnotes.OneCycle(0.1, 100, div_factor=1e-200, final_div_factor=1e-200),
            "OneCycle: final_div_factor must leave the rate at the end finite; got 1e-200 with div_factor=1e-200",
        ),
        "stairs that rise too far": (
            lambda: lrnotes.MultiStepDecay(0.1, [1, 2, 3], 1e100),
            "MultiStepDecay: gamma must leave the last rate finite, after 3 milestones; got 1e+100",
        ),
    }.values(),
)
def test_beyond_the_limits(make, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        make()


def test_just_within_the_limits():
    assert lrnotes.CosineDecayRestarts(1e-8, 1, 1.0, 1.0, 2.0)(0) == 1e-8
    assert lrnotes.CosineDecayRestarts(1e-8, 1, 1.0, 2.0, 1.0)(3) == 1e-8
    assert lrnotes.MultiStepDecay(0.1, [1, 2], 1e100)(5) == pytest.approx(1e199)
    assert lrnotes.SlantedTriangular(0.01, 1, cut_frac=1e-300)(0) == 0.01 / 32
    # As PyTorch's formula: h is the level at the end of the cooldown.
    h = 1 / np.sqrt(2.0)
    expected = 0.01 + 0.09 * (1 / np.sqrt(1.5) - h) / (1 - h)
    schedule = lrnotes.InfiniteSchedule(0.1, 0.01, 0.001, 0, 10, 5, 0, "inverse-sqrt", 1.0)
    assert schedule(5) == pytest.approx(expected, rel=1e-14)


def test_lengths_that_no_integer_array_holds():
    """They stay floats: with an integer beyond 2**63 NumPy computes in objects."""
    schedule = lrnotes.CosineDecay(0.1, 1e30).warmup(10)
    assert type(schedule.schedule.decay_steps) is float and type(schedule.warmup_steps) is int
    assert schedule(np.array([0, 10, 10**6])).tolist() == [0.0, 0.1, 0.1]


@pytest.mark.parametrize("end_step, limit", [("after", 0.5), ("last", 0.505)])
def test_a_third_phase_needs_room(end_step, limit):
    """At the limit itself there is none: the fall to the first rate ends where the training ends."""
    with pytest.raises(ValueError, match=f"^OneCycle: pct_start must be below {limit:g} for three_phase"):
        lrnotes.OneCycle(0.1, 100, limit, three_phase=True, end_step=end_step)
    schedule = lrnotes.OneCycle(0.1, 100, limit - 0.005, "linear", three_phase=True, end_step=end_step)
    assert schedule(100) == pytest.approx(4e-7)
