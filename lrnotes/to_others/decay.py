"""Decay schedules in other frameworks: the code that makes them in each."""

from ..schedules.decay import (
    ExponentialDecay,
    InverseTimeDecay,
    LinearDecay,
    NaturalExpDecay,
    NoamDecay,
    PolynomialDecay,
    PowerDecay,
)
from .code_number import ALWAYS, CodeNumber, is_whole, value_of
from .code_text import Expression, Variable
from .frameworks import HUGGING_FACE, KERAS, OPTAX, PYTORCH
from .parts import Definition
from .rows import keras, lambda_lr, native, none, optax, optax_function, scheduler, torch, trainer

_NO_TRAINER = none("No lr_scheduler_type has this shape.")
_LATE = "When compiled, a drop may come a step late."

# Exponential, natural exponential and inverse time decay.


def _in_keras(schedule, kind, rate, **more):
    """Keras's arguments, as all classes of this group have them."""
    arguments = {
        "initial_learning_rate": schedule.initial_learning_rate,
        "decay_steps": schedule.decay_steps,
        "decay_rate": rate,
    }
    return keras(kind, **arguments, **_staircase(schedule), **more)


def _staircase(schedule):
    return {"staircase": True} if schedule.staircase else {}


def _note(schedule, text):
    return f"{text} {_LATE}" if schedule.staircase else text


def _exponential(schedule):
    rate = schedule.decay_rate
    return {
        KERAS: native(_note(schedule, "The arguments are the same."), _in_keras(schedule, "ExponentialDecay", rate)),
        PYTORCH: _exponential_in_torch(schedule, rate, f"{rate} ** (1 / {schedule.decay_steps})"),
        OPTAX: native(
            _note(schedule, "The fourth argument is transition_begin, not staircase."),
            _exponential_in_optax(schedule, rate),
            when=rate.is_above(0),
            otherwise="exponential_decay takes a decay_rate of 0 to mean no decay.",
        ),
        HUGGING_FACE: _NO_TRAINER,
    }


def _natural(schedule):
    rate = schedule.decay_rate
    factor = Expression(f"math.exp(-{rate})")
    small = rate.is_below(87)  # of what is more, a float32 holds too little of the factor, or nothing
    note = _note(schedule, "The factor is exp(-k), where k is decay_rate.")
    math = ("import math",)
    return {
        KERAS: native(
            note,
            _in_keras(schedule, "ExponentialDecay", factor, imports=math),
            when=small,
            otherwise="ExponentialDecay has this shape if decay_rate is below 87, so that float32 can hold the factor.",
        ),
        PYTORCH: _exponential_in_torch(schedule, factor, f"math.exp(-{rate} / {schedule.decay_steps})", imports=math),
        OPTAX: native(
            note,
            _exponential_in_optax(schedule, factor, imports=math),
            when=small,
            otherwise="exponential_decay has this shape if decay_rate is below 87, so that float32 can hold the "
            "factor.",
        ),
        HUGGING_FACE: _NO_TRAINER,
    }


def _exponential_in_torch(schedule, rate, gamma, *, imports=()):
    """``rate`` is the factor of ``decay_steps`` steps, ``gamma`` that of one step."""
    start, length = schedule.initial_learning_rate, schedule.decay_steps
    if schedule.staircase:
        return native(
            "It counts the calls of step().",
            torch(start, scheduler("StepLR", step_size=length, gamma=rate), imports=imports),
            when=is_whole(length),
            otherwise="StepLR has this shape if decay_steps is an integer.",
        )
    only = scheduler("ExponentialLR", gamma=Expression(gamma))
    return native("gamma is the factor of one step.", torch(start, only, imports=imports))


def _exponential_in_optax(schedule, rate, *, imports=()):
    start, length = schedule.initial_learning_rate, schedule.decay_steps
    arguments = {"init_value": start, "transition_steps": length, "decay_rate": rate, **_staircase(schedule)}
    return optax("exponential_decay", imports=imports, **arguments)


def _inverse_time(schedule):
    start, length, rate = schedule.initial_learning_rate, schedule.decay_steps, schedule.decay_rate
    sign, when = ("//", is_whole(length)) if schedule.staircase else ("/", ALWAYS)
    otherwise = "A function of the step has this shape if decay_steps is an integer."
    return {
        KERAS: native(_note(schedule, "The arguments are the same."), _in_keras(schedule, "InverseTimeDecay", rate)),
        PYTORCH: native(
            "PyTorch has no class for it, but LambdaLR takes the factor as a function of the step.",
            torch(start, lambda_lr(f"lambda step: 1 / (1 + {rate} * (step {sign} {length}))")),
            when=when,
            otherwise=otherwise,
        ),
        OPTAX: native(
            "Optax has no function for it, but any function of the count is a schedule.",
            optax_function(f"lambda count: {start} / (1 + {rate} * (count {sign} {length}))"),
            when=when,
            otherwise=otherwise,
        ),
        HUGGING_FACE: _NO_TRAINER,
    }


# Linear and polynomial decay.


def _linear(schedule):
    start, length, end = schedule.initial_learning_rate, schedule.decay_steps, schedule.end_learning_rate
    return {
        KERAS: native(
            "power is 1 by default. The default final learning rate is 0.0001, not 0.",
            _polynomial_in_keras(schedule, 1.0),
        ),
        PYTORCH: native(
            "end_factor is a fraction of lr. start_factor is 1/3 by default.",
            torch(start, scheduler("LinearLR", start_factor=1.0, end_factor=end / start, total_iters=length)),
            when=start.is_above(0) & end.is_at_most(start) & is_whole(length),
            otherwise="LinearLR has this shape if the learning rate does not rise and decay_steps is an integer.",
        ),
        OPTAX: native(
            "end_value is a learning rate.",
            optax("linear_schedule", init_value=start, end_value=end, transition_steps=length),
        ),
        HUGGING_FACE: _linear_in_transformers(start, length, end),
    }


def _linear_in_transformers(start, length, end):
    if value_of(end):
        return _polynomial_in_transformers(start, length, end, CodeNumber(1.0))
    return native(
        "max_steps is the length, and it includes a warmup if there is one.",
        trainer(learning_rate=start, lr_scheduler_type="linear", max_steps=length),
        when=end.equals(0) & is_whole(length),
        otherwise='"linear" decays to 0 and needs an integer decay_steps. "polynomial" with power=1.0 has an lr_end.',
    )


def _polynomial_in_transformers(start, length, end, power):
    kwargs = {"lr_end": end, "power": power}
    return native(
        "lr_end is a learning rate, by default 1e-7. max_steps is the length of the training run.",
        trainer(learning_rate=start, lr_scheduler_type="polynomial", lr_scheduler_kwargs=kwargs, max_steps=length),
        when=end.is_below(start) & power.is_above(0) & is_whole(length),
        otherwise='"polynomial" needs a decreasing learning rate, a power above 0 and an integer decay_steps.',
    )


def _polynomial_in_keras(schedule, power, **more):
    return keras(
        "PolynomialDecay",
        initial_learning_rate=schedule.initial_learning_rate,
        decay_steps=schedule.decay_steps,
        end_learning_rate=schedule.end_learning_rate,
        power=power,
        **more,
    )


def _polynomial(schedule):
    start, length = schedule.initial_learning_rate, schedule.decay_steps
    end, power = schedule.end_learning_rate, schedule.power
    if schedule.cycle:
        original = _polynomial_in_keras(schedule, power, cycle=True)
        return {
            KERAS: native("The arguments are the same. When compiled, a cycle may start a step early.", original),
            PYTORCH: none("PolynomialLR has no cycles."),
            OPTAX: none("polynomial_schedule has no cycles."),
            HUGGING_FACE: none('"polynomial" has no cycles.'),
        }
    return {
        KERAS: native(
            "The arguments are the same. With power below 1, its end may be NaN when compiled.",
            _polynomial_in_keras(schedule, power),
        ),
        PYTORCH: native(
            "It always ends at 0.",
            torch(start, scheduler("PolynomialLR", total_iters=length, power=power)),
            when=end.equals(0) & is_whole(length),
            otherwise="PolynomialLR has this shape if the final learning rate is 0 and decay_steps is an integer.",
        ),
        OPTAX: native(
            "With power below 1, its end may be NaN when compiled.",
            optax("polynomial_schedule", init_value=start, end_value=end, power=power, transition_steps=length),
        ),
        HUGGING_FACE: _polynomial_in_transformers(start, length, end, power),
    }


# Power and Noam decay.


def _power(schedule):
    rate, timescale, power = schedule.initial_learning_rate, schedule.timescale, schedule.power
    scale = Definition("scale", f"lambda count: (1 + count / {timescale}) ** -{power}")
    inverse_sqrt = {"lr_scheduler_type": "inverse_sqrt", "lr_scheduler_kwargs": {"timescale": timescale}}
    return {
        KERAS: native(
            "Keras has this shape only for power 1.",
            keras("InverseTimeDecay", initial_learning_rate=rate, decay_steps=timescale, decay_rate=1.0),
            when=power.equals(1),
            otherwise="Keras has this shape only for power 1, as InverseTimeDecay.",
        ),
        PYTORCH: native(
            "PyTorch has no class for it, but LambdaLR multiplies lr by any function.",
            torch(rate, lambda_lr(f"lambda step: (1 + step / {timescale}) ** -{power}")),
        ),
        OPTAX: native(
            "Optax has no function for it, but any function of the count is a schedule.",
            optax_function(f"lambda count: {rate} * {Variable('scale')}(count)", scale),
        ),
        HUGGING_FACE: native(
            "It has power 0.5. By default, timescale is the length of the warmup, or 10,000.",
            trainer(learning_rate=rate, **inverse_sqrt),
            when=power.equals(0.5),
            otherwise='"inverse_sqrt" has this shape if power is 0.5.',
        ),
    }


def _noam(schedule):
    first = schedule.first_update == "one step in"
    return {
        KERAS: none("Keras has no equivalent. Tutorials write it as a LearningRateSchedule of their own."),
        PYTORCH: _noam_in_torch(schedule, first),
        OPTAX: _noam_in_optax(schedule, first),
        HUGGING_FACE: none('"inverse_sqrt" counts the first update as step 0.')
        if first
        else _noam_in_transformers(schedule),
    }


def _rise_and_decay(warmup, first, step, maximum):
    """The two branches as functions of the step, and the code of their values."""
    counted = f"({step} + 1)" if first else step
    decay = f"{counted} ** -0.5" if first else f"{maximum}({step}, 1) ** -0.5"
    rise = Definition("rise", f"lambda {step}: {counted} / {warmup}**1.5")
    values = f"{Variable('rise')}({step}), {Variable('decay')}({step})"
    return (rise, Definition("decay", f"lambda {step}: {decay}")), values


def _noam_in_torch(schedule, first):
    setup, values = _rise_and_decay(schedule.warmup_steps, first, "step", "max")
    shape = Definition("shape", f"lambda step: {schedule.d_model}**-0.5 * min({values})")
    return native(
        "PyTorch has no class for it, but LambdaLR multiplies lr, which is the factor here.",
        torch(schedule.learning_rate, lambda_lr(Variable("shape")), *setup, shape),
    )


def _noam_in_optax(schedule, first):
    setup, values = _rise_and_decay(schedule.warmup_steps, first, "count", "jnp.maximum")
    shape = Definition("shape", f"lambda count: jnp.minimum({values})")
    rate = f"{schedule.learning_rate} * {schedule.d_model}**-0.5 * {Variable('shape')}(count)"
    return native(
        "Optax has no function for it, but any function of the count is a schedule.",
        optax_function(f"lambda count: {rate}", *setup, shape, imports=["import jax.numpy as jnp"]),
    )


def _noam_in_transformers(schedule):
    warmup = schedule.warmup_steps
    peak = Definition("peak", f"{schedule.learning_rate} / ({schedule.d_model} * {warmup}) ** 0.5")
    return native(
        "learning_rate is the peak.",
        trainer(peak, learning_rate=Variable("peak"), lr_scheduler_type="inverse_sqrt", warmup_steps=warmup),
        when=is_whole(warmup),
        otherwise='"inverse_sqrt" has this shape if warmup_steps is an integer.',
    )


NATIVE = {
    ExponentialDecay: _exponential,
    NaturalExpDecay: _natural,
    InverseTimeDecay: _inverse_time,
    LinearDecay: _linear,
    PolynomialDecay: _polynomial,
    PowerDecay: _power,
    NoamDecay: _noam,
}
