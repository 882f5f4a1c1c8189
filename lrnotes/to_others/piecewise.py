"""Step and piecewise schedules in other frameworks: the code that makes them in each."""

from ..schedules.piecewise import (
    Constant,
    MultiStepDecay,
    PiecewiseConstantDecay,
    PiecewiseInterpolation,
    StepDecay,
    WarmupSustainStepDecay,
)
from .code_number import ALWAYS, every, is_whole
from .code_text import KIND, MORE, Variable, listed
from .frameworks import HUGGING_FACE, KERAS, OPTAX, PYTORCH
from .parts import Definition, Lines
from .rows import (
    keras,
    lambda_lr,
    native,
    none,
    optax,
    optax_call,
    optax_joined,
    scheduler,
    torch,
    torch_sequence,
    trainer,
)

_LATE = "When compiled, a drop may come a step late."
_NO_TRAINER = none("No lr_scheduler_type is piecewise constant.")
_NO_DECAY = "exponential_decay takes a decay_rate of 0 to mean no decay."


def _everywhere(entry):
    return dict.fromkeys((KERAS, PYTORCH, OPTAX, HUGGING_FACE), entry)


# A constant rate.


def _constant(schedule):
    rate = schedule.learning_rate
    return {
        KERAS: native(
            "A constant learning rate is a number, not a schedule.",
            Lines(lines=(f"optimizer = keras.optimizers.{KIND}({rate}{MORE})",), uses=("keras",)),
        ),
        PYTORCH: native(
            "No scheduler is needed, and this one changes nothing. ConstantLR is a different schedule.",
            torch(rate, lambda_lr("lambda step: 1.0")),
        ),
        OPTAX: native("A number works as well.", optax("constant_schedule", value=rate)),
        HUGGING_FACE: native(
            'The default of lr_scheduler_type is "linear".', trainer(learning_rate=rate, lr_scheduler_type="constant")
        ),
    }


# Steps of a factor.


def _step(schedule):
    rate, length, gamma = schedule.initial_learning_rate, schedule.step_size, schedule.gamma
    return {
        KERAS: native(
            _LATE,
            keras("ExponentialDecay", initial_learning_rate=rate, decay_steps=length, decay_rate=gamma, staircase=True),
        ),
        PYTORCH: native(
            "The arguments are the same. It counts the calls of step().",
            torch(rate, scheduler("StepLR", step_size=length, gamma=gamma)),
            when=is_whole(length),
            otherwise="StepLR has this shape if step_size is an integer.",
        ),
        OPTAX: native(
            _LATE,
            optax("exponential_decay", init_value=rate, transition_steps=length, decay_rate=gamma, staircase=True),
            when=gamma.is_above(0),
            otherwise=_NO_DECAY,
        ),
        HUGGING_FACE: _NO_TRAINER,
    }


def _multi_step(schedule):
    milestones, gamma, rates = schedule.milestones, schedule.gamma, [schedule.initial_learning_rate]
    if not milestones:
        return _everywhere(none("Without milestones the learning rate is constant. Pass it to the optimizer."))
    for _ in milestones:
        rates.append(rates[-1] * gamma)
    in_whole_steps = every(map(is_whole, milestones))
    apart = every(one.is_below(other) for one, other in zip(milestones, milestones[1:]))
    boundaries = [milestone - 1 for milestone in milestones]
    factors = dict.fromkeys(milestones, gamma)
    return {
        KERAS: native(
            "The values are learning rates, not factors. A boundary step still has the rate before it.",
            keras("PiecewiseConstantDecay", boundaries=boundaries, values=rates),
            when=in_whole_steps,
            otherwise="PiecewiseConstantDecay has this shape if the milestones are integers.",
        ),
        PYTORCH: native(
            "The arguments are the same. It counts the calls of step().",
            torch(rates[0], scheduler("MultiStepLR", milestones=milestones, gamma=gamma)),
            when=in_whole_steps,
            otherwise="MultiStepLR has this shape if the milestones are integers.",
        ),
        OPTAX: native(
            "There is a factor for each boundary.",
            optax("piecewise_constant_schedule", init_value=rates[0], boundaries_and_scales=factors),
            when=in_whole_steps & apart,
            otherwise="piecewise_constant_schedule has this shape if the milestones are different integers.",
        ),
        HUGGING_FACE: _NO_TRAINER,
    }


# Chosen rates and points.


def _piecewise_constant(schedule):
    boundaries, values, before = schedule.boundaries, schedule.values, schedule.at_boundary == "before"
    if not boundaries:
        return _everywhere(none("Without boundaries the learning rate is constant. Pass it to the optimizer."))
    in_whole_steps = every(map(is_whole, boundaries))
    last = [boundary if before else boundary - 1 for boundary in boundaries]  # the last step of each rate but one
    first = [boundary + 1 if before else boundary for boundary in boundaries]
    factors = {step: rate / old for step, rate, old in zip(first, values[1:], values)}
    place = f"bisect.bisect_{'left' if before else 'right'}([{listed(boundaries)}], step)"
    return {
        KERAS: native(
            "The arguments are the same." if before else "A boundary is the last step of its learning rate.",
            keras("PiecewiseConstantDecay", boundaries=last, values=values),
            when=ALWAYS if before else in_whole_steps,
            otherwise="PiecewiseConstantDecay has this shape if the boundaries are integers.",
        ),
        PYTORCH: native(
            "MultiStepLR has one factor for all milestones, but LambdaLR takes any function.",
            torch(
                1.0,
                lambda_lr(f"lambda step: {Variable('rates')}[{place}]"),
                Definition("rates", f"[{listed(values)}]"),
                imports=["import bisect"],
            ),
        ),
        OPTAX: native(
            "The scales are factors, not learning rates. A boundary is the first step of the next rate.",
            optax("piecewise_constant_schedule", init_value=values[0], boundaries_and_scales=factors),
            when=in_whole_steps & every(rate.is_above(0) for rate in values[:-1]),
            otherwise="piecewise_constant_schedule has this shape if the boundaries are integers and no learning "
            "rate before the last is 0.",
        ),
        HUGGING_FACE: _NO_TRAINER,
    }


def _interpolation(schedule):
    return {
        KERAS: none("Keras has no schedule of this shape."),
        PYTORCH: _interpolation_in_torch(schedule),
        OPTAX: _interpolation_in_optax(schedule),
        HUGGING_FACE: none("No lr_scheduler_type interpolates between points."),
    }


def _interpolation_in_torch(schedule):
    milestones, values = Variable("milestones"), Variable("values")
    rate = {
        "linear": f"np.interp(step, {milestones}, {values})",
        "exponential": f"np.exp(np.interp(step, {milestones}, np.log({values})))",
    }
    if schedule.shape not in rate:
        return none("PyTorch has no scheduler of this shape.")
    points = Definition("milestones, values", f"[{listed(schedule.milestones)}], [{listed(schedule.values)}]")
    function = lambda_lr(f"lambda step: {rate[schedule.shape]}")
    return native(
        "PyTorch has no class for it, but LambdaLR multiplies lr, here 1, by any function.",
        torch(1.0, function, points, imports=["import numpy as np"]),
    )


def _interpolation_in_optax(schedule):
    if schedule.shape not in ("linear", "cosine"):
        return none("Optax interpolates only linearly and along cosines.")
    milestones, values = schedule.milestones, schedule.values
    factors = {step: rate / old for step, old, rate in zip(milestones[1:], values, values[1:])}
    start, where = milestones[0].equals(0), "begin at step 0"
    if not start:  # a boundary at step 0 is NaN in Optax 0.2.5 and 0.2.6 (google-deepmind/optax#1403)
        start, where = milestones[0].is_above(0), "begin after step 0"
        factors = {milestones[0]: 1.0} | factors
    apart = every((other - one).is_at_least(1) for one, other in zip(milestones, milestones[1:]))
    return native(
        "Each scale is a factor of the learning rate before it.",
        optax("piecewise_interpolate_schedule", schedule.shape, init_value=values[0], boundaries_and_scales=factors),
        when=every(rate.is_above(0) for rate in values[:-1]) & apart & start,
        otherwise="piecewise_interpolate_schedule has this shape if no learning rate before the last is 0 "
        f"and the points {where} and are at least a step apart.",
    )


# Warmup, a constant rate, then steps.


def _warmup_sustain_step(schedule):
    return {
        KERAS: none("Keras has no schedule of this shape."),
        PYTORCH: _sustain_in_torch(schedule),
        OPTAX: _sustain_in_optax(schedule),
        HUGGING_FACE: _NO_TRAINER,
    }


def _sustain_in_torch(schedule):
    low, top, warmup = schedule.initial_learning_rate, schedule.maximal_learning_rate, schedule.warmup_steps
    sustain, length = schedule.sustain_steps, schedule.decay_steps
    stairs = scheduler("StepLR", step_size=length, gamma=schedule.decay_rate)
    steps = is_whole(warmup) & is_whole(sustain) & is_whole(length)
    whole_steps = "StepLR needs integer numbers of steps."
    if not (warmup or sustain):
        return native("It counts the calls of step().", torch(top, stairs), when=steps, otherwise=whole_steps)
    lasts = "The peak lasts until the milestone and for decay_steps more."
    if not warmup:
        hold = scheduler("ConstantLR", factor=1.0, total_iters=sustain)
        code = torch_sequence(top, {"hold": hold, "decay": stairs}, [sustain])
        return native(lasts, code, when=steps, otherwise=whole_steps)
    rise = scheduler("LinearLR", start_factor=low / top, total_iters=warmup)
    return native(
        f"start_factor is a fraction of lr. {lasts}",
        torch_sequence(top, {"warmup": rise, "decay": stairs}, [warmup + sustain]),
        when=steps & low.is_above(0) & low.is_at_most(top),
        otherwise=f"LinearLR starts above 0 and at most at the optimizer's learning rate. {whole_steps}",
    )


def _sustain_in_optax(schedule):
    low, top, warmup = schedule.initial_learning_rate, schedule.maximal_learning_rate, schedule.warmup_steps
    rate = schedule.decay_rate
    stairs = {
        "init_value": top,
        "transition_steps": schedule.decay_steps,
        "decay_rate": rate,
        "transition_begin": schedule.sustain_steps,
        "staircase": True,
    }
    note, code = _LATE, optax("exponential_decay", **stairs)
    if warmup:
        note = f"boundaries counts from the start, transition_begin from the boundary. {_LATE}"
        up = optax_call("linear_schedule", init_value=low, end_value=top, transition_steps=warmup)
        code = optax_joined({"warmup": up, "decay": optax_call("exponential_decay", **stairs)}, [warmup])
    return native(note, code, when=rate.is_above(0), otherwise=_NO_DECAY)


NATIVE = {
    Constant: _constant,
    StepDecay: _step,
    MultiStepDecay: _multi_step,
    PiecewiseConstantDecay: _piecewise_constant,
    PiecewiseInterpolation: _interpolation,
    WarmupSustainStepDecay: _warmup_sustain_step,
}
