"""Composed schedules in other frameworks: warmups, sequences, repetitions and products of schedules with code there."""

from ..core.composition import Warmup
from ..schedules.cosine import CosineAnnealing, CosineDecay
from .code_number import is_whole, value_of
from .compositions_in_optax import in_optax
from .compositions_in_torch import in_torch
from .deepspeed import composed as in_deepspeed
from .frameworks import DEEPSPEED, HUGGING_FACE, KERAS, LIGHTNING, OPTAX, PYTORCH
from .joining import short
from .lightning import in_lightning
from .parts import TrainerCode
from .rows import keras, native


def composed(schedule, framework, leaf):
    """What a framework has for a composed schedule, as a family's function has it for one of its own; or None.

    ``leaf(schedule, framework)`` gives what the framework has for a part, a :class:`Native` whose code is right, or
    None.
    """
    return _MAKERS[framework](schedule, leaf) if framework in _MAKERS else None


# Keras.


def _in_keras(schedule, leaf):
    """Only the cosine of Keras has a warmup."""
    cosine = schedule.schedule if type(schedule) is Warmup else None
    if type(cosine) is CosineDecay and cosine.warmup_target is None:
        alpha = cosine.alpha
    elif type(cosine) is CosineAnnealing and _is_half_cosine(cosine):
        alpha = short(cosine.end_learning_rate / cosine.initial_learning_rate)
    else:
        return None
    return native(
        "decay_steps excludes the warmup. alpha is a fraction of the peak.",
        keras(
            "CosineDecay",
            initial_learning_rate=schedule.initial_learning_rate,
            decay_steps=cosine.decay_steps,
            alpha=alpha,
            warmup_target=cosine.initial_learning_rate,
            warmup_steps=schedule.warmup_steps,
        ),
        until=_end(schedule) if getattr(cosine, "after_end", "hold") == "extend" else None,
    )


def _end(warmed):
    return warmed.warmup_steps + warmed.schedule.decay_steps


def _is_half_cosine(cosine):
    half = cosine.num_periods == 0.5 and cosine.exponent == 1
    return half and cosine.initial_learning_rate > 0


# Hugging Face.


def _in_transformers(schedule, leaf):
    """The schedules of transformers take a warmup from 0, which max_steps include."""
    if type(schedule) is not Warmup or schedule.initial_learning_rate or not is_whole(schedule.warmup_steps):
        return None
    own = leaf(schedule.schedule, HUGGING_FACE)
    if own is None or not _takes_warmup(own.code):
        return None
    arguments, steps = dict(own.code.arguments), schedule.warmup_steps
    if arguments["lr_scheduler_type"] == "constant":
        arguments["lr_scheduler_type"] = "constant_with_warmup"
    length = arguments.pop("max_steps", None)
    arguments["warmup_steps"] = steps
    if length is not None:
        arguments["max_steps"] = length + steps
    note = "The first update has a learning rate of 0. max_steps, if given, includes the warmup."
    return native(note, TrainerCode(arguments=arguments))


def _takes_warmup(code):
    """Whether a warmup from 0 before the schedule changes nothing else in it."""
    if not isinstance(code, TrainerCode) or "warmup_steps" in code.arguments:
        return False
    kwargs = code.arguments.get("lr_scheduler_kwargs", {})
    if code.arguments["lr_scheduler_type"] == "inverse_sqrt" and "timescale" not in kwargs:
        return False  # its timescale would be the length of the warmup
    return not value_of(kwargs.get("min_lr_ratio", 0))  # at which its warmup would start


# Lightning and DeepSpeed.


def _in_lightning(schedule, leaf):
    own = in_torch(schedule, leaf)
    return own and in_lightning(own, {"interval": "step"})


def _in_deepspeed(schedule, leaf):
    return in_deepspeed(schedule)


_MAKERS = {
    KERAS: _in_keras,
    PYTORCH: in_torch,
    OPTAX: in_optax,
    HUGGING_FACE: _in_transformers,
    LIGHTNING: _in_lightning,
    DEEPSPEED: _in_deepspeed,
}
