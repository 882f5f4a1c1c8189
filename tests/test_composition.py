"""Schedules made of schedules: what holds at and around every join."""

import math

import numpy as np
import pytest
import tensorflow as tf
from hypothesis import given, settings
from hypothesis import strategies as st

import lrnotes
from lrnotes import CosineDecay, LinearCosineDecay, Schedule, TriangularCyclicalLearningRate
from lrnotes.core.composition import Repeat, Scaled, Then, Warmup
from lrnotes.core.function_schedule import FunctionSchedule
from settings import SCHEDULES, STEPS, lrfn

every_schedule = pytest.mark.parametrize("schedule", SCHEDULES.values(), ids=SCHEDULES)
COSINE = CosineDecay(0.8, 60)  # 0.8, 0.6, 0.4, 0.2, 0 at 0, 20, 30, 40, 60
LINE = LinearCosineDecay(0.4, 40, 0, 0, 0)  # 0.4 to 0 in a straight line


class Step(Schedule):
    """The step itself: shows exactly what an inner schedule is asked."""

    def formula(self, xp, step):
        return step


def check(schedule, table):
    near = {step: pytest.approx(value, rel=1e-12, abs=1e-16) for step, value in table.items()}
    assert {step: schedule(step) for step in table} == near


# warmup


def test_warmup_of_a_constant_schedule_is_a_straight_line():
    flat = Schedule.from_function(lambda step: 0.8)
    check(flat.warmup(8), {0: 0.0, 1: 0.1, 2: 0.2, 4: 0.4, 7: 0.7, 7.5: 0.75, 8: 0.8, 9: 0.8, 10**12: 0.8})
    check(flat.warmup(8, 0.4), {0: 0.4, 2: 0.5, 4: 0.6, 8: 0.8, 9: 0.8})
    check(flat.warmup(8, 1.6), {0: 1.6, 4: 1.2, 8: 0.8})  # downwards
    check(flat.warmup(0.5), {0: 0.0, 0.25: 0.4, 0.5: 0.8, 1: 0.8})


def test_warmup_goes_to_the_first_rate_and_the_schedule_starts_there():
    check(COSINE.warmup(8), {0: 0.0, 2: 0.2, 7: 0.7, 8: 0.8, 28: 0.6, 38: 0.4, 48: 0.2, 68: 0.0, 69: 0.0})
    check(LINE.warmup(10, 0.1), {0: 0.1, 5: 0.25, 10: 0.4, 11: 0.39, 50: 0.0})


@every_schedule
@pytest.mark.parametrize("length", [1, 7, 41, 2.5])
def test_warmup_is_continuous_at_its_end(schedule, length):
    warmed, first = schedule.warmup(length), schedule(0)
    assert warmed(length) == first
    assert warmed(math.nextafter(length, 0)) == pytest.approx(first, rel=1e-12)
    assert warmed(length + 26) == schedule(26)


# then


def test_then():
    joined = COSINE.then(LINE, at=60)
    check(joined, {0: 0.8, 20: 0.6, 40: 0.2, 60: 0.4, 61: 0.39, 70: 0.3, 100: 0.0, 101: 0.0, 10**12: 0.0})
    assert joined(59) == COSINE(59) and joined(59.999) == COSINE(59.999)


def test_then_may_cut_the_first_schedule_short_or_wait_for_the_second():
    check(COSINE.then(LINE, at=30), {20: 0.6, 29.999999999: 0.4 + 2.0943951e-11, 30: 0.4, 40: 0.3, 70: 0.0})
    check(COSINE.then(LINE, at=90), {60: 0.0, 89: 0.0, 90: 0.4, 100: 0.3})
    check(LINE.then(COSINE, at=0.5), {0: 0.4, 0.25: 0.3975, 0.5: 0.8, 20.5: 0.6})


names = st.sampled_from(sorted(SCHEDULES))
lengths = st.integers(1, 10**6)


@settings(deadline=None, derandomize=True, database=None, max_examples=60)
@given(names, names, names, lengths, lengths, st.lists(st.integers(0, 2**31), min_size=1, max_size=9))
def test_then_is_associative(first, second, third, length, next_length, steps):
    a, b, c = SCHEDULES[first], SCHEDULES[second], SCHEDULES[third]
    joins = [length, length + next_length]
    steps = [*steps, *joins, *(join - 1 for join in joins), *(join + 1 for join in joins)]
    left = a.then(b, at=length).then(c, at=length + next_length)
    right = a.then(b.then(c, at=next_length), at=length)
    assert [left(step) for step in steps] == [right(step) for step in steps]
    np.testing.assert_array_equal(left(steps), right(steps))


# repeat


def test_repeat():
    restarts = COSINE.repeat(every=60)
    check(
        restarts,
        {0: 0.8, 20: 0.6, 40: 0.2, 60: 0.8, 80: 0.6, 100: 0.2, 120: 0.8, 60 * 10**9: 0.8, 60 * 10**9 + 30: 0.4},
    )
    assert restarts(59) == COSINE(59) == restarts(119)


def test_repeat_may_cut_the_schedule_short_or_wait_at_its_end():
    check(COSINE.repeat(every=30), {20: 0.6, 30: 0.8, 50: 0.6, 60: 0.8})
    check(COSINE.repeat(every=90), {60: 0.0, 89: 0.0, 90: 0.8, 130: 0.2, 150: 0.0, 180: 0.8})
    check(LINE.repeat(every=2.5), {0: 0.4, 2: 0.38, 2.5: 0.4, 3: 0.395, 5: 0.4, 7: 0.38, 10**6: 0.4})


@pytest.mark.parametrize("every", [3, 41, 97, 249, 1000, 65537, 2**31 - 1])
def test_repeat_is_exact_at_every_multiple(every):
    clock = Step().repeat(every=every)
    # All multiples up to 2**31, thinned out to a million where there are more.
    count = 2**31 // every
    starts = every * np.arange(0, count + 1, max(1, count // 10**6))
    assert not clock(starts).any()
    assert (clock(starts[1:] - 1) == every - 1).all()
    assert (clock(starts + 1) == (1 if every > 1 else 0)).all()
    last = every * count
    assert [clock(last - 1), clock(last), clock(last + 1)] == [every - 1, 0, 1]


@pytest.mark.parametrize("compiled", [False, True])
def test_repeat_is_exact_at_many_multiples_in_tensorflow(compiled):
    for every in (3, 41, 97, 249):
        starts = every * np.linspace(0, 2**31 // every, 50000).astype(np.int64)
        clock = Step().repeat(every=every)
        call = tf.function(clock, jit_compile=True) if compiled else clock
        assert not call(tf.constant(starts, tf.float64)).numpy().any()
        assert (call(tf.constant(starts[1:] - 1, tf.float64)).numpy() == every - 1).all()


def test_an_inner_schedule_is_never_asked_for_a_step_outside_its_period():
    # A step of -1e-12 is enough to make the square root of a reader's own function fail.
    steps = np.arange(50000)
    for every in (1.08, 2.2, 12.7, 37.63, 46.27):
        clock = Step().repeat(every=every)
        for asked in (clock(steps), clock(tf.constant(steps, tf.float64)).numpy()):
            assert 0 <= asked.min() and asked.max() < every, every
        root = Schedule.from_function(lambda step: math.sqrt(step)).repeat(every=every)
        assert np.isfinite(root(steps)).all()


@every_schedule
def test_the_second_round_is_the_first(schedule):
    steps = np.arange(97)
    np.testing.assert_array_equal(schedule.repeat(every=97)(steps + 97 * 12345), schedule(steps))


# times a number


@every_schedule
def test_scaled(schedule):
    half = 0.5 * schedule
    assert half == schedule * 0.5 == np.float64(0.5) * schedule == schedule * np.float32(0.5)
    np.testing.assert_array_equal(half(STEPS), 0.5 * schedule(STEPS))
    assert (0 * schedule)(5) == 0.0
    assert (3 * schedule)(5) == pytest.approx(3 * schedule(5), rel=1e-15)


# a reader's own function


def test_a_function_with_a_branch():
    schedule = Schedule.from_function(lrfn, name="mine")
    assert schedule.name == "mine"
    check(schedule, {0: 0.1, 29: 0.1, 30: 0.1, 31: 0.05, 33: 0.0125})
    np.testing.assert_array_equal(schedule(np.array([[0, 29], [31, 33]])), [[0.1, 0.1], [0.05, 0.0125]])
    assert schedule(np.int64(31)) == 0.05
    assert float(schedule(tf.constant(31))) == np.float32(0.05)  # eager tensors may branch


def test_a_function_that_uses_math():
    schedule = Schedule.from_function(lambda step: 0.1 * math.exp(-step / 10))
    check(schedule.repeat(every=20).warmup(10), {5: 0.05, 10: 0.1, 20: 0.1 / math.e, 29: 0.1 * math.exp(-1.9), 30: 0.1})


def test_a_function_of_arithmetic_works_on_tensors_of_any_shape():
    schedule = Schedule.from_function(lambda step: 0.1 * 0.5 ** (step / 10))
    for call in (schedule, tf.function(schedule), tf.function(schedule, jit_compile=True)):
        rates = call(tf.constant([[0.0, 10.0], [20.0, 30.0]], tf.float64))
        np.testing.assert_allclose(rates.numpy(), [[0.1, 0.05], [0.025, 0.0125]], rtol=1e-12)


def test_a_function_may_look_whole_steps_up_in_a_table():
    # In a training loop the step is an int, so a table works there; then it must work in a plot.
    table = [0.1, 0.01, 0.001]
    schedule = Schedule.from_function(lambda step: table[min(step // 30, 2)])
    check(schedule, {0: 0.1, 30: 0.01, 59: 0.01, 60: 0.001, 1000: 0.001})
    np.testing.assert_array_equal(schedule(np.array([0, 30, 59, 60])), [0.1, 0.01, 0.01, 0.001])
    np.testing.assert_array_equal(schedule([0, 30, 59, 60]), [0.1, 0.01, 0.01, 0.001])
    assert len(lrnotes.plot(schedule, 90).axes) == 2


# compositions of compositions


def test_cosine_restarts_each_half_as_high():
    sgdr = COSINE.then(0.5 * COSINE, at=60).then(0.25 * COSINE, at=120)
    check(sgdr, {0: 0.8, 30: 0.4, 60: 0.4, 90: 0.2, 120: 0.2, 150: 0.1, 180: 0.0, 10**6: 0.0})


def test_warm_up_then_restarts_then_an_end_all_scaled():
    schedule = 0.5 * COSINE.repeat(every=60).warmup(8).then(LINE, at=128)
    check(schedule, {0: 0.0, 4: 0.2, 8: 0.4, 28: 0.3, 68: 0.4, 88: 0.3, 108: 0.1, 128: 0.2, 148: 0.1, 168: 0.0})


def test_repeating_a_repetition():
    check(COSINE.repeat(every=60).repeat(every=90), {60: 0.8, 80: 0.6, 90: 0.8, 110: 0.6, 150: 0.8, 180: 0.8})


def test_warming_up_a_warm_up():
    # The inner one starts at 0, and so does the line that leads to it.
    check(LINE.warmup(10).warmup(5), {0: 0.0, 4: 0.0, 5: 0.0, 10: 0.2, 15: 0.4, 16: 0.39})


NESTED = {
    "restarts": COSINE.then(0.5 * COSINE, at=60).then(0.25 * COSINE, at=120),
    "all": 0.5 * COSINE.repeat(every=60).warmup(8).then(LINE, at=128),
    "cyclical": TriangularCyclicalLearningRate(0.1, 0.5, 10).warmup(5).then(SCHEDULES["noisy linear cosine"], at=45),
    "from a function": Schedule.from_function(lambda step: 0.5 / (1 + step)).repeat(every=7).warmup(3),
}


@pytest.mark.parametrize("schedule", NESTED.values(), ids=NESTED)
def test_a_composition_is_a_schedule_like_any_other(schedule):
    assert isinstance(schedule, Schedule)
    for method in ("warmup", "then", "repeat", "__mul__", "get_config"):
        assert callable(getattr(schedule, method))
    loop = [schedule(step) for step in STEPS.tolist()]
    rates = schedule(STEPS)
    np.testing.assert_allclose(rates, loop, rtol=0, atol=1e-15)
    assert schedule(STEPS.reshape(3, 7)).shape == (3, 7)
    for call in (schedule, tf.function(schedule), tf.function(schedule, jit_compile=True)):
        np.testing.assert_allclose(call(tf.constant(STEPS)).numpy(), rates, rtol=0, atol=1e-12)


def test_what_each_method_makes():
    assert COSINE.warmup(8) == COSINE.warmup(8, 0.0) == Warmup(COSINE, 8)
    assert COSINE.warmup(8, initial_learning_rate=0.1) == Warmup(COSINE, 8, 0.1)
    assert COSINE.then(LINE, at=60) == Then(COSINE, LINE, 60)
    assert COSINE.repeat(every=60) == Repeat(COSINE, 60)
    assert 0.5 * COSINE == Scaled(COSINE, 0.5)
    assert Schedule.from_function(lrfn) == COSINE.from_function(lrfn) == FunctionSchedule(lrfn)
