"""The schedulers of PaddlePaddle, whose learning rate is their own first argument: they are the optimizer's rate."""

from ..core.schedule import Schedule
from ..schedules.cosine import CosineAnnealing, CosineDecayRestarts
from ..schedules.decay import ExponentialDecay, InverseTimeDecay, NaturalExpDecay, NoamDecay, PolynomialDecay
from ..schedules.piecewise import Constant, MultiStepDecay, PiecewiseConstantDecay, PiecewiseInterpolation, StepDecay
from . import pytorch
from .arguments import NUMBER, Ignored, check_learning_rate, require_int, require_one_of
from .original import Library
from .shapes import linear_change, product

LIBRARY = Library(
    "PaddlePaddle",
    "3.3.1",
    ("paddle.optimizer.lr",),
    {"last_epoch": pytorch.NO_POSITION, "verbose": Ignored()},
    yields=True,
)


@LIBRARY.original("NoamDecay", d_model=512, warmup_steps=4000)
def _noam(d_model, warmup_steps, learning_rate=1.0):
    """The first update has a learning rate of 0, whereas the paper counts from 1."""
    return NoamDecay(d_model, warmup_steps, learning_rate, first_update="start")


@LIBRARY.original("PiecewiseDecay", boundaries=[300, 600], values=[0.1, 0.01, 0.001])
def _piecewise(boundaries, values):
    """The boundary step itself already has the new learning rate, as in PyTorch and unlike Keras."""
    boundaries, values = list(boundaries), list(values)
    if not boundaries or len(values) <= len(boundaries):
        raise ValueError(f"boundaries must be at least one, and values one more; got {boundaries!r} and {values!r}")
    return PiecewiseConstantDecay(boundaries, [*values[: len(boundaries)], values[-1]], at_boundary="after")


@LIBRARY.original("NaturalExpDecay", learning_rate=0.1, gamma=0.01)
def _natural_exponential(learning_rate, gamma):
    """gamma is the exponent of e per step, so 0.01 lowers the learning rate by about 1% at every step."""
    if not gamma > 0:
        raise ValueError(f"gamma must be above 0; got {gamma!r}")
    return NaturalExpDecay(learning_rate, 1, gamma)


@LIBRARY.original("InverseTimeDecay", learning_rate=0.1, gamma=0.01)
def _inverse_time(learning_rate, gamma):
    """The divisor is 1 + gamma * step; Keras has an argument for the number of steps."""
    return InverseTimeDecay(learning_rate, 1, gamma)


@LIBRARY.original("PolynomialDecay", learning_rate=0.1, decay_steps=1000, end_lr=0.001, power=2.0)
def _polynomial(learning_rate, decay_steps, end_lr=1e-4, power=1.0, cycle=False):
    """end_lr is 0.0001 by default, not 0, as in Keras."""
    require_int(decay_steps=decay_steps)
    if not power > 0:
        raise ValueError(f"power must be above 0; got {power!r}")
    return PolynomialDecay(learning_rate, decay_steps, end_lr, power, bool(cycle))


@LIBRARY.original(
    "LinearWarmup", many=True, learning_rate=CosineAnnealing(0.1, 900), warmup_steps=100, start_lr=0.0, end_lr=0.1
)
def _warmup(learning_rate, warmup_steps, start_lr, end_lr):
    """learning_rate is what follows the warmup: a number or a scheduler, which counts from 0 at its end. If it does not
    start at end_lr, the learning rate jumps."""
    after = learning_rate if isinstance(learning_rate, Schedule) else Constant(check_learning_rate(learning_rate))
    require_int(warmup_steps=warmup_steps)
    if not start_lr < end_lr:
        raise ValueError(f"end_lr must be above start_lr={start_lr!r}; got {end_lr!r}")
    if after(0) == end_lr:
        return after.warmup(warmup_steps, start_lr)
    return linear_change(start_lr, end_lr, warmup_steps).then(after, at=warmup_steps)


@LIBRARY.original("ExponentialDecay", learning_rate=0.1, gamma=0.99)
def _exponential(learning_rate, gamma):
    """gamma applies at every step, and must be below 1."""
    _require_a_fraction(gamma)
    return ExponentialDecay(learning_rate, 1, gamma)


@LIBRARY.original("MultiStepDecay", learning_rate=0.1, milestones=[300, 600], gamma=0.5)
def _multi_step(learning_rate, milestones, gamma=0.1):
    """The milestone step itself already has the new learning rate. gamma must be below 1."""
    milestones = list(milestones)
    if any(later <= earlier for earlier, later in zip(milestones, milestones[1:])):
        raise ValueError(f"milestones must increase; got {milestones!r}")
    _require_below_1(gamma)
    return MultiStepDecay(learning_rate, milestones, gamma) if milestones else Constant(learning_rate)


@LIBRARY.original("StepDecay", learning_rate=0.1, step_size=300, gamma=0.5)
def _step(learning_rate, step_size, gamma=0.1):
    """Step step_size already has the new learning rate. gamma must be below 1."""
    require_int(step_size=step_size)
    _require_below_1(gamma)
    return StepDecay(learning_rate, step_size, gamma)


@LIBRARY.original("LambdaDecay", learning_rate=0.1, lr_lambda=pytorch.tenth_each_hundred)
def _lambda(learning_rate, lr_lambda):
    """The function returns a factor of the learning rate. It can also be a schedule of lrnotes."""
    return pytorch.lambdas(learning_rate, lr_lambda)


@LIBRARY.original("MultiplicativeDecay", learning_rate=0.1, lr_lambda=pytorch.ever_slower)
def _multiplicative(learning_rate, lr_lambda):
    """The function returns the factor from one learning rate to the next and is not called for step 0."""
    return pytorch.multiplicative(learning_rate, lr_lambda)


@LIBRARY.original("ReduceOnPlateau", learning_rate=0.1, factor=0.5, patience=5)
def _plateau(
    learning_rate, mode="min", factor=0.1, patience=10, threshold=1e-4, threshold_mode="rel", cooldown=0, min_lr=0,
    epsilon=1e-8,
):  # fmt: skip
    """This is the rule of PyTorch, but during a cooldown Paddle ignores the metric altogether. The learning rate drops
    after patience + 1 bad metrics in a row."""
    if cooldown:
        raise ValueError(
            f"cooldown must be 0, because Paddle ignores the metric during it, even if it is the best; got {cooldown!r}"
        )
    _require_below_1(factor, "factor")
    return pytorch.plateau(learning_rate, mode, factor, patience, threshold, threshold_mode, cooldown, min_lr, epsilon)


@LIBRARY.original("CosineAnnealingDecay", learning_rate=0.1, T_max=1000, eta_min=0.001)
def _cosine(learning_rate, T_max, eta_min=0):
    """After T_max the learning rate rises again, as in PyTorch. eta_min is a learning rate."""
    require_int(T_max=T_max)
    return CosineAnnealing(learning_rate, T_max, eta_min, after_end="extend")


@LIBRARY.original("OneCycleLR", max_learning_rate=0.1, total_steps=1000)
def _one_cycle(
    max_learning_rate, total_steps, divide_factor=25.0, end_learning_rate=1e-4, phase_pct=0.3, anneal_strategy="cos",
    three_phase=False,
):  # fmt: skip
    """end_learning_rate is a learning rate, 0.0001 by default, whereas final_div_factor of PyTorch is a divisor. The
    peak lies between two steps unless phase_pct * total_steps is an integer."""
    require_int(total_steps=total_steps)
    require_one_of(("cos", "linear"), anneal_strategy=anneal_strategy)
    first = product(max_learning_rate, 1 / divide_factor)
    peak = round(phase_pct * total_steps, 9) - 1
    knots = [0, peak, 2 * peak, total_steps - 1] if three_phase else [0, peak, total_steps - 1]
    rates = [first, max_learning_rate, *([first] if three_phase else []), end_learning_rate]
    if any(later <= earlier for earlier, later in zip(knots, knots[1:])):
        raise ValueError(f"phase_pct must leave steps for every phase of {total_steps!r}; got {phase_pct!r}")
    return PiecewiseInterpolation(knots, rates, {"cos": "cosine", "linear": "linear"}[anneal_strategy])


@LIBRARY.original(
    "CyclicLR", optional={"step_size_down": NUMBER},
    base_learning_rate=0.001, max_learning_rate=0.01, step_size_up=200,
)  # fmt: skip
def _cyclic(
    base_learning_rate, max_learning_rate, step_size_up, step_size_down=None, mode="triangular", exp_gamma=1.0,
    scale_fn=None, scale_mode="cycle",
):  # fmt: skip
    """step_size_up is half a cycle unless step_size_down is given. It has no default."""
    return pytorch.cyclic(
        base_learning_rate, max_learning_rate, step_size_up, step_size_down, mode, exp_gamma, scale_fn, scale_mode
    )


@LIBRARY.original("LinearLR", learning_rate=0.1, total_steps=100, start_factor=0.1)
def _linear(learning_rate, total_steps, start_factor=1.0 / 3, end_factor=1.0):
    """By default it warms up from a third of the learning rate. It cannot start at 0."""
    require_int(total_steps=total_steps)
    if not total_steps > 0:
        raise ValueError(f"total_steps must be above 0; got {total_steps!r}")
    return pytorch.linear(learning_rate, start_factor, end_factor, total_steps)


@LIBRARY.original("CosineAnnealingWarmRestarts", learning_rate=0.1, T_0=100, T_mult=2, eta_min=0.001)
def _restarts(learning_rate, T_0, T_mult=1, eta_min=0):
    """All cycles have the same length by default. Called as step(epoch), Paddle misses the fifth restart with
    T_mult=3, as PyTorch does."""
    require_int(T_0=T_0, T_mult=T_mult)
    return CosineDecayRestarts(learning_rate, T_0, t_mul=T_mult, alpha=product(eta_min, 1 / learning_rate))


def _require_a_fraction(gamma):
    if not 0 < gamma < 1:
        raise ValueError(f"gamma must be above 0 and below 1; got {gamma!r}")


def _require_below_1(value, name="gamma"):
    if not value < 1:
        raise ValueError(f"{name} must be below 1; got {value!r}")
