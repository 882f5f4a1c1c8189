"""Formulas as compiled Python functions: the same floats as the formula itself, to the last bit."""

import copy
import dataclasses
import math
import pickle
import threading
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

import lrnotes
from lrnotes.writers.python import FRACTION, WHOLE, compiled
from lrnotes.xp.python import namespace as python
from settings import SCHEDULES
from writers.test_javascript import COMPOSED

EVERY = {**SCHEDULES, **COMPOSED}
WHOLE_STEPS = [*range(131), 150, 189, 190, 191, 999, 1000, 2**31, 10**12]
WHOLE_STEPS += [2**53 - 1, 2**53, 2**53 + 1, 2**60 + 1, 10**25]
FRACTIONS = [0.0, 0.5, 0.1, 7.25, 9.999, 10.0, 40.999999, 41.0, 50.0, 99.5, 130.5, 1e6 + 0.5, 2.0**53, 1e15 + 0.5, 1e25]


def plain(schedule, step):
    """What the formula gives on Python's numbers; None where Python has no number for it."""
    try:
        return float(schedule.formula(python, step))
    except (ArithmeticError, ValueError):
        return None


@pytest.mark.parametrize("name", EVERY)
def test_the_compiled_function_gives_the_floats_of_the_formula(name):
    schedule, compared = EVERY[name], 0
    for steps, kind in ((WHOLE_STEPS, WHOLE), (FRACTIONS, FRACTION)):
        function = compiled(schedule.formula, kind)
        for step in steps:
            expected = plain(schedule, step)
            if expected is not None:
                assert repr(function(step)) == repr(expected), step
                compared += 1
    assert compared >= 120


@pytest.mark.parametrize("name", EVERY)
def test_a_call_gives_the_floats_of_the_formula(name):
    schedule = dataclasses.replace(EVERY[name])
    for step in [*WHOLE_STEPS, *FRACTIONS]:
        rate, expected = schedule(step), plain(schedule, step)
        assert type(rate) is float
        assert expected is None or repr(rate) == repr(expected), step


def reader(operation, **fields):
    class Reader(lrnotes.Schedule):
        __annotations__ = dict.fromkeys(fields, object)

        def formula(self, xp, step):
            return operation(self, xp, step)

    return Reader(**fields)


OPERATIONS = {
    "remainders": lambda self, xp, t: (t - 50) % 7 + t % -7 + (50 - t) // 7 + t // 3,
    "powers": lambda self, xp, t: (-t) ** 2 + 2 ** -(t / 100) - (1 + t) ** -0.5 + (-2.0) ** xp.floor(t / 50) + 3.0**t,
    "the sign of zero": lambda self, xp, t: -(xp.maximum(t - 20, 0) * -1.0) * xp.minimum(-t, 0) * -0.0,
    "zeros of both kinds": lambda self, xp, t: xp.maximum(0, -0.0 * t) + xp.minimum(0 * t, -0.0),
    "ties": lambda self, xp, t: xp.maximum(t, 7) / 2 + xp.maximum(7, t) / 2 + xp.minimum(t, 7.0) + xp.minimum(7.0, t),
    "large whole numbers": lambda self, xp, t: t * 9007199254740993 * 3 / (t + 9007199254740993) + (2**60 + 1 + t) / 3,
    "quotients beyond 2**53": lambda self, xp, t: (t + 2**53) / 3 + (2**53 + 1) / (1 + t) + xp.maximum(t, 2**54) / 7,
    "comparisons beyond 2**53": lambda self, xp, t: xp.where(t < 2**53 + 1, 0.1, 0.2) + xp.where(t <= 2.0**53, 1, 2),
    "one and one point nought": lambda self, xp, t: (t + 1) % 7 + (t + 1.0) % 7 * 10 + (t * 1) % 3 + (t * 1.0) % 3,
    "no float at all": lambda self, xp, t: t * t + 3,
    "whole numbers and floats alike": lambda self, xp, t: xp.where(t < 10, t, t / 3) * 3 + xp.where(t > 5, 1, 0.5) ** 2,
    "a truth value": lambda self, xp, t: (t > 5) * 0.25 + (t <= 3),
    "a constant": lambda self, xp, t: 0.25,
    "a whole constant": lambda self, xp, t: 1,
    "NumPy's numbers": lambda self, xp, t: np.float64(0.1) * t + np.int64(3) * t,
    "absolute values": lambda self, xp, t: abs(t - 3) - xp.abs(5 - t) * 0.1 + abs(-0.0 * t),
    "the step itself": lambda self, xp, t: t,
}


@pytest.mark.parametrize("operation", OPERATIONS.values(), ids=OPERATIONS)
def test_operations(operation):
    schedule = reader(operation)
    for steps, kind in ((WHOLE_STEPS, WHOLE), (FRACTIONS, FRACTION)):
        function = compiled(schedule.formula, kind)
        for step in steps:
            expected = plain(schedule, step)
            if expected is not None:
                assert repr(function(step)) == repr(expected), step


def test_common_values_are_computed_once_and_branches_only_where_they_are_chosen():
    asked = []

    def function(step):
        asked.append(step)
        return 0.5

    half = lrnotes.Schedule.from_function(function)
    twice = (half * half).then(lrnotes.Constant(0.1), at=10)
    asked.clear()
    run = compiled(twice.formula, WHOLE)
    assert run(5) == 0.25 and asked == [5]
    assert run(10) == 0.1 and asked == [5]


# What cannot be compiled runs as it is


def test_a_formula_that_branches_runs_as_it_is():
    schedule = reader(lambda self, xp, t: 0.1 if t < 3 else 0.2)
    assert [schedule(step) for step in (0, 2, 3, 2.5)] == [0.1, 0.1, 0.2, 0.1]


def test_a_formula_that_asks_what_its_step_is_runs_as_it_is():
    schedule = reader(lambda self, xp, t: 0.1 if isinstance(t, int) else 0.2)
    assert [schedule(step) for step in (0, 3, 2.5, 4)] == [0.1, 0.1, 0.2, 0.1]


def test_a_readers_function_is_called_once_for_each_rate():
    asked = []
    schedule = lrnotes.Schedule.from_function(lambda step: asked.append(step) or 0.1)
    asked.clear()
    for step in (3, 3, 4):
        schedule(step)
    assert asked == [3, 3, 4]


def test_a_formula_that_looks_its_step_up_runs_as_it_is():
    schedule = reader(lambda self, xp, t: self.table[t], table=[0.1, 0.2, 0.3])
    assert [schedule(step) for step in (0, 1, 2)] == [0.1, 0.2, 0.3]
    with pytest.raises(IndexError):
        schedule(3)


def test_too_many_choices_within_each_other_run_as_they_are():
    def formula(self, xp, t):
        for place in range(400):
            t = xp.where(t < 1000 + place, xp.cos(t) + 1000, xp.exp(-t)) + xp.where(t < place, 1, xp.sqrt(t))
        return t

    schedule = reader(formula)
    assert schedule(3) == schedule.formula(python, 3)


# Nothing else sees it


@pytest.mark.parametrize("name", ["cosine with warm-up", "then", "piecewise constant"])
def test_copies_comparisons_and_texts_do_not_see_it(name):
    called, fresh = dataclasses.replace(EVERY[name]), dataclasses.replace(EVERY[name])
    rate = called(3), called(3.5)
    assert vars(called) == vars(fresh)
    assert (called, hash(called), repr(called)) == (fresh, hash(fresh), repr(fresh))
    assert pickle.dumps(called) == pickle.dumps(fresh)
    pickled = pickle.loads(pickle.dumps(called))
    for twin in (pickled, copy.copy(called), copy.deepcopy(called), dataclasses.replace(called)):
        assert twin == called and (twin(3), twin(3.5)) == rate


def test_another_instance_has_another_function():
    one, other = lrnotes.LinearDecay(0.1, 100), lrnotes.LinearDecay(0.2, 100)
    assert (one(50), other(50), dataclasses.replace(one, decay_steps=200)(50)) == (0.05, 0.1, 0.07500000000000001)


def test_threads_get_the_same_rates():
    schedules = [dataclasses.replace(each) for each in SCHEDULES.values()]
    expected = [[each.formula(python, step) for step in range(40)] for each in schedules]
    found = []

    def work():
        found.append([[each(step) for step in range(40)] for each in schedules])

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [expected] * 8


# Infinite numbers: as in arrays

OVERFLOWING = {
    "a part that is not chosen": lrnotes.ExponentialDecay(1e-5, 10, 2.0).then(lrnotes.CosineDecay(0.01, 10**5), at=100),
    "clipped": lrnotes.ExponentialDecay(1e-5, 10, 2.0).clip(0.0, 0.1),
    "stairs that rise": lrnotes.StepDecay(0.1, 10, 2.0),
    "peaks that rise": lrnotes.CosineDecayRestarts(0.1, 1, 1.0, 2.0),
    "a variance that vanishes": lrnotes.NoisyLinearCosineDecay(0.01, 10**5, variance_decay=70.0),
    "e to a large power": reader(lambda self, xp, t: xp.exp(t)),
    "the root of a negative number": reader(lambda self, xp, t: xp.sqrt(10240 - t)),
    "the logarithm of 0": reader(lambda self, xp, t: xp.log(10240 - t)),
    "a negative number to a fractional power": reader(lambda self, xp, t: (10240 - t) ** 0.5),
    "a division by 0 that is not chosen": reader(lambda self, xp, t: xp.where(t == 0, 0.1, 1 / t)),
    "the least of a complex number": reader(lambda self, xp, t: xp.minimum((10240 - t) ** 0.5, 3)),
}


@pytest.mark.parametrize("schedule", OVERFLOWING.values(), ids=OVERFLOWING)
def test_where_python_raises_an_error_a_number_is_what_it_is_in_an_array(schedule):
    steps = [0, 1, 99, 100, 101, 10239, 10240, 10241, 30000, 20001.5]
    expected = schedule(np.array(steps))
    for step, rate in zip(steps, expected, strict=True):
        assert schedule(step) == pytest.approx(rate, rel=1e-12, abs=1e-300, nan_ok=True), step
        assert schedule(np.float64(step)) == pytest.approx(rate, rel=1e-12, abs=1e-300, nan_ok=True), step


def test_the_values_after_an_overflow():
    joined = OVERFLOWING["a part that is not chosen"]
    assert joined(20100) == 0.01 * (1 + math.cos(math.pi * 0.2)) / 2
    assert OVERFLOWING["clipped"](20000) == 0.1
    assert OVERFLOWING["stairs that rise"](10240) == math.inf
    # (1 + 30000) ** 70 is infinite: no noise is left.
    assert OVERFLOWING["a variance that vanishes"](30000) == lrnotes.LinearCosineDecay(0.01, 10**5)(30000)


# A reader's function


def test_a_part_is_asked_for_its_own_steps_alone():
    table = [0.1 * (place + 1) for place in range(10)]
    joined = lrnotes.Schedule.from_function(lambda step: table[step]).then(lrnotes.Constant(0.01), at=10)
    expected = [*table, 0.01, 0.01]
    assert [joined(step) for step in range(12)] == expected
    assert joined(np.arange(12)).tolist() == expected
    assert joined(np.arange(12).reshape(3, 4)).tolist() == np.reshape(expected, (3, 4)).tolist()
    assert joined([10, 11]).tolist() == [0.01, 0.01] and joined([9]).tolist() == table[9:]
    later = lrnotes.Constant(0.01).then(lrnotes.Schedule.from_function(lambda step: table[step]), at=5).repeat(every=12)
    expected = [*([0.01] * 5 + table[:7]) * 2, *[0.01] * 5, 0.1]
    assert later(np.arange(30)).tolist() == [later(step) for step in range(30)] == expected


@pytest.mark.parametrize(
    "value, error, message",
    [
        (math.nan, ValueError, r"later\(3\) must be a finite number; got nan"),
        (math.inf, ValueError, r"later\(3\) must be a finite number; got inf"),
        (None, TypeError, r"later\(3\) must be a finite number; got None"),
        (np.array([0.1, 0.2]), TypeError, r"later\(3\) must be a finite number; got array"),
        ("0.1", TypeError, r"later\(3\) must be a finite number; got '0.1'"),
        (True, TypeError, r"later\(3\) must be a finite number; got True"),
    ],
    ids=str,
)
@pytest.mark.parametrize("shape", ["alone", "scaled", "a scale"])
def test_what_a_function_must_not_return(value, error, message, shape):
    def later(step):
        return 0.1 if step < 3 else value

    function = lrnotes.Schedule.from_function(later)
    schedule = {
        "alone": function,
        "scaled": 2 * function.then(function, at=50),
        "a scale": lrnotes.CyclicalLearningRate(0.1, 0.2, 1, later, "iterations"),
    }[shape]
    assert schedule(2) == schedule([2])[0]
    for step in (3, np.int64(3), np.array([3]), [0, 1, 2, 3], np.array(3)):
        with pytest.raises(error, match=f"^{message}"):
            schedule(step)


@pytest.mark.parametrize("kind", [int, np.float32, np.int64, Decimal, Fraction])
def test_numbers_of_any_kind_are_floats(kind):
    schedule = 0.5 * lrnotes.Schedule.from_function(lambda step: kind(step))
    for step in (0, 3, 4):
        assert schedule(step) == schedule([step])[0] == step / 2
        assert type(schedule(step)) is float


# A formula that writes in place


@pytest.mark.parametrize("kind", [np.float64, np.float32, np.int64])
def test_the_callers_steps_stay_as_they_are(kind):
    def formula(self, xp, step):
        step -= 1
        step *= 2
        return step + 5

    steps = np.arange(5, dtype=kind)
    assert reader(formula)(steps).tolist() == [3, 5, 7, 9, 11]
    assert steps.tolist() == [0, 1, 2, 3, 4]
    assert reader(formula)(2) == 7
