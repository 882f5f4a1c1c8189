"""The interactive plot of a feedback schedule.

It shows a loss curve, which the reader chooses or draws, and the rate that answers it.
"""

import math

import numpy as np

from ..figures.loss_curves import CURVES, loss_curve


def curves(losses):
    """The loss curves to choose from, and the place of the chosen one: by its name, or losses of the author's own."""
    known = [{"name": name, "losses": loss_curve(name).tolist()} for name in CURVES]
    if losses is None:
        return known, 0
    if isinstance(losses, str):
        loss_curve(losses)  # which knows the names
        return known, list(CURVES).index(losses)
    given = _given(losses)
    if not given or not all(map(math.isfinite, given)):
        raise ValueError(f"explore: losses must be finite numbers, one or more; got {losses!r}")
    return [{"name": "given", "losses": given}, *known], 0


def _given(losses):
    try:
        return [float(loss) for loss in np.asarray(losses).tolist()]
    except (TypeError, ValueError, OverflowError):
        raise TypeError(f"explore: losses must be a list of numbers or the name of a curve; got {losses!r}") from None
