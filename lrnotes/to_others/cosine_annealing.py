"""Cosine waves between two rates elsewhere: the lines that make them in each framework, and their other names."""

from .code_text import counted, whole
from ..schedules.cosine import CosineAnnealing
from .rows import HUGGING_FACE, KERAS, OPTAX, PYTORCH, keras, native, none, torch, trainer


def _annealing(schedule):
    start, length, end = schedule.initial_learning_rate, schedule.decay_steps, schedule.end_learning_rate
    periods, exponent, extended = schedule.num_periods, schedule.exponent, schedule.after_end == "extend"
    half_a_wave, plain = periods == 0.5, exponent == 1
    half = counted(length / (periods * 2))
    stays = "the rate stays after the end there"
    return {
        KERAS: none(stays)
        if extended
        else native(
            "alpha is a fraction of the peak, not a rate",
            *keras(f"CosineDecay(initial_learning_rate={start}, decay_steps={length}, alpha={end / start})"),
            when=half_a_wave & plain & (start > 0),
            otherwise="CosineDecay has this shape, for half a wave down from a rate above 0 and an exponent of 1",
        ),
        PYTORCH: native(
            "T_max is half a wave" + ("" if extended else "; past it the rate rises again"),
            torch(start),
            f"scheduler = lr_scheduler.CosineAnnealingLR(optimizer, T_max={half}, eta_min={end})"
            if extended
            else f"scheduler = lr_scheduler.CosineAnnealingLR(optimizer, T_max={length}, eta_min={end})",
            when=plain & whole(half) if extended else half_a_wave & plain,
            otherwise="CosineAnnealingLR has this shape, for "
            + ("half waves of whole steps" if extended else "half a wave") + " and an exponent of 1",
        ),
        OPTAX: none(stays)
        if extended
        else native(
            "alpha is a fraction of the peak, not a rate",
            f"schedule = optax.cosine_decay_schedule(init_value={start}, decay_steps={length}, "
            f"alpha={end / start}, exponent={exponent})",
            "optimizer = optax.sgd(schedule)",
            when=half_a_wave & (start > 0),
            otherwise="cosine_decay_schedule has this shape, for half a wave down from a rate above 0",
        ),
        HUGGING_FACE: native(
            "num_cycles counts waves; the length is that of the whole training",
            *trainer(
                f'learning_rate={start}, lr_scheduler_type="cosine_with_min_lr", '
                f'lr_scheduler_kwargs={{"min_lr": {end}, "num_cycles": {periods}}}, max_steps={length}'
            ),
            when=plain & whole(length) & (start > 0),
            otherwise='"cosine_with_min_lr" has this shape, for whole steps and an exponent of 1',
        ),
    }


NATIVE = {CosineAnnealing: _annealing}

OTHER_NAMES = {
    "CosineAnnealing": (
        "cosine wave",
        "cosine with several cycles",
        "cosine to a minimum learning rate",
        "eta_min",
    ),
}
