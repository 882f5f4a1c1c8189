"""Synthetic loss curves for trying feedback schedules: the same on every machine, with one loss per epoch."""

import numpy as np

from ..core.messages import shown
from ..core.parameters import is_number
from ..xp.noise import normal
from ..xp.numpy import namespace as numpy_namespace


def _falling(epoch):
    return 0.4 + 2 * np.exp(-epoch / 7)


def _smooth(epoch):
    return np.maximum(_falling(epoch), _falling(25))


def _noisy(epoch):
    return _falling(epoch) + 0.05 * normal(numpy_namespace, 4, epoch)


def _two_plateaus(epoch):
    first = np.maximum(_falling(epoch), 1.1)
    return np.where(epoch < 32, first, np.maximum(1.1 * np.exp(-(epoch - 31) / 6), 0.35))


def _diverging(epoch):
    return _falling(epoch) + 0.002 * np.maximum(epoch - 18, 0) ** 1.7


CURVES = {
    "smooth decay, then flat": _smooth,
    "noisy plateau": _noisy,
    "two plateaus": _two_plateaus,
    "diverging": _diverging,
}


def loss_curve(name, epochs=60):
    """Return a synthetic loss curve for trying a feedback schedule: ``epochs`` losses, rounded to three decimals.

    Args:
        name (word): "smooth decay, then flat", "noisy plateau", "two plateaus" or "diverging".
        epochs (number): the number of losses.

    Returns:
        A NumPy array of float64.

    Raises:
        TypeError: if ``epochs`` is not a number.
        ValueError: if there is no curve of that name, or ``epochs`` is below 1.

    Example:
        >>> import lrnotes
        >>> lrnotes.loss_curve("smooth decay, then flat")[[0, 10, 30, 59]]
        array([2.4  , 0.879, 0.456, 0.456])
    """
    if name not in list(CURVES):
        raise ValueError(f"loss_curve: name must be one of {', '.join(map(repr, CURVES))}; got {shown(name)}")
    if not is_number(epochs):
        raise TypeError(f"loss_curve: epochs must be a number, 1 or more; got {shown(epochs)}")
    if not epochs >= 1:
        raise ValueError(f"loss_curve: epochs must be 1 or more; got {shown(epochs)}")
    if epochs == np.inf:
        raise ValueError(f"loss_curve: epochs must be finite; got {shown(epochs)}")
    return np.round(CURVES[name](np.arange(int(epochs), dtype=np.float64)), 3)
