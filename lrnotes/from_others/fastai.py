"""The schedules of fastai, which are functions of the elapsed fraction of the training run.

A schedule of steps needs to know how many there are: ``total_steps``, or ``steps_per_epoch`` with fastai's own number
of epochs.
"""

from ..schedules.cosine import CosineAnnealing
from ..schedules.cyclical import OneCycle
from ..schedules.decay import LinearDecay
from ..schedules.finder_and_averaging import RangeTest
from ..schedules.less_common import KDecay
from ..schedules.piecewise import Constant, PiecewiseInterpolation
from ..schedules.warmup_stable_decay import FlatCosineDecay
from .arguments import Ignored, require_positive, require_schedules, require_whole
from .original import Library
from .shapes import in_sequence, linear_change, product

_TRAINING = Ignored()
LIBRARY = Library(
    "fastai",
    "2.8.12",
    ("fastai.callback.schedule",),
    # lr_mult lowers the rates of the layers before the last ones.
    dict.fromkeys(("wd", "moms", "cbs", "reset_opt", "start_epoch", "stop_div", "lr_mult"), _TRAINING),
)
_OF_THE_LEARNER = ("fastai.callback.schedule.Learner",)


@LIBRARY.original("SchedLin", added=["total_steps"], start=0.1, end=0.001, total_steps=1000)
def _linear(start, end, total_steps):
    """It reaches the end after the last update, not at it."""
    return LinearDecay(start, total_steps, end) if start >= end else linear_change(start, end, total_steps)


@LIBRARY.original("SchedCos", added=["total_steps"], start=0.1, end=0.001, total_steps=1000)
def _cosine(start, end, total_steps):
    """The end is a learning rate, not a fraction. It is reached after the last update, not at it."""
    return CosineAnnealing(start, total_steps, end)


@LIBRARY.original("SchedNo", added=["total_steps"], start=0.1, end=0.1, total_steps=1000)
def _none(start, end, total_steps):
    """fastai does not read the end: the learning rate stays at the start throughout."""
    return Constant(start)


@LIBRARY.original("SchedExp", added=["total_steps"], start=0.1, end=0.001, total_steps=1000)
def _exponential(start, end, total_steps):
    """Both ends are learning rates above 0. The end is reached after the last update."""
    return PiecewiseInterpolation([0, total_steps], [start, end], "exponential")


@LIBRARY.original("SchedPoly", added=["total_steps"], start=0.1, end=0.001, power=2.0, total_steps=1000)
def _polynomial(start, end, power, total_steps):
    """The power applies to the elapsed time: above 1 the learning rate decays late, whereas with PolynomialDecay of
    Keras it decays early."""
    return KDecay(start, total_steps, power, end, "polynomial")


@LIBRARY.original("combined_cos", added=["total_steps"], pct=0.25, start=0.004, middle=0.1, end=1e-6, total_steps=1000)
def _combined_cosine(pct, start, middle, end, total_steps):
    """All three values are learning rates. The middle one is reached after the fraction pct of the training run."""
    return PiecewiseInterpolation([0, pct * total_steps, total_steps], [start, middle, end], "cosine")


@LIBRARY.original(
    "combine_scheds", many=True, added=["total_steps"],
    pcts=[0.3, 0.7], scheds=[linear_change(0.01, 0.1, 300), CosineAnnealing(0.1, 700)], total_steps=1000,
)  # fmt: skip
def _combined(pcts, scheds, total_steps):
    """Each schedule covers its fraction of the training run, so translate it with total_steps times that fraction."""
    require_schedules(scheds=scheds)
    if abs(sum(pcts) - 1) > 1e-9:
        raise ValueError(f"pcts must add up to 1; got {pcts!r}")
    starts, passed = [], 0.0
    for part in pcts[:-1]:
        passed += part
        starts.append(round(passed * total_steps, 9))
    return in_sequence(scheds, starts)


@LIBRARY.original(
    "fit_one_cycle", at=_OF_THE_LEARNER, added=["steps_per_epoch"], n_epoch=10, lr_max=0.1, steps_per_epoch=100
)
def _one_cycle(n_epoch, lr_max, div=25.0, div_final=1e5, pct_start=0.25, steps_per_epoch=None):
    """The final learning rate is lr_max / div_final, whereas PyTorch divides the initial rate. pct_start is 0.25 by
    default, and 0.3 in PyTorch."""
    require_positive(div=div, div_final=div_final)
    total = _steps(n_epoch, steps_per_epoch)
    return OneCycle(lr_max, total, pct_start, "cos", div, product(div_final, 1 / div), end_step="after")


@LIBRARY.original("fine_tune", at=_OF_THE_LEARNER, added=["steps_per_epoch"], epochs=5, steps_per_epoch=100)
def _fine_tune(epochs, base_lr=2e-3, freeze_epochs=1, pct_start=0.3, div=5.0, div_final=1e5, steps_per_epoch=None):
    """There are two cycles, the first for the new layers only, with 0.99 of its epochs rising. The second one peaks at
    half of base_lr. The rate is that of the last layers, which lr_mult lowers for earlier ones."""
    require_whole(freeze_epochs=freeze_epochs)
    cycle = _one_cycle(epochs, product(base_lr, 0.5), div, div_final, pct_start, steps_per_epoch)
    if not freeze_epochs:
        return cycle
    frozen = _one_cycle(freeze_epochs, base_lr, div_final=div_final, pct_start=0.99, steps_per_epoch=steps_per_epoch)
    return in_sequence([frozen, cycle], [_steps(freeze_epochs, steps_per_epoch)])


@LIBRARY.original(
    "fit_flat_cos", at=_OF_THE_LEARNER, added=["steps_per_epoch"], n_epoch=10, lr=0.1, steps_per_epoch=100
)
def _flat_cosine(n_epoch, lr, div_final=1e5, pct_start=0.75, steps_per_epoch=None):
    """The final learning rate is lr / div_final, not 0. In fastai, start_epoch has no effect."""
    require_positive(div_final=div_final)
    return FlatCosineDecay(lr, _steps(n_epoch, steps_per_epoch), pct_start, product(lr, 1 / div_final))


@LIBRARY.original(
    "fit_sgdr", at=_OF_THE_LEARNER, added=["steps_per_epoch"], n_cycles=3, cycle_len=1, lr_max=0.1, steps_per_epoch=100
)
def _sgdr(n_cycles, cycle_len, lr_max, cycle_mult=2, steps_per_epoch=None):
    """By default, each cycle is twice as long as the previous one, because cycle_mult is 2. In fastai, cycle_mult must
    not be 1."""
    require_whole(n_cycles=n_cycles)
    lengths = [_steps(cycle_len, steps_per_epoch) * cycle_mult**cycle for cycle in range(n_cycles)]
    starts = [sum(lengths[:cycle]) for cycle in range(1, n_cycles)]
    return in_sequence([CosineAnnealing(lr_max, length) for length in lengths], starts)


@LIBRARY.original("LRFinder", start_lr=1e-7, end_lr=10, num_it=100)
def _finder(start_lr=1e-7, end_lr=10, num_it=100):
    """fastai stops when the loss is four times its best value, and makes at least 6 updates."""
    return RangeTest(start_lr, end_lr, max(num_it, 6))


def _steps(epochs, steps_per_epoch):
    if steps_per_epoch is None:
        raise TypeError("steps_per_epoch must be given, because the length of an epoch is not known")
    return epochs * steps_per_epoch
