"""The straight line down elsewhere: the lines that make it in each framework, and its other names."""

from .code_text import whole
from ..schedules.decay import LinearDecay
from .rows import HUGGING_FACE, KERAS, OPTAX, PYTORCH, keras, native, torch, trainer


def _linear(schedule):
    start, length, end = schedule.initial_learning_rate, schedule.decay_steps, schedule.end_learning_rate
    return {
        KERAS: native(
            "power is 1 by default; the default end is 0.0001, not 0",
            *keras(
                f"PolynomialDecay(initial_learning_rate={start}, decay_steps={length}, end_learning_rate={end}, power=1.0)"
            ),
        ),
        PYTORCH: native(
            "end_factor is a fraction of lr; start_factor is 1/3 by default",
            torch(start),
            f"scheduler = lr_scheduler.LinearLR(optimizer, start_factor=1.0, end_factor={end / start}, "
            f"total_iters={length})",
            when=(start > 0) & (end <= start) & whole(length),
            otherwise="LinearLR has this shape, for an end_factor of at most 1 and whole steps",
        ),
        OPTAX: native(
            "end_value is a rate",
            f"schedule = optax.linear_schedule(init_value={start}, end_value={end}, transition_steps={length})",
            "optimizer = optax.sgd(schedule)",
        ),
        HUGGING_FACE: native(
            "max_steps is the length, and the warm-up, if there is one, is a part of it",
            *trainer(f'learning_rate={start}, lr_scheduler_type="linear", max_steps={length}'),
            when=(end == 0) & whole(length),
            otherwise='"linear" falls to 0 in whole steps; "polynomial" with power=1.0 has an lr_end',
        ),
    }


NATIVE = {LinearDecay: _linear}

OTHER_NAMES = {
    "LinearDecay": (
        "D2Z",
        "linear decay to zero",
        "linear annealing",
        "linear with warm-up",
        "linear warmup and linear decay",
        "budgeted linear schedule",
        "triangular schedule",
        "torch.optim.lr_scheduler.LinearLR",
    ),
}
