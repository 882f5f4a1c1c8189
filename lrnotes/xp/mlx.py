"""Formulas on MLX arrays, in compiled functions as well."""

import mlx.core as mx
import numpy as np

from .steps import check_steps
from .tensors import Tensors


def _lift(value):
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return mx.array(value, mx.float64) if is_number else value


namespace = Tensors(mx, _lift)


def evaluate(formula, step):
    floating = mx.issubdtype(step.dtype, mx.floating)
    if not (floating or mx.issubdtype(step.dtype, mx.integer)):
        raise TypeError(f"step must be a number or an array of numbers; got {step.dtype} values")
    with mx.stream(mx.cpu):  # Apple's GPUs have no float64
        steps = step.astype(mx.float64)
        if known := _has_values(steps):
            check_steps(np.asarray(steps.tolist()))
        rates = _lift(formula(namespace, steps))
        if not known:
            rates = namespace.nan_beyond_steps(steps, rates, whole=not floating)
        return mx.broadcast_to(rates.astype(step.dtype if floating else mx.float32), step.shape)


def _has_values(array):
    """Whether the values are there to be checked: a compiled function's are not."""
    try:
        mx.eval(array)
    except ValueError:
        return False
    return True
