"""Formulas on Python numbers."""

import math

import numpy as np

from .namespace import ELEMENTARY, Namespace

_INFINITY = math.inf


class Python(Namespace):
    @staticmethod
    def where(condition, yes, no):
        return yes if condition else no

    def join(self, condition, first, second):
        formula, step = first if condition else second
        return formula(self, step)

    def call(self, function, step):
        value = function(step)
        if type(value) is float and -_INFINITY < value < _INFINITY:
            return value
        return _finite(function, step, value)


class _IEEE(Python):
    """The same on NumPy's numbers, which become infinite, or not a number, where Python's raise an error."""

    def call(self, function, step):
        return np.float64(super().call(function, int(step) if step.is_integer() else float(step)))


_BUILT_IN = {"abs": abs, "maximum": max, "minimum": min}
for _name in ELEMENTARY:
    setattr(Python, _name, staticmethod(_BUILT_IN.get(_name) or getattr(math, _name)))
    setattr(_IEEE, _name, staticmethod(getattr(np, _name)))
namespace, _ieee = Python(), _IEEE()


def number(value):
    """A rate as a float. A negative number to a fractional power is not a number, as in NumPy."""
    return value if type(value) is float else math.nan if type(value) is complex else float(value)


def evaluate(formula, step):
    """The rate at a Python number, as a float.

    Where Python raises an error, NumPy may have a value, as it has in arrays: 2.0 ** 1024 is infinite, and a part that
    ``where`` does not choose may divide by 0.
    """
    try:
        return number(formula(namespace, step))
    except Exception as error:
        failed = error
    try:
        with np.errstate(all="ignore"):
            return number(formula(_ieee, np.float64(step)))
    except Exception:
        raise failed from None


def _finite(function, step, value):
    """What a reader's function has returned, as a float: one answer to what is no finite number."""
    error = TypeError
    if hasattr(type(value), "__float__") and not (isinstance(value, (bool, np.bool_)) or getattr(value, "shape", ())):
        result, error = float(value), ValueError
        if math.isfinite(result):
            return result
    name = getattr(function, "__name__", type(function).__name__)
    raise error(f"{name}({step!r}) must be a finite number; got {value!r}")
