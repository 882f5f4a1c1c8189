"""Stairs and chosen points elsewhere: the lines that make them in each framework, and their other names."""

from .code_text import whole
from ..schedules.piecewise import Constant, MultiStepDecay, PiecewiseInterpolation, StepDecay
from .rows import HUGGING_FACE, KERAS, OPTAX, PYTORCH, every, keras, listed, native, none, torch, trainer


def _constant(schedule):
    rate = schedule.learning_rate
    return {
        KERAS: native("no schedule at all: a number", f"optimizer = keras.optimizers.SGD({rate})"),
        PYTORCH: native(
            "no scheduler is needed, and this one changes nothing; ConstantLR is something else",
            torch(rate),
            "scheduler = lr_scheduler.LambdaLR(optimizer, lambda step: 1.0)",
        ),
        OPTAX: native(
            "a number does as well",
            f"schedule = optax.constant_schedule(value={rate})",
            "optimizer = optax.sgd(schedule)",
        ),
        HUGGING_FACE: native(
            'the default is "linear"', *trainer(f'learning_rate={rate}, lr_scheduler_type="constant"')
        ),
    }


def _step(schedule):
    rate, length, gamma = schedule.initial_learning_rate, schedule.step_size, schedule.gamma
    return {
        KERAS: native(
            "compiled, a stair may come a step late",
            *keras(
                f"ExponentialDecay(initial_learning_rate={rate}, decay_steps={length}, decay_rate={gamma}, "
                "staircase=True)"
            ),
        ),
        PYTORCH: native(
            "the same arguments; counts the calls of step()",
            torch(rate),
            f"scheduler = lr_scheduler.StepLR(optimizer, step_size={length}, gamma={gamma})",
            when=whole(length),
            otherwise="StepLR takes whole steps",
        ),
        OPTAX: native(
            "compiled, a stair may come a step late",
            f"schedule = optax.exponential_decay(init_value={rate}, transition_steps={length}, decay_rate={gamma}, "
            "staircase=True)",
            "optimizer = optax.sgd(schedule)",
            when=gamma > 0,
            otherwise="exponential_decay takes a decay_rate of 0 for none",
        ),
        HUGGING_FACE: none("no lr_scheduler_type has stairs"),
    }


def _multi_step(schedule):
    milestones, gamma, rates = schedule.milestones, schedule.gamma, [schedule.initial_learning_rate]
    if not milestones:
        alone = "without milestones there is one rate: give it to the optimizer"
        return {framework: none(alone) for framework in (KERAS, PYTORCH, OPTAX, HUGGING_FACE)}
    for _ in milestones:
        rates.append(rates[-1] * gamma)
    in_whole_steps = every(map(whole, milestones))
    apart = every(one < other for one, other in zip(milestones, milestones[1:]))
    factors = ", ".join(f"{milestone}: {gamma}" for milestone in milestones)
    return {
        KERAS: native(
            "rates, not a factor; a boundary keeps the rate before it",
            *keras(
                f"PiecewiseConstantDecay(boundaries=[{listed(milestone - 1 for milestone in milestones)}], "
                f"values=[{listed(rates)}])"
            ),
            when=in_whole_steps,
            otherwise="PiecewiseConstantDecay has this shape, for whole steps",
        ),
        PYTORCH: native(
            "the same arguments; counts the calls of step()",
            torch(rates[0]),
            f"scheduler = lr_scheduler.MultiStepLR(optimizer, milestones=[{listed(milestones)}], gamma={gamma})",
            when=in_whole_steps,
            otherwise="MultiStepLR takes whole steps",
        ),
        OPTAX: native(
            "a factor for each boundary",
            f"schedule = optax.piecewise_constant_schedule(init_value={rates[0]}, boundaries_and_scales={{{factors}}})",
            "optimizer = optax.sgd(schedule)",
            when=in_whole_steps & apart,
            otherwise="piecewise_constant_schedule has this shape, for whole steps, each there once",
        ),
        HUGGING_FACE: none("no lr_scheduler_type has stairs"),
    }


def _interpolation(schedule):
    return {
        KERAS: none("Keras has none of this shape"),
        PYTORCH: _interpolation_in_torch(schedule),
        OPTAX: _interpolation_in_optax(schedule),
        HUGGING_FACE: none("no lr_scheduler_type takes points"),
    }


def _interpolation_in_torch(schedule):
    points = f"[{listed(schedule.milestones)}]", f"[{listed(schedule.values)}]"
    rate = {
        "linear": "np.interp(step, milestones, values)",
        "exponential": "np.exp(np.interp(step, milestones, np.log(values)))",
    }
    if schedule.shape not in rate:
        return none("PyTorch has none of this shape")
    return native(
        "none; LambdaLR multiplies lr, here 1, by any function",
        "import numpy as np",
        torch(1.0),
        f"milestones, values = {', '.join(points)}",
        f"scheduler = lr_scheduler.LambdaLR(optimizer, lambda step: {rate[schedule.shape]})",
    )


def _interpolation_in_optax(schedule):
    if schedule.shape == "exponential":
        return none("Optax goes along lines and cosines only")
    milestones, values = schedule.milestones, schedule.values
    ratios = [f"{step}: {rate / old}" for step, old, rate in zip(milestones[1:], values, values[1:])]
    factors = ", ".join([f"{milestones[0]}: 1.0", *ratios])
    return native(
        "factors, not rates, each of the rate before; it begins at step 0, so the first is 1",
        f'schedule = optax.piecewise_interpolate_schedule("{schedule.shape}", init_value={values[0]}, '
        f"boundaries_and_scales={{{factors}}})",
        "optimizer = optax.sgd(schedule)",
        when=every(rate > 0 for rate in values[:-1])
        & every(other - one >= 1 for one, other in zip(milestones, milestones[1:])),
        otherwise="piecewise_interpolate_schedule has this shape, but takes no factor of a rate of 0, nor points less "
        "than a step apart",
    )


NATIVE = {
    Constant: _constant,
    StepDecay: _step,
    MultiStepDecay: _multi_step,
    PiecewiseInterpolation: _interpolation,
}

OTHER_NAMES = {
    "Constant": ("constant learning rate", "fixed learning rate", "no schedule", "none"),
    "StepDecay": ("step schedule", "staircase", "drop every n epochs", 'Caffe lr_policy "step"'),
    "MultiStepDecay": ("multi-step schedule", "step decay at milestones", "drop at chosen epochs"),
    "PiecewiseInterpolation": (
        "piecewise linear",
        "points joined by lines",
        "linear interpolation of learning rates",
        "knots",
    ),
}
