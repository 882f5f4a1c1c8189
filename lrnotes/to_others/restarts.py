"""Cosines that start again elsewhere: the lines that make them in each framework, and their other names."""

from .code_text import Number, whole
from ..schedules.cosine import CosineDecayRestarts
from .rows import HUGGING_FACE, KERAS, OPTAX, PYTORCH, keras, native, torch, trainer

_CYCLES = 6


def _restarts(schedule):
    peak, first, t_mul = schedule.initial_learning_rate, schedule.first_decay_steps, schedule.t_mul
    m_mul, alpha = schedule.m_mul, schedule.alpha
    end = alpha * peak
    alike = (t_mul == 1) & (m_mul == 1)
    return {
        KERAS: native(
            "the same arguments; compiled, a restart may come a step late",
            *keras(
                f"CosineDecayRestarts(initial_learning_rate={peak}, first_decay_steps={first}, t_mul={t_mul}, "
                f"m_mul={m_mul}, alpha={alpha})"
            ),
        ),
        PYTORCH: native(
            "eta_min is a rate, not a fraction; T_mult is 1 if left out",
            torch(peak),
            f"scheduler = lr_scheduler.CosineAnnealingWarmRestarts(optimizer, T_0={first}, "
            f"T_mult={_counted(t_mul)}, eta_min={end})",
            when=(m_mul == 1) & whole(first) & whole(t_mul),
            otherwise="CosineAnnealingWarmRestarts has this shape, for whole T_0 and T_mult and equal peaks",
        ),
        OPTAX: native(
            f"a given number of cycles, here {_CYCLES}; then the rate stays",
            f"lengths = [{first} * {t_mul}**i for i in range({_CYCLES})]",
            f"heights = [{peak - end} * {m_mul}**i for i in range({_CYCLES})]",
            f"peaks = [{end} + height for height in heights]",
            'cycle = lambda i: {"init_value": peaks[i], "peak_value": peaks[i], "warmup_steps": 0, '
            f'"decay_steps": lengths[i], "end_value": {end}}}',
            f"cycles = [cycle(i) for i in range({_CYCLES})]",
            "schedule = optax.sgdr_schedule(cycles)",
            "optimizer = optax.sgd(schedule)",
        ),
        HUGGING_FACE: native(
            "num_cycles of one length fill the training, and all end at 0",
            *trainer(
                f'learning_rate={peak}, lr_scheduler_type="cosine_with_restarts", '
                f'lr_scheduler_kwargs={{"num_cycles": 4}}, max_steps={first * 4}'
            ),
            when=alike & (alpha == 0) & whole(first),
            otherwise='"cosine_with_restarts" has this shape, for cycles of one length and peak that end at 0',
        ),
    }


def _counted(number):
    """The number written as a whole one, which PyTorch insists on."""
    return Number(number, number.javascript, counts=True)


NATIVE = {CosineDecayRestarts: _restarts}

OTHER_NAMES = {
    "CosineDecayRestarts": (
        "SGDR",
        "warm restarts",
        "cosine annealing with warm restarts",
        "cosine with hard restarts",
        "cosine_with_restarts",
        "cyclic cosine",
        "snapshot ensembles",
    ),
}
