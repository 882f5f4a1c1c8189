"""Formulas on JAX arrays, in compiled functions as well."""

import jax
import jax.numpy as jnp
import numpy as np

from .steps import check_steps
from .tensors import Tensors

enable_x64 = getattr(jax, "enable_x64", None)
if enable_x64 is None:
    from jax.experimental import enable_x64

namespace = Tensors(jnp, lambda value: value)


def evaluate(formula, step):
    if not (jnp.issubdtype(step.dtype, jnp.floating) or jnp.issubdtype(step.dtype, jnp.integer)):
        raise TypeError(f"step must be a number or an array of numbers; got {step.dtype.name} values")
    traced = isinstance(step, jax.core.Tracer)
    if not traced:
        check_steps(np.asarray(step))
    rate_type = step.dtype if jnp.issubdtype(step.dtype, jnp.floating) else jnp.result_type(float)
    with enable_x64(True):
        steps = jnp.asarray(step).astype(jnp.float64)
        rates = formula(namespace, steps)
        if traced:
            whole = jnp.issubdtype(step.dtype, jnp.integer)
            rates = namespace.nan_beyond_steps(steps, rates, whole)
        return jnp.broadcast_to(jnp.asarray(rates).astype(rate_type), step.shape)
