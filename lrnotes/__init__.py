"""Learning-rate schedules: one definition each, for training in any framework, for the page and for the browser."""

from .chebyshev import ChebyshevSteps
from .cosine import CosineAnnealing, CosineDecay, LinearCosineDecay, NoisyLinearCosineDecay
from .cyclical import (
    CyclicalLearningRate,
    ExponentialCyclicalLearningRate,
    Triangular2CyclicalLearningRate,
    TriangularCyclicalLearningRate,
)
from .decay import ExponentialDecay, InverseTimeDecay, NaturalExpDecay
from .infinite import InfiniteSchedule
from .feedback import FeedbackSchedule
from .greedy import GreedyLR
from .onecycle import OneCycle, SlantedTriangular
from .piecewise import Constant, MultiStepDecay, PiecewiseConstantDecay, PiecewiseInterpolation, StepDecay
from .plateau import ReduceLROnPlateau
from .polynomial import LinearDecay, PolynomialDecay
from .power import NoamDecay, PowerDecay
from .power_scheduler import PowerScheduler
from .ramp import WarmupSustainStepDecay
from .range_test import RangeTest
from .restarts import CosineDecayRestarts
from .schedule import Schedule, deserialize, serialize
from .shaped import KDecay, REXDecay, TanhDecay
from .swa import SWALR
from .wsd import FlatCosineDecay, TriStageDecay, WarmupStableDecay
from .wsd_s import WarmupStableDecaySimplified

__version__ = "0.2.0"

# What needs more than NumPy, or only pages need: loaded at first use.
_LATER = {
    "definition": "pages",
    "explore": "live",
    "latex": "tex",
    "loss_curve": "losses",
    "parameters_of": "pages",
    "panels": "figures",
    "plot": "figures",
    "training_code": "code",
    "translate": "translation",
    "vary": "figures",
}

__all__ = [
    "ChebyshevSteps",
    "Constant",
    "CosineAnnealing",
    "CosineDecay",
    "CosineDecayRestarts",
    "CyclicalLearningRate",
    "ExponentialCyclicalLearningRate",
    "ExponentialDecay",
    "FeedbackSchedule",
    "FlatCosineDecay",
    "GreedyLR",
    "InverseTimeDecay",
    "InfiniteSchedule",
    "KDecay",
    "LinearCosineDecay",
    "LinearDecay",
    "MultiStepDecay",
    "NaturalExpDecay",
    "NoamDecay",
    "NoisyLinearCosineDecay",
    "OneCycle",
    "PiecewiseConstantDecay",
    "PiecewiseInterpolation",
    "PolynomialDecay",
    "PowerDecay",
    "PowerScheduler",
    "REXDecay",
    "RangeTest",
    "ReduceLROnPlateau",
    "SWALR",
    "Schedule",
    "SlantedTriangular",
    "StepDecay",
    "TanhDecay",
    "TriStageDecay",
    "Triangular2CyclicalLearningRate",
    "TriangularCyclicalLearningRate",
    "WarmupStableDecay",
    "WarmupStableDecaySimplified",
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
