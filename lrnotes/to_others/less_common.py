"""Less common schedules in other frameworks: the code that makes them in each."""

from ..schedules.less_common import (
    ChebyshevSteps,
    ExponentialHyperbolicDecay,
    HyperbolicDecay,
    KDecay,
    REXDecay,
    TanhDecay,
)
from .frameworks import HUGGING_FACE, KERAS, OPTAX, PYTORCH
from .rows import none


def _in_other_libraries(where):
    return {
        KERAS: none("Keras has no equivalent."),
        PYTORCH: none(f"PyTorch has no equivalent. {where}"),
        OPTAX: none("Optax has no equivalent."),
        HUGGING_FACE: none("No lr_scheduler_type has this shape."),
    }


def _tanh(schedule):
    return _in_other_libraries("timm has TanhLRScheduler, whose defaults are lb=-7 and ub=3.")


def _rex(schedule):
    return _in_other_libraries("pytorch_optimizer has REXScheduler, whose first update is at min_lr.")


def _k_decay(schedule):
    name = "CosineLRScheduler" if schedule.shape == "cosine" else "PolyLRScheduler"
    return _in_other_libraries(f"{name} of timm has the argument k_decay.")


def _hyperbolic(schedule):
    return _in_other_libraries("pytorch-scheduler has HyperbolicLRScheduler.")


def _exponential_hyperbolic(schedule):
    return _in_other_libraries("pytorch-scheduler has ExpHyperbolicLRScheduler.")


def _chebyshev(schedule):
    return _in_other_libraries("get_chebyshev_schedule of pytorch_optimizer starts two steps late.")


NATIVE = {
    TanhDecay: _tanh,
    REXDecay: _rex,
    KDecay: _k_decay,
    HyperbolicDecay: _hyperbolic,
    ExponentialHyperbolicDecay: _exponential_hyperbolic,
    ChebyshevSteps: _chebyshev,
}
