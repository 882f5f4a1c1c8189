"""WSD-S elsewhere: the lines that make it in each framework, and its other names."""

from itertools import accumulate

from ..schedules.warmup_stable_decay import WarmupStableDecaySimplified
from .rows import HUGGING_FACE, KERAS, OPTAX, PYTORCH, native, none


def _wsd_s(schedule):
    return {
        KERAS: none("Keras has none of this shape"),
        PYTORCH: none("PyTorch has none; SequentialLR would join two schedulers for every period"),
        OPTAX: _in_optax(schedule),
        HUGGING_FACE: none('"warmup_stable_decay" has one period'),
    }


def _in_optax(schedule):
    if schedule.decay_shape != "linear" or schedule.at_boundary != "after":
        return none("none; join_schedules can join lines, and the step between two periods has the rate after it")
    peak, low, end = schedule.maximal_learning_rate, schedule.initial_learning_rate, schedule.end_learning_rate
    warmup, periods, part = schedule.warmup_steps, schedule.period_steps, schedule.decay_fraction
    names, lines, begins = [], [], [0, *accumulate(periods)]
    if warmup:
        names, begins[0] = ["up"], warmup
        lines = [f"up = optax.linear_schedule(init_value={low}, end_value={peak}, transition_steps={warmup})"]
    for number, length in enumerate(periods, 1):
        held = (length - warmup if warmup and number == 1 else length) - part * length
        names.append(f"period_{number}")
        lines.append(
            f"period_{number} = optax.linear_schedule(init_value={peak}, end_value={end}, "
            f"transition_steps={part * length}, transition_begin={held})"
        )
    boundaries = begins[:-1] if warmup else begins[1:-1]
    return native(
        "a line for each period, which begins after its constant part",
        *lines,
        f"schedule = optax.join_schedules([{', '.join(names)}], boundaries=[{', '.join(map(str, boundaries))}])",
        "optimizer = optax.sgd(schedule)",
    )


NATIVE = {WarmupStableDecaySimplified: _wsd_s}

OTHER_NAMES = {"WarmupStableDecaySimplified": ("WSD-S", "WSDS", "simplified warmup-stable-decay", "cyclic WSD")}
