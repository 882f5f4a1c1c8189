"""Cosine schedules in other frameworks: the code that makes them in each."""

from ..schedules.cosine import (
    CosineAnnealing,
    CosineDecay,
    CosineDecayRestarts,
    LinearCosineDecay,
    NoisyLinearCosineDecay,
)
from .code_number import is_whole
from .code_text import Expression, Variable, keywords
from .frameworks import HUGGING_FACE, KERAS, OPTAX, PYTORCH
from .parts import Definition, Lines, OptaxCode, Phase, TorchCode
from .rows import (
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

# Cosine decay.


def _cosine(schedule):
    if schedule.warmup_target is not None and schedule.warmup_steps:
        return _warmed_cosine(schedule)
    peak = schedule.initial_learning_rate if schedule.warmup_target is None else schedule.warmup_target
    length, alpha = schedule.decay_steps, schedule.alpha
    return {
        KERAS: native(
            "the same arguments", keras("CosineDecay", initial_learning_rate=peak, decay_steps=length, alpha=alpha)
        ),
        PYTORCH: native(
            "eta_min is a rate, not a fraction; past T_max the rate rises again",
            torch(peak, scheduler("CosineAnnealingLR", T_max=length, eta_min=alpha * peak)),
        ),
        OPTAX: native(
            "init_value is the peak, alpha a fraction of it",
            optax("cosine_decay_schedule", init_value=peak, decay_steps=length, alpha=alpha),
        ),
        HUGGING_FACE: native(
            "min_lr_rate is alpha; the length is that of the whole training",
            _with_min_lr(peak, {"min_lr_rate": alpha}, max_steps=length),
            when=is_whole(length),
            otherwise='"cosine_with_min_lr" has this shape, for a whole number of steps',
        ),
    }


def _with_min_lr(peak, kwargs, **lengths):
    kind = "cosine_with_min_lr"
    return trainer(learning_rate=peak, lr_scheduler_type=kind, lr_scheduler_kwargs=kwargs, **lengths)


def _warmed_cosine(schedule):
    start, peak, alpha = schedule.initial_learning_rate, schedule.warmup_target, schedule.alpha
    length, warmup = schedule.decay_steps, schedule.warmup_steps
    definition, up = torch_rise(start, peak, warmup)
    down = scheduler("CosineAnnealingLR", T_max=length, eta_min=alpha * peak)
    return {
        KERAS: native(
            "the same arguments",
            keras(
                "CosineDecay",
                initial_learning_rate=start,
                decay_steps=length,
                alpha=alpha,
                warmup_target=peak,
                warmup_steps=warmup,
            ),
        ),
        PYTORCH: native(
            "eta_min is a rate; T_max leaves the warm-up out, and after it the rate rises again",
            torch_sequence(peak, {"up": up, "down": down}, [warmup], definition),
            when=peak.is_above(0) & is_whole(warmup),
            otherwise="none for a peak of 0, or a warm-up that is not whole",
        ),
        OPTAX: native(
            "decay_steps include the warm-up; end_value is a rate, not a fraction",
            optax(
                "warmup_cosine_decay_schedule",
                init_value=start,
                peak_value=peak,
                warmup_steps=warmup,
                decay_steps=warmup + length,
                end_value=alpha * peak,
            ),
        ),
        HUGGING_FACE: native(
            "min_lr_rate is alpha; the length, warm-up included, is that of the whole training",
            _with_min_lr(peak, {"min_lr_rate": alpha}, warmup_steps=warmup, max_steps=warmup + length),
            when=start.equals(0) & is_whole(warmup) & is_whole(length),
            otherwise='"cosine_with_min_lr" has this shape, for a warm-up from 0 in whole steps',
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
        f"optimizer = tf.keras.optimizers.SGD({rate})",
        "optimizer.learning_rate = rate()  # before every update",
    )
    code = Lines(imports=("import tensorflow as tf",), lines=lines, uses=())
    return native(f"Keras has none; TensorFlow keeps the function of version 1{note}", code)


def _linear_cosine(schedule):
    rate, length, alpha, beta = schedule.initial_learning_rate, schedule.decay_steps, schedule.alpha, schedule.beta
    half_period = schedule.num_periods.equals(0.5)
    return {
        KERAS: _tensorflow_1("", "linear_cosine_decay", schedule),
        PYTORCH: native(
            "none; the product of two has the shape, and rises again after T_max",
            _linear_cosine_in_torch(rate, length, alpha),
            when=half_period & beta.equals(0) & is_whole(length),
            otherwise="none; for num_periods=0.5, beta=0 and whole steps the product of two has the shape",
        ),
        OPTAX: native(
            "none; the product of two, plus a constant, has the shape",
            _linear_cosine_in_optax(rate, length, alpha, beta),
            when=half_period,
            otherwise="none; for num_periods=0.5 the product of two, plus a constant, has the shape",
        ),
        HUGGING_FACE: none("no lr_scheduler_type has this shape"),
    }


def _linear_cosine_in_torch(rate, length, alpha):
    line = scheduler("LinearLR", start_factor=1.0, end_factor=alpha / (1 + alpha), total_iters=length)
    wave = scheduler("CosineAnnealingLR", T_max=length)
    phase = Phase("", (), {"line": line, "wave": wave})
    return TorchCode(rate=(1 + alpha) * rate, phases=(phase,), joined_by="ChainedScheduler")


def _linear_cosine_in_optax(rate, length, alpha, beta):
    first, last = (1 + alpha) * rate, alpha * rate
    line = optax_call("linear_schedule", init_value=first, end_value=last, transition_steps=length)
    wave = optax_call("cosine_decay_schedule", init_value=1.0, decay_steps=length)
    return optax_function(
        f"lambda count: {Variable('line')}(count) * {Variable('wave')}(count) + {beta * rate}",
        Definition("line", line),
        Definition("wave", wave),
    )


def _noisy_linear_cosine(schedule):
    noise = {"initial_variance": schedule.initial_variance, "variance_decay": schedule.variance_decay}
    return {
        KERAS: _tensorflow_1(", which has no seed", "noisy_linear_cosine_decay", schedule, **noise),
        PYTORCH: none("PyTorch has none"),
        OPTAX: none("Optax has none"),
        HUGGING_FACE: none("no lr_scheduler_type is noisy"),
    }


# Cosine annealing.


def _annealing(schedule):
    extended = schedule.after_end == "extend"
    stays = none("the rate stays after the end there")
    return {
        KERAS: stays if extended else _annealing_in_keras(schedule),
        PYTORCH: _extended_in_torch(schedule) if extended else _annealing_in_torch(schedule),
        OPTAX: stays if extended else _annealing_in_optax(schedule),
        HUGGING_FACE: _annealing_in_transformers(schedule),
    }


def _annealing_in_keras(schedule):
    start, end = schedule.initial_learning_rate, schedule.end_learning_rate
    return native(
        "alpha is a fraction of the peak, not a rate",
        keras("CosineDecay", initial_learning_rate=start, decay_steps=schedule.decay_steps, alpha=end / start),
        when=schedule.num_periods.equals(0.5) & schedule.exponent.equals(1) & start.is_above(0),
        otherwise="CosineDecay has this shape, for half a wave down from a rate above 0 and an exponent of 1",
    )


def _annealing_in_torch(schedule):
    only = scheduler("CosineAnnealingLR", T_max=schedule.decay_steps, eta_min=schedule.end_learning_rate)
    return native(
        "T_max is half a wave; past it the rate rises again",
        torch(schedule.initial_learning_rate, only),
        when=schedule.num_periods.equals(0.5) & schedule.exponent.equals(1),
        otherwise="CosineAnnealingLR has this shape, for half a wave and an exponent of 1",
    )


def _extended_in_torch(schedule):
    half = (schedule.decay_steps / (schedule.num_periods * 2)).as_count()
    only = scheduler("CosineAnnealingLR", T_max=half, eta_min=schedule.end_learning_rate)
    return native(
        "T_max is half a wave",
        torch(schedule.initial_learning_rate, only),
        when=schedule.exponent.equals(1) & is_whole(half),
        otherwise="CosineAnnealingLR has this shape, for half waves of whole steps and an exponent of 1",
    )


def _annealing_in_optax(schedule):
    start, end, length = schedule.initial_learning_rate, schedule.end_learning_rate, schedule.decay_steps
    shape = {"init_value": start, "decay_steps": length, "alpha": end / start, "exponent": schedule.exponent}
    return native(
        "alpha is a fraction of the peak, not a rate",
        optax("cosine_decay_schedule", **shape),
        when=schedule.num_periods.equals(0.5) & start.is_above(0),
        otherwise="cosine_decay_schedule has this shape, for half a wave down from a rate above 0",
    )


def _annealing_in_transformers(schedule):
    start, length = schedule.initial_learning_rate, schedule.decay_steps
    kwargs = {"min_lr": schedule.end_learning_rate, "num_cycles": schedule.num_periods}
    return native(
        "num_cycles counts waves; the length is that of the whole training",
        _with_min_lr(start, kwargs, max_steps=length),
        when=schedule.exponent.equals(1) & is_whole(length) & start.is_above(0),
        otherwise='"cosine_with_min_lr" has this shape, for whole steps and an exponent of 1',
    )


# Cosine decay with restarts.

_CYCLES = 6


def _restarts(schedule):
    peak, first, t_mul = schedule.initial_learning_rate, schedule.first_decay_steps, schedule.t_mul
    m_mul, alpha = schedule.m_mul, schedule.alpha
    warm = {"T_0": first, "T_mult": t_mul.as_integer(), "eta_min": alpha * peak}
    return {
        KERAS: native(
            "the same arguments; compiled, a restart may come a step late",
            keras(
                "CosineDecayRestarts",
                initial_learning_rate=peak,
                first_decay_steps=first,
                t_mul=t_mul,
                m_mul=m_mul,
                alpha=alpha,
            ),
        ),
        PYTORCH: native(
            "eta_min is a rate, not a fraction; T_mult is 1 if left out",
            torch(peak, scheduler("CosineAnnealingWarmRestarts", **warm)),
            when=m_mul.equals(1) & is_whole(first) & is_whole(t_mul),
            otherwise="CosineAnnealingWarmRestarts has this shape, for whole T_0 and T_mult and equal peaks",
        ),
        OPTAX: native(
            f"a given number of cycles, here {_CYCLES}; then the rate stays",
            _restarts_in_optax(first, t_mul, m_mul, peak, alpha * peak),
        ),
        HUGGING_FACE: native(
            "num_cycles of one length fill the training, and all end at 0",
            trainer(
                learning_rate=peak,
                lr_scheduler_type="cosine_with_restarts",
                lr_scheduler_kwargs={"num_cycles": 4},
                max_steps=first * 4,
            ),
            when=t_mul.equals(1) & m_mul.equals(1) & alpha.equals(0) & is_whole(first),
            otherwise='"cosine_with_restarts" has this shape, for cycles of one length and peak that end at 0',
        ),
    }


def _restarts_in_optax(first, t_mul, m_mul, peak, end):
    lengths, heights, peaks, cycle = map(Variable, ("lengths", "heights", "peaks", "cycle"))
    arguments = (
        f'{{"init_value": {peaks}[i], "peak_value": {peaks}[i], "warmup_steps": 0, "decay_steps": {lengths}[i], '
        f'"end_value": {end}}}'
    )
    setup = (
        Definition("lengths", f"[{first} * {t_mul}**i for i in range({_CYCLES})]"),
        Definition("heights", f"[{peak - end} * {m_mul}**i for i in range({_CYCLES})]"),
        Definition("peaks", f"[{end} + height for height in {heights}]"),
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
