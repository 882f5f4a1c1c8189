"""Which steps a schedule has a rate for."""

import math


def bad_step(step):
    return ValueError(
        f"step must be 0 or more and finite (the number of optimizer updates before this one); got {step!r}"
    )


def check_steps(values):
    """A clear answer to steps that no schedule has a rate for. ``values`` is a NumPy array."""
    if values.size and not (values.min() >= 0 and values.max() < math.inf):
        wrong = values[~((values >= 0) & (values < math.inf))]
        raise bad_step(wrong.flat[0].item())
