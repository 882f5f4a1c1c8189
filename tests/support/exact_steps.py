"""Where stairs fall and cycles begin, in whole numbers: the steps at, before and after, and the rates there.

Nothing here is computed by lrnotes. Indices come from Python's and NumPy's whole numbers, which do not round, and from
fractions; the rates are then such that a wrong index shows, however large it is.
"""

import bisect
import math
from fractions import Fraction
from typing import NamedTuple

import numpy as np

import lrnotes

LAST = 2**31
#: Periods for which ``x * (1 / period)``, what compilers make of ``x / period``, falls short of some whole numbers: in
#: float32 (the first two rows: floor, ceil) and in float64.
TREACHEROUS = (41, 47, 55, 82, 97, 107, 110, 214, 237, 249, 7, 13, 15, 30, 60, 250, 49, 98, 103)
LONG = (500, 999, 1000, 4097, 65537, 1000003)
GROWTHS = (1, 1.1, 1.25, 1.5, 2, 2.5, 3, 5, 7, 10)
#: Near 1, so that a power tells its exponent from the next, also at two thousand millions.
NEARLY_1 = 1 - 1e-8


class Case(NamedTuple):
    """Steps and the rates there; ``tolerance`` is of the peak, which is 1, or with ``each`` of every single rate."""

    name: str
    schedule: object
    steps: np.ndarray
    rates: np.ndarray
    tolerance: float = 1e-12
    each: bool = False

    def check(self, rates):
        """An error names the first steps at which the rates are not these."""
        allowed = self.tolerance * (self.rates if self.each else 1)
        wrong = ~(np.abs(np.asarray(rates, np.float64) - self.rates) <= allowed)
        first = self.steps[wrong][:5].tolist()
        assert not wrong.any(), (
            f"{self.name}: {wrong.sum()} of {wrong.size} rates are wrong, first at the steps {first}"
        )


def around(events):
    """Each of these steps, the one before and the one after, up to ``LAST``."""
    events = np.unique(np.concatenate([np.asarray(events, np.int64) + shift for shift in (-1, 0, 1)]))
    return events[(events >= 0) & (events <= LAST)]


def multiples(period, first=300, last=20):
    """The steps around the first multiples of a period and around its last ones up to ``LAST``."""
    whole = LAST // period
    numbers = np.concatenate([np.arange(min(first, whole + 1)), np.arange(max(whole - last, 0), whole + 1)])
    return around(numbers * period)


def stairs(period, steps):
    """The schedules that fall at every multiple of ``period``."""
    index = (steps // period).astype(float)
    yield Case("exponential", lrnotes.ExponentialDecay(1.0, period, NEARLY_1, True), steps, NEARLY_1**index)
    yield Case("step decay", lrnotes.StepDecay(1.0, period, NEARLY_1), steps, NEARLY_1**index)
    yield Case("natural exponential", lrnotes.NaturalExpDecay(1.0, period, 1e-8, True), steps, np.exp(-1e-8 * index))
    yield Case("inverse time", lrnotes.InverseTimeDecay(1.0, period, 1.0, True), steps, 1 / (1 + index), 1e-15, True)


def cycles(period, steps):
    """The schedules that begin again at every multiple of ``period``, or of twice that."""
    index, left = (steps // period).astype(float), (steps % period).astype(float)
    repeated = lrnotes.LinearDecay(1.0, period).repeat(every=period)
    yield Case("repeat", repeated, steps, 1 - left / period)
    length = np.maximum(-(-steps // period), 1) * period  # rounded up
    cycled = lrnotes.PolynomialDecay(1.0, period, 0.0, 1.0, cycle=True)
    yield Case("polynomial", cycled, steps, (length - steps) / length)
    wave, half = (1 + np.cos(np.pi * left / period)) / 2, steps % (2 * period)
    restarted = lrnotes.CosineDecayRestarts(1.0, period, 1.0, NEARLY_1)
    yield Case("restarts", restarted, steps, NEARLY_1**index * wave)
    rebounding = lrnotes.CosineAnnealing(1.0, period, after_end="extend")
    yield Case("annealing", rebounding, steps, (1 + np.cos(np.pi * half / period)) / 2)
    triangle = 1 - np.abs(half - period) / period
    cyclical = lrnotes.ExponentialCyclicalLearningRate(0.0, 1.0, period, "cycle", NEARLY_1)
    yield Case("cyclical", cyclical, steps, triangle * NEARLY_1 ** (steps // (2 * period) + 1.0))


def growing(first, growth):
    """Cycles that each last ``growth`` times as long: ``growth`` as it is written, 1.1 being eleven tenths."""
    growth, starts, lengths = Fraction(str(growth)), [Fraction(0)], [Fraction(first)]
    while starts[-1] <= LAST and len(starts) < 2000:
        starts.append(starts[-1] + lengths[-1])
        lengths.append(lengths[-1] * growth)
    steps = around([min(math.ceil(start), LAST) for start in starts])
    rates = []
    for step in steps.tolist():
        index = bisect.bisect_right(starts, step) - 1
        passed = float((step - starts[index]) / lengths[index])
        rates.append(0.9**index * (1 + math.cos(math.pi * passed)) / 2)
    schedule = lrnotes.CosineDecayRestarts(1.0, first, float(growth), 0.9)
    return Case(f"restarts {first} times {float(growth):g}", schedule, steps, np.array(rates))


def chosen():
    """Stairs and points at chosen steps, close together and far apart."""
    places = [1, 2, 3, 41, 999, 1000, 2**24, 2**24 + 1, 2**24 + 2, 2**30 + 1, LAST - 2, LAST - 1]
    steps = around([0, *places, LAST])
    passed = [bisect.bisect_right(places, step) for step in steps.tolist()]
    before = [bisect.bisect_left(places, step) for step in steps.tolist()]
    values = [1 / (1 + number) for number in range(len(places) + 1)]
    rates = np.array(values)
    yield Case("multi-step", lrnotes.MultiStepDecay(1.0, places, 0.5), steps, 0.5 ** np.array(passed), 0)
    yield Case("piecewise", lrnotes.PiecewiseConstantDecay(places, values), steps, rates[before], 0)
    after = lrnotes.PiecewiseConstantDecay(places, values, at_boundary="after")
    yield Case("piecewise, after", after, steps, rates[passed], 0)
    for shape in ("linear", "cosine", "exponential"):
        points = lrnotes.PiecewiseInterpolation(places, values[1:], shape)
        yield Case(f"points, {shape}", points, np.array(places), rates[1:], 1e-15)


def period_cases(periods, **window):
    for period in periods:
        steps = multiples(period, **window)
        for case in (*stairs(period, steps), *cycles(period, steps)):
            yield case._replace(name=f"{case.name} {period}")


def stairs_of_every_period():
    for period in range(1, 301):
        steps = around(np.arange(1, 2000) * period)
        schedule = lrnotes.StepDecay(1.0, period, NEARLY_1)
        yield Case(f"{period}", schedule, steps, NEARLY_1 ** (steps // period).astype(float))


def restart_cases(firsts):
    return [growing(first, growth) for growth in GROWTHS[1:] for first in firsts]
