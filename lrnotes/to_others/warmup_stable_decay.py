"""Warmup-stable-decay and its relatives in other frameworks: the code that makes them in each."""

from itertools import accumulate

from ..schedules.warmup_stable_decay import (
    FlatCosineDecay,
    InfiniteSchedule,
    PowerScheduler,
    TriStageDecay,
    WarmupStableDecay,
    WarmupStableDecaySimplified,
)
from .code_number import ALWAYS, is_whole
from .frameworks import HUGGING_FACE, KERAS, OPTAX, PYTORCH
from .rows import (
    keras,
    native,
    none,
    optax,
    optax_call,
    optax_constant,
    optax_joined,
    scheduler,
    torch_rise,
    torch_sequence,
    trainer,
)

_NO_KERAS = none("Keras has no schedule of this shape.")
_NO_TRAINER = none("No lr_scheduler_type has this shape.")


def _rise(low, peak, steps):
    """Optax's linear warmup by its name, unless it has no steps."""
    if not steps:
        return {}
    return {"up": optax_call("linear_schedule", init_value=low, end_value=peak, transition_steps=steps)}


# Warmup, stable, decay.


def _warmup_stable_decay(schedule):
    return {
        KERAS: none("Keras has no equivalent: its CosineDecay has a warmup, but no constant phase."),
        PYTORCH: _wsd_in_torch(schedule),
        OPTAX: _wsd_in_optax(schedule),
        HUGGING_FACE: _wsd_in_transformers(schedule),
    }


def _is_of_lines_and_cosines(schedule):
    return schedule.decay_shape in ("linear", "cosine") and not (
        schedule.warmup_steps and schedule.warmup_shape != "linear"
    )


def _wsd_in_torch(schedule):
    if not _is_of_lines_and_cosines(schedule):
        return none("PyTorch has no scheduler of this shape. SequentialLR can join linear and cosine ones.")
    peak, end, linear = schedule.maximal_learning_rate, schedule.end_learning_rate, schedule.decay_shape == "linear"
    warmup, stable, length = schedule.warmup_steps, schedule.stable_steps, schedule.decay_steps
    hold = scheduler("ConstantLR", factor=1.0, total_iters=stable)
    down = scheduler("CosineAnnealingLR", T_max=length, eta_min=end)
    if linear:
        down = scheduler("LinearLR", start_factor=1.0, end_factor=end / peak, total_iters=length)
    note = "The milestones are steps." + ("" if linear else " After T_max the cosine rises again.")
    steps = is_whole(stable) & is_whole(length) & peak.is_above(0)
    below = end.is_at_most(peak) if linear else ALWAYS
    if not warmup:
        return native(
            note,
            torch_sequence(peak, {"hold": hold, "down": down}, [stable]),
            when=steps & stable.is_above(0) & below,
            otherwise="SequentialLR can have this shape if all lengths are integers above 0 and the decay does not "
            "rise.",
        )
    definition, up = torch_rise(schedule.initial_learning_rate, peak, warmup)
    milestones = [warmup, warmup + stable]
    return native(
        note,
        torch_sequence(peak, {"up": up, "hold": hold, "down": down}, milestones, definition),
        when=steps & is_whole(warmup) & below,
        otherwise="SequentialLR can have this shape if all lengths are integers and the decay does not rise.",
    )


def _wsd_in_optax(schedule):
    if not _is_of_lines_and_cosines(schedule):
        return none("Optax has no schedule of this shape. join_schedules can join linear and cosine ones.")
    peak, end, linear = schedule.maximal_learning_rate, schedule.end_learning_rate, schedule.decay_shape == "linear"
    warmup, stable, length = schedule.warmup_steps, schedule.stable_steps, schedule.decay_steps
    down = optax_call("cosine_decay_schedule", init_value=peak, decay_steps=length, alpha=end / peak)
    if linear:
        down = optax_call("linear_schedule", init_value=peak, end_value=end, transition_steps=length)
    rise = _rise(schedule.initial_learning_rate, peak, warmup)
    boundaries = [warmup, warmup + stable] if warmup else [stable]
    return native(
        "The boundaries are steps from the start." + ("" if linear else " alpha is a fraction of the peak."),
        optax_joined({**rise, "hold": optax_constant(peak), "down": down}, boundaries),
        when=ALWAYS if linear else peak.is_above(0),
        otherwise="cosine_decay_schedule needs a peak above 0.",
    )


def _wsd_in_transformers(schedule):
    peak, end, warmup = schedule.maximal_learning_rate, schedule.end_learning_rate, schedule.warmup_steps
    stable, length = schedule.stable_steps, schedule.decay_steps
    if schedule.decay_shape not in ("linear", "cosine", "1-sqrt"):
        return none('"warmup_stable_decay" only has the shapes linear, cosine and 1-sqrt.')
    starts = schedule.initial_learning_rate.equals(end) if warmup else ALWAYS
    rise = {"warmup_type": schedule.warmup_shape} if warmup and schedule.warmup_shape != "linear" else {}
    kwargs = {"num_decay_steps": length, "decay_type": schedule.decay_shape, "min_lr_ratio": end / peak, **rise}
    return native(
        "decay_type is cosine by default. min_lr_ratio is a fraction, and the warmup starts there too.",
        _trainer(peak, kwargs, warmup_steps=warmup, max_steps=warmup + stable + length),
        when=starts & peak.is_above(0) & is_whole(warmup) & is_whole(stable) & is_whole(length),
        otherwise='"warmup_stable_decay" has this shape if it starts and ends at the same learning rate and all '
        "lengths are integers.",
    )


def _trainer(peak, kwargs, **lengths):
    kind = "warmup_stable_decay"
    return trainer(learning_rate=peak, lr_scheduler_type=kind, lr_scheduler_kwargs=kwargs, **lengths)


# Tri-stage.


def _tri_stage(schedule):
    peak, warmup = schedule.maximal_learning_rate, schedule.warmup_steps
    down = {
        "init_value": peak,
        "transition_steps": schedule.decay_steps,
        "decay_rate": schedule.final_lr_scale,
        "transition_begin": schedule.hold_steps,
        "end_value": schedule.final_lr_scale * peak,
    }
    rise = _rise(schedule.init_lr_scale * peak, peak, warmup)
    joined = {**rise, "down": optax_call("exponential_decay", **down)}
    return {
        KERAS: _NO_KERAS,
        PYTORCH: none("PyTorch has no equivalent: ExponentialLR does not stop at the end."),
        OPTAX: native(
            "decay_rate is the factor of the whole decay, end_value is a learning rate, and transition_begin is the "
            "constant phase.",
            optax_joined(joined, [warmup]) if warmup else optax("exponential_decay", **down),
        ),
        HUGGING_FACE: _NO_TRAINER,
    }


# WSD-S.


def _wsd_s(schedule):
    return {
        KERAS: _NO_KERAS,
        PYTORCH: none("PyTorch has no equivalent. SequentialLR would join two schedulers for every period."),
        OPTAX: _wsd_s_in_optax(schedule),
        HUGGING_FACE: none('"warmup_stable_decay" has only one period.'),
    }


def _wsd_s_in_optax(schedule):
    if schedule.decay_shape != "linear" or schedule.at_boundary != "after":
        return none(
            "join_schedules can have this shape if the decay is linear and the step between two periods has "
            "the learning rate after it."
        )
    peak, end = schedule.maximal_learning_rate, schedule.end_learning_rate
    warmup, periods, part = schedule.warmup_steps, schedule.period_steps, schedule.decay_fraction
    joined = _rise(schedule.initial_learning_rate, peak, warmup)
    for number, length in enumerate(periods, 1):
        held = (length - warmup if warmup and number == 1 else length) - part * length
        joined[f"period_{number}"] = optax_call(
            "linear_schedule", init_value=peak, end_value=end, transition_steps=part * length, transition_begin=held
        )
    ends = [*accumulate(periods)][:-1]
    return native(
        "Each period is a linear schedule that starts after its constant phase.",
        optax_joined(joined, [warmup, *ends] if warmup else ends),
    )


# Infinite.


def _infinite(schedule):
    return {
        KERAS: _NO_KERAS,
        PYTORCH: none(
            "PyTorch has no equivalent: ExponentialLR would decay from the first learning rate and not stop."
        ),
        OPTAX: _infinite_in_optax(schedule),
        HUGGING_FACE: _NO_TRAINER,
    }


def _infinite_in_optax(schedule):
    peak, level, end = schedule.maximal_learning_rate, schedule.constant_learning_rate, schedule.end_learning_rate
    warmup, cooldown = schedule.warmup_steps, schedule.cooldown_steps
    if schedule.cooldown_shape == "linear":
        down = optax_call("linear_schedule", init_value=peak, end_value=level, transition_steps=cooldown)
    elif schedule.cooldown_shape == "cosine":
        down = optax_call("cosine_decay_schedule", init_value=peak, decay_steps=cooldown, alpha=level / peak)
    else:
        return none("Optax has no schedule with this cooldown.")
    last = optax_constant(level)
    if schedule.decay_steps:
        last = optax_call(
            "exponential_decay",
            init_value=level,
            transition_steps=schedule.decay_steps,
            decay_rate=end / level,
            transition_begin=schedule.constant_steps,
            end_value=end,
        )
    boundaries = [warmup, warmup + cooldown] if warmup else [warmup + cooldown]
    return native(
        "The boundaries are steps from the start. transition_begin is the constant phase.",
        optax_joined({**_rise(0.0, peak, warmup), "cooldown": down, "last": last}, boundaries),
        when=peak.is_above(0),
        otherwise="cosine_decay_schedule and exponential_decay need a peak above 0.",
    )


def _power_scheduler(schedule):
    return {
        KERAS: _NO_KERAS,
        PYTORCH: none("PyTorch has no scheduler that counts tokens."),
        OPTAX: none(
            "Optax has no equivalent: polynomial_schedule takes a power of the remaining steps, not of the "
            "elapsed ones."
        ),
        HUGGING_FACE: none('No lr_scheduler_type counts tokens. "inverse_sqrt" has the power -0.5.'),
    }


# Flat cosine.


def _flat_cosine(schedule):
    rate, length, end = schedule.initial_learning_rate, schedule.total_steps, schedule.end_learning_rate
    flat = (schedule.pct_start * length).as_count()
    decay_steps = (length - flat).as_count()
    held = scheduler("ConstantLR", factor=1.0, total_iters=flat)
    cosine = scheduler("CosineAnnealingLR", T_max=decay_steps, eta_min=end)
    above_0 = rate.is_above(0)
    shape = {"initial_learning_rate": rate, "decay_steps": decay_steps, "alpha": end / rate}
    decay = optax_call("cosine_decay_schedule", init_value=rate, decay_steps=decay_steps, alpha=end / rate)
    return {
        KERAS: native(
            "The flat part is a warmup from the learning rate to itself. alpha is a fraction of it.",
            keras("CosineDecay", **shape, warmup_target=rate, warmup_steps=flat),
            when=above_0,
            otherwise="CosineDecay has this shape if the learning rate is above 0.",
        ),
        PYTORCH: native(
            "T_max excludes the flat part. After it the learning rate rises again.",
            torch_sequence(rate, {"flat": held, "decay": cosine}, [flat]),
            when=is_whole(flat) & is_whole(length),
            otherwise="SequentialLR can have this shape if both parts have an integer length.",
        ),
        OPTAX: native(
            "alpha is a fraction of the learning rate.",
            optax_joined({"flat": optax_constant(rate), "decay": decay}, [flat]),
            when=above_0,
            otherwise="cosine_decay_schedule has this shape if the learning rate is above 0.",
        ),
        HUGGING_FACE: native(
            "It is warmup-stable-decay without a warmup. min_lr_ratio is a fraction of the learning rate.",
            _trainer(rate, {"num_decay_steps": decay_steps, "min_lr_ratio": end / rate}, max_steps=length),
            when=above_0 & is_whole(flat) & is_whole(length),
            otherwise='"warmup_stable_decay" has this shape if both parts have an integer length and the learning '
            "rate is above 0.",
        ),
    }


NATIVE = {
    WarmupStableDecay: _warmup_stable_decay,
    TriStageDecay: _tri_stage,
    WarmupStableDecaySimplified: _wsd_s,
    InfiniteSchedule: _infinite,
    PowerScheduler: _power_scheduler,
    FlatCosineDecay: _flat_cosine,
}
