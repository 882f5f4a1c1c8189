"""The schedulers of PyTorch, torch.optim.lr_scheduler and torch.optim.swa_utils."""

import math

from ..schedules.cosine import CosineAnnealing
from ..schedules.cyclical import (
    CyclicalLearningRate,
    ExponentialCyclicalLearningRate,
    Triangular2CyclicalLearningRate,
    TriangularCyclicalLearningRate,
)
from ..schedules.decay import ExponentialDecay
from ..schedules.cyclical import OneCycle
from ..schedules.piecewise import Constant, MultiStepDecay, PiecewiseConstantDecay, PiecewiseInterpolation, StepDecay
from ..schedules.feedback import ReduceLROnPlateau
from ..schedules.decay import LinearDecay, PolynomialDecay
from ..schedules.cosine import CosineDecayRestarts
from ..core.composition import Scaled
from ..core.function_schedule import FunctionSchedule
from ..core.schedule import Schedule
from ..schedules.curiosities import SWALR
from .original import Apart, Library, joined, line, one_of, times, whole

NO_PLACE = Apart(-1, reason="a schedule has no place of its own, ask it for the step that you are at")
OF_THE_OPTIMIZER = Apart(reason="a schedule knows no optimizer, give its rate as learning_rate")

LIBRARY = Library(
    "PyTorch",
    "2.13.0",
    ("torch.optim.lr_scheduler",),
    {"optimizer": OF_THE_OPTIMIZER, "last_epoch": NO_PLACE, "verbose": Apart()},
)


def _integers(**named):
    """Of numbers that the original takes only as Python's integers: an error where one is not."""
    for name, value in named.items():
        if not isinstance(value, int) or isinstance(value, bool):
            raise ValueError(f"{name} must be an integer, not a float nor NumPy's; got {value!r}")


@LIBRARY.original("ConstantLR", learning_rate=0.1, factor=0.5, total_iters=100)
def _constant(rate, /, factor=1.0 / 3, total_iters=5):
    """Despite its name two rates: factor times the optimizer's, and from total_iters on the optimizer's; with
    total_iters=0 the first for ever."""
    if not 0 < factor <= 1:
        raise ValueError(f"factor must be above 0, or the original fails at total_iters, and at most 1; got {factor!r}")
    if total_iters < 1 or not float(total_iters).is_integer():  # a step that is never counted
        return Constant(times(factor, rate))
    return PiecewiseConstantDecay([total_iters], [times(factor, rate), rate], at_boundary="after")


@LIBRARY.original("LinearLR", learning_rate=0.1, start_factor=0.1, total_iters=100)
def _linear(rate, /, start_factor=1.0 / 3, end_factor=1.0, total_iters=5):
    """A warm-up from a third of the rate in 5 steps unless told otherwise; it does not start at 0, and with
    total_iters=0 it stays at the start."""
    whole(total_iters=total_iters)
    if not 0 < start_factor <= 1:
        raise ValueError(f"start_factor must be above 0 and at most 1; got {start_factor!r}")
    if not 0 <= end_factor <= 1:
        raise ValueError(f"end_factor must be from 0 to 1; got {end_factor!r}")
    if total_iters < 1:
        return Constant(times(start_factor, rate))
    return line(times(start_factor, rate), times(end_factor, rate), total_iters)


@LIBRARY.original("ExponentialLR", learning_rate=0.1, gamma=0.99)
def _exponential(rate, /, gamma):
    """gamma applies at every call of step(), so once an epoch in most examples and once an update if you call it so."""
    return ExponentialDecay(rate, 1, gamma)


@LIBRARY.original("StepLR", learning_rate=0.1, step_size=300, gamma=0.5)
def _step(rate, /, step_size, gamma=0.1):
    """Step step_size has the new rate already, as in Optax and one step earlier than a boundary of Keras."""
    whole(step_size=step_size)
    return StepDecay(rate, step_size, gamma)


@LIBRARY.original("MultiStepLR", learning_rate=0.1, milestones=[300, 600], gamma=0.5)
def _multi_step(rate, /, milestones, gamma=0.1):
    """The milestone's own step has the new rate already; timm's scheduler of this shape has it a step earlier, a
    boundary of Keras a step later."""
    milestones = list(milestones)
    for milestone in milestones:
        whole(**{"each of milestones": milestone})
    return MultiStepDecay(rate, sorted(milestones), gamma) if milestones else Constant(rate)


@LIBRARY.original("PolynomialLR", learning_rate=0.1, total_iters=1000, power=0.9)
def _polynomial(rate, /, total_iters=5, power=1.0):
    """It always ends at 0, whereas PolynomialDecay of Keras ends at 0.0001 unless told otherwise."""
    whole(total_iters=total_iters)
    if total_iters < 1:
        return Constant(rate)
    return LinearDecay(rate, total_iters) if power == 1 else PolynomialDecay(rate, total_iters, 0.0, power)


@LIBRARY.original("CosineAnnealingLR", learning_rate=0.1, T_max=1000, eta_min=0.001)
def _cosine(rate, /, T_max, eta_min=0.0):
    """After T_max the rate rises again, back to the peak at 2 T_max; eta_min is a rate, not a fraction of the peak."""
    return CosineAnnealing(rate, T_max, eta_min, after_end="extend")


@LIBRARY.original("CosineAnnealingWarmRestarts", learning_rate=0.1, T_0=100, T_mult=2, eta_min=0.001)
def _restarts(rate, /, T_0, T_mult=1, eta_min=0.0):
    """The cycles are of one length unless T_mult says otherwise (Keras doubles them); called as step(epoch), the
    original misses the fifth restart with T_mult=3."""
    _integers(T_0=T_0, T_mult=T_mult)
    return CosineDecayRestarts(rate, T_0, t_mul=T_mult, alpha=times(eta_min, 1 / rate))


@LIBRARY.original("OneCycleLR", max_lr=0.1, total_steps=1000)
def _one_cycle(
    max_lr, total_steps=None, epochs: float = None, steps_per_epoch: float = None, pct_start=0.3,
    anneal_strategy="cos", cycle_momentum=True, base_momentum=0.85, max_momentum=0.95, div_factor=25.0,
    final_div_factor=1e4, three_phase=False,
):  # fmt: skip
    """The optimizer's rate is not read; the peak lies between two steps unless pct_start * total_steps is whole, and
    step total_steps, one past the last, has a rate beyond the end there and the end's here; momentum is left alone."""
    if total_steps is None and (epochs is None or steps_per_epoch is None):
        raise ValueError("total_steps, or both epochs and steps_per_epoch, must be given")
    total_steps = epochs * steps_per_epoch if total_steps is None else total_steps
    _integers(total_steps=total_steps)
    return OneCycle(max_lr, total_steps, pct_start, anneal_strategy, div_factor, final_div_factor, three_phase)


_MODES = ("triangular", "triangular2", "exp_range")


@LIBRARY.original("CyclicLR", base_lr=0.001, max_lr=0.01, step_size_up=200)
def _cyclic(
    base_lr, max_lr, step_size_up=2000, step_size_down: float = None, mode="triangular", gamma=1.0,
    scale_fn=None, scale_mode="cycle", cycle_momentum=True, base_momentum=0.8, max_momentum=0.9,
):  # fmt: skip
    """The optimizer's rate is not read; step_size_up is half a cycle unless step_size_down is given; momentum, which
    the original cycles too unless told otherwise, is left alone."""
    down = step_size_up if step_size_down is None else step_size_down
    if scale_fn is None:
        one_of(_MODES, mode=mode)
        scale_mode = "iterations" if mode == "exp_range" else "cycle"
    if down != step_size_up:
        return _uneven(base_lr, max_lr, step_size_up, down, mode, gamma, scale_fn, scale_mode)
    if scale_fn is not None:
        return CyclicalLearningRate(base_lr, max_lr, step_size_up, scale_fn, scale_mode)
    if mode == "exp_range":
        return ExponentialCyclicalLearningRate(base_lr, max_lr, step_size_up, gamma=gamma)
    kind = TriangularCyclicalLearningRate if mode == "triangular" else Triangular2CyclicalLearningRate
    return kind(base_lr, max_lr, step_size_up)


def _uneven(low, high, up, down, mode, gamma, scale_fn, scale_mode):
    """A cycle that rises and falls in different numbers of steps."""
    triangle = PiecewiseInterpolation([0, up, up + down], [low, high, low]).repeat(every=up + down)
    if scale_fn is None and mode == "triangular":
        return triangle
    if scale_fn is not None or low:
        raise ValueError(
            f"with step_size_down={down!r} other than step_size_up={up!r} the height can only be scaled from "
            f"base_lr=0.0 on, and only by mode; got base_lr={low!r}"
        )
    if mode == "triangular2":
        return triangle * StepDecay(1.0, up + down, 0.5)
    return triangle * ExponentialDecay(1.0, 1, gamma)


@LIBRARY.original("ReduceLROnPlateau", learning_rate=0.1, factor=0.5, patience=5)
def plateau(
    rate, /, mode="min", factor=0.1, patience=10, threshold=1e-4, threshold_mode="rel", cooldown=0, min_lr=0, eps=1e-8
):
    """No function of the step, so no schedule but a rule from metric to metric; the rate falls after patience + 1 bad
    metrics in a row, in Keras after patience of them."""
    one_of(("min", "max"), mode=mode)
    return ReduceLROnPlateau(
        rate, factor, patience, mode, **tolerances(threshold, threshold_mode), cooldown=cooldown, min_lr=min_lr, eps=eps
    )


def tolerances(threshold, threshold_mode):
    one_of(("rel", "abs"), threshold_mode=threshold_mode)
    return {"rtol": threshold, "atol": 0.0} if threshold_mode == "rel" else {"rtol": 0.0, "atol": threshold}


@LIBRARY.original("SWALR", at=("torch.optim.swa_utils",), learning_rate=0.1, swa_lr=0.05, anneal_epochs=100)
def _swa(rate, /, swa_lr, anneal_epochs=10, anneal_strategy="cos"):
    """It begins at the optimizer's rate when the averaging begins, which is step 0 here, and anneal_epochs counts
    calls of step()."""
    _integers(anneal_epochs=anneal_epochs)
    return SWALR(rate, swa_lr, anneal_epochs, anneal_strategy)


def tenth_each_hundred(step):
    return 0.1 ** (step // 100)


@LIBRARY.original("LambdaLR", learning_rate=0.1, lr_lambda=tenth_each_hundred)
def _lambda(rate, /, lr_lambda):
    """The function gives a factor of the optimizer's rate, not a rate; a schedule of lrnotes may be that function."""
    return rate * _as_schedule(lr_lambda)


def ever_slower(step):
    return step / (step + 1)


@LIBRARY.original("MultiplicativeLR", learning_rate=0.1, lr_lambda=ever_slower)
def _multiplicative(rate, /, lr_lambda):
    """The function gives the factor from the last rate to the next, and is not called for step 0; the product is
    computed for steps that are Python numbers or NumPy's, from the first step on."""
    return rate * FunctionSchedule(Factors(_one_function(lr_lambda)))


def _as_schedule(function):
    return function if isinstance(function, Schedule) else FunctionSchedule(_one_function(function))


def _one_function(function):
    if isinstance(function, (list, tuple)):
        raise TypeError("lr_lambda must be one function: translate those of several groups one by one")
    if not callable(function):
        raise TypeError(f"lr_lambda must be a function; got {function!r}")
    return function


class Factors:
    """The product of a function's values at step 1, 2, ..., each computed once."""

    def __init__(self, function):
        self.function, self.products = function, [1.0]

    def __call__(self, step):
        while len(self.products) <= step:
            self.products.append(self.products[-1] * self.function(len(self.products)))
        return self.products[int(step)]

    def __eq__(self, other):
        return isinstance(other, Factors) and self.function == other.function

    def __hash__(self):
        return hash(self.function)


@LIBRARY.original(
    "SequentialLR",
    many=True,
    schedulers=[line(0.01, 0.1, 100), CosineAnnealing(0.1, 900, after_end="extend")],
    milestones=[100],
)
def _sequential(schedulers, milestones):
    """Each scheduler counts from 0 at its milestone; one SequentialLR inside another runs a step early in PyTorch,
    MultiplicativeLR and SWALR inside go on from the rate that they find, and CyclicLR and OneCycleLR change the rate
    that the others start from."""
    _schedules(schedulers)
    for each in schedulers[1:]:
        if isinstance(each, SWALR) or isinstance(_function(each), Factors):
            kind = "SWALR" if isinstance(each, SWALR) else "MultiplicativeLR"
            raise ValueError(f"{kind} after a milestone goes on from the rate that it finds, which no schedule can")
    return joined(schedulers, milestones)


_FACTORS = (StepDecay, MultiStepDecay, PiecewiseConstantDecay, LinearDecay, ExponentialDecay, Constant)


@LIBRARY.original(
    "ChainedScheduler", many=True, learning_rate=0.1,
    schedulers=[line(0.01, 0.1, 100), ExponentialDecay(0.1, 1, 0.99)],
)  # fmt: skip
def _chained(rate, /, schedulers):
    """The product of the schedulers as factors of one rate, which holds for those alone that multiply the last rate:
    CosineAnnealingLR with eta_min, LambdaLR and the cyclical ones do not."""
    _schedules(schedulers)
    for each in schedulers:
        if not _is_multiplicative(each):
            raise ValueError(f"the product holds for schedulers that multiply the last rate; {each!r} does not")
    first, *others = schedulers
    for other in others:
        first = first * _factor(other, rate)
    return first


def _schedules(schedulers):
    for each in schedulers:
        if not isinstance(each, Schedule):
            raise TypeError(f"schedulers must be schedules, each translated before; got {each!r}")
    if not schedulers:
        raise ValueError("schedulers must be one schedule or more; got none")


def _function(schedule):
    return getattr(getattr(schedule, "schedule", None), "function", None)


def _is_multiplicative(schedule):
    if isinstance(schedule, (CosineAnnealing, PolynomialDecay)):
        return not schedule.end_learning_rate
    warmed = type(schedule).__name__ == "Warmup" and isinstance(schedule.schedule, Constant)
    product = isinstance(schedule, Scaled) and isinstance(_function(schedule), Factors)
    return isinstance(schedule, _FACTORS) or warmed or product


def _factor(schedule, rate):
    """The schedule over the rate that it was translated with, so that it is 1 where it changes nothing."""
    return (1 / rate) * schedule if not math.isclose(rate, 1) else schedule
