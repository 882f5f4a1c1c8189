"""The hyperbolic schedulers of the package pytorch-scheduler; its others have no row yet."""

from ..schedules.less_common import ExponentialHyperbolicDecay, HyperbolicDecay
from .original import Library
from .pytorch import NO_POSITION, OF_THE_OPTIMIZER
from .shapes import after_warmup

LIBRARY = Library(
    "pytorch-scheduler",
    "0.2.2",
    ("pytorch_scheduler", "pytorch_scheduler.scheduler"),
    {"optimizer": OF_THE_OPTIMIZER, "last_epoch": NO_POSITION},
    yields=True,
)


@LIBRARY.original("HyperbolicLRScheduler", learning_rate=0.1, total_steps=500, upper_bound=1000)
def _hyperbolic(rate, /, total_steps, upper_bound, min_lr=1e-6, warmup_steps=0):
    """total_steps includes the warmup, upper_bound does not. min_lr is reached only if the decay is as long as
    upper_bound. HyperbolicLR of the paper's author calls these arguments max_iter and infimum_lr."""
    return _after_warmup(HyperbolicDecay, rate, total_steps, upper_bound, min_lr, warmup_steps)


@LIBRARY.original("ExpHyperbolicLRScheduler", learning_rate=0.1, total_steps=500, upper_bound=1000)
def _exponential_hyperbolic(rate, /, total_steps, upper_bound, min_lr=1e-6, warmup_steps=0):
    """total_steps includes the warmup, upper_bound does not. min_lr is reached only if the decay is as long as
    upper_bound. ExpHyperbolicLR of the paper's author calls these arguments max_iter and infimum_lr."""
    return _after_warmup(ExponentialHyperbolicDecay, rate, total_steps, upper_bound, min_lr, warmup_steps)


def _after_warmup(kind, rate, total_steps, upper_bound, min_lr, warmup_steps):
    if not 0 <= warmup_steps < total_steps:
        raise ValueError(f"warmup_steps must be from 0 to below total_steps={total_steps!r}; got {warmup_steps!r}")
    if upper_bound < total_steps:
        raise ValueError(f"upper_bound must be at least total_steps={total_steps!r}; got {upper_bound!r}")
    decay = kind(rate, total_steps - warmup_steps, upper_bound, min_lr)
    return after_warmup(decay, warmup_steps, min_lr)
