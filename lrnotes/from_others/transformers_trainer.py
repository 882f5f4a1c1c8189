"""The arguments of Hugging Face's Trainer, as training scripts have them."""

import json
import math

from ..core.messages import shown
from ..writers.recorded import truncated
from .arguments import NUMBER, Unrelated, require_one_of, require_positive
from .transformers import LIBRARY, NAMES, by_name, counts_steps

_SHAPING = (
    "learning_rate", "lr_scheduler_type", "lr_scheduler_kwargs", "warmup_ratio", "warmup_steps", "num_train_epochs",
    "max_steps", "gradient_accumulation_steps", "batches_per_epoch",
)  # fmt: skip


@LIBRARY.original(
    "TrainingArguments", at=("transformers", "transformers.training_args"), many=True, added=["batches_per_epoch"],
    optional={"warmup_ratio": NUMBER, "batches_per_epoch": NUMBER},
    ignores=Unrelated(_SHAPING, ("lr", "warmup", "scheduler")),
    learning_rate=5e-5, lr_scheduler_type="cosine", warmup_steps=100, max_steps=1000,
)  # fmt: skip
def _training_arguments(
    learning_rate=5e-5, lr_scheduler_type="linear", lr_scheduler_kwargs=None, warmup_steps=0, warmup_ratio=None,
    num_train_epochs=3.0, max_steps=-1, gradient_accumulation_steps=1, deepspeed=None, batches_per_epoch=None,
):  # fmt: skip
    """Without max_steps, give batches_per_epoch, the length of the Trainer's data loader. warmup_steps below 1 is a
    fraction of the training run, as warmup_ratio was before version 5. Arguments that say nothing of the learning rate
    may be left in."""
    if isinstance(deepspeed, dict) and "scheduler" in deepspeed:
        raise ValueError(
            'deepspeed must not have a "scheduler", which would take the place of the one of lr_scheduler_type; '
            'translate("deepspeed.initialize", config=...) takes that one'
        )
    kind = getattr(lr_scheduler_type, "value", lr_scheduler_type)
    require_one_of(tuple(NAMES), lr_scheduler_type=kind)
    kwargs = json.loads(lr_scheduler_kwargs) if isinstance(lr_scheduler_kwargs, str) else lr_scheduler_kwargs
    total = _updates(max_steps, num_train_epochs, batches_per_epoch, gradient_accumulation_steps)
    fraction = _fraction(warmup_steps, warmup_ratio)
    if total is None and (fraction or counts_steps(kind, kwargs)):
        raise TypeError(
            "max_steps, or num_train_epochs with batches_per_epoch, must be given: how many updates are made?"
        )
    warmup = math.ceil(total * fraction) if fraction else truncated(warmup_steps)
    return by_name(learning_rate, kind, warmup, total, kwargs)


def _fraction(warmup_steps, warmup_ratio):
    """The warmup as a fraction of the training run, or 0 if it is a number of updates."""
    if warmup_steps < 0:
        raise ValueError(f"warmup_steps must be 0 or more; got {shown(warmup_steps)}")
    if warmup_steps:
        return warmup_steps if warmup_steps < 1 else 0
    ratio = warmup_ratio or 0
    if not 0 <= ratio <= 1:
        raise ValueError(f"warmup_ratio must be from 0 to 1; got {shown(warmup_ratio)}")
    return ratio


def _updates(max_steps, num_train_epochs, batches_per_epoch, gradient_accumulation_steps):
    """The updates of the training run, as the Trainer counts them; None if they are not known."""
    if max_steps > 0:
        return max_steps
    if batches_per_epoch is None:
        return None
    require_positive(gradient_accumulation_steps=gradient_accumulation_steps, batches_per_epoch=batches_per_epoch)
    return math.ceil(num_train_epochs * max(1, math.ceil(batches_per_epoch / gradient_accumulation_steps)))
