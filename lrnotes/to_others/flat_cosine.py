"""Flat, then down a cosine, elsewhere: the lines that make it in each framework, and its other names."""

from .code_text import counted, whole
from ..schedules.warmup_stable_decay import FlatCosineDecay
from .rows import HUGGING_FACE, KERAS, OPTAX, PYTORCH, keras, native, torch, trainer


def _flat_cosine(schedule):
    rate, length, end = schedule.initial_learning_rate, schedule.total_steps, schedule.end_learning_rate
    flat = counted(schedule.pct_start * length)
    fall = counted(length - flat)
    return {
        KERAS: native(
            "a warm-up from the rate to itself is the flat part; alpha is a fraction of the rate",
            *keras(
                f"CosineDecay(initial_learning_rate={rate}, decay_steps={fall}, alpha={end / rate}, "
                f"warmup_target={rate}, warmup_steps={flat})"
            ),
            when=rate > 0,
            otherwise="CosineDecay's end is a fraction of a rate above 0",
        ),
        PYTORCH: native(
            "T_max leaves the flat part out; after it the rate rises again",
            torch(rate),
            f"flat = lr_scheduler.ConstantLR(optimizer, factor=1.0, total_iters={flat})",
            f"fall = lr_scheduler.CosineAnnealingLR(optimizer, T_max={fall}, eta_min={end})",
            f"scheduler = lr_scheduler.SequentialLR(optimizer, [flat, fall], milestones=[{flat}])",
            when=whole(flat) & whole(length),
            otherwise="SequentialLR and CosineAnnealingLR take whole steps",
        ),
        OPTAX: native(
            "alpha is a fraction of the rate",
            f"flat = optax.constant_schedule({rate})",
            f"fall = optax.cosine_decay_schedule(init_value={rate}, decay_steps={fall}, alpha={end / rate})",
            f"schedule = optax.join_schedules([flat, fall], boundaries=[{flat}])",
            "optimizer = optax.sgd(schedule)",
            when=rate > 0,
            otherwise="cosine_decay_schedule's end is a fraction of a rate above 0",
        ),
        HUGGING_FACE: native(
            "without a warm-up this is warm-up-stable-decay; min_lr_ratio is a fraction of the rate",
            *trainer(
                f'learning_rate={rate}, lr_scheduler_type="warmup_stable_decay", '
                f'lr_scheduler_kwargs={{"num_decay_steps": {fall}, "min_lr_ratio": {end / rate}}}, max_steps={length}'
            ),
            when=(rate > 0) & whole(flat) & whole(length),
            otherwise='"warmup_stable_decay" has this shape, for whole numbers of steps',
        ),
    }


NATIVE = {FlatCosineDecay: _flat_cosine}

OTHER_NAMES = {
    "FlatCosineDecay": (
        "fit_flat_cos",
        "flat and cosine annealing",
        "flat + anneal",
        "flat cosine",
        "delayed cosine decay",
    ),
}
