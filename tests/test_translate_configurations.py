"""Configurations as people have them: what translate makes of the arguments, and what it says of wrong ones."""

import pytest

import lrnotes
from lrnotes import translate

# The arguments of Hugging Face's Trainer; tests/with_torch/test_translate_trainer.py compares them with a Trainer.

TRAINER = "transformers.TrainingArguments"


def test_a_warmup_ratio():
    """As version 4.57.3 counted it: warmup_steps, if there are any, else the ratio of all steps, rounded up."""
    arguments = {"learning_rate": 2e-5, "lr_scheduler_type": "cosine", "max_steps": 1234}
    by_ratio = translate(TRAINER, **arguments, warmup_ratio=0.03)
    assert by_ratio == translate(TRAINER, **arguments, warmup_steps=38)  # 37.02 rounded up
    assert translate(TRAINER, **arguments, warmup_steps=38, warmup_ratio=0.5) == by_ratio
    assert translate(TRAINER, **arguments, warmup_ratio=0.0) == translate(TRAINER, **arguments)


def test_epochs():
    """1,000 batches make 125 updates of 8 batches, and three epochs 375."""
    ours = translate(
        TRAINER, learning_rate=2e-5, num_train_epochs=3, gradient_accumulation_steps=8, batches_per_epoch=1000
    )
    assert ours == lrnotes.LinearDecay(2e-5, 375)


@pytest.mark.parametrize(
    "arguments, error, message",
    [
        ({}, TypeError, "max_steps, or num_train_epochs with batches_per_epoch, must be given: how many updates"),
        ({"lr_scheduler_type": "constant_with_warmup", "warmup_ratio": 0.1}, TypeError, "how many updates are made"),
        ({"max_step": 9}, TypeError, "has no argument max_step; did you mean max_steps"),
        ({"max_steps": 9, "warmup": 9}, TypeError, "has no argument warmup; did you mean warmup_"),
        ({"max_steps": 9, "lr_scheduler": "cosine"}, TypeError, "no argument lr_scheduler; did you mean lr_scheduler_"),
        ({"max_steps": 9, "lr_scheduler_type": "cosin"}, ValueError, "lr_scheduler_type must be one of .*'cosin'"),
        ({"max_steps": 9, "warmup_ratio": 1.5}, ValueError, "warmup_ratio must be from 0 to 1; got 1.5"),
        ({"max_steps": 9, "warmup_steps": -1}, ValueError, "warmup_steps must be 0 or more; got -1"),
        ({"max_steps": 9, "deepspeed": {"scheduler": {}}}, ValueError, 'deepspeed must not have a "scheduler"'),
        (
            {"max_steps": 9, "lr_scheduler_type": "cosine", "lr_scheduler_kwargs": {"min_lr": 0.1}},
            TypeError,
            'TrainingArguments: transformers.get_cosine_.* has no argument min_lr; .*"cosine_with_min_lr"',
        ),
    ],
)  # fmt: skip
def test_what_the_trainers_arguments_must_be(arguments, error, message):
    with pytest.raises(error, match=message):
        translate(TRAINER, learning_rate=2e-5, **arguments)


def test_what_says_nothing_of_the_rate_may_stay():
    more = {
        "output_dir": "output",
        "per_device_train_batch_size": 8,
        "weight_decay": 0.1,
        "bf16": True,
        "save_steps": 9,
    }
    plain = translate(TRAINER, learning_rate=2e-5, max_steps=9)
    assert translate(TRAINER, learning_rate=2e-5, max_steps=9, **more, packing=True, max_length=2048) == plain
