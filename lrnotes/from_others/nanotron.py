"""The schedules in the training code of nanoGPT and of nanotron."""

from ..schedules.cosine import CosineAnnealing
from ..schedules.piecewise import Constant
from .arguments import NUMBER, require_one_of
from .original import Library
from .pytorch import OF_THE_OPTIMIZER
from .shapes import after_warmup, linear_change, product

NANOGPT = Library("nanoGPT", "e222131", ("nanogpt.train", "nanoGPT.train"), yields=True)


@NANOGPT.original("get_lr", learning_rate=6e-4, warmup_iters=100, lr_decay_iters=1000)
def _nanogpt(learning_rate=6e-4, decay_lr=True, warmup_iters=2000, lr_decay_iters=600000, min_lr=6e-5):
    """The arguments are the settings of train.py. The warmup has warmup_iters + 1 equal steps, the first of them at the
    first update. min_lr is a learning rate, and lr_decay_iters includes the warmup."""
    if not decay_lr:
        return Constant(learning_rate)
    if not 0 <= warmup_iters < lr_decay_iters:
        raise ValueError(
            f"warmup_iters must be from 0 to below lr_decay_iters={lr_decay_iters!r}; got {warmup_iters!r}"
        )
    fall = CosineAnnealing(learning_rate, lr_decay_iters - warmup_iters, min_lr)
    return after_warmup(fall, warmup_iters, product(learning_rate, 1 / (warmup_iters + 1)))


NANOTRON = Library("nanotron", "0.4", (), {"optimizer": OF_THE_OPTIMIZER}, yields=True)
_STYLES = ("linear", "cosine")


@NANOTRON.original(
    "lr_scheduler_builder", at=("nanotron.helpers",), more=("nanotron.config.LRSchedulerArgs",),
    added=["total_training_steps"],
    optional={"lr_decay_steps": NUMBER, "lr_decay_starting_step": NUMBER, "min_decay_lr": NUMBER},
    learning_rate=3e-4, lr_warmup_steps=100, lr_warmup_style="linear", lr_decay_style="cosine", min_decay_lr=3e-5,
    total_training_steps=1000,
)  # fmt: skip
def _nanotron(
    learning_rate, lr_warmup_steps=0, lr_warmup_style=None, lr_decay_style=None, lr_decay_steps=None,
    lr_decay_starting_step=None, min_decay_lr=None, total_training_steps=None,
):  # fmt: skip
    """The arguments are those of LRSchedulerArgs. Without min_decay_lr there is no decay. If lr_decay_starting_step is
    given but not lr_decay_steps, the decay ends before the training run does, by lr_warmup_steps."""
    require_one_of(("linear", "constant"), lr_warmup_style=lr_warmup_style)
    style = lr_decay_style or "linear"
    require_one_of(_STYLES, lr_decay_style=style)
    if lr_decay_steps is None and total_training_steps is None:
        raise TypeError(
            "total_training_steps or lr_decay_steps must be given, because the length of the decay is not known"
        )
    warmup, start = lr_warmup_steps, lr_decay_starting_step
    decay = total_training_steps - warmup - (start or 0) if lr_decay_steps is None else lr_decay_steps
    if not warmup and not decay:
        raise ValueError(
            "lr_decay_steps must not be 0 without a warmup, because nanotron then squares the learning rate"
        )
    start = warmup if start is None else start
    end = learning_rate if min_decay_lr is None else min_decay_lr
    if decay <= 0:
        fall = Constant(end)
    else:
        fall = (
            CosineAnnealing(learning_rate, decay, end)
            if style == "cosine"
            else linear_change(learning_rate, end, decay)
        )
    return _warmed(learning_rate, warmup, lr_warmup_style, fall, start)


def _warmed(rate, warmup, style, fall, start):
    """The decay from its first step on, of which the warmup replaces what comes before its own end, included."""
    if start > warmup or (start == warmup and fall(0) == rate):
        main = Constant(rate).then(fall, at=start - warmup) if start > warmup else fall
    else:  # the decay has begun by then
        main = Constant(rate).then(fall.skip(warmup + 1 - start), at=1)
    if style == "constant":
        return Constant(rate).then(main, at=warmup) if warmup else main
    if not warmup:
        return Constant(0.0).then(main.skip(1), at=1)
    return main.warmup(warmup)


LIBRARIES = [NANOGPT, NANOTRON]
