"""Cosine schedules in other frameworks: the code that makes them in each."""

from ..schedules.cosine import (
    CosineAnnealing,
    CosineDecay,
    CosineDecayRestarts,
    LinearCosineDecay,
    NoisyLinearCosineDecay,
)
from .code_number import is_whole
from .code_text import KIND, MORE, Expression, Variable, keywords
from .frameworks import HUGGING_FACE, KERAS, OPTAX, PYTORCH
from .parts import Definition, Lines, OptaxCode, Phase, TorchCode
from .rows import (
    end_of,
    keras,
    native,
    none,
    optax,
    optax_call,
    optax_function,
    scheduler,
    torch,
    torch_rise,
    torch_sequence,
    trainer,
)
from .stand_ins import KERAS_BY_HAND

# Cosine decay.


def _cosine(schedule):
    if schedule.warmup_target is not None and schedule.warmup_steps:
        return _warmed_cosine(schedule)
    peak = schedule.initial_learning_rate if schedule.warmup_target is None else schedule.warmup_target
    length, alpha = schedule.decay_steps, schedule.alpha
    return {
        KERAS: native(
            "The arguments are the same.",
            keras("CosineDecay", initial_learning_rate=peak, decay_steps=length, alpha=alpha),
        ),
        PYTORCH: native(
            "eta_min is a learning rate, not a fraction. After T_max the rate rises again.",
            torch(peak, scheduler("CosineAnnealingLR", T_max=length, eta_min=alpha * peak)),
        ),
        OPTAX: native(
            "init_value is the peak, and alpha is a fraction of it.",
            optax("cosine_decay_schedule", init_value=peak, decay_steps=length, alpha=alpha),
        ),
        HUGGING_FACE: native(
            "min_lr_rate is alpha, and max_steps is the length of the training run.",
            _with_min_lr(peak, {"min_lr_rate": alpha}, max_steps=length),
            when=is_whole(length),
            otherwise='"cosine_with_min_lr" has this shape if decay_steps is an integer.',
        ),
    }


def _with_min_lr(peak, kwargs, **lengths):
    kind = "cosine_with_min_lr"
    return trainer(learning_rate=peak, lr_scheduler_type=kind, lr_scheduler_kwargs=kwargs, **lengths)


def _warmed_cosine(schedule):
    start, peak, alpha = schedule.initial_learning_rate, schedule.warmup_target, schedule.alpha
    length, warmup = schedule.decay_steps, schedule.warmup_steps
    warmed = {"warmup_target": peak, "warmup_steps": warmup}
    definition, up = torch_rise(start, peak, warmup)
    down = scheduler("CosineAnnealingLR", T_max=length, eta_min=alpha * peak)
    in_optax = {"init_value": start, "peak_value": peak, "warmup_steps": warmup, "decay_steps": warmup + length}
    in_optax |= {"end_value": alpha * peak}
    return {
        KERAS: native(
            "The arguments are the same.",
            keras("CosineDecay", initial_learning_rate=start, decay_steps=length, alpha=alpha, **warmed),
        ),
        PYTORCH: native(
            "eta_min is a learning rate. T_max excludes the warmup, and after it the rate rises again.",
            torch_sequence(peak, {"up": up, "down": down}, [warmup], definition),
            when=peak.is_above(0) & is_whole(warmup),
            otherwise="The peak must be above 0 and the length of the warmup an integer.",
        ),
        OPTAX: native(
            "decay_steps includes the warmup. end_value is a learning rate, not a fraction.",
            optax("warmup_cosine_decay_schedule", **in_optax),
        ),
        HUGGING_FACE: native(
            "min_lr_rate is alpha, and max_steps includes the warmup.",
            _with_min_lr(peak, {"min_lr_rate": alpha}, warmup_steps=warmup, max_steps=warmup + length),
            when=start.equals(0) & is_whole(warmup) & is_whole(length),
            otherwise='"cosine_with_min_lr" has this shape if the warmup starts at 0 and both lengths are integers.',
        ),
    }


# Linear cosine decay, and the noisy one.


def _tensorflow_1(note, function, schedule, **more):
    """The functions of TensorFlow 1 take the step as a variable and give a function of no argument."""
    rate = schedule.initial_learning_rate
    arguments = {"learning_rate": rate, "global_step": Expression("step"), "decay_steps": schedule.decay_steps, **more}
    arguments |= {"num_periods": schedule.num_periods, "alpha": schedule.alpha, "beta": schedule.beta}
    lines = (
        "step = tf.Variable(0)  # count with step.assign_add(1)",
        f"rate = tf.compat.v1.train.{function}({keywords(arguments)})",
        f"optimizer = tf.keras.optimizers.{KIND}({rate}{MORE})",
        "optimizer.learning_rate = rate()  # before every update",
    )
    code = Lines(imports=("import tensorflow as tf",), lines=lines, uses=(), training=KERAS_BY_HAND)
    return native(f"Keras has no equivalent, but TensorFlow keeps the function of version 1{note}.", code)


def _linear_cosine(schedule):
    rate, length, alpha, beta = schedule.initial_learning_rate, schedule.decay_steps, schedule.alpha, schedule.beta
    half_period = schedule.num_periods.equals(0.5)
    return {
        KERAS: _tensorflow_1("", "linear_cosine_decay", schedule),
        PYTORCH: native(
            "The product of two schedulers has this shape, but rises again after T_max.",
            _linear_cosine_in_torch(rate, length, alpha),
            when=half_period & beta.equals(0) & is_whole(length),
            otherwise="The product of two schedulers has this shape if num_periods is 0.5, beta is 0 and decay_steps "
            "is an integer.",
        ),
        OPTAX: native(
            "The product of two schedules plus a constant has this shape.",
            _linear_cosine_in_optax(rate, length, alpha, beta),
            when=half_period,
            otherwise="The product of two schedules plus a constant has this shape if num_periods is 0.5.",
        ),
        HUGGING_FACE: none("No lr_scheduler_type has this shape."),
    }


def _linear_cosine_in_torch(rate, length, alpha):
    linear = scheduler("LinearLR", start_factor=1.0, end_factor=alpha / (1 + alpha), total_iters=length)
    cosine = scheduler("CosineAnnealingLR", T_max=length)
    phase = Phase("", (), {"linear": linear, "cosine": cosine})
    return TorchCode(rate=(1 + alpha) * rate, phases=(phase,), joined_by="ChainedScheduler")


def _linear_cosine_in_optax(rate, length, alpha, beta):
    first, last = (1 + alpha) * rate, alpha * rate
    linear = optax_call("linear_schedule", init_value=first, end_value=last, transition_steps=length)
    cosine = optax_call("cosine_decay_schedule", init_value=1.0, decay_steps=length)
    return optax_function(
        f"lambda count: {Variable('linear')}(count) * {Variable('cosine')}(count) + {beta * rate}",
        Definition("linear", linear),
        Definition("cosine", cosine),
    )


def _noisy_linear_cosine(schedule):
    noise = {"initial_variance": schedule.initial_variance, "variance_decay": schedule.variance_decay}
    return {
        KERAS: _tensorflow_1(", which has no seed", "noisy_linear_cosine_decay", schedule, **noise),
        PYTORCH: none("PyTorch has no equivalent."),
        OPTAX: none("Optax has no equivalent."),
        HUGGING_FACE: none("No lr_scheduler_type is noisy."),
    }


# Cosine annealing.


def _annealing(schedule):
    extended = schedule.after_end == "extend"
    return {
        KERAS: _annealing_in_keras(schedule),
        PYTORCH: _extended_in_torch(schedule) if extended else _annealing_in_torch(schedule),
        OPTAX: _annealing_in_optax(schedule),
        HUGGING_FACE: _annealing_in_transformers(schedule),
    }


def _annealing_in_keras(schedule):
    start, end = schedule.initial_learning_rate, schedule.end_learning_rate
    return native(
        "alpha is a fraction of the peak, not a learning rate.",
        keras("CosineDecay", initial_learning_rate=start, decay_steps=schedule.decay_steps, alpha=end / start),
        when=schedule.num_periods.equals(0.5) & schedule.exponent.equals(1) & start.is_above(0),
        otherwise="CosineDecay has this shape if num_periods is 0.5, exponent is 1 and the initial learning rate is "
        "above 0.",
        until=end_of(schedule),
    )


def _annealing_in_torch(schedule):
    only = scheduler("CosineAnnealingLR", T_max=schedule.decay_steps, eta_min=schedule.end_learning_rate)
    return native(
        "T_max is half a period. After it the learning rate rises again.",
        torch(schedule.initial_learning_rate, only),
        when=schedule.num_periods.equals(0.5) & schedule.exponent.equals(1),
        otherwise="CosineAnnealingLR has this shape if num_periods is 0.5 and exponent is 1.",
    )


def _extended_in_torch(schedule):
    half = (schedule.decay_steps / (schedule.num_periods * 2)).as_count()
    only = scheduler("CosineAnnealingLR", T_max=half, eta_min=schedule.end_learning_rate)
    return native(
        "T_max is half a period.",
        torch(schedule.initial_learning_rate, only),
        when=schedule.exponent.equals(1) & is_whole(half),
        otherwise="CosineAnnealingLR has this shape if half a period is an integer number of steps and exponent is 1.",
    )


def _annealing_in_optax(schedule):
    start, end, length = schedule.initial_learning_rate, schedule.end_learning_rate, schedule.decay_steps
    shape = {"init_value": start, "decay_steps": length, "alpha": end / start, "exponent": schedule.exponent}
    return native(
        "alpha is a fraction of the peak, not a learning rate.",
        optax("cosine_decay_schedule", **shape),
        when=schedule.num_periods.equals(0.5) & start.is_above(0),
        otherwise="cosine_decay_schedule has this shape if num_periods is 0.5 and the initial learning rate is above "
        "0.",
        until=end_of(schedule),
    )


def _annealing_in_transformers(schedule):
    start, length = schedule.initial_learning_rate, schedule.decay_steps
    kwargs = {"min_lr": schedule.end_learning_rate, "num_cycles": schedule.num_periods}
    return native(
        "num_cycles counts full periods, and max_steps is the length of the training run.",
        _with_min_lr(start, kwargs, max_steps=length),
        when=schedule.exponent.equals(1) & is_whole(length) & start.is_above(0),
        otherwise='"cosine_with_min_lr" has this shape if decay_steps is an integer, exponent is 1 and the initial '
        "learning rate is above 0.",
    )


# Cosine decay with restarts.

_CYCLES = 6


def _restarts(schedule):
    peak, first, t_mul = schedule.initial_learning_rate, schedule.first_decay_steps, schedule.t_mul
    m_mul, alpha = schedule.m_mul, schedule.alpha
    shape = {"t_mul": t_mul, "m_mul": m_mul, "alpha": alpha}
    warm = {"T_0": first, "T_mult": t_mul.as_integer(), "eta_min": alpha * peak}
    return {
        KERAS: native(
            "The arguments are the same. When compiled, a restart may come a step late.",
            keras("CosineDecayRestarts", initial_learning_rate=peak, first_decay_steps=first, **shape),
        ),
        PYTORCH: native(
            "eta_min is a learning rate, not a fraction. T_mult is 1 by default.",
            torch(peak, scheduler("CosineAnnealingWarmRestarts", **warm)),
            when=m_mul.equals(1) & is_whole(first) & is_whole(t_mul),
            otherwise="CosineAnnealingWarmRestarts has this shape if first_decay_steps and t_mul are integers and "
            "m_mul is 1.",
        ),
        OPTAX: native(
            f"It has a given number of cycles, here {_CYCLES}, and then holds the learning rate.",
            _restarts_in_optax(first, t_mul, m_mul, peak, alpha * peak),
        ),
        HUGGING_FACE: native(
            "num_cycles cycles of equal length fill the training run, and all end at 0.",
            trainer(
                learning_rate=peak,
                lr_scheduler_type="cosine_with_restarts",
                lr_scheduler_kwargs={"num_cycles": 4},
                max_steps=first * 4,
            ),
            when=t_mul.equals(1) & m_mul.equals(1) & alpha.equals(0) & is_whole(first),
            otherwise='"cosine_with_restarts" has this shape if all cycles have the same integer length and peak and '
            "end at 0.",
        ),
    }


def _restarts_in_optax(first, t_mul, m_mul, peak, end):
    lengths, amplitudes, peaks, cycle = map(Variable, ("lengths", "amplitudes", "peaks", "cycle"))
    arguments = (
        f'{{"init_value": {peaks}[i], "peak_value": {peaks}[i], "warmup_steps": 0, "decay_steps": {lengths}[i], '
        f'"end_value": {end}}}'
    )
    setup = (
        Definition("lengths", f"[{first} * {t_mul}**i for i in range({_CYCLES})]"),
        Definition("amplitudes", f"[{peak - end} * {m_mul}**i for i in range({_CYCLES})]"),
        Definition("peaks", f"[{end} + amplitude for amplitude in {amplitudes}]"),
        Definition("cycle", f"lambda i: {arguments}"),
        Definition("cycles", f"[{cycle}(i) for i in range({_CYCLES})]"),
    )
    return OptaxCode(setup=setup, schedule=Expression(f"optax.sgdr_schedule({Variable('cycles')})"))


NATIVE = {
    CosineDecay: _cosine,
    LinearCosineDecay: _linear_cosine,
    NoisyLinearCosineDecay: _noisy_linear_cosine,
    CosineAnnealing: _annealing,
    CosineDecayRestarts: _restarts,
}
