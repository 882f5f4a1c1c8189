"""Schedules to test with, a module for each family: what holds for every schedule is tested with them.

A module's ``SCHEDULES`` has one of every class, and more where an option changes what is computed. Its ``SETTINGS``
reach every branch of the family's rows in lrnotes/to_others, by table; ``WITHOUT`` are the frameworks that have no
lines for them. A class that has none here is tested by the example in its docstring, and tests/test_a_new_class.py asks
for more.
"""

import doctest

import numpy as np

import lrnotes

from . import composed, cosine, cyclical, decay, finder_and_averaging, less_common, piecewise, warmup_stable_decay
from .composed import Halving
from .cyclical import thirds

__all__ = ["CLASSES", "SCHEDULES", "SETTINGS", "STEPS", "UPRIGHT", "WITHOUT", "Halving", "example", "lrfn", "thirds"]

_FAMILIES = (cosine, decay, piecewise, cyclical, warmup_stable_decay, finder_and_averaging, less_common, composed)


def lrfn(step):
    return 0.1 if step < 30 else 0.1 * 0.5 ** (step - 30)


def example(kind):
    """The instance that the example in a class's docstring makes, or None where there is none that runs."""
    names = {}
    try:
        for part in doctest.DocTestParser().get_examples(kind.__doc__ or ""):
            exec(part.source, names)
            if "schedule" in names:
                return names["schedule"]
    except Exception:  # what is wrong with it is told by the test that runs the examples
        return None


def _all(tables):
    return {f"{table}, {name}": each for found in tables for table in found for name, each in found[table].items()}


_PUBLIC = [getattr(lrnotes, name) for name in lrnotes.__all__]
#: The public schedule classes.
CLASSES = [each for each in _PUBLIC if isinstance(each, type) and issubclass(each, lrnotes.Schedule)]
CLASSES.remove(lrnotes.Schedule)
_EXAMPLES = {kind: example(kind) for kind in CLASSES}

SCHEDULES = {name: each for family in _FAMILIES for name, each in family.SCHEDULES.items()}
SETTINGS = _all(family.SETTINGS for family in _FAMILIES)
WITHOUT = _all(family.WITHOUT for family in _FAMILIES)
for _made in (SCHEDULES, SETTINGS):
    _shown = {type(each) for each in _made.values()}
    _made |= {f"example of {kind.__name__}": each for kind, each in _EXAMPLES.items() if each and kind not in _shown}

# Their slope is infinite at one end of the fall, where the curve stands upright: derivatives by the step end there.
UPRIGHT = {"polynomial", "k-decay, polynomial", "warm-up, stable, decay", "hyperbolic", "exponential hyperbolic"}

STEPS = np.array([0, 1, 2, 5, 10, 24, 25, 26, 40, 41, 49, 50, 51, 60, 82, 100, 123, 150, 1000, 2**31, 10**12], float)
