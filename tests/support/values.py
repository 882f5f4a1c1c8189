"""Values by hand: how they are compared, and a way to see which there are of a class."""

import contextlib
import inspect
import itertools

import pytest

_seen = None


def near(value):
    """Equal but for rounding."""
    # The second term is for values that are 0 by hand and a rounding of the peak by machine.
    return pytest.approx(value, rel=1e-12, abs=1e-16)


def check(schedule, table):
    """A schedule has the rates of a table, by step."""
    if _seen is not None:
        _seen.append((schedule, table))
    assert {step: schedule(step) for step in table} == {step: near(value) for step, value in table.items()}


def check_rates(schedule, losses, expected):
    """A feedback schedule has these rates, from the first on, when it is told these losses."""
    if _seen is not None:
        _seen.append((schedule, losses, expected))
    assert schedule.rates(losses).tolist() == expected


@contextlib.contextmanager
def _written_down():
    global _seen
    _seen, before = [], _seen
    try:
        yield _seen
    finally:
        _seen = before


def _calls(test):
    """The arguments of each call that pytest makes of a parametrized test."""
    each = []
    for mark in getattr(test, "pytestmark", []):
        names = [name.strip() for name in mark.args[0].split(",")]
        each.append([dict(zip(names, row if len(names) > 1 else (row,), strict=True)) for row in mark.args[1]])
    for together in itertools.product(*each):
        yield {name: value for part in together for name, value in part.items()}


def tables_of(module):
    """What the tests of a module check: a schedule and its table, or a feedback schedule, its losses and its rates."""
    tests = [each for name, each in vars(module).items() if name.startswith("test_") and inspect.isfunction(each)]
    with _written_down() as seen:
        for test in tests:
            for arguments in _calls(test):
                test(**arguments)
    return seen
