"""The schedule of weight averaging elsewhere: the lines that make it in each framework, and its other names."""

from .code_text import whole
from ..schedules.curiosities import SWALR
from .rows import HUGGING_FACE, KERAS, OPTAX, PYTORCH, keras, native, torch, trainer


def _swa(schedule):
    start, rate, length = schedule.initial_learning_rate, schedule.swa_learning_rate, schedule.anneal_steps
    kind = schedule.anneal_strategy
    pytorch = native(
        "anneal_epochs counts the calls of step()",
        "from torch.optim import swa_utils",
        torch(start),
        f'scheduler = swa_utils.SWALR(optimizer, swa_lr={rate}, anneal_epochs={length or 0}, anneal_strategy="{kind}")',
        when=whole(length),
        otherwise="SWALR takes a whole number of calls",
    )
    if not length:
        alone = "the new rate, from the averaging's first update on"
        return {
            KERAS: native(alone, f"optimizer = keras.optimizers.SGD({rate})"),
            PYTORCH: pytorch,
            OPTAX: native(alone, f"optimizer = optax.sgd({rate})"),
            HUGGING_FACE: native(alone, *trainer(f'learning_rate={rate}, lr_scheduler_type="constant"')),
        }
    fraction = {"when": start > 0, "otherwise": "the end is a fraction of a first rate above 0"}
    if kind == "linear":
        in_keras = native(
            "a decay that ends at the new rate",
            *keras(
                f"PolynomialDecay(initial_learning_rate={start}, decay_steps={length}, end_learning_rate={rate}, power=1.0)"
            ),
        )
        in_optax = native(
            "a decay that ends at the new rate",
            f"schedule = optax.linear_schedule(init_value={start}, end_value={rate}, transition_steps={length})",
            "optimizer = optax.sgd(schedule)",
        )
    else:
        in_keras = native(
            "a decay that ends at the new rate; alpha is a fraction of the first",
            *keras(f"CosineDecay(initial_learning_rate={start}, decay_steps={length}, alpha={rate / start})"),
            **fraction,
        )
        in_optax = native(
            "a decay that ends at the new rate; alpha is a fraction of the first",
            f"schedule = optax.cosine_decay_schedule(init_value={start}, decay_steps={length}, alpha={rate / start})",
            "optimizer = optax.sgd(schedule)",
            **fraction,
        )
    name = "linear" if kind == "linear" else "cosine"
    return {
        KERAS: in_keras,
        PYTORCH: pytorch,
        OPTAX: in_optax,
        HUGGING_FACE: native(
            "a decay that ends at the new rate; min_lr_ratio is a fraction of the first",
            *trainer(
                f'learning_rate={start}, lr_scheduler_type="warmup_stable_decay", '
                f'lr_scheduler_kwargs={{"num_stable_steps": 0, "num_decay_steps": {length}, "decay_type": "{name}", '
                f'"min_lr_ratio": {rate / start}}}'
            ),
            when=fraction["when"] & whole(length),
            otherwise='"warmup_stable_decay" has this shape, for whole steps from a rate above 0',
        ),
    }


NATIVE = {SWALR: _swa}

OTHER_NAMES = {
    "SWALR": (
        "SWA",
        "stochastic weight averaging",
        "SWA learning rate",
        "swa_lr",
        "anneal to a constant rate",
    ),
}
