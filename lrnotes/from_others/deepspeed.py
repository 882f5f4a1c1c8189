"""The schedulers of DeepSpeed, in its configuration's words. Its engine calls ``step()`` after every update.

A scheduler starts before its first step, so the first update has the lowest learning rate, and so does the second one
of a warmup, which counts from there.
"""

from ..schedules.cosine import CosineAnnealing
from ..schedules.decay import InverseTimeDecay
from ..schedules.finder_and_averaging import RangeTest
from ..schedules.piecewise import Constant, PiecewiseConstantDecay, PiecewiseInterpolation
from .arguments import NUMBER, Ignored, require_int, require_one_of, require_positive
from .original import Library
from .pytorch import NO_POSITION, OF_THE_OPTIMIZER
from .shapes import linear_change, product

_MOMENTUM = Ignored()
LIBRARY = Library(
    "DeepSpeed",
    "0.19.8",
    ("deepspeed.runtime.lr_schedules",),
    {
        "optimizer": OF_THE_OPTIMIZER,
        "last_batch_iteration": NO_POSITION,
        **dict.fromkeys(("cycle_momentum", "cycle_min_mom", "cycle_max_mom", "decay_mom_rate"), _MOMENTUM),
    },
    yields=True,
)
_INTERVALS = 1000


@LIBRARY.original("LRRangeTest", lr_range_test_min_lr=1e-4, lr_range_test_step_size=200, lr_range_test_step_rate=5)
def _range_test(
    lr_range_test_min_lr=1e-3, lr_range_test_step_size=2000, lr_range_test_step_rate=1.0, lr_range_test_staircase=False
):
    """The rise is linear: by the factor lr_range_test_step_rate of the first learning rate in each interval. DeepSpeed
    has no last step; in lrnotes the rise ends after 1,000 intervals."""
    require_int(lr_range_test_step_size=lr_range_test_step_size)
    require_positive(lr_range_test_step_size=lr_range_test_step_size)
    low, size, growth = lr_range_test_min_lr, lr_range_test_step_size, lr_range_test_step_rate
    if not growth:
        return Constant(low)
    return RangeTest(
        low, product(low, 1 + _INTERVALS * growth), _INTERVALS * size, "linear", size if lr_range_test_staircase else 0
    )


@LIBRARY.original(
    "OneCycle", optional={"cycle_second_step_size": NUMBER, "cycle_second_stair_count": NUMBER},
    cycle_min_lr=0.001, cycle_max_lr=0.01, cycle_first_step_size=300, decay_lr_rate=0.1, decay_step_size=100,
)  # fmt: skip
def _one_cycle(
    cycle_min_lr, cycle_max_lr, decay_lr_rate=0.0, cycle_first_step_size=2000, cycle_second_step_size=None,
    cycle_first_stair_count=0, cycle_second_stair_count=None, decay_step_size=0,
):  # fmt: skip
    """Both halves of the cycle are linear. After the cycle the learning rate decays with the inverse of the step, but
    only if both decay_lr_rate and decay_step_size are given. Momentum, which DeepSpeed cycles by default, is left
    alone."""
    require_positive(cycle_first_step_size=cycle_first_step_size)
    low, high, up = cycle_min_lr, cycle_max_lr, cycle_first_step_size
    down = up if cycle_second_step_size is None else cycle_second_step_size
    stairs_up = cycle_first_stair_count
    stairs_down = stairs_up if cycle_second_stair_count is None else cycle_second_stair_count
    decays = decay_lr_rate and decay_step_size
    after = InverseTimeDecay(low, decay_step_size, decay_lr_rate) if decays else Constant(low)
    if not stairs_up and not stairs_down and down:
        points = PiecewiseInterpolation([0, up, up + down], [low, high, low])
        return points.then(after, at=up + down) if decays else points
    rise = _stairs_up(low, high, up, stairs_up) if stairs_up else linear_change(low, high, up)
    if not down:
        return rise.then(after, at=up)
    fall = _stairs_down(low, high, down, stairs_down) if stairs_down else linear_change(high, low, down)
    return rise.then(fall, at=up).then(after, at=up + down)


def _stairs_up(low, high, steps, count):
    """Each stair from its first step on."""
    rates = [low + (high - low) * stair / count for stair in range(count + 1)]
    return PiecewiseConstantDecay([steps * stair / count for stair in range(1, count + 1)], rates, at_boundary="after")


def _stairs_down(low, high, steps, count):
    """Each stair up to its last step: what is left is rounded down."""
    rates = [low + (high - low) * stair / count for stair in range(count, -1, -1)]
    return PiecewiseConstantDecay([steps * stair / count for stair in range(count)], rates)


_TYPES = ("log", "linear")


@LIBRARY.original("WarmupLR", optional={"warmup_max_lr": NUMBER}, learning_rate=1e-3, warmup_num_steps=100)
def _warmup(rate=None, /, warmup_min_lr=0.0, warmup_max_lr=None, warmup_num_steps=1000, warmup_type="log"):
    """By default the warmup is logarithmic: of 1,000 steps it takes 32 to half of the peak. The first two updates have
    the lowest learning rate. The peak is warmup_max_lr or, by default, the optimizer's rate."""
    peak = rate if warmup_max_lr is None else warmup_max_lr
    if peak is None:
        raise TypeError("learning_rate (the optimizer's) or warmup_max_lr must be given; got neither")
    return _rise(warmup_min_lr, peak, warmup_num_steps, warmup_type)


@LIBRARY.original("WarmupDecayLR", total_num_steps=1000, warmup_max_lr=1e-3, warmup_num_steps=100)
def _warmup_decay(total_num_steps, warmup_min_lr=0.0, warmup_max_lr=1e-3, warmup_num_steps=1000, warmup_type="log"):
    """total_num_steps includes the warmup. The linear decay ends at warmup_min_lr, one step late because the first step
    is taken twice. The optimizer's learning rate is not read: the peak is 0.001 by default."""
    low, high, warmup = warmup_min_lr, warmup_max_lr, max(2, warmup_num_steps)
    left = total_num_steps - warmup
    fall = linear_change(high, low, left) if left > 0 else Constant(low)
    return _rise(low, high, warmup_num_steps, warmup_type).then(fall, at=warmup + 1)


@LIBRARY.original("WarmupCosineLR", learning_rate=1e-3, total_num_steps=1000, warmup_num_steps=100)
def _warmup_cosine(
    rate, /, total_num_steps, warmup_min_ratio=0.0, warmup_num_steps=1000, cos_min_ratio=1e-4, warmup_type="log"
):
    """Both ratios are fractions of the optimizer's learning rate. The first update has a learning rate of 0, whatever
    warmup_min_ratio is. The cosine starts one step in, so that it reaches its end at total_num_steps."""
    warmup, end = max(2, warmup_num_steps), product(cos_min_ratio, rate)
    left = total_num_steps - warmup
    fall = CosineAnnealing(rate, left, end).skip(1) if left > 0 else Constant(end)
    rise = _rise(product(warmup_min_ratio, rate), rate, warmup_num_steps, warmup_type)
    rise = Constant(0.0).then(rise.skip(1), at=1) if warmup_min_ratio else rise
    return rise.then(fall, at=warmup + 1)


def _rise(low, high, warmup_num_steps, warmup_type):
    """A warmup that counts from the second update."""
    require_int(warmup_num_steps=warmup_num_steps)
    require_positive(warmup_num_steps=warmup_num_steps)
    require_one_of(_TYPES, warmup_type=warmup_type)
    steps = max(2, warmup_num_steps)
    if warmup_type == "log":
        return PiecewiseInterpolation([1, steps], [low, high], "logarithmic")
    return PiecewiseInterpolation([1, steps + 1], [low, high])
