"""Falls with a power of the step elsewhere: the lines that make them in each framework, and their other names."""

from .code_text import whole
from ..schedules.decay import NoamDecay, PowerDecay
from .rows import HUGGING_FACE, KERAS, OPTAX, PYTORCH, keras, native, none, torch, trainer


def _power(schedule):
    rate, timescale, power = schedule.initial_learning_rate, schedule.timescale, schedule.power
    return {
        KERAS: native(
            "for power 1; Keras has no other",
            *keras(f"InverseTimeDecay(initial_learning_rate={rate}, decay_steps={timescale}, decay_rate=1.0)"),
            when=power == 1,
            otherwise="Keras has none but for power 1, InverseTimeDecay",
        ),
        PYTORCH: native(
            "no class of its own; LambdaLR multiplies lr",
            torch(rate),
            f"scheduler = lr_scheduler.LambdaLR(optimizer, lambda step: (1 + step / {timescale}) ** -{power})",
        ),
        OPTAX: native(
            "none; a schedule is any function of the count",
            f"scale = lambda count: (1 + count / {timescale}) ** -{power}",
            f"optimizer = optax.sgd(lambda count: {rate} * scale(count))",
        ),
        HUGGING_FACE: native(
            "for power 0.5; without a timescale it is the warm-up's length, or 10000",
            *trainer(
                f'learning_rate={rate}, lr_scheduler_type="inverse_sqrt", '
                f'lr_scheduler_kwargs={{"timescale": {timescale}}}'
            ),
            when=power == 0.5,
            otherwise='"inverse_sqrt" has this shape, for power 0.5',
        ),
    }


def _noam(schedule):
    width, warmup, multiplier = schedule.d_model, schedule.warmup_steps, schedule.learning_rate
    first = schedule.first_update == "one step in"
    shape = _shape(warmup, first, "step", "max")
    jax_shape = _shape(warmup, first, "count", "jnp.maximum")
    return {
        KERAS: none("Keras has none; tutorials write it as a LearningRateSchedule of their own"),
        PYTORCH: native(
            "no class of its own; LambdaLR multiplies lr, which is the factor here",
            torch(multiplier),
            *shape,
            f"shape = lambda step: {width}**-0.5 * min(rise(step), fall(step))",
            "scheduler = lr_scheduler.LambdaLR(optimizer, shape)",
        ),
        OPTAX: native(
            "none; a schedule is any function of the count",
            "import jax.numpy as jnp",
            *jax_shape,
            "shape = lambda count: jnp.minimum(rise(count), fall(count))",
            f"optimizer = optax.sgd(lambda count: {multiplier} * {width}**-0.5 * shape(count))",
        ),
        HUGGING_FACE: none('"inverse_sqrt" with the peak as its rate counts the first update as 0')
        if first
        else native(
            "the rate is the peak's",
            f"peak = {multiplier} / ({width} * {warmup}) ** 0.5",
            *trainer(f'learning_rate=peak, lr_scheduler_type="inverse_sqrt", warmup_steps={warmup}'),
            when=whole(warmup),
            otherwise='"inverse_sqrt" has this shape, for a whole number of steps',
        ),
    }


def _shape(warmup, first, step, maximum):
    """The two branches as functions of the step."""
    counted = f"({step} + 1)" if first else step
    fall = f"{counted} ** -0.5" if first else f"{maximum}({step}, 1) ** -0.5"
    return [f"rise = lambda {step}: {counted} / {warmup}**1.5", f"fall = lambda {step}: {fall}"]


NATIVE = {PowerDecay: _power, NoamDecay: _noam}

OTHER_NAMES = {
    "PowerDecay": (
        "inverse square root",
        "inverse sqrt decay",
        "inverse_sqrt",
        "reciprocal square root",
        "rsqrt",
        "power law decay",
        "fairseq inverse_sqrt",
        "Megatron inverse-square-root",
    ),
    "NoamDecay": (
        "Noam schedule",
        "Transformer learning rate schedule",
        "NoamOpt",
        "NoamLR",
        "rsqrt_decay",
    ),
}
