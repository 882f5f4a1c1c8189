"""Numbers that record what is computed with them."""

import math

import pytest

import lrnotes
from lrnotes.writers.recorded import (
    Decisions,
    NotRecordedError,
    RecordedNumber,
    RecordedText,
    as_float,
    is_int,
    to_digits,
    truncated,
)


def numbers(*values):
    decisions = Decisions()
    return decisions, [RecordedNumber.argument("a", place, value, decisions) for place, value in enumerate(values)]


def test_arithmetic_gives_the_value_the_source_and_a_function_of_other_numbers():
    _, (a, b) = numbers(3.0, 8.0)
    computed = round((a + 1) * b / 4 - abs(-b) % 3)
    assert computed.source == (
        "halfEven(((((a[0] + 1) * a[1]) / 4) - (Math.abs((-a[1])) - 3 * Math.floor(Math.abs((-a[1])) / 3))))"
    )
    assert float.__eq__(computed, float(round(4 * 8 / 4 - 8 % 3)))
    assert computed.evaluate([2.0, 5.0]) == round(3 * 5 / 4 - 5 % 3)


def test_comparisons_are_recorded_once_and_in_their_order():
    decisions, (a, b) = numbers(2.0, 5.0)
    assert a < b and not a > 3 and a and a == 2 and b.is_integer() and a < b
    assert a < math.inf  # holds for all numbers
    assert list(decisions.made) == ["a[0] < a[1]", "a[0] > 3", "a[0] === 0", "a[0] === 2", "Number.isInteger(a[1])"]
    assert [holds for _, holds in decisions.made.values()] == [True, False, False, True, True]
    assert [evaluate([9.0, 5.5]) for evaluate, _ in decisions.made.values()] == [False, True, False, False, False]


def test_a_number_that_leaves_the_record_is_no_ordinary_error():
    _, (a,) = numbers(2.5)
    for leave in (float, int, lambda x: f"{x:.3f}"):
        with pytest.raises(NotRecordedError):
            leave(a)
    assert as_float(a) is a and truncated(a).source == "Math.trunc(a[0])" and not is_int(a)
    assert to_digits(a / 3, 3).source == "+((a[0] / 3)).toPrecision(3)"


def test_a_count_of_things_holds_for_that_count_alone():
    decisions, (a,) = numbers(2.0)
    assert list(range(a)) == [0, 1]
    assert list(decisions.made) == ["a[0] === 0", "a[0] === 1", "a[0] === 2"]


def test_a_zero_that_is_divided_by_is_recorded():
    decisions, (a,) = numbers(0.0)
    with pytest.raises(ZeroDivisionError):
        1 / a
    assert list(decisions.made) == ["a[0] === 0"]


def test_a_schedule_keeps_recorded_numbers_and_its_checks_are_recorded():
    decisions, (rate, length) = numbers(0.1, 30.0)
    schedule = lrnotes.StepDecay(rate, length, 0.5)
    assert schedule.step_size.source == "a[1]" and schedule.step_size.counts
    assert "a[1] === 0" in decisions.made
    assert schedule(0).source.startswith("(a[0] * ")
    with pytest.raises(ValueError, match="step_size must be"):
        lrnotes.StepDecay(rate, 0 * length)


def test_a_time_is_a_text_with_a_number():
    _, (a,) = numbers(300.0)
    time = RecordedText.make(a, "ba")
    assert time == "300ba" and time.number is a and "a[0]" in repr(time)
