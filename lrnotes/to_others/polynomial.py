"""Polynomials of what is left of the way elsewhere: the lines in each framework, and their other names."""

from .code_text import whole
from ..schedules.decay import PolynomialDecay
from .rows import HUGGING_FACE, KERAS, OPTAX, PYTORCH, keras, native, none, torch, trainer


def _polynomial(schedule):
    start, length = schedule.initial_learning_rate, schedule.decay_steps
    end, power = schedule.end_learning_rate, schedule.power
    cycle = ", cycle=True" if schedule.cycle else ""
    note = "compiled, a cycle may begin a step early" if cycle else "below power 1, compiled, its end may be nan"
    original = native(
        f"the same arguments; {note}",
        *keras(
            f"PolynomialDecay(initial_learning_rate={start}, decay_steps={length}, end_learning_rate={end}, "
            f"power={power}{cycle})"
        ),
    )
    if schedule.cycle:
        return {
            KERAS: original,
            PYTORCH: none("PolynomialLR does not start again"),
            OPTAX: none("polynomial_schedule does not start again"),
            HUGGING_FACE: none('"polynomial" does not start again'),
        }
    return {
        KERAS: original,
        PYTORCH: native(
            "it always ends at 0",
            torch(start),
            f"scheduler = lr_scheduler.PolynomialLR(optimizer, total_iters={length}, power={power})",
            when=(end == 0) & whole(length),
            otherwise="PolynomialLR has this shape, for an end at 0 after a whole number of steps",
        ),
        OPTAX: native(
            "below power 1, compiled, its end may be nan",
            f"schedule = optax.polynomial_schedule(init_value={start}, end_value={end}, power={power}, "
            f"transition_steps={length})",
            "optimizer = optax.sgd(schedule)",
        ),
        HUGGING_FACE: native(
            "lr_end is a rate, by default 1e-7; the length is that of the whole training",
            *trainer(
                f'learning_rate={start}, lr_scheduler_type="polynomial", '
                f'lr_scheduler_kwargs={{"lr_end": {end}, "power": {power}}}, max_steps={length}'
            ),
            when=(end < start) & (power > 0) & whole(length),
            otherwise='"polynomial" has this shape, for an end below the start, a power above 0 and whole steps',
        ),
    }


NATIVE = {PolynomialDecay: _polynomial}

OTHER_NAMES = {
    "PolynomialDecay": (
        "poly",
        "poly policy",
        "polynomial learning rate decay",
        "power decay to zero",
        'Caffe lr_policy "poly"',
    ),
}
