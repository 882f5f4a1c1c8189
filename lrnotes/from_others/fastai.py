"""The schedules of fastai. They are functions of the part of the training that has passed; a schedule of steps needs to
know how many there are: ``total_steps``, or ``steps_per_epoch`` beside fastai's own number of epochs."""

from ..schedules.cosine import CosineAnnealing
from ..schedules.cyclical import OneCycle
from ..schedules.piecewise import Constant, PiecewiseInterpolation
from ..schedules.decay import LinearDecay
from ..schedules.curiosities import RangeTest
from ..core.schedule import Schedule
from ..schedules.curiosities import KDecay
from ..schedules.warmup_stable_decay import FlatCosineDecay
from .original import Apart, Library, above_0, joined, line, times, whole

_TRAINING = Apart()
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
    """The end is reached after the last update, not at it."""
    return LinearDecay(start, total_steps, end) if start >= end else line(start, end, total_steps)


@LIBRARY.original("SchedCos", added=["total_steps"], start=0.1, end=0.001, total_steps=1000)
def _cosine(start, end, total_steps):
    """The end is reached after the last update, not at it; it is a rate, not a fraction."""
    return CosineAnnealing(start, total_steps, end)


@LIBRARY.original("SchedNo", added=["total_steps"], start=0.1, end=0.1, total_steps=1000)
def _none(start, end, total_steps):
    """The end is not read: the rate is that of the start throughout."""
    return Constant(start)


@LIBRARY.original("SchedExp", added=["total_steps"], start=0.1, end=0.001, total_steps=1000)
def _exponential(start, end, total_steps):
    """Both ends are rates and above 0; the end is reached after the last update."""
    return PiecewiseInterpolation([0, total_steps], [start, end], "exponential")


@LIBRARY.original("SchedPoly", added=["total_steps"], start=0.1, end=0.001, power=2.0, total_steps=1000)
def _polynomial(start, end, power, total_steps):
    """The power is of the time that has passed: above 1 it falls late, and PolynomialDecay of Keras early."""
    return KDecay(start, total_steps, power, end, "polynomial")


@LIBRARY.original("combined_cos", added=["total_steps"], pct=0.25, start=0.004, middle=0.1, end=1e-6, total_steps=1000)
def _combined_cosine(pct, start, middle, end, total_steps):
    """All three are rates; the middle is reached after the fraction pct of the training."""
    return PiecewiseInterpolation([0, pct * total_steps, total_steps], [start, middle, end], "cosine")


@LIBRARY.original(
    "combine_scheds", many=True, added=["total_steps"],
    pcts=[0.3, 0.7], scheds=[line(0.01, 0.1, 300), CosineAnnealing(0.1, 700)], total_steps=1000,
)  # fmt: skip
def _combined(pcts, scheds, total_steps):
    """Each schedule gets its part of the training, so translate it with total_steps times that part."""
    for each in scheds:
        if not isinstance(each, Schedule):
            raise TypeError(f"scheds must be schedules, each translated before; got {each!r}")
    if abs(sum(pcts) - 1) > 1e-9:
        raise ValueError(f"pcts must add up to 1; got {pcts!r}")
    starts, passed = [], 0.0
    for part in pcts[:-1]:
        passed += part
        starts.append(round(passed * total_steps, 9))
    return joined(scheds, starts)


@LIBRARY.original(
    "fit_one_cycle", at=_OF_THE_LEARNER, added=["steps_per_epoch"], n_epoch=10, lr_max=0.1, steps_per_epoch=100
)
def _one_cycle(n_epoch, lr_max, div=25.0, div_final=1e5, pct_start=0.25, steps_per_epoch=None):
    """The end is lr_max / div_final, where PyTorch divides the first rate again; pct_start is 0.25, and 0.3 there."""
    above_0(div=div, div_final=div_final)
    total = _steps(n_epoch, steps_per_epoch)
    return OneCycle(lr_max, total, pct_start, "cos", div, times(div_final, 1 / div), end_step="after")


@LIBRARY.original("fine_tune", at=_OF_THE_LEARNER, added=["steps_per_epoch"], epochs=5, steps_per_epoch=100)
def _fine_tune(epochs, base_lr=2e-3, freeze_epochs=1, pct_start=0.3, div=5.0, div_final=1e5, steps_per_epoch=None):
    """Two cycles, of the new layers alone and of all: the first rises over 0.99 of its epochs, the second goes up to
    half of base_lr; the rate is that of the last layers, from which lr_mult counts down."""
    whole(freeze_epochs=freeze_epochs)
    cycle = _one_cycle(epochs, times(base_lr, 0.5), div, div_final, pct_start, steps_per_epoch)
    if not freeze_epochs:
        return cycle
    frozen = _one_cycle(freeze_epochs, base_lr, div_final=div_final, pct_start=0.99, steps_per_epoch=steps_per_epoch)
    return joined([frozen, cycle], [_steps(freeze_epochs, steps_per_epoch)])


@LIBRARY.original(
    "fit_flat_cos", at=_OF_THE_LEARNER, added=["steps_per_epoch"], n_epoch=10, lr=0.1, steps_per_epoch=100
)
def _flat_cosine(n_epoch, lr, div_final=1e5, pct_start=0.75, steps_per_epoch=None):
    """The end is lr / div_final, not 0; start_epoch has no effect in the original."""
    above_0(div_final=div_final)
    return FlatCosineDecay(lr, _steps(n_epoch, steps_per_epoch), pct_start, times(lr, 1 / div_final))


@LIBRARY.original(
    "fit_sgdr", at=_OF_THE_LEARNER, added=["steps_per_epoch"], n_cycles=3, cycle_len=1, lr_max=0.1, steps_per_epoch=100
)
def _sgdr(n_cycles, cycle_len, lr_max, cycle_mult=2, steps_per_epoch=None):
    """Each cycle is twice as long as the one before unless cycle_mult says otherwise, which may not be 1."""
    whole(n_cycles=n_cycles)
    lengths = [_steps(cycle_len, steps_per_epoch) * cycle_mult**cycle for cycle in range(n_cycles)]
    starts = [sum(lengths[:cycle]) for cycle in range(1, n_cycles)]
    return joined([CosineAnnealing(lr_max, length) for length in lengths], starts)


@LIBRARY.original("LRFinder", start_lr=1e-7, end_lr=10, num_it=100)
def _finder(start_lr=1e-7, end_lr=10, num_it=100):
    """The original stops when the loss is four times its best, and does at least 6 updates."""
    return RangeTest(start_lr, end_lr, max(num_it, 6))


def _steps(epochs, steps_per_epoch):
    if steps_per_epoch is None:
        raise TypeError("needs steps_per_epoch: how many updates an epoch has")
    return epochs * steps_per_epoch
