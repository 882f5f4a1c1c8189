"""Decays by a rule elsewhere: the lines that make them in each framework, and their other names."""

from .code_text import ALWAYS, whole
from ..schedules.decay import ExponentialDecay, InverseTimeDecay, NaturalExpDecay
from .rows import HUGGING_FACE, KERAS, OPTAX, PYTORCH, keras, native, none, torch

_NO_TRAINER = none("no lr_scheduler_type falls by this rule")
_LATE = "compiled, a stair may come a step late"


def _arguments(schedule, rate):
    """Keras's, as this family's classes all have them."""
    start, length, stairs = schedule.initial_learning_rate, schedule.decay_steps, schedule.staircase
    staircase = ", staircase=True" if stairs else ""
    return f"initial_learning_rate={start}, decay_steps={length}, decay_rate={rate}{staircase}"


def _note(schedule, text):
    return f"{text}; {_LATE}" if schedule.staircase else text


def _exponential(schedule):
    rate = schedule.decay_rate
    return {
        KERAS: native(_note(schedule, "the same arguments"), *keras(f"ExponentialDecay({_arguments(schedule, rate)})")),
        PYTORCH: _exponential_in_torch(schedule, rate, "gamma is the factor of one step", f"{rate} ** "),
        OPTAX: _exponential_in_optax(
            schedule,
            rate,
            "the fourth argument is transition_begin there, not staircase",
            when=rate > 0,
            otherwise="exponential_decay takes a decay_rate of 0 for none",
        ),
        HUGGING_FACE: _NO_TRAINER,
    }


def _natural(schedule):
    rate = schedule.decay_rate
    factor = f"math.exp(-{rate})"
    small = rate < 87  # of what is more, a float32 holds too little of the factor, or nothing
    return {
        KERAS: native(
            _note(schedule, "none of this name; the factor is e to the power -k"),
            "import math",
            *keras(f"ExponentialDecay({_arguments(schedule, factor)})"),
            when=small,
            otherwise="ExponentialDecay has this shape, for a factor that float32 holds: k below 87",
        ),
        PYTORCH: _exponential_in_torch(schedule, factor, "gamma is the factor of one step", None, "import math"),
        OPTAX: _exponential_in_optax(
            schedule,
            factor,
            "none of this name; the factor is e to the power -k",
            "import math",
            when=small,
            otherwise="exponential_decay has this shape, for a factor that float32 holds: k below 87",
        ),
        HUGGING_FACE: _NO_TRAINER,
    }


def _exponential_in_torch(schedule, rate, note, power, *imports):
    length = schedule.decay_steps
    if schedule.staircase:
        return native(
            "counts the calls of step()",
            *imports,
            torch(schedule.initial_learning_rate),
            f"scheduler = lr_scheduler.StepLR(optimizer, step_size={length}, gamma={rate})",
            when=whole(length),
            otherwise="StepLR takes whole steps",
        )
    gamma = f"{power}(1 / {length})" if power else f"math.exp(-{schedule.decay_rate} / {length})"
    return native(
        note,
        *imports,
        torch(schedule.initial_learning_rate),
        f"scheduler = lr_scheduler.ExponentialLR(optimizer, gamma={gamma})",
    )


def _exponential_in_optax(schedule, rate, note, *imports, when, otherwise):
    stairs = ", staircase=True" if schedule.staircase else ""
    return native(
        _note(schedule, note),
        *imports,
        f"schedule = optax.exponential_decay(init_value={schedule.initial_learning_rate}, "
        f"transition_steps={schedule.decay_steps}, decay_rate={rate}{stairs})",
        "optimizer = optax.sgd(schedule)",
        when=when,
        otherwise=otherwise,
    )


def _inverse_time(schedule):
    start, length, rate = schedule.initial_learning_rate, schedule.decay_steps, schedule.decay_rate
    sign, when = ("//", whole(length)) if schedule.staircase else ("/", ALWAYS)
    otherwise = "none; for stairs of whole steps a function of the step makes it"
    return {
        KERAS: native(_note(schedule, "the same arguments"), *keras(f"InverseTimeDecay({_arguments(schedule, rate)})")),
        PYTORCH: native(
            "none; LambdaLR takes the factor as a function of the step",
            torch(start),
            f"scheduler = lr_scheduler.LambdaLR(optimizer, lambda step: 1 / (1 + {rate} * (step {sign} {length})))",
            when=when,
            otherwise=otherwise,
        ),
        OPTAX: native(
            "none; any function of the count is a schedule",
            f"optimizer = optax.sgd(lambda count: {start} / (1 + {rate} * (count {sign} {length})))",
            when=when,
            otherwise=otherwise,
        ),
        HUGGING_FACE: _NO_TRAINER,
    }


NATIVE = {
    ExponentialDecay: _exponential,
    NaturalExpDecay: _natural,
    InverseTimeDecay: _inverse_time,
}

OTHER_NAMES = {
    "ExponentialDecay": (
        "exponential learning rate decay",
        "exponential staircase",
        "geometric decay",
        'Caffe lr_policy "exp"',
    ),
    "NaturalExpDecay": (
        "natural exponential decay",
        "exponential decay to the base e",
        "natural_exp_decay",
    ),
    "InverseTimeDecay": (
        "1/t decay",
        "hyperbolic decay",
        "inverse decay",
        "search then converge",
        "time-based decay",
        "decay argument of Keras optimizers",
        'Caffe lr_policy "inv"',
    ),
}
