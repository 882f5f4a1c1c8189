"""Schedules on SymPy's symbols: growing cycles, whose formula is another one there."""

import math

import pytest
import sympy

import lrnotes
from lrnotes.core.base import substitute

t = sympy.Symbol("t", nonnegative=True)


def restarts(step, peak, length, longer, lower):
    """Cycle by cycle, as SGDR describes it."""
    while step >= length:
        step, length, peak = step - length, length * longer, peak * lower
    return peak * (1 + math.cos(math.pi * step / length)) / 2


# Inside cycles: at their starts the logarithm of a float may fall on either side.
STEPS = [0, 3, 9.75, 12, 24.5, 26, 47, 60, 70.5, 100, 160, 1000]


@pytest.mark.parametrize("longer", [1.0, 1.25, 1.5, 2.0, 3.0])
@pytest.mark.parametrize("length", [10, 0.75, 41])
def test_growing_cycles(longer, length):
    schedule = lrnotes.CosineDecayRestarts(0.1, length, longer, 0.9, 0.0)
    rate = schedule(t)
    for step in STEPS:
        expected = restarts(step, 0.1, length, longer, 0.9)
        assert float(rate.subs(t, step)) == pytest.approx(expected, rel=1e-9, abs=1e-15), step
        assert schedule(step) == pytest.approx(expected, rel=1e-9, abs=1e-15), step


def test_cycles_whose_growth_is_a_symbol():
    growth, first = sympy.symbols("g T", positive=True)
    symbols = {"t_mul": growth, "first_decay_steps": first}
    schedule = substitute(
        lrnotes.CosineDecayRestarts(0.1, 10, 2.0, 0.9, 0.0), lambda path, parameter, value: symbols.get(path[-1], value)
    )
    rate = schedule(t)
    for step in STEPS[:6]:
        given = rate.subs({growth: sympy.Rational(3, 2), first: 8, t: sympy.nsimplify(step)})
        assert float(given) == pytest.approx(restarts(step, 0.1, 8, 1.5, 0.9), rel=1e-9)
