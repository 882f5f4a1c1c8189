"""At both ends of every declared limit JAX computes what NumPy computes."""

import jax
import jax.numpy as jnp
import numpy as np

from support.limits import AT_THE_ENDS, STEPS, differences


def test_jax():
    with jax.experimental.enable_x64() if not hasattr(jax, "enable_x64") else jax.enable_x64(True):
        steps = jnp.asarray(STEPS)
        assert differences({name: np.asarray(schedule(steps)) for name, schedule in AT_THE_ENDS.items()}) == []
