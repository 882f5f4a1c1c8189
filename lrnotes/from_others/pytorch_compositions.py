"""The schedulers of PyTorch that are made of others."""

from ..core.composition import Scaled, Warmup
from ..schedules.cosine import CosineAnnealing
from ..schedules.decay import ExponentialDecay, LinearDecay, PolynomialDecay
from ..schedules.finder_and_averaging import SWALR
from ..schedules.piecewise import Constant, MultiStepDecay, PiecewiseConstantDecay, StepDecay
from .arguments import require_schedules
from .pytorch import LIBRARY, Factors
from .shapes import in_sequence, linear_change


@LIBRARY.original(
    "SequentialLR",
    many=True,
    schedulers=[linear_change(0.01, 0.1, 100), CosineAnnealing(0.1, 900, after_end="extend")],
    milestones=[100],
)
def _sequential(schedulers, milestones):
    """Each scheduler counts from 0 at its milestone. A nested SequentialLR runs a step early in PyTorch;
    MultiplicativeLR and SWALR continue from the current learning rate; CyclicLR and OneCycleLR change the rate that the
    others start from."""
    _require_schedules(schedulers)
    for each, milestone in zip(schedulers[1:], milestones):
        if milestone > 0 and (isinstance(each, SWALR) or isinstance(_function(each), Factors)):
            kind = "SWALR" if isinstance(each, SWALR) else "MultiplicativeLR"
            raise ValueError(f"{kind} must come first, because it continues from the current rate; got {each!r}")
    return in_sequence(schedulers, milestones, "milestones")


_FACTORS = (StepDecay, MultiStepDecay, PiecewiseConstantDecay, LinearDecay, ExponentialDecay, Constant)


@LIBRARY.original(
    "ChainedScheduler", many=True, learning_rate=0.1,
    schedulers=[linear_change(0.01, 0.1, 100), ExponentialDecay(0.1, 1, 0.99)],
)  # fmt: skip
def _chained(rate, /, schedulers):
    """The schedulers are multiplied as factors of one learning rate. This is right only for those that multiply the
    last rate, so not for CosineAnnealingLR with eta_min, LambdaLR or the cyclical ones."""
    _require_schedules(schedulers)
    for each in schedulers:
        if not _is_multiplicative(each):
            raise ValueError(f"schedulers must multiply the last learning rate; got {each!r}, which does not")
    first, *others = schedulers
    for other in others:
        first = first * _factor(other, rate)
    return first


def _require_schedules(schedulers):
    require_schedules(schedulers=schedulers)
    if not schedulers:
        raise ValueError("schedulers must be one schedule or more; got none")


def _function(schedule):
    return getattr(getattr(schedule, "schedule", None), "function", None)


def _is_multiplicative(schedule):
    if isinstance(schedule, (CosineAnnealing, PolynomialDecay)):
        return not schedule.end_learning_rate
    warmed = isinstance(schedule, Warmup) and isinstance(schedule.schedule, Constant)
    product = isinstance(schedule, Scaled) and isinstance(_function(schedule), Factors)
    return isinstance(schedule, _FACTORS) or warmed or product


def _factor(schedule, rate):
    """The schedule over the rate that it was translated with, so that it is 1 where it changes nothing."""
    return (1 / rate) * schedule if rate != 1 else schedule
