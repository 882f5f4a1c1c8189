"""What translate makes of the Trainer's arguments, against the scheduler that a Trainer makes of them: every update."""

import dataclasses
import inspect

import numpy as np
import pytest
import torch
from transformers import SchedulerType, Trainer, TrainingArguments

from lrnotes import translate
from lrnotes.from_others import find
from support.translations import FLOAT64, assert_equal

ORIGINAL = find("transformers.TrainingArguments")
BATCHES = 37  # of the data loader
CPU = {"use_cpu": True, "report_to": "none", "per_device_train_batch_size": 2}
SETTINGS = [
    {"max_steps": 60},
    {"num_train_epochs": 2},
    {"num_train_epochs": 2.5, "gradient_accumulation_steps": 4, "warmup_steps": 0.1},
    {"num_train_epochs": 1, "gradient_accumulation_steps": 100},
    {"max_steps": 60, "num_train_epochs": 9, "warmup_steps": 7, "lr_scheduler_type": "cosine", "learning_rate": 0.1},
    {"max_steps": 60, "warmup_steps": 0.03, "lr_scheduler_type": "cosine_with_restarts",
     "lr_scheduler_kwargs": {"num_cycles": 3}},
    {"max_steps": 60, "warmup_steps": 5, "lr_scheduler_type": "cosine_with_min_lr",
     "lr_scheduler_kwargs": '{"min_lr_rate": 0.1}'},
    {"max_steps": 60, "warmup_steps": 5, "lr_scheduler_type": "cosine_warmup_with_min_lr",
     "lr_scheduler_kwargs": {"min_lr": 1e-6}},
    {"max_steps": 60, "lr_scheduler_type": "polynomial", "lr_scheduler_kwargs": {"lr_end": 1e-6, "power": 2.0}},
    {"max_steps": 60, "warmup_steps": 6, "lr_scheduler_type": "warmup_stable_decay",
     "lr_scheduler_kwargs": {"num_decay_steps": 12, "min_lr_ratio": 0.1}},
    {"max_steps": 60, "warmup_steps": 6, "lr_scheduler_type": SchedulerType.INVERSE_SQRT},
    {"warmup_steps": 6, "lr_scheduler_type": "constant_with_warmup"},
    {"warmup_steps": 6, "lr_scheduler_type": "constant"},
]  # fmt: skip


def of_trainer(folder, **arguments):
    """The optimizer and the scheduler that a Trainer makes, and the updates that it would make."""
    data = [{"x": torch.zeros(1)}] * (2 * BATCHES)
    trainer = Trainer(
        torch.nn.Linear(1, 1), TrainingArguments(output_dir=str(folder), **CPU, **arguments), train_dataset=data
    )
    loader = trainer.get_train_dataloader()
    assert len(loader) == BATCHES
    updates = trainer.set_initial_training_values(trainer.args, loader)[-1]
    trainer.create_optimizer_and_scheduler(updates)
    return trainer.optimizer, trainer.lr_scheduler, updates


@pytest.mark.parametrize("arguments", SETTINGS, ids=str)
def test_every_update(arguments, tmp_path):
    optimizer, scheduler, updates = of_trainer(tmp_path, **arguments)
    rates = []
    for _ in range(updates):
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
    ours = translate(
        "transformers.TrainingArguments", **arguments, **CPU, output_dir=str(tmp_path), batches_per_epoch=BATCHES
    )
    assert_equal(ours(np.arange(updates)), rates, FLOAT64)


def test_the_arguments_are_those_of_the_original():
    fields = {field.name: field for field in dataclasses.fields(TrainingArguments)}
    given = {name: default for name, default in ORIGINAL.parameters.items() if name not in ORIGINAL.added}
    given.pop("warmup_ratio")  # it was one before version 5
    defaults = {name: parameter.default for name, parameter in inspect.signature(TrainingArguments).parameters.items()}
    assert given == {name: defaults[name] for name in given}
    for name in fields.keys() - given:
        assert ORIGINAL.ignores(name), name


def test_what_follows_a_metric():
    ours = translate("TrainingArguments", learning_rate=0.1, lr_scheduler_type="reduce_lr_on_plateau")
    assert ours == translate("get_reduce_on_plateau_schedule", learning_rate=0.1)
