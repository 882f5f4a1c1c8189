"""What the glossary says that Optax's schedules are here, against Optax."""

import optax
import pytest

from support.names_elsewhere import LETTERS, calls_of


@pytest.mark.parametrize("call, schedule", calls_of(optax), ids=lambda each: str(each).partition("(")[0])
def test_optax(call, schedule):
    original = eval(call, {**vars(optax), **LETTERS})
    for step in range(LETTERS["N"] + 20):
        assert float(original(step)) == pytest.approx(schedule(step), abs=2e-6 * LETTERS["lr"])


def test_there_is_something_to_compare():
    assert len(calls_of(optax)) == 4
