"""Learning rate schedules: one definition each, for training in any framework, for the page and for the browser."""

import importlib
from typing import TYPE_CHECKING

from .core import classes, slots

# isort: off
if TYPE_CHECKING:  # the same table for type checkers, which read no dictionaries; a test compares the two
    from .core.configuration import deserialize as deserialize, serialize as serialize
    from .core.expressions import parse as parse
    from .core.feedback import FeedbackSchedule as FeedbackSchedule
    from .core.schedule import Schedule as Schedule
    from .figures.annotations import annotate as annotate
    from .figures.curves import plot as plot, vary as vary
    from .figures.loss_curves import loss_curve as loss_curve
    from .figures.mathematics import latex as latex
    from .figures.panels import panels as panels
    from .figures.tables import definition as definition, parameters_of as parameters_of
    from .forecast.bound import (
        best_peak as best_peak,
        last_iterate_bound as last_iterate_bound,
        transfer_peak as transfer_peak,
    )
    from .forecast.power_law import MultiPowerLaw as MultiPowerLaw
    from .forecast.trial import LinearTrial as LinearTrial
    from .from_others.translation import translate as translate
    from .live import explore as explore
    from .monitor.doctor import doctor as doctor
    from .monitor.record import record as record
    from .published.table import recipe as recipe, recipes as recipes
    from .schedules.cosine import (
        CosineAnnealing as CosineAnnealing,
        CosineDecay as CosineDecay,
        CosineDecayRestarts as CosineDecayRestarts,
        LinearCosineDecay as LinearCosineDecay,
        NoisyLinearCosineDecay as NoisyLinearCosineDecay,
    )
    from .schedules.cyclical import (
        CyclicalLearningRate as CyclicalLearningRate,
        ExponentialCyclicalLearningRate as ExponentialCyclicalLearningRate,
        OneCycle as OneCycle,
        SlantedTriangular as SlantedTriangular,
        Triangular2CyclicalLearningRate as Triangular2CyclicalLearningRate,
        TriangularCyclicalLearningRate as TriangularCyclicalLearningRate,
    )
    from .schedules.decay import (
        ExponentialDecay as ExponentialDecay,
        InverseTimeDecay as InverseTimeDecay,
        LinearDecay as LinearDecay,
        NaturalExpDecay as NaturalExpDecay,
        NoamDecay as NoamDecay,
        PolynomialDecay as PolynomialDecay,
        PowerDecay as PowerDecay,
    )
    from .schedules.feedback import GreedyLR as GreedyLR, ReduceLROnPlateau as ReduceLROnPlateau
    from .schedules.finder_and_averaging import RangeTest as RangeTest, SWALR as SWALR
    from .schedules.less_common import (
        ChebyshevSteps as ChebyshevSteps,
        ExponentialHyperbolicDecay as ExponentialHyperbolicDecay,
        HyperbolicDecay as HyperbolicDecay,
        KDecay as KDecay,
        REXDecay as REXDecay,
        TanhDecay as TanhDecay,
    )
    from .schedules.piecewise import (
        Constant as Constant,
        MultiStepDecay as MultiStepDecay,
        PiecewiseConstantDecay as PiecewiseConstantDecay,
        PiecewiseInterpolation as PiecewiseInterpolation,
        StepDecay as StepDecay,
        WarmupSustainStepDecay as WarmupSustainStepDecay,
    )
    from .schedules.warmup_stable_decay import (
        FlatCosineDecay as FlatCosineDecay,
        InfiniteSchedule as InfiniteSchedule,
        PowerScheduler as PowerScheduler,
        TriStageDecay as TriStageDecay,
        WarmupStableDecay as WarmupStableDecay,
        WarmupStableDecaySimplified as WarmupStableDecaySimplified,
    )
    from .to_others.training_code import training_code as training_code
# isort: on

__version__ = "0.2.0"

# Every public name and the module that defines it. Nothing is imported before somebody asks for it: a program that uses
# one schedule makes the classes of one family.
_MODULES = {
    "ChebyshevSteps": "schedules.less_common",
    "Constant": "schedules.piecewise",
    "CosineAnnealing": "schedules.cosine",
    "CosineDecay": "schedules.cosine",
    "CosineDecayRestarts": "schedules.cosine",
    "CyclicalLearningRate": "schedules.cyclical",
    "ExponentialCyclicalLearningRate": "schedules.cyclical",
    "ExponentialDecay": "schedules.decay",
    "ExponentialHyperbolicDecay": "schedules.less_common",
    "FeedbackSchedule": "core.feedback",
    "FlatCosineDecay": "schedules.warmup_stable_decay",
    "GreedyLR": "schedules.feedback",
    "HyperbolicDecay": "schedules.less_common",
    "InverseTimeDecay": "schedules.decay",
    "InfiniteSchedule": "schedules.warmup_stable_decay",
    "KDecay": "schedules.less_common",
    "LinearCosineDecay": "schedules.cosine",
    "LinearDecay": "schedules.decay",
    "LinearTrial": "forecast.trial",
    "MultiPowerLaw": "forecast.power_law",
    "MultiStepDecay": "schedules.piecewise",
    "NaturalExpDecay": "schedules.decay",
    "NoamDecay": "schedules.decay",
    "NoisyLinearCosineDecay": "schedules.cosine",
    "OneCycle": "schedules.cyclical",
    "PiecewiseConstantDecay": "schedules.piecewise",
    "PiecewiseInterpolation": "schedules.piecewise",
    "PolynomialDecay": "schedules.decay",
    "PowerDecay": "schedules.decay",
    "PowerScheduler": "schedules.warmup_stable_decay",
    "REXDecay": "schedules.less_common",
    "RangeTest": "schedules.finder_and_averaging",
    "ReduceLROnPlateau": "schedules.feedback",
    "SWALR": "schedules.finder_and_averaging",
    "Schedule": "core.schedule",
    "SlantedTriangular": "schedules.cyclical",
    "StepDecay": "schedules.piecewise",
    "TanhDecay": "schedules.less_common",
    "TriStageDecay": "schedules.warmup_stable_decay",
    "Triangular2CyclicalLearningRate": "schedules.cyclical",
    "TriangularCyclicalLearningRate": "schedules.cyclical",
    "WarmupStableDecay": "schedules.warmup_stable_decay",
    "WarmupStableDecaySimplified": "schedules.warmup_stable_decay",
    "WarmupSustainStepDecay": "schedules.piecewise",
    "deserialize": "core.configuration",
    "serialize": "core.configuration",
    "annotate": "figures.annotations",
    "best_peak": "forecast.bound",
    "definition": "figures.tables",
    "doctor": "monitor.doctor",
    "explore": "live",
    "last_iterate_bound": "forecast.bound",
    "latex": "figures.mathematics",
    "loss_curve": "figures.loss_curves",
    "parameters_of": "figures.tables",
    "panels": "figures.panels",
    "parse": "core.expressions",
    "plot": "figures.curves",
    "recipe": "published.table",
    "recipes": "published.table",
    "record": "monitor.record",
    "training_code": "to_others.training_code",
    "transfer_peak": "forecast.bound",
    "translate": "from_others.translation",
    "vary": "figures.curves",
}

if not TYPE_CHECKING:  # a type checker would believe that __getattr__ finds every name
    __all__ = list(_MODULES)

    def __getattr__(name):
        if name not in _MODULES:
            raise AttributeError(f"module 'lrnotes' has no attribute {name!r}")
        value = getattr(importlib.import_module(f"lrnotes.{_MODULES[name]}"), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_MODULES})


classes.announce({name: f"lrnotes.{module}" for name, module in _MODULES.items() if module.startswith("schedules.")})
slots.native_code.fill(lambda: importlib.import_module("lrnotes.to_others.training_code").native_code)
slots.last_step.fill(lambda: importlib.import_module("lrnotes.live.horizon").last_step)
