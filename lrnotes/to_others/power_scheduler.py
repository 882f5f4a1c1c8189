"""The power scheduler elsewhere: which framework has it, and its other names."""

from ..schedules.warmup_stable_decay import PowerScheduler
from .rows import HUGGING_FACE, KERAS, OPTAX, PYTORCH, none


def _power_scheduler(schedule):
    return {
        KERAS: none("Keras has none of this shape"),
        PYTORCH: none("PyTorch has none: no scheduler counts tokens"),
        OPTAX: none("Optax has none: polynomial_schedule has an end, where its power is 0"),
        HUGGING_FACE: none('no lr_scheduler_type counts tokens; "inverse_sqrt" has the power -0.5'),
    }


NATIVE = {PowerScheduler: _power_scheduler}

OTHER_NAMES = {
    "PowerScheduler": ("power scheduler", "power_lr", "PowerLR", "power learning rate", "token-agnostic schedule")
}
