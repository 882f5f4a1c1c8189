"""Formulas on NumPy arrays, and on whatever NumPy makes an array of."""

import numpy as np

from .namespace import Namespace
from .python import namespace as python
from .steps import check_steps

BLOCK = 16384


class NumPy(Namespace):
    abs = np.abs
    cos = np.cos
    exp = np.exp
    floor = np.floor
    log = np.log
    maximum = np.maximum
    minimum = np.minimum
    sqrt = np.sqrt
    where = staticmethod(np.where)

    def call(self, function, step):
        # A reader's own function may branch on its step, so it gets one number at a time.
        # Whole steps arrive as int, as they do in training: a function may look them up in a table.
        numbers = (int(number) if number.is_integer() else number for number in step.ravel().tolist())
        rates = [float(function(number)) for number in numbers]
        return np.array(rates, dtype=np.float64).reshape(step.shape)


namespace = NumPy()


def evaluate(formula, step):
    try:
        steps = np.asarray(step)
    except ValueError:
        raise TypeError("step must be a number or an array of numbers; got a ragged list") from None
    if steps.dtype.kind not in "iuf":
        raise TypeError(f"step must be a number or an array of numbers; got {step!r}")
    check_steps(steps)
    rate_type = steps.dtype if steps.dtype.kind == "f" else np.float64
    if not steps.ndim:
        return np.dtype(rate_type).type(formula(python, steps.item()))  # ten times faster than ufuncs
    rates = np.empty(steps.shape, rate_type)
    # A block at a time: the intermediate arrays of a formula then stay in the processor's cache.
    given, result = steps.reshape(-1), rates.reshape(-1)
    for start in range(0, steps.size, BLOCK):
        block = given[start : start + BLOCK].astype(np.float64, copy=False)
        result[start : start + BLOCK] = formula(namespace, block)
    return rates
