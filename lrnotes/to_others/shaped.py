"""Falls of a shape of their own elsewhere: which frameworks have them, and their other names."""

from ..schedules.curiosities import KDecay, REXDecay, TanhDecay
from .rows import HUGGING_FACE, KERAS, OPTAX, PYTORCH, none


def _elsewhere(where):
    return {
        KERAS: none("Keras has none"),
        PYTORCH: none(f"PyTorch has none; {where}"),
        OPTAX: none("Optax has none"),
        HUGGING_FACE: none("no lr_scheduler_type has this shape"),
    }


def _tanh(schedule):
    return _elsewhere("timm has TanhLRScheduler, whose defaults are lb=-7 and ub=3")


def _rex(schedule):
    return _elsewhere("pytorch_optimizer has REXScheduler, whose first update is at min_lr")


def _k_decay(schedule):
    scheduler = "CosineLRScheduler" if schedule.shape == "cosine" else "PolyLRScheduler"
    return _elsewhere(f"timm's {scheduler} has the argument k_decay")


NATIVE = {TanhDecay: _tanh, REXDecay: _rex, KDecay: _k_decay}

OTHER_NAMES = {
    "TanhDecay": ("HTD", "hyperbolic-tangent decay", "hyperbolic tangent decay", "sigmoid decay"),
    "REXDecay": ("REX", "reflected exponential", "pytorch_optimizer REXScheduler"),
    "KDecay": ("k-decay", "k_decay", "cosine decay with k_decay"),
}
