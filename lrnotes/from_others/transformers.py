"""The schedules of Hugging Face's transformers: get_scheduler, and the functions that it calls."""

import math

from ..core.messages import joined
from ..schedules.cosine import CosineAnnealing, CosineDecayRestarts
from ..schedules.decay import LinearDecay, PolynomialDecay, PowerDecay
from ..schedules.feedback import GreedyLR
from ..schedules.piecewise import Constant
from ..schedules.warmup_stable_decay import WarmupStableDecay
from .arguments import DICT, NUMBER, Ignored, require_one_of, require_whole
from .original import Library
from .pytorch import NO_POSITION, OF_THE_OPTIMIZER, plateau, tolerances
from .shapes import after_warmup, linear_change, product

_OF_THE_TRAINER = 'it is an argument of the Trainer: translate("transformers.TrainingArguments", ...) takes it'
_MINIMUM = 'get_cosine_with_min_lr_schedule_with_warmup, "cosine_with_min_lr" in get_scheduler, has one, as min_lr'
_MINIMA = dict.fromkeys(("min_lr", "min_lr_rate", "eta_min"), f"{_MINIMUM} or min_lr_rate")
_END = 'get_polynomial_decay_schedule_with_warmup, "polynomial", has lr_end; with power=1.0 it is linear'
LIBRARY = Library(
    "transformers",
    "5.23.0",
    ("transformers", "transformers.optimization"),
    {"optimizer": OF_THE_OPTIMIZER, "last_epoch": NO_POSITION, "verbose": Ignored()},
    instead=dict.fromkeys(
        ("lr_scheduler_type", "lr_scheduler_kwargs", "warmup_ratio", "warmup_steps", "max_steps", "num_train_epochs"),
        _OF_THE_TRAINER,
    ),
)


@LIBRARY.original("get_constant_schedule", learning_rate=5e-5)
def _constant(rate, /):
    """There is no warmup, even if the Trainer has warmup_steps."""
    return Constant(rate)


@LIBRARY.original("get_constant_schedule_with_warmup", learning_rate=5e-5, num_warmup_steps=100)
def _constant_with_warmup(rate, /, num_warmup_steps):
    """The first update has a learning rate of 0."""
    return after_warmup(Constant(rate), num_warmup_steps)


@LIBRARY.original(
    "get_linear_schedule_with_warmup", instead=dict.fromkeys(("min_lr", "min_lr_rate", "lr_end", "eta_min"), _END),
    learning_rate=5e-5, num_warmup_steps=100, num_training_steps=1000,
)  # fmt: skip
def _linear(rate, /, num_warmup_steps, num_training_steps):
    """num_training_steps includes the warmup. The first update has a learning rate of 0. This is the default of the
    Trainer."""
    left = num_training_steps - num_warmup_steps
    if left <= 0:
        decay = Constant(0.0)
    else:
        decay = LinearDecay(product(min(left, 1), rate), left)
    return _warmed_to(rate, decay, num_warmup_steps)


@LIBRARY.original(
    "get_cosine_schedule_with_warmup", instead=_MINIMA,
    learning_rate=5e-5, num_warmup_steps=100, num_training_steps=1000,
)  # fmt: skip
def _cosine(rate, /, num_warmup_steps, num_training_steps, num_cycles=0.5):
    """num_training_steps includes the warmup, and after it the learning rate rises again. num_cycles=0.5 is half a
    period. Keras and Optax hold the end: convert keras.optimizers.schedules.CosineDecay for their code, which is equal
    until then."""
    return _waves(rate, num_warmup_steps, num_training_steps, num_cycles, 0.0)


def _waves(rate, num_warmup_steps, num_training_steps, num_cycles, end):
    length = max(1, num_training_steps - num_warmup_steps)
    if num_cycles == 0:
        return after_warmup(Constant(rate), num_warmup_steps)
    waves = CosineAnnealing(rate, length, end, num_periods=num_cycles, after_end="extend")
    return after_warmup(waves, num_warmup_steps)


@LIBRARY.original(
    "get_cosine_with_hard_restarts_schedule_with_warmup",
    learning_rate=5e-5, num_warmup_steps=100, num_training_steps=1000, num_cycles=3,
)  # fmt: skip
def _restarts(rate, /, num_warmup_steps, num_training_steps, num_cycles=1):
    """num_cycles counts half periods, whereas get_cosine_schedule_with_warmup counts full periods. From
    num_training_steps on the learning rate is 0."""
    length = max(1, num_training_steps - num_warmup_steps)
    waves = CosineDecayRestarts(rate, length / num_cycles, t_mul=1.0) if num_cycles else Constant(rate)
    return after_warmup(waves.then(Constant(0.0), at=length), num_warmup_steps)


@LIBRARY.original(
    "get_polynomial_decay_schedule_with_warmup",
    learning_rate=5e-5, num_warmup_steps=100, num_training_steps=1000, power=2.0,
)  # fmt: skip
def _polynomial(rate, /, num_warmup_steps, num_training_steps, lr_end=1e-7, power=1.0):
    """It ends at 1e-7 by default, not at 0. The initial learning rate is read from the defaults of the optimizer, not
    from its parameter groups."""
    if not rate > lr_end:
        raise ValueError(f"lr_end must be below the optimizer's learning rate, {rate!r}; got {lr_end!r}")
    left = num_training_steps - num_warmup_steps
    if left == 0:
        raise ValueError("num_training_steps must differ from num_warmup_steps, or transformers divides by 0")
    if left < 0:
        return _warmed_to(rate, Constant(lr_end), num_warmup_steps)
    if power == 0:  # 0 ** 0 is 1 at the end, too
        first_after = math.floor(num_training_steps) + 1
        return after_warmup(Constant(rate).then(Constant(lr_end), at=first_after - num_warmup_steps), num_warmup_steps)
    return after_warmup(PolynomialDecay(rate, left, lr_end, power), num_warmup_steps)


@LIBRARY.original("get_inverse_sqrt_schedule", optional={"timescale": NUMBER}, learning_rate=5e-5, num_warmup_steps=100)
def _inverse_sqrt(rate, /, num_warmup_steps, timescale=None):
    """By default, timescale is the length of the warmup, or 10,000 if there is no warmup."""
    timescale = num_warmup_steps or 10_000 if timescale is None else timescale
    return after_warmup(PowerDecay(rate, timescale), num_warmup_steps)


@LIBRARY.original(
    "get_cosine_with_min_lr_schedule_with_warmup", optional={"min_lr": NUMBER},
    learning_rate=5e-5, num_warmup_steps=100, num_training_steps=1000, min_lr_rate=0.1,
)  # fmt: skip
def _min_lr(rate, /, num_warmup_steps, num_training_steps, num_cycles=0.5, min_lr=None, min_lr_rate=None):
    """min_lr is a learning rate, min_lr_rate a fraction of the peak, and one of them must be given. After
    num_training_steps the learning rate rises again."""
    return _waves(rate, num_warmup_steps, num_training_steps, num_cycles, _lowest(rate, min_lr, min_lr_rate))


def _lowest(rate, min_lr, min_lr_rate):
    if (min_lr is None) == (min_lr_rate is None):
        raise ValueError(f"one of min_lr and min_lr_rate must be given; got {min_lr!r} and {min_lr_rate!r}")
    return min_lr if min_lr_rate is None else product(min_lr_rate, rate)


@LIBRARY.original(
    "get_cosine_with_min_lr_schedule_with_warmup_lr_rate", at=("transformers.optimization",),
    optional={"min_lr": NUMBER, "warmup_lr_rate": NUMBER},
    learning_rate=5e-5, num_warmup_steps=100, num_training_steps=1000, min_lr_rate=0.1,
)  # fmt: skip
def _min_lr_from_one(
    rate, /, num_warmup_steps, num_training_steps, num_cycles=0.5, min_lr=None, min_lr_rate=None,
    warmup_lr_rate=None,
):  # fmt: skip
    """Updates are counted from 1: the first one has 1 / num_warmup_steps of the learning rate, not 0, and the lowest
    rate is reached one update before num_training_steps."""
    require_whole(num_warmup_steps=num_warmup_steps)
    waves = _waves(rate, 0, num_training_steps - num_warmup_steps, num_cycles, _lowest(rate, min_lr, min_lr_rate))
    waves, length = waves.skip(1), num_warmup_steps
    if not length:
        return waves
    if length == 1:
        return Constant(rate if warmup_lr_rate is None else product(warmup_lr_rate, rate)).then(waves, at=1)
    start = 1 / length if warmup_lr_rate is None else warmup_lr_rate
    return linear_change(product(start, rate), rate, length - 1).then(waves, at=length)


@LIBRARY.original(
    "get_wsd_schedule", optional={"num_stable_steps": NUMBER},
    learning_rate=5e-5, num_warmup_steps=100, num_decay_steps=200, num_training_steps=1000, decay_type="1-sqrt",
)  # fmt: skip
def _wsd(
    rate, /, num_warmup_steps, num_decay_steps, num_training_steps=None, num_stable_steps=None,
    warmup_type="linear", decay_type="cosine", min_lr_ratio=0, num_cycles=0.5,
):  # fmt: skip
    """The decay is a cosine by default. min_lr_ratio also sets where the warmup starts. If both are given,
    num_stable_steps takes precedence over num_training_steps."""
    shapes = ("linear", "cosine", "1-sqrt")
    require_one_of(shapes, warmup_type=warmup_type, decay_type=decay_type)
    if num_stable_steps is None:
        if num_training_steps is None:
            raise ValueError("num_training_steps or num_stable_steps must be given")
        num_stable_steps = num_training_steps - num_warmup_steps - num_decay_steps
    end = product(min_lr_ratio, rate)
    in_waves = decay_type == "cosine" and num_cycles != 0.5
    length = max(1, num_decay_steps)
    if num_decay_steps == length and num_stable_steps >= 0 and not in_waves:
        return WarmupStableDecay(
            rate, num_warmup_steps, num_stable_steps, num_decay_steps, end, end, decay_type, warmup_shape=warmup_type
        )
    if not num_decay_steps:
        fall = Constant(end)
    elif in_waves:
        waves = CosineAnnealing(rate, length, end, num_periods=num_cycles)
        fall = waves.then(Constant(end), at=num_decay_steps)
    else:
        fall = WarmupStableDecay(rate, 0, 0, length, 0.0, end, decay_type)
        fall = fall.then(Constant(end), at=num_decay_steps) if num_decay_steps < length else fall
    if num_stable_steps < 0:  # transformers then starts its decay in the middle
        fall = fall.skip(-num_stable_steps)
    top = Constant(rate).then(fall, at=num_stable_steps) if num_stable_steps > 0 else fall
    return _risen(top, rate, end, num_warmup_steps, warmup_type)


def _risen(schedule, rate, start, steps, shape):
    """A warmup of a shape before a schedule."""
    if not steps:
        return schedule
    # Only the warmup of warmup, stable and decay.
    return WarmupStableDecay(rate, steps, 1, 1, start, warmup_shape=shape).then(schedule, at=steps)


def _warmed_to(rate, schedule, steps):
    """A warmup to a learning rate other than the schedule's first."""
    if schedule(0) == rate or not steps:
        return after_warmup(schedule, steps)
    return linear_change(0.0, rate, steps).then(schedule, at=steps)


@LIBRARY.original("get_reduce_on_plateau_schedule", at=("transformers.optimization",), learning_rate=5e-5, factor=0.5)
def _plateau(
    rate, /, mode="min", factor=0.1, patience=10, threshold=1e-4, threshold_mode="rel", cooldown=0, min_lr=0, eps=1e-8
):
    """The arguments are those of PyTorch: the learning rate drops after patience + 1 evaluations without an
    improvement."""
    return plateau(rate, mode, factor, patience, threshold, threshold_mode, cooldown, min_lr, eps)


@LIBRARY.original(
    "get_greedy_schedule", "GreedyLR", at=("transformers.optimization",), learning_rate=5e-2, patience=5, factor=0.9
)
def _greedy(
    rate, /, mode="min", factor=0.95, patience=10, threshold=1e-6, threshold_mode="abs", cooldown=0, warmup=0,
    min_lr=1e-3, max_lr=1.0, eps=1e-8, smooth=False, window_size=50, reset_start=500,
):  # fmt: skip
    """It also raises the learning rate, by default up to 1. Its lowest rate is 0.001 by default, far above the rates
    that fine-tuning uses."""
    require_one_of(("min", "max"), mode=mode)
    return GreedyLR(
        rate, factor, patience, mode, **tolerances(threshold, threshold_mode), cooldown=cooldown, warmup=warmup,
        min_lr=min_lr, max_lr=max_lr, eps=eps, smooth=smooth, window_size=window_size, reset_start=reset_start,
    )  # fmt: skip


# What get_scheduler calls by a name, and whether it passes num_training_steps; None: nor num_warmup_steps.
NAMES = {
    "constant": (_constant, False),
    "constant_with_warmup": (_constant_with_warmup, False),
    "inverse_sqrt": (_inverse_sqrt, False),
    "linear": (_linear, True),
    "cosine": (_cosine, True),
    "cosine_with_restarts": (_restarts, True),
    "polynomial": (_polynomial, True),
    "cosine_with_min_lr": (_min_lr, True),
    "cosine_warmup_with_min_lr": (_min_lr_from_one, True),
    "warmup_stable_decay": (_wsd, True),
    "reduce_lr_on_plateau": (_plateau, None),
    "greedy": (_greedy, None),
}


@LIBRARY.original(
    "get_scheduler", many=True, optional={"scheduler_specific_kwargs": DICT},
    learning_rate=5e-5, name="linear", num_warmup_steps=100, num_training_steps=1000,
)  # fmt: skip
def by_name(rate, /, name, num_warmup_steps=None, num_training_steps=None, scheduler_specific_kwargs=None):
    """name is lr_scheduler_type of TrainingArguments, and scheduler_specific_kwargs is its lr_scheduler_kwargs, which
    "constant" and "constant_with_warmup" ignore. A "constant" schedule has no warmup."""
    name = getattr(name, "value", name)
    require_one_of(tuple(NAMES), name=name)
    make, counts = NAMES[name]
    original = LIBRARY.made_by(make)
    more = {} if make in (_constant, _constant_with_warmup) else dict(scheduler_specific_kwargs or {})
    if make is _constant or counts is None:
        return original.schedule(rate, **more)
    arguments = {"num_warmup_steps": num_warmup_steps}
    # This one can have num_stable_steps instead.
    if counts and not (make is _wsd and num_training_steps is None):
        arguments["num_training_steps"] = num_training_steps
    missing = [each for each, value in arguments.items() if value is None]
    if missing:
        raise TypeError(f"name={name!r} needs {joined(missing)}")
    twice = [each for each in more if each in arguments]
    if twice:
        raise TypeError(f"scheduler_specific_kwargs must not contain {joined(twice)}; get_scheduler passes it")
    return original.schedule(rate, **arguments, **more)


def counts_steps(name, specific):
    """Whether a schedule of this name needs the number of updates."""
    make, counts = NAMES[name]
    return bool(counts) and not (make is _wsd and (specific or {}).get("num_stable_steps") is not None)
