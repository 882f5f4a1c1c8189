"""The arguments of Megatron-LM's training scripts, counted in updates of a batch."""

import math

from ..core.messages import shown
from .arguments import NUMBER, TEXT_OR_LIST, Unrelated, require_positive
from .configurations import from_command_line
from .training_code import MEGATRON as LIBRARY
from .training_code import megatron

_KNOWN = (
    "lr", "min_lr", "lr_decay_style", "lr_decay_iters", "lr_decay_samples", "lr_warmup_fraction", "lr_warmup_iters",
    "lr_warmup_samples", "lr_warmup_init", "lr_wsd_decay_style", "lr_wsd_decay_iters", "lr_wsd_decay_samples",
    "train_iters", "train_samples", "global_batch_size", "rampup_batch_size", "step_batch_size_schedule",
)  # fmt: skip
_is_unrelated = Unrelated(_KNOWN, ("lr", "warmup", "wsd"))
# The rates of some layers alone, and what a resumed run takes from its checkpoint.
_OTHERS = ("decoupled_lr", "decoupled_min_lr")
_SAMPLES = ("lr_decay_samples", "lr_warmup_samples", "lr_wsd_decay_samples")


def _ignores(name):
    return name in _OTHERS or _is_unrelated(name)


@LIBRARY.original(
    "parse_args", at=("megatron.training.arguments",), many=True,
    optional=dict.fromkeys(
        ("lr", "lr_decay_iters", "lr_decay_samples", "lr_warmup_fraction", "lr_wsd_decay_iters", "lr_wsd_decay_samples",
         "train_iters", "train_samples", "global_batch_size"), NUMBER) | {"args": TEXT_OR_LIST},
    ignores=_ignores,
    args="--lr 3e-4 --min-lr 3e-5 --train-iters 1000 --lr-warmup-iters 100 --lr-decay-style cosine",
)  # fmt: skip
def _arguments(
    args=None, lr=None, min_lr=0.0, lr_decay_style="linear", lr_decay_iters=None, lr_decay_samples=None,
    lr_warmup_fraction=None, lr_warmup_iters=0, lr_warmup_samples=0, lr_warmup_init=0.0,
    lr_wsd_decay_style="exponential", lr_wsd_decay_iters=None, lr_wsd_decay_samples=None, train_iters=None,
    train_samples=None, global_batch_size=None, rampup_batch_size=None, step_batch_size_schedule=None,
):  # fmt: skip
    """Give the command line as args, or its options by name: lr_decay_style for --lr-decay-style. lrnotes counts steps
    in updates: it divides numbers of samples by global_batch_size. The warmup is part of lr_decay_iters, by default
    train_iters."""
    if args is not None:
        return _from_text(args)
    if lr is None:
        raise TypeError("lr must be given")
    if rampup_batch_size is not None or step_batch_size_schedule is not None:
        raise ValueError(
            "rampup_batch_size and step_batch_size_schedule must be left out, because updates of different batches are "
            "different numbers of steps of Megatron-LM"
        )
    by_samples = {"lr_decay": lr_decay_samples, "lr_warmup": lr_warmup_samples, "lr_wsd_decay": lr_wsd_decay_samples}
    by_updates = {"lr_decay": lr_decay_iters, "lr_warmup": lr_warmup_iters, "lr_wsd_decay": lr_wsd_decay_iters}
    if train_iters:
        _require_none(by_samples, "samples", "train_samples")
        total, lengths = train_iters, by_updates
    elif train_samples:
        _require_none(by_updates, "iters", "train_iters")
        total, lengths = _in_updates(train_samples, by_samples, global_batch_size)
    else:
        raise TypeError("train_iters or train_samples must be given")
    decay = lengths["lr_decay"] or total
    warmup = lengths["lr_warmup"] or 0
    if lr_warmup_fraction is not None:
        if warmup:
            raise ValueError(
                f"lr_warmup_fraction must be left out if the warmup has a length; got {lr_warmup_fraction!r}"
            )
        warmup = lr_warmup_fraction * decay
    if lr_decay_style == "inverse-square-root":
        decay = math.floor(decay)  # where it ends; it does not lead there
    return megatron(
        lr_warmup_init, lr, min_lr, warmup, decay, lr_decay_style, lengths["lr_wsd_decay"], lr_wsd_decay_style
    )


def _from_text(args):
    text = args if isinstance(args, str) else " ".join(args)
    return LIBRARY.made_by(_arguments).schedule(**from_command_line(text))


def _require_none(lengths, unit, instead):
    for name, value in lengths.items():
        if value:
            raise ValueError(f"{name}_{unit} must be left out without {instead}; got {shown(value)}")


def _in_updates(train_samples, lengths, global_batch_size):
    if global_batch_size is None:
        raise TypeError("global_batch_size must be given: how many samples are an update?")
    require_positive(global_batch_size=global_batch_size)
    updates = {name: None if value is None else value / global_batch_size for name, value in lengths.items()}
    return train_samples / global_batch_size, updates
