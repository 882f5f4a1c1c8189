"""The schedulers of MMEngine, the engine of OpenMMLab. Each acts in a window of steps, from ``begin`` up to ``end``.

Before the window the rate is the optimizer's, after it the last one is held. Of the three variants of each scheduler,
for learning rate, momentum and any other parameter, the table has the first.
"""

from ..schedules.cosine import CosineAnnealing
from ..schedules.cyclical import OneCycle
from ..schedules.decay import ExponentialDecay, LinearDecay, PolynomialDecay
from ..schedules.piecewise import Constant, MultiStepDecay, PiecewiseConstantDecay, StepDecay
from .arguments import NUMBER, Ignored, require_int, require_one_of, require_whole
from .original import Library
from .pytorch import NO_POSITION, OF_THE_OPTIMIZER, plateau
from .shapes import in_sequence, linear_change, product

NO_END = 10**9  # mmengine's INF
LIBRARY = Library(
    "MMEngine",
    "0.10.7",
    ("mmengine.optim", "mmengine.optim.scheduler"),
    {"optimizer": OF_THE_OPTIMIZER, "last_step": NO_POSITION, "by_epoch": Ignored(), "verbose": Ignored()},
    yields=True,
)


@LIBRARY.original("ConstantLR", learning_rate=0.1, factor=0.5, end=100)
def _constant(rate, /, factor=1.0 / 3, begin=0, end=NO_END):
    """The learning rate is factor times the optimizer's until end - 2, and step end - 1 already has the optimizer's.
    In PyTorch the lower rate lasts for one step more."""
    length = _length(begin, end)
    if not 0 <= factor <= 1 or (factor == 0 and 1 < length < NO_END - begin):
        raise ValueError(f"factor must be above 0, because MMEngine divides by it, and at most 1; got {factor!r}")
    lower = product(factor, rate)
    if length == 1 or end == NO_END:
        return _from(begin, rate, Constant(lower))
    return _from(begin, rate, PiecewiseConstantDecay([length - 1], [lower, rate], at_boundary="after"))


@LIBRARY.original("LinearLR", learning_rate=0.1, start_factor=0.001, end=500)
def _linear(rate, /, start_factor=1.0 / 3, end_factor=1.0, begin=0, end=NO_END):
    """The last factor is reached at step end - 1, so a warmup with end=500 has 499 steps. The warmup of PyTorch's
    LinearLR with total_iters=500 is one step longer."""
    length = _length(begin, end)
    if not (0 < start_factor <= 1 or (start_factor == 0 and length == 1)):
        raise ValueError(
            f"start_factor must be above 0, because MMEngine divides by it, and at most 1; got {start_factor!r}"
        )
    if not 0 <= end_factor <= 1:
        raise ValueError(f"end_factor must be from 0 to 1; got {end_factor!r}")
    first, last = product(start_factor, rate), product(end_factor, rate)
    return _from(begin, rate, linear_change(first, last, length - 1) if length > 1 else Constant(first))


@LIBRARY.original("StepLR", learning_rate=0.1, step_size=30, gamma=0.5)
def _step(rate, /, step_size, gamma=0.1, begin=0, end=NO_END):
    """Steps are counted from begin, and they are epochs unless by_epoch=False. From end on the learning rate stays."""
    require_whole(step_size=step_size)
    return _in_window(rate, StepDecay(rate, step_size, gamma), begin, end)


@LIBRARY.original("MultiStepLR", learning_rate=0.1, milestones=[8, 11], gamma=0.1)
def _multi_step(rate, /, milestones, gamma=0.1, begin=0, end=NO_END):
    """Milestones are counted from begin, and the milestone step itself already has the new learning rate. Steps are
    epochs unless by_epoch=False."""
    milestones = list(milestones)
    for milestone in milestones:
        require_whole(**{"each of milestones": milestone})
    stairs = MultiStepDecay(rate, sorted(milestones), gamma) if milestones else Constant(rate)
    return _in_window(rate, stairs, begin, end)


@LIBRARY.original("ExponentialLR", learning_rate=0.1, gamma=0.99)
def _exponential(rate, /, gamma, begin=0, end=NO_END):
    """gamma applies at every step of the window, which is an epoch unless by_epoch=False."""
    return _in_window(rate, ExponentialDecay(rate, 1, gamma), begin, end)


@LIBRARY.original(
    "CosineAnnealingLR", optional={"T_max": NUMBER, "eta_min": NUMBER, "eta_min_ratio": NUMBER},
    learning_rate=0.1, T_max=1000, eta_min=0.001, end=1000,
)  # fmt: skip
def _cosine(rate, /, T_max=None, eta_min=None, begin=0, end=NO_END, eta_min_ratio=None):
    """The window ends at step end - 1, a step before the minimum, and the learning rate of that step is held. Without
    an end it rises again after T_max. T_max is end - begin by default."""
    length = _length(begin, end)
    lowest = _lowest(rate, eta_min, eta_min_ratio, default=0.0)
    return _in_window(rate, CosineAnnealing(rate, T_max or length, lowest, after_end="extend"), begin, end)


@LIBRARY.original("PolyLR", learning_rate=0.01, eta_min=1e-4, power=0.9, end=1000)
def _poly(rate, /, eta_min=0, power=1.0, begin=0, end=NO_END):
    """eta_min is a learning rate and is reached at step end - 1. PolynomialLR of PyTorch ends at total_iters, always
    at 0."""
    steps = _length(begin, end) - 1
    if not steps:
        return Constant(rate)
    return _from(
        begin, rate,
        LinearDecay(rate, steps, eta_min) if power == 1 else PolynomialDecay(rate, steps, eta_min, power),
    )  # fmt: skip


@LIBRARY.original("OneCycleLR", optional={"total_steps": NUMBER}, eta_max=0.1, total_steps=1000)
def _one_cycle(
    eta_max=0, total_steps=None, pct_start=0.3, anneal_strategy="cos", div_factor=25.0, final_div_factor=1e4,
    three_phase=False, begin=0, end=NO_END,
):  # fmt: skip
    """The optimizer's learning rate is not read. The peak lies between two steps unless pct_start * total_steps is an
    integer. total_steps is end - begin by default."""
    length = _length(begin, end)
    if begin:
        raise ValueError(
            "begin must be 0, because the rate until then is the optimizer's, which this one does not read; "
            f"lrnotes.Constant(...).then(schedule, at=begin) puts it in front; got {begin!r}"
        )
    if total_steps is None:
        total_steps = length
    require_int(total_steps=total_steps)
    cycle = OneCycle(eta_max, total_steps, pct_start, anneal_strategy, div_factor, final_div_factor, three_phase)
    return cycle if end >= total_steps else _held(cycle, length)


@LIBRARY.original(
    "CosineRestartLR", optional={"eta_min": NUMBER, "eta_min_ratio": NUMBER},
    learning_rate=0.1, periods=[300, 300, 400], restart_weights=[1, 0.5, 0.25], eta_min=0.001,
)  # fmt: skip
def _restarts(rate, /, periods, restart_weights=(1,), eta_min=None, eta_min_ratio=None, begin=0, end=NO_END):
    """Each value of periods is a length. restart_weights are fractions of the optimizer's learning rate, one for each
    period. After the last period its last rate is held, which is a step before the minimum."""
    periods, weights = list(periods), list(restart_weights)
    if len(periods) != len(weights):
        raise ValueError(f"restart_weights must be as many as periods={periods!r}; got {weights!r}")
    for period in periods:
        require_whole(**{"each of periods": period})
    lowest = _lowest(rate, eta_min, eta_min_ratio)
    waves = [CosineAnnealing(product(weight, rate), period, lowest) for weight, period in zip(weights, periods)]
    starts = [sum(periods[:number]) for number in range(1, len(periods))]
    cycles = _held(in_sequence(waves, starts), sum(periods))
    return _in_window(rate, cycles, begin, end) if end - begin < sum(periods) else _from(begin, rate, cycles)


@LIBRARY.original("ReduceOnPlateauLR", learning_rate=0.1, factor=0.5, patience=5)
def _plateau(
    rate, /, monitor="loss", rule="less", factor=0.1, patience=10, threshold=1e-4, threshold_rule="rel", cooldown=0,
    min_value=0.0, eps=1e-8, begin=0, end=NO_END,
):  # fmt: skip
    """This is the rule of PyTorch with other names: rule="less" is mode="min". The learning rate drops after
    patience + 1 bad metrics in a row."""
    require_one_of(("less", "greater"), rule=rule)
    require_one_of(("rel", "abs"), threshold_rule=threshold_rule)
    if begin or end != NO_END:
        raise ValueError(
            "begin and end must be left out, because they count calls that bring no metric, which a feedback schedule "
            f"does not have; got {begin!r} and {end!r}"
        )
    mode = "min" if rule == "less" else "max"
    return plateau(rate, mode, factor, patience, threshold, threshold_rule, cooldown, min_value, eps)


def _length(begin, end):
    """The steps of the window."""
    require_whole(begin=begin, end=end)
    if not 0 <= begin < end:
        raise ValueError(f"begin must be 0 or more, and end above it; got {begin!r} and {end!r}")
    return end - begin


def _lowest(rate, eta_min, eta_min_ratio, default=None):
    """The minimum, of which one of two arguments says what it is."""
    if eta_min is None and eta_min_ratio is None and default is not None:
        return default
    if (eta_min is None) == (eta_min_ratio is None):
        raise ValueError(f"eta_min or eta_min_ratio must be given, not both; got {eta_min!r} and {eta_min_ratio!r}")
    return product(eta_min_ratio, rate) if eta_min is None else eta_min


def _in_window(rate, schedule, begin, end):
    length = _length(begin, end)
    return _from(begin, rate, schedule if end == NO_END else _held(schedule, length))


def _held(schedule, length):
    """The schedule for so many steps; its last rate is then held."""
    last = Constant(schedule(length - 1))
    return schedule.then(last, at=length) if length > 1 else last


def _from(begin, rate, schedule):
    return Constant(rate).then(schedule, at=begin) if begin else schedule
