"""The schedulers of PyTorch, torch.optim.lr_scheduler and torch.optim.swa_utils."""

from ..core.function_schedule import FunctionSchedule
from ..core.schedule import Schedule
from ..schedules.cosine import CosineAnnealing, CosineDecayRestarts
from ..schedules.cyclical import (
    CyclicalLearningRate,
    ExponentialCyclicalLearningRate,
    OneCycle,
    Triangular2CyclicalLearningRate,
    TriangularCyclicalLearningRate,
)
from ..schedules.decay import ExponentialDecay, LinearDecay, PolynomialDecay
from ..schedules.feedback import ReduceLROnPlateau
from ..schedules.finder_and_averaging import SWALR
from ..schedules.piecewise import Constant, MultiStepDecay, PiecewiseConstantDecay, PiecewiseInterpolation, StepDecay
from ..writers.recorded import as_float
from .arguments import NUMBER, Ignored, require_int, require_one_of, require_positive, require_whole
from .original import Library
from .shapes import linear_change, product

NO_POSITION = Ignored(-1, reason="a schedule does not track its own position; call it with the current step")
OF_THE_OPTIMIZER = Ignored(reason="a schedule has no optimizer; give its learning rate as learning_rate")

LIBRARY = Library(
    "PyTorch",
    "2.13.0",
    ("torch.optim.lr_scheduler",),
    {"optimizer": OF_THE_OPTIMIZER, "last_epoch": NO_POSITION, "verbose": Ignored()},
)


@LIBRARY.original("ConstantLR", learning_rate=0.1, factor=0.5, total_iters=100)
def _constant(rate, /, factor=1.0 / 3, total_iters=5):
    """Despite its name it has two learning rates: factor times the optimizer's, and from total_iters on the
    optimizer's. With total_iters=0 the first one stays forever."""
    if not 0 < factor <= 1:
        raise ValueError(f"factor must be above 0 and at most 1; got {factor!r}")
    if total_iters < 1 or not as_float(total_iters).is_integer():  # a step that is never counted
        return Constant(product(factor, rate))
    return PiecewiseConstantDecay([total_iters], [product(factor, rate), rate], at_boundary="after")


@LIBRARY.original("LinearLR", learning_rate=0.1, start_factor=0.1, total_iters=100)
def linear(rate, /, start_factor=1.0 / 3, end_factor=1.0, total_iters=5):
    """By default it warms up from a third of the learning rate in 5 steps. It cannot start at 0, and with total_iters=0
    it stays at the start."""
    require_whole(total_iters=total_iters)
    if not 0 < start_factor <= 1:
        raise ValueError(f"start_factor must be above 0 and at most 1; got {start_factor!r}")
    if not 0 <= end_factor <= 1:
        raise ValueError(f"end_factor must be from 0 to 1; got {end_factor!r}")
    if total_iters < 1:
        return Constant(product(start_factor, rate))
    return linear_change(product(start_factor, rate), product(end_factor, rate), total_iters)


@LIBRARY.original("ExponentialLR", learning_rate=0.1, gamma=0.99)
def _exponential(rate, /, gamma):
    """gamma applies at every call of step(), which is once per epoch in most examples and once per update if you call
    it after every update."""
    return ExponentialDecay(rate, 1, gamma)


@LIBRARY.original("StepLR", learning_rate=0.1, step_size=300, gamma=0.5)
def _step(rate, /, step_size, gamma=0.1):
    """Step step_size already has the new learning rate, as in Optax and one step earlier than a boundary of Keras."""
    require_whole(step_size=step_size)
    return StepDecay(rate, step_size, gamma)


@LIBRARY.original("MultiStepLR", learning_rate=0.1, milestones=[300, 600], gamma=0.5)
def _multi_step(rate, /, milestones, gamma=0.1):
    """The milestone step itself already has the new learning rate. The scheduler of this shape in timm changes it a
    step earlier, and a boundary of Keras a step later."""
    milestones = list(milestones)
    for milestone in milestones:
        require_whole(**{"each of milestones": milestone})
    return MultiStepDecay(rate, sorted(milestones), gamma) if milestones else Constant(rate)


@LIBRARY.original("PolynomialLR", learning_rate=0.1, total_iters=1000, power=0.9)
def _polynomial(rate, /, total_iters=5, power=1.0):
    """It always ends at 0, whereas PolynomialDecay of Keras ends at 0.0001 by default."""
    require_whole(total_iters=total_iters)
    if total_iters < 1:
        return Constant(rate)
    return LinearDecay(rate, total_iters) if power == 1 else PolynomialDecay(rate, total_iters, 0.0, power)


@LIBRARY.original("CosineAnnealingLR", learning_rate=0.1, T_max=1000, eta_min=0.001)
def _cosine(rate, /, T_max, eta_min=0.0):
    """After T_max the learning rate rises again and is back at the peak at step 2 T_max. eta_min is a learning rate,
    not a fraction of the peak."""
    return CosineAnnealing(rate, T_max, eta_min, after_end="extend")


@LIBRARY.original("CosineAnnealingWarmRestarts", learning_rate=0.1, T_0=100, T_mult=2, eta_min=0.001)
def _restarts(rate, /, T_0, T_mult=1, eta_min=0.0):
    """All cycles have the same length by default, whereas Keras doubles them. Called as step(epoch), PyTorch misses the
    fifth restart with T_mult=3."""
    require_int(T_0=T_0, T_mult=T_mult)
    return CosineDecayRestarts(rate, T_0, t_mul=T_mult, alpha=product(eta_min, 1 / rate))


@LIBRARY.original("OneCycleLR", optional={"epochs": NUMBER, "steps_per_epoch": NUMBER}, max_lr=0.1, total_steps=1000)
def _one_cycle(
    max_lr, total_steps=None, epochs=None, steps_per_epoch=None, pct_start=0.3,
    anneal_strategy="cos", cycle_momentum=True, base_momentum=0.85, max_momentum=0.95, div_factor=25.0,
    final_div_factor=1e4, three_phase=False,
):  # fmt: skip
    """The optimizer's learning rate is not read, and momentum is left alone. The peak lies between two steps unless
    pct_start * total_steps is an integer. After the last step, PyTorch goes beyond the final learning rate; lrnotes
    holds it."""
    if total_steps is None and (epochs is None or steps_per_epoch is None):
        raise ValueError("total_steps, or both epochs and steps_per_epoch, must be given")
    total_steps = epochs * steps_per_epoch if total_steps is None else total_steps
    require_int(total_steps=total_steps)
    phases = 2 if three_phase else 1
    peak = pct_start * total_steps - 1
    if not 0 <= pct_start <= 1 or total_steps <= 0 or (0 < peak and phases * peak < total_steps - 1):
        return OneCycle(max_lr, total_steps, pct_start, anneal_strategy, div_factor, final_div_factor, three_phase)
    require_one_of(("cos", "linear"), anneal_strategy=anneal_strategy)
    require_positive(div_factor=div_factor, final_div_factor=final_div_factor)
    low = product(max_lr, 1 / div_factor)
    end = product(low, 1 / final_div_factor)
    shape = "cosine" if anneal_strategy == "cos" else "linear"
    return _one_cycle_in_part(phases, peak, total_steps, [low, max_lr, low, end], shape)


def _one_cycle_in_part(phases, peak, total_steps, rates, shape):
    """Of a cycle whose peak is before the first update only the last phase is left, of one whose peak is at the end
    all phases but the last."""
    low, maximum, _, end = rates
    if peak == 0:
        raise ValueError("pct_start must not be 1 / total_steps, or PyTorch divides by 0")
    if peak > 0:
        return PiecewiseInterpolation([0, peak, 2 * peak][: phases + 1], [low, maximum, low][: phases + 1], shape)
    before = -phases * peak
    length = total_steps - 1 + before
    start = low if phases == 2 else maximum
    return PiecewiseInterpolation([0, length], [start, end], shape).skip(before)


_MODES = ("triangular", "triangular2", "exp_range")


@LIBRARY.original("CyclicLR", optional={"step_size_down": NUMBER}, base_lr=0.001, max_lr=0.01, step_size_up=200)
def cyclic(
    base_lr, max_lr, step_size_up=2000, step_size_down=None, mode="triangular", gamma=1.0,
    scale_fn=None, scale_mode="cycle", cycle_momentum=True, base_momentum=0.8, max_momentum=0.9,
):  # fmt: skip
    """The optimizer's learning rate is not read. step_size_up is half a cycle unless step_size_down is given. Momentum,
    which PyTorch cycles by default, is left alone."""
    down = {} if step_size_down in (None, step_size_up) else {"step_size_down": step_size_down}
    if scale_fn is not None:
        return CyclicalLearningRate(base_lr, max_lr, step_size_up, scale_fn, scale_mode, **down)
    require_one_of(_MODES, mode=mode)
    if mode == "exp_range":
        return ExponentialCyclicalLearningRate(base_lr, max_lr, step_size_up, gamma=gamma, **down)
    kind = TriangularCyclicalLearningRate if mode == "triangular" else Triangular2CyclicalLearningRate
    return kind(base_lr, max_lr, step_size_up, **down)


@LIBRARY.original("ReduceLROnPlateau", learning_rate=0.1, factor=0.5, patience=5)
def plateau(
    rate, /, mode="min", factor=0.1, patience=10, threshold=1e-4, threshold_mode="rel", cooldown=0, min_lr=0, eps=1e-8
):
    """This rule depends on a metric, so it is not a function of the step. The learning rate drops after patience + 1
    bad metrics in a row, in Keras after patience of them."""
    require_one_of(("min", "max"), mode=mode)
    return ReduceLROnPlateau(
        rate, factor, patience, mode, **tolerances(threshold, threshold_mode), cooldown=cooldown, min_lr=min_lr, eps=eps
    )


def tolerances(threshold, threshold_mode):
    require_one_of(("rel", "abs"), threshold_mode=threshold_mode)
    return {"rtol": threshold, "atol": 0.0} if threshold_mode == "rel" else {"rtol": 0.0, "atol": threshold}


@LIBRARY.original("SWALR", at=("torch.optim.swa_utils",), learning_rate=0.1, swa_lr=0.05, anneal_epochs=100)
def _swa(rate, /, swa_lr, anneal_epochs=10, anneal_strategy="cos"):
    """It starts from the optimizer's learning rate when averaging starts, which is step 0 in lrnotes. anneal_epochs
    counts calls of step()."""
    require_int(anneal_epochs=anneal_epochs)
    return SWALR(rate, swa_lr, anneal_epochs, anneal_strategy)


def tenth_each_hundred(step):
    return 0.1 ** (step // 100)


@LIBRARY.original("LambdaLR", learning_rate=0.1, lr_lambda=tenth_each_hundred)
def lambdas(rate, /, lr_lambda):
    """The function returns a factor of the optimizer's learning rate, not a learning rate. It can also be a schedule of
    lrnotes."""
    return rate * _as_schedule(lr_lambda)


def ever_slower(step):
    return step / (step + 1)


@LIBRARY.original("MultiplicativeLR", learning_rate=0.1, lr_lambda=ever_slower)
def multiplicative(rate, /, lr_lambda):
    """The function returns the factor from one learning rate to the next and is not called for step 0. The product is
    computed from the first step on, for steps that are Python or NumPy numbers."""
    return rate * FunctionSchedule(Factors(_one_function(lr_lambda)))


def _as_schedule(function):
    return function if isinstance(function, Schedule) else FunctionSchedule(_one_function(function))


def _one_function(function):
    if isinstance(function, (list, tuple)):
        raise TypeError("lr_lambda must be one function; translate those of several parameter groups one by one")
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
