"""Formulas on NumPy arrays, and on whatever NumPy makes an array of."""

import numpy as np

from .namespace import ELEMENTARY, Namespace
from .python import evaluate as evaluate_number
from .python import namespace as python
from .steps import check_steps

BLOCK = 16384


class NumPy(Namespace):
    where = staticmethod(np.where)

    def call(self, function, step):
        # A reader's own function may branch on its step, so it gets one number at a time.
        # Whole steps arrive as int, as they do in training: a function may look them up in a table.
        numbers = (int(number) if number.is_integer() else number for number in step.ravel().tolist())
        rates = [python.call(function, number) for number in numbers]
        return np.array(rates, dtype=np.float64).reshape(step.shape)

    def join(self, condition, first, second):
        # Each part is asked for its own steps alone: a reader's function may know no others.
        rates = np.empty(condition.shape)
        for chosen, (formula, step) in ((condition, first), (~condition, second)):
            if chosen.any():
                rates[chosen] = formula(self, step[chosen])
        return rates


for _name in ELEMENTARY:
    setattr(NumPy, _name, getattr(np, _name))
namespace = NumPy()


def evaluate(formula, step):
    if isinstance(step, np.ndarray) and hasattr(step, "mask"):  # a masked array: what is masked has no rate
        return np.ma.masked_array(evaluate(formula, step.filled(0)), mask=step.mask)
    try:
        steps = np.asarray(step)
    except ValueError:
        raise TypeError("step must be a number or an array of numbers; got a ragged list") from None
    rate_type = _rate_type(steps.dtype)
    if rate_type is None:
        raise TypeError(f"step must be a number or an array of numbers; got {step!r}")
    if steps.dtype.kind not in "iuf":  # NumPy computes little with types that are not its own
        steps = steps.astype(np.float64)
    check_steps(steps)
    if not steps.ndim:
        return np.dtype(rate_type).type(evaluate_number(formula, steps.item()))  # ten times faster than ufuncs
    rates = np.empty(steps.shape, rate_type)
    # A block at a time: the intermediate arrays of a formula then stay in the processor's cache.
    given, result = steps.reshape(-1), rates.reshape(-1)
    copied = np.empty(min(steps.size, BLOCK))  # the formula may write in its steps
    with np.errstate(all="ignore"):  # a part that is not chosen may overflow
        for start in range(0, steps.size, BLOCK):
            block = copied[: min(BLOCK, steps.size - start)]
            block[:] = given[start : start + BLOCK]
            result[start : start + BLOCK] = formula(namespace, block)
    return rates


def _rate_type(dtype):
    """The type of the rates at steps of this type, or None if these are not real numbers."""
    if dtype.kind == "f":
        return dtype
    if dtype.kind in "iu":
        return np.float64
    if dtype.type.__module__ == "ml_dtypes":  # bfloat16 and other small types of JAX and TensorFlow
        return dtype if "float" in dtype.name else np.float64
    return None
