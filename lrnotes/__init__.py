"""Learning-rate schedules: one definition each, for training in any framework, for the page and for the browser."""

import importlib

from .core import FeedbackSchedule, Schedule, deserialize, serialize
from .core import schedule as _schedule
from .schedules.cosine import (
    CosineAnnealing,
    CosineDecay,
    CosineDecayRestarts,
    LinearCosineDecay,
    NoisyLinearCosineDecay,
)
from .schedules.curiosities import SWALR, ChebyshevSteps, KDecay, RangeTest, REXDecay, TanhDecay
from .schedules.cyclical import (
    CyclicalLearningRate,
    ExponentialCyclicalLearningRate,
    OneCycle,
    SlantedTriangular,
    Triangular2CyclicalLearningRate,
    TriangularCyclicalLearningRate,
)
from .schedules.decay import (
    ExponentialDecay,
    InverseTimeDecay,
    LinearDecay,
    NaturalExpDecay,
    NoamDecay,
    PolynomialDecay,
    PowerDecay,
)
from .schedules.feedback import GreedyLR, ReduceLROnPlateau
from .schedules.piecewise import (
    Constant,
    MultiStepDecay,
    PiecewiseConstantDecay,
    PiecewiseInterpolation,
    StepDecay,
    WarmupSustainStepDecay,
)
from .schedules.warmup_stable_decay import (
    FlatCosineDecay,
    InfiniteSchedule,
    PowerScheduler,
    TriStageDecay,
    WarmupStableDecay,
    WarmupStableDecaySimplified,
)

__version__ = "0.2.0"

# What needs more than NumPy, or only pages need: loaded at first use.
_LATER = {
    "definition": "figures.tables",
    "explore": "live",
    "latex": "figures.mathematics",
    "loss_curve": "figures.loss_curves",
    "parameters_of": "figures.tables",
    "panels": "figures.panels",
    "plot": "figures.curves",
    "training_code": "to_others.training_code",
    "translate": "from_others.translation",
    "vary": "figures.curves",
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
    value = getattr(importlib.import_module(f"lrnotes.{_LATER[name]}"), name)
    globals()[name] = value
    return value


def __dir__():
    return sorted({*globals(), *_LATER})


_schedule.native_code.fill(lambda: importlib.import_module("lrnotes.to_others.training_code").native_code)
