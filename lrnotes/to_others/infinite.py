"""The infinite schedule elsewhere: the lines that make it in each framework, and its other names."""

from ..schedules.warmup_stable_decay import InfiniteSchedule
from .rows import HUGGING_FACE, KERAS, OPTAX, PYTORCH, native, none


def _infinite(schedule):
    return {
        KERAS: none("Keras has none of this shape"),
        PYTORCH: none("PyTorch has none: ExponentialLR would anneal from the first rate, and not stop"),
        OPTAX: _in_optax(schedule),
        HUGGING_FACE: none("no lr_scheduler_type has this shape"),
    }


def _in_optax(schedule):
    peak, level, end = schedule.maximal_learning_rate, schedule.constant_learning_rate, schedule.end_learning_rate
    warmup, cooldown = schedule.warmup_steps, schedule.cooldown_steps
    downs = {
        "linear": f"optax.linear_schedule(init_value={peak}, end_value={level}, transition_steps={cooldown})",
        "cosine": f"optax.cosine_decay_schedule(init_value={peak}, decay_steps={cooldown}, alpha={level / peak})",
    }
    if schedule.cooldown_shape not in downs:
        return none("Optax has none: no schedule has this cooldown")
    last = (
        f"optax.exponential_decay(init_value={level}, transition_steps={schedule.decay_steps}, "
        f"decay_rate={end / level}, transition_begin={schedule.constant_steps}, end_value={end})"
        if schedule.decay_steps
        else f"optax.constant_schedule({level})"
    )
    up = f"up = optax.linear_schedule(init_value=0.0, end_value={peak}, transition_steps={warmup})"
    parts, boundaries = ["cooldown", "last"], [f"{warmup + cooldown}"]
    return native(
        "the boundaries are steps from the start, the lengths are not; transition_begin is the constant part",
        *([up] if warmup else []),
        f"cooldown = {downs[schedule.cooldown_shape]}",
        f"last = {last}",
        f"schedule = optax.join_schedules([{', '.join(['up'] * bool(warmup) + parts)}], "
        f"boundaries=[{', '.join([str(warmup)] * bool(warmup) + boundaries)}])",
        "optimizer = optax.sgd(schedule)",
        when=peak > 0,
        otherwise="none for a highest rate of 0",
    )


NATIVE = {InfiniteSchedule: _infinite}

OTHER_NAMES = {
    "InfiniteSchedule": (
        "infinite learning rate schedule",
        "infinite LR",
        "infinite cosine",
        "infinite inverse square root",
        "continual pre-training",
    )
}
