"""Learning-rate schedules: one definition each, for training in any framework, for the page and for the browser."""

from .cosine import CosineDecay, LinearCosineDecay, NoisyLinearCosineDecay
from .cyclical import (
    CyclicalLearningRate,
    ExponentialCyclicalLearningRate,
    Triangular2CyclicalLearningRate,
    TriangularCyclicalLearningRate,
)
from .ramp import WarmupSustainStepDecay
from .schedule import Schedule, deserialize, serialize

__version__ = "0.1.0"

# What needs more than NumPy, or only pages need: loaded at first use.
_LATER = {
    "definition": "pages",
    "explore": "live",
    "latex": "tex",
    "parameters_of": "pages",
    "panels": "figures",
    "plot": "figures",
    "training_code": "code",
    "vary": "figures",
}

__all__ = [
    "CosineDecay",
    "CyclicalLearningRate",
    "ExponentialCyclicalLearningRate",
    "LinearCosineDecay",
    "NoisyLinearCosineDecay",
    "Schedule",
    "Triangular2CyclicalLearningRate",
    "TriangularCyclicalLearningRate",
    "WarmupSustainStepDecay",
    "deserialize",
    "serialize",
    *_LATER,
]


def __getattr__(name):
    if name not in _LATER:
        raise AttributeError(f"module 'lrnotes' has no attribute {name!r}")
    import importlib

    value = getattr(importlib.import_module(f"lrnotes.{_LATER[name]}"), name)
    globals()[name] = value
    return value


def __dir__():
    return sorted({*globals(), *_LATER})
