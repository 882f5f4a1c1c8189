"""The schedule of Levanter's optimizers: ``[warmup]-{[stable]-[decay]} x cycles``, where the decay has six shapes."""

from itertools import accumulate

from ..core.parameters import is_number
from ..schedules.cosine import CosineAnnealing
from ..schedules.decay import InverseTimeDecay, PowerDecay
from ..schedules.piecewise import Constant
from ..schedules.warmup_stable_decay import PowerScheduler
from ..writers.recorded import as_float, truncated
from .arguments import NUMBER, Ignored, require_one_of
from .original import Library
from .shapes import in_sequence, linear_change, product

_OF_THE_OPTIMIZER = Ignored()
LIBRARY = Library(
    "Levanter",
    "1.2.dev1644",
    ("levanter.optim.OptimizerConfig", "levanter.optim.config.OptimizerConfig"),
    {
        "override_lr": Ignored(None, reason="it replaces learning_rate"),
        "haps": Ignored(None, reason="cycles replaces it"),
        **dict.fromkeys(("weight_decay", "weight_decay_modules", "default_weight_decay_mask"), _OF_THE_OPTIMIZER),
    },
    yields=True,
)
_SHAPES = ("constant", "cosine", "linear", "inv_sqrt", "inv", "power")


@LIBRARY.original(
    "lr_scheduler", many=True, optional={"decay": NUMBER, "cooldown": NUMBER},
    learning_rate=6e-4, warmup=100, decay=200, lr_schedule="linear", num_train_steps=1000,
)  # fmt: skip
def _levanter(
    num_train_steps, learning_rate=6e-4, min_lr_ratio=0.1, warmup=0.01, decay=None, rewarmup=0.0, cooldown=None,
    cycle_length=None, cycles=None, lr_schedule="cosine",
):  # fmt: skip
    """The arguments are those of OptimizerConfig. Lengths up to 1 are fractions, those above are steps. Without decay
    the whole cycle decays. The schedule "inv_sqrt" stays at the peak until step 10,000. A schedule with options is a
    dict with its type."""
    rest = 0 if cooldown is None else _steps("cooldown", cooldown, num_train_steps)
    ends = _ends(num_train_steps - rest, cycle_length, cycles)
    lowest = product(learning_rate, min_lr_ratio)
    parts, boundaries, reached = [], [], 0.0
    for number, (start, end) in enumerate(zip(ends, ends[1:])):
        length = end - start
        rise = _steps("rewarmup", rewarmup, length) if number else _steps("warmup", warmup, length)
        if rise:
            parts.append(linear_change(reached, learning_rate, rise))
            boundaries.append(start + rise)
        fall = length - rise if decay is None else _steps("decay", decay, length)
        if rise + fall > length:
            raise ValueError(f"decay must be at most {length - rise!r}, what a warmup leaves of a cycle; got {decay!r}")
        if rise + fall < length:
            parts.append(Constant(learning_rate))
            boundaries.append(end - fall)
        parts.append(_decay(lr_schedule, learning_rate, lowest, rise, fall))
        reached = parts[-1](fall)
        boundaries.append(end)
    if rest:
        parts.append(linear_change(reached, lowest, rest))
    return in_sequence(parts, boundaries[: len(parts) - 1])


def _decay(shape, rate, lowest, warmup, steps):
    """The last part of a cycle."""
    options = dict(shape) if isinstance(shape, dict) else {"type": shape}
    kind = options.pop("type", None)
    require_one_of(_SHAPES, lr_schedule=kind)
    if not steps or kind == "constant":
        return Constant(rate)
    if kind == "cosine":
        return CosineAnnealing(rate, steps, lowest, exponent=options.pop("exponent", 1.0))
    if kind == "linear":
        return linear_change(rate, lowest, steps)
    if kind == "inv_sqrt":
        return _inverse_square_root(rate, options.get("timescale", 10000), warmup).clip(lowest)
    if kind == "inv":
        if not lowest:
            raise ValueError(
                'min_lr_ratio must be above 0 for lr_schedule="inv", because Levanter divides by it; got 0'
            )
        curve = InverseTimeDecay(rate, steps, rate / lowest - 1)
        return Constant(curve(1)).then(curve.skip(1).clip(lowest), at=1)
    options = {"a": 4.6, "b": -0.51, **options}
    return PowerScheduler(rate, options["batch_size"], options["seq_length"], options["a"], options["b"])


def _inverse_square_root(rate, timescale, warmup):
    """The steps of the warmup count, and until the timescale there is no decay."""
    curve, flat = PowerDecay(rate, timescale), timescale - warmup
    return Constant(rate).then(curve, at=flat) if flat > 0 else curve.skip(-flat)


def _steps(name, length, total):
    """A length as steps: up to 1 it is a fraction, above it must be an integer."""
    if length < 0 or (length > 1 and not as_float(length).is_integer()):
        raise ValueError(f"{name} must be a fraction from 0 to 1 or an integer of steps; got {length!r}")
    return truncated(length * total) if length <= 1 else truncated(length)


def _ends(total, cycle_length, cycles):
    """The steps at which cycles begin and end."""
    if cycle_length is not None and cycles is not None:
        raise ValueError("cycle_length or cycles must be None; Levanter takes one of them")
    if is_number(cycle_length):
        length = _steps("cycle_length", cycle_length, total)
        inner = [number * length for number in range(1, total // length)]
    elif is_number(cycles):
        inner = [truncated(total / cycles * number) for number in range(1, cycles)]
    else:
        inner = list(accumulate(cycle_length)) if cycle_length is not None else list(cycles or [])
    if inner and inner[-1] > total:
        raise ValueError(f"cycles must end by step {total!r}; got {inner!r}")
    return [0, *inner] if inner and inner[-1] == total else [0, *inner, total]
