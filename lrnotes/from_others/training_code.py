"""Schedules in the training code of large models, which are not libraries: Megatron-LM, torchtitan, nanochat, fairseq.

Their names here are those of the functions and classes in that code.
"""

import dataclasses
import math

from ..core.parameters import is_number
from ..schedules.cosine import CosineAnnealing, CosineDecayRestarts
from ..schedules.cyclical import CyclicalLearningRate, TriangularCyclicalLearningRate
from ..schedules.decay import LinearDecay, PolynomialDecay, PowerDecay
from ..schedules.piecewise import Constant, StepDecay
from ..schedules.warmup_stable_decay import TriStageDecay, WarmupStableDecay
from ..writers.recorded import truncated
from .arguments import LIST, NUMBER, Ignored, require_one_of
from .original import Library
from .pytorch import OF_THE_OPTIMIZER
from .shapes import after_warmup, product

_NO_RATE = Ignored()
MEGATRON = Library(
    "Megatron-LM",
    "00caa53",
    ("megatron.core.optimizer_param_scheduler",),
    {
        "optimizer": OF_THE_OPTIMIZER,
        **dict.fromkeys(
            (
                "start_wd", "end_wd", "wd_incr_steps", "wd_incr_style", "use_checkpoint_opt_param_scheduler",
                "override_opt_param_scheduler",
            ),
            _NO_RATE,
        ),
    },
)  # fmt: skip
_STYLES = ("constant", "linear", "cosine", "inverse-square-root", "WSD")
_WSD_STYLES = {"linear": "linear", "cosine": "cosine", "exponential": "exponential", "minus_sqrt": "1-sqrt"}


@MEGATRON.original(
    "OptimizerParamScheduler", optional={"wsd_decay_steps": NUMBER},
    init_lr=0.0, max_lr=3e-4, min_lr=3e-5, lr_warmup_steps=100, lr_decay_steps=1000, lr_decay_style="cosine",
)  # fmt: skip
def megatron(
    init_lr, max_lr, min_lr, lr_warmup_steps, lr_decay_steps, lr_decay_style, wsd_decay_steps=None,
    lr_wsd_decay_style=None,
):  # fmt: skip
    """Steps are samples, not updates. lr_decay_steps includes the warmup. With "constant" the learning rate does not
    end at min_lr."""
    require_one_of(_STYLES, lr_decay_style=lr_decay_style)
    if not lr_warmup_steps < lr_decay_steps:
        raise ValueError(f"lr_warmup_steps must be below lr_decay_steps={lr_decay_steps!r}; got {lr_warmup_steps!r}")
    left = lr_decay_steps - lr_warmup_steps
    if lr_decay_style == "WSD":
        require_one_of(tuple(_WSD_STYLES), lr_wsd_decay_style=lr_wsd_decay_style)
        if wsd_decay_steps is None or wsd_decay_steps > left:
            raise ValueError(f"wsd_decay_steps must be given, at most {left!r}; got {wsd_decay_steps!r}")
        return WarmupStableDecay(
            max_lr, lr_warmup_steps, left - wsd_decay_steps, wsd_decay_steps, init_lr, min_lr,
            _WSD_STYLES[lr_wsd_decay_style],
        )  # fmt: skip
    if lr_decay_style == "inverse-square-root":
        if not lr_warmup_steps:
            raise ValueError("lr_warmup_steps must be above 0 for lr_decay_style='inverse-square-root'; got 0")
        fall = PowerDecay(max_lr, lr_warmup_steps).clip(min_lr).then(Constant(min_lr), at=left + 1)
    elif lr_decay_style == "constant":
        fall = Constant(max_lr)
    elif lr_decay_style == "linear":
        fall = LinearDecay(max_lr, left, min_lr)
    else:
        fall = CosineAnnealing(max_lr, left, min_lr)
    return after_warmup(fall, lr_warmup_steps, init_lr)


TORCHTITAN = Library(
    "torchtitan",
    "2629192",
    ("torchtitan.components.optimizer.lr_scheduler",),
    instead={
        "steps": "the steps of the training run are total_steps here",
        "lr_min": "it was renamed: min_lr_factor is the lowest learning rate as a fraction of the peak",
    },
)
_TITAN_TYPES = {"linear": "linear", "sqrt": "1-sqrt", "cosine": "cosine"}


@TORCHTITAN.original("LRSchedulersContainer", learning_rate=8e-4, total_steps=1000, decay_ratio=0.5, min_lr_factor=0.1)
def torchtitan(rate, /, warmup_steps=200, total_steps=None, decay_ratio=None, decay_type="linear", min_lr_factor=0.0):
    """The arguments are those of its Config. The first update has 1 / warmup_steps of the learning rate, not 0. The
    lowest rate is reached at total_steps, after the last update. After that, torchtitan goes below it or rises
    again."""
    require_one_of(tuple(_TITAN_TYPES), decay_type=decay_type)
    if total_steps is None:
        raise ValueError("total_steps must be given, because the steps of the training run are not known")
    warmup = min(truncated(warmup_steps), total_steps)
    left = total_steps - warmup
    decay = left if decay_ratio is None else min(round(total_steps * decay_ratio), left)
    if not decay:
        schedule = after_warmup(Constant(rate), warmup)
    else:
        end, shape = product(min_lr_factor, rate), _TITAN_TYPES[decay_type]
        schedule = WarmupStableDecay(rate, warmup, left + 1 - decay, decay, 0.0, end, shape)
    return schedule.skip(1)


NANOCHAT = Library("nanochat", "00255c1", ("nanochat",))


@NANOCHAT.original("get_lr_multiplier", learning_rate=0.02, num_iterations=1000, warmup_steps=40, warmdown_ratio=0.65)
def _nanochat(rate, /, num_iterations, warmup_steps=40, warmdown_ratio=0.65, final_lr_frac=0.05):
    """The first update has 1 / warmup_steps of the learning rate, not 0. The lowest rate is reached at num_iterations,
    after the last update."""
    warmdown = round(warmdown_ratio * num_iterations)
    stable = num_iterations - warmdown
    if warmup_steps > stable:
        raise ValueError(f"warmup_steps must be at most {stable!r}, where the final decay starts; got {warmup_steps!r}")
    fall = WarmupStableDecay(rate, 0, stable, warmdown, end_learning_rate=product(final_lr_frac, rate))
    if not warmup_steps:
        return fall
    return Constant(rate).warmup(warmup_steps).skip(1).then(fall.skip(warmup_steps), at=warmup_steps)


FAIRSEQ = Library(
    "fairseq", "00bc279", ("fairseq.optim.lr_scheduler",), {"force_anneal": Ignored(None, reason="it counts epochs")}
)


@FAIRSEQ.original(
    "tri_stage_lr_scheduler.TriStageLRSchedule",
    optional={"phase_ratio": LIST},
    lr=5e-4,
    warmup_steps=100,
    hold_steps=400,
    decay_steps=500,
)
def _tri_stage(
    lr, warmup_steps=0, hold_steps=0, decay_steps=0, phase_ratio=None, init_lr_scale=0.01, final_lr_scale=0.01,
    max_update=0,
):  # fmt: skip
    """Both ends are fractions of lr. The decay is exponential, a straight line on a logarithmic axis. phase_ratio
    replaces the three lengths by three fractions of max_update, each rounded down to an integer."""
    if phase_ratio is not None:
        shares = list(phase_ratio)
        if len(shares) != 3 or not all(map(is_number, shares)) or not math.isclose(sum(shares), 1):
            raise ValueError(f"phase_ratio must be three fractions that add up to 1; got {phase_ratio!r}")
        if not max_update > 0:
            raise ValueError(f"max_update must be above 0 if phase_ratio is given; got {max_update!r}")
        warmup_steps, hold_steps, decay_steps = (truncated(max_update * share) for share in shares)
    return TriStageDecay(lr, warmup_steps, hold_steps, decay_steps, init_lr_scale, final_lr_scale)


@FAIRSEQ.original("inverse_square_root_schedule.InverseSquareRootSchedule", lr=5e-4, warmup_updates=100)
def _inverse_sqrt(lr, warmup_updates=4000, warmup_init_lr=-1):
    """A negative warmup_init_lr, the default, means a warmup from 0. The decay has no end step."""
    if not warmup_updates:
        raise ValueError("warmup_updates must be above 0, because fairseq divides by it; got 0")
    return PowerDecay(lr, warmup_updates).warmup(warmup_updates, max(warmup_init_lr, 0.0))


@FAIRSEQ.original(
    "polynomial_decay_schedule.PolynomialDecayLRSchedule", lr=5e-4, warmup_updates=100, total_num_update=1000
)
def _polynomial(lr, total_num_update, warmup_updates=0, end_learning_rate=0.0, power=1.0):
    """total_num_update includes the warmup. The learning rate ends at 0 by default."""
    fall = PolynomialDecay(lr, total_num_update - warmup_updates, end_learning_rate, power)
    return after_warmup(fall, warmup_updates)


@FAIRSEQ.original("fixed_schedule.FixedLRSchedule", lr=5e-4, warmup_updates=100)
def _fixed(lr, lr_shrink=0.1, warmup_updates=0):
    """All epochs have one learning rate. The first update has 1 / warmup_updates of it, not 0. lr_shrink has an effect
    only with force_anneal."""
    return after_warmup(Constant(lr), warmup_updates).skip(1) if warmup_updates else Constant(lr)


@FAIRSEQ.original("step_lr_scheduler.StepLRSchedule", lr=5e-4, lr_deacy_period=300)
def _step(lr, warmup_updates=0, warmup_init_lr=-1, min_lr=0.0, lr_deacy_period=25000, lr_decay=0.5):
    """fairseq spells the length of an interval lr_deacy_period. min_lr is the lower limit, and the learning rate at
    which a warmup starts unless warmup_init_lr is 0 or more."""
    stairs = StepDecay(lr, lr_deacy_period, lr_decay)
    return _from_the_lowest(stairs.clip(min_lr) if min_lr else stairs, warmup_updates, warmup_init_lr, min_lr)


@FAIRSEQ.original("cosine_lr_scheduler.CosineLRSchedule", lr=5e-4, lr_period_updates=250, lr_shrink=0.5)
def _cosine(
    lr, warmup_updates=0, warmup_init_lr=-1, min_lr=0.0, t_mult=1.0, lr_period_updates=-1, lr_shrink=0.1, max_update=0
):
    """It restarts every lr_period_updates or, by default, at max_update. By default, lr_shrink lowers both the peak and
    the lowest learning rate to a tenth at each restart."""
    period = lr_period_updates if lr_period_updates > 0 else max_update - warmup_updates
    if not period > 0:
        raise ValueError(
            f"lr_period_updates, or max_update above warmup_updates={warmup_updates!r}, must be given; got "
            f"{lr_period_updates!r} and {max_update!r}"
        )
    if not min_lr or lr_shrink == 1:
        waves = CosineDecayRestarts(lr, period, t_mul=t_mult, m_mul=lr_shrink, alpha=product(min_lr, 1 / lr))
    elif t_mult == 1:
        waves = CosineAnnealing(lr, period, min_lr).repeat(every=period) * StepDecay(1.0, period, lr_shrink)
    else:
        raise ValueError(
            f"min_lr must be 0 or lr_shrink 1 if cycles grow by t_mult={t_mult!r}, because lrnotes has no schedule "
            f"whose lowest rate decreases from cycle to cycle; got {min_lr!r} and {lr_shrink!r}"
        )
    return _from_the_lowest(waves, warmup_updates, warmup_init_lr, min_lr)


def _from_the_lowest(schedule, warmup_updates, warmup_init_lr, min_lr):
    return after_warmup(schedule, warmup_updates, min_lr if warmup_init_lr < 0 else warmup_init_lr)


@FAIRSEQ.original(
    "triangular_lr_scheduler.TriangularLRSchedule", lr=5e-5, max_lr=5e-4, lr_period_updates=250, shrink_min=True
)
def _triangular(lr, max_lr, lr_period_updates=5000, lr_shrink=0.1, shrink_min=False):
    """lr is the lowest learning rate, whereas it is the peak in the other schedules. lr_period_updates is a full cycle.
    lr_shrink lowers the peaks, which can fall below lr after the first cycle."""
    half = lr_period_updates // 2
    if lr_shrink == 1:
        return TriangularCyclicalLearningRate(lr, max_lr, half)
    if shrink_min or not lr:
        return TriangularCyclicalLearningRate(lr, max_lr, half) * StepDecay(1.0, 2 * half, lr_shrink)
    if not max_lr > lr:
        raise ValueError(f"max_lr must be above lr={lr!r}; got {max_lr!r}")
    return CyclicalLearningRate(lr, max_lr, half, PeakAlone(lr, max_lr, lr_shrink))


@dataclasses.dataclass(frozen=True)
class PeakAlone:
    """The amplitude of a cycle over that of the first, if each peak is a fraction of the previous one above a constant
    lowest rate."""

    low: float
    peak: float
    shrink: float

    def __call__(self, cycle):
        return (self.peak * self.shrink ** (cycle - 1) - self.low) / (self.peak - self.low)


LIBRARIES = [MEGATRON, TORCHTITAN, NANOCHAT, FAIRSEQ]
