"""Warm-up-stable-decay and tri-stage elsewhere: the lines that make them in each framework, and their other names."""

from .code_text import ALWAYS, whole
from ..schedules.warmup_stable_decay import TriStageDecay, WarmupStableDecay
from .rows import HUGGING_FACE, KERAS, OPTAX, PYTORCH, native, none, torch, torch_up, trainer


def _warmup_stable_decay(schedule):
    return {
        KERAS: none("Keras has none: its CosineDecay has a warm-up, but nothing constant between"),
        PYTORCH: _in_torch(schedule),
        OPTAX: _in_optax(schedule),
        HUGGING_FACE: _in_transformers(schedule),
    }


def _numbers(schedule):
    rates = schedule.maximal_learning_rate, schedule.initial_learning_rate, schedule.end_learning_rate
    return *rates, schedule.warmup_steps, schedule.stable_steps, schedule.decay_steps


def _in_torch(schedule):
    peak, low, end, warmup, stable, length = _numbers(schedule)
    downs = {
        "linear": f"lr_scheduler.LinearLR(optimizer, start_factor=1.0, end_factor={end / peak}, total_iters={length})",
        "cosine": f"lr_scheduler.CosineAnnealingLR(optimizer, T_max={length}, eta_min={end})",
    }
    if schedule.decay_shape not in downs or (warmup and schedule.warmup_shape != "linear"):
        return none("none; SequentialLR can join lines and cosines")
    again = "; the cosine rises again after T_max" if schedule.decay_shape == "cosine" else ""
    hold = f"hold = lr_scheduler.ConstantLR(optimizer, factor=1.0, total_iters={stable})"
    down = f"down = {downs[schedule.decay_shape]}"
    steps = whole(stable) & whole(length) & (peak > 0)
    below = end <= peak if schedule.decay_shape == "linear" else ALWAYS
    if not warmup:
        return native(
            f"the milestones are steps{again}",
            torch(peak),
            hold,
            down,
            f"scheduler = lr_scheduler.SequentialLR(optimizer, [hold, down], milestones=[{stable}])",
            when=steps & (stable > 0) & below,
            otherwise="none for a step that is not whole, a factor above 1, or nothing constant",
        )
    return native(
        f"the milestones are steps{again}",
        torch(peak),
        *torch_up(low, peak, warmup),
        hold,
        down,
        f"scheduler = lr_scheduler.SequentialLR(optimizer, [up, hold, down], milestones=[{warmup}, {warmup + stable}])",
        when=steps & whole(warmup) & below,
        otherwise="none for a step that is not whole, or a fall that rises",
    )


def _in_optax(schedule):
    peak, low, end, warmup, stable, length = _numbers(schedule)
    downs = {
        "linear": f"optax.linear_schedule(init_value={peak}, end_value={end}, transition_steps={length})",
        "cosine": f"optax.cosine_decay_schedule(init_value={peak}, decay_steps={length}, alpha={end / peak})",
    }
    if schedule.decay_shape not in downs or (warmup and schedule.warmup_shape != "linear"):
        return none("none; join_schedules can join lines and cosines")
    rises, ends = ["up", "hold"] if warmup else ["hold"], [warmup, warmup + stable] if warmup else [stable]
    fraction = ", alpha a fraction" if schedule.decay_shape == "cosine" else ""
    return native(
        f"the boundaries are steps from the start{fraction}",
        *(
            [f"up = optax.linear_schedule(init_value={low}, end_value={peak}, transition_steps={warmup})"]
            if warmup
            else []
        ),
        f"hold = optax.constant_schedule({peak})",
        f"down = {downs[schedule.decay_shape]}",
        f"schedule = optax.join_schedules([{', '.join(rises)}, down], boundaries=[{', '.join(map(str, ends))}])",
        "optimizer = optax.sgd(schedule)",
        when=ALWAYS if schedule.decay_shape == "linear" else peak > 0,
        otherwise="none for a constant rate of 0",
    )


def _in_transformers(schedule):
    peak, low, end, warmup, stable, length = _numbers(schedule)
    words = ("linear", "cosine", "1-sqrt")
    if schedule.decay_shape not in words:
        return none('"warmup_stable_decay" has the shapes linear, cosine and 1-sqrt')
    starts = (low == end) if warmup else ALWAYS
    rise = f', "warmup_type": "{schedule.warmup_shape}"' if warmup and schedule.warmup_shape != "linear" else ""
    return native(
        "decay_type is cosine unless you say otherwise; min_lr_ratio is a fraction, and where the warm-up starts as well",
        *trainer(
            f'learning_rate={peak}, lr_scheduler_type="warmup_stable_decay", '
            f'lr_scheduler_kwargs={{"num_decay_steps": {length}, "decay_type": "{schedule.decay_shape}", '
            f'"min_lr_ratio": {end / peak}{rise}}}, warmup_steps={warmup}, max_steps={warmup + stable + length}'
        ),
        when=starts & (peak > 0) & whole(warmup) & whole(stable) & whole(length),
        otherwise='"warmup_stable_decay" starts and ends at the same rate, and takes whole steps',
    )


def _tri_stage(schedule):
    peak, start, end = schedule.maximal_learning_rate, schedule.init_lr_scale, schedule.final_lr_scale
    warmup, hold, length = schedule.warmup_steps, schedule.hold_steps, schedule.decay_steps
    down = (
        f"optax.exponential_decay(init_value={peak}, transition_steps={length}, decay_rate={end}, "
        f"transition_begin={hold}, end_value={end * peak})"
    )
    joined = [
        f"up = optax.linear_schedule(init_value={start * peak}, end_value={peak}, transition_steps={warmup})",
        f"down = {down}",
        f"schedule = optax.join_schedules([up, down], boundaries=[{warmup}])",
    ]
    return {
        KERAS: none("Keras has none of this shape"),
        PYTORCH: none("none: ExponentialLR does not stop at the end"),
        OPTAX: native(
            "decay_rate is that of the whole fall, end_value a rate; transition_begin is the constant part",
            *(joined if warmup else [f"schedule = {down}"]),
            "optimizer = optax.sgd(schedule)",
        ),
        HUGGING_FACE: none("no lr_scheduler_type has this shape"),
    }


NATIVE = {WarmupStableDecay: _warmup_stable_decay, TriStageDecay: _tri_stage}

OTHER_NAMES = {
    "WarmupStableDecay": (
        "WSD",
        "trapezoidal schedule",
        "trapezoid",
        "linear warmup-stable-decay",
        "constant with cooldown",
        "warmdown",
        "1-sqrt cooldown",
    ),
    "TriStageDecay": (
        "tri_stage",
        "tri-stage learning rate",
        "three-stage schedule",
        "ramp up, hold, exponential decay",
    ),
}
