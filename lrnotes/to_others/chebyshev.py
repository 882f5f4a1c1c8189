"""Chebyshev's step sizes elsewhere: which frameworks have them, and their other names."""

from ..schedules.curiosities import ChebyshevSteps
from .rows import HUGGING_FACE, KERAS, OPTAX, PYTORCH, none


def _chebyshev(schedule):
    return {
        KERAS: none("Keras has none"),
        PYTORCH: none("PyTorch has none; pytorch_optimizer's get_chebyshev_schedule starts two steps late"),
        OPTAX: none("Optax has none"),
        HUGGING_FACE: none("no lr_scheduler_type has this shape"),
    }


NATIVE = {ChebyshevSteps: _chebyshev}

OTHER_NAMES = {
    "ChebyshevSteps": (
        "fractal learning rate schedule",
        "Chebyshev learning rate",
        "get_chebyshev_schedule",
        "pytorch_optimizer get_chebyshev_schedule",
        "Lebedev-Finogenov",
    ),
}
