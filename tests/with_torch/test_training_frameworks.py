"""TorchSchedule and TorchFeedback in real runs of Lightning, Accelerate and the Trainer of transformers."""

import logging

import lightning
import numpy as np
import pytest
import torch
import transformers
from accelerate import Accelerator

from lrnotes import CosineDecay, GreedyLR, ReduceLROnPlateau
from lrnotes.torch import TorchFeedback, TorchSchedule

SCHEDULE = CosineDecay(0.1, 10).warmup(4)
PLATEAU = ReduceLROnPlateau(0.1, factor=0.5, patience=0)
GREEDY = GreedyLR(0.1, factor=0.5, patience=0)
LOSSES = [3.0, 2.0, 2.0, 2.0, 1.0, 1.0]
BATCHES = 4  # of an epoch


def scheduled(optimizer):
    return TorchSchedule(optimizer, SCHEDULE, factors={"head": 10})


def with_rule(rule, **arguments):
    return lambda optimizer: TorchFeedback(optimizer, rule, factors={"head": 10}, **arguments)


class Model(torch.nn.Module):
    """Two layers, and an optimizer with a group for each that writes down the rates of every update."""

    def __init__(self):
        super().__init__()
        self.body, self.head, self.rates = torch.nn.Linear(2, 2), torch.nn.Linear(2, 1), []

    def forward(self, x, labels=None):
        output = self.head(self.body(x))
        return {"loss": output.mean(), "logits": output}

    def optimizer(self):
        groups = [{"params": self.body.parameters()}, {"params": self.head.parameters(), "name": "head"}]
        optimizer = torch.optim.AdamW(groups)
        optimizer.register_step_pre_hook(lambda *_: self.rates.append([each["lr"] for each in optimizer.param_groups]))
        return optimizer


def assert_rates(found, expected):
    np.testing.assert_allclose(found, np.stack([expected, 10 * np.asarray(expected)], axis=1), rtol=0, atol=1e-12)


def rates_of(rule, first, last):
    """The rates of every update of the epochs from ``first`` to ``last``, where LOSSES are the losses."""
    return np.repeat(rule.rates(LOSSES)[first:last], BATCHES)


# Lightning.


class Module(lightning.LightningModule):
    def __init__(self, make, losses=LOSSES, **configuration):
        super().__init__()
        self.model, self.make, self.losses, self.configuration = Model(), make, iter(losses), configuration

    def training_step(self, batch, index):
        return self.model(batch[0])["loss"]

    def validation_step(self, batch, index):
        self.log("val_loss", torch.tensor(next(self.losses), dtype=torch.float64))

    def configure_optimizers(self):
        optimizer = self.model.optimizer()
        return {"optimizer": optimizer, "lr_scheduler": {"scheduler": self.make(optimizer), **self.configuration}}


@pytest.fixture
def fit(tmp_path, monkeypatch):
    for name in ("lightning.pytorch", "lightning.fabric", "lightning.pytorch.utilities.rank_zero"):
        monkeypatch.setattr(logging.getLogger(name), "level", logging.ERROR)
    monkeypatch.setattr(logging.getLogger("lightning.pytorch"), "disabled", True)

    def train(module, epochs, resume=None, **arguments):
        trainer = lightning.Trainer(
            accelerator="cpu", max_epochs=epochs, default_root_dir=tmp_path, logger=False, enable_progress_bar=False,
            enable_model_summary=False, enable_checkpointing=False, num_sanity_val_steps=0, **arguments,
        )  # fmt: skip
        data = torch.utils.data.TensorDataset(torch.ones(BATCHES, 2))
        one = torch.utils.data.TensorDataset(torch.ones(1, 2))
        trainer.fit(module, torch.utils.data.DataLoader(data), torch.utils.data.DataLoader(one), ckpt_path=resume)
        trainer.save_checkpoint(tmp_path / "last.ckpt")
        return module.model.rates

    train.last = tmp_path / "last.ckpt"
    return train


quiet = pytest.mark.filterwarnings("ignore::UserWarning:lightning", "ignore::FutureWarning:lightning")


@quiet
def test_lightning_by_updates_resumed_in_the_warmup(fit):
    rates = np.array([SCHEDULE(update) for update in range(3 * BATCHES)])
    assert_rates(fit(Module(scheduled, interval="step"), 1, limit_train_batches=3), rates[:3])
    assert_rates(fit(Module(scheduled, interval="step"), 3, fit.last), rates[3 : 3 + 2 * BATCHES])


@quiet
def test_lightning_by_updates_with_accumulation(fit):
    rates = [SCHEDULE(update) for update in range(4)]
    assert_rates(fit(Module(scheduled, interval="step"), 2, accumulate_grad_batches=2), rates)


@quiet
def test_lightning_by_epochs(fit):
    rates = np.repeat([SCHEDULE(epoch) for epoch in range(5)], BATCHES)
    assert_rates(fit(Module(scheduled, interval="epoch"), 2), rates[: 2 * BATCHES])
    assert_rates(fit(Module(scheduled, interval="epoch"), 5, fit.last), rates[2 * BATCHES :])


@quiet
@pytest.mark.parametrize("rule", [PLATEAU, GREEDY], ids=["plateau", "greedy"])
def test_lightning_with_a_rule(fit, rule):
    assert_rates(fit(Module(with_rule(rule), monitor="val_loss"), 3), rates_of(rule, 0, 3))
    resumed = Module(with_rule(rule), LOSSES[3:], monitor="val_loss")
    assert_rates(fit(resumed, 6, fit.last), rates_of(rule, 3, 6))


@quiet
def test_fabric():
    fabric, model = lightning.Fabric(accelerator="cpu", devices=1), Model()
    wrapped, optimizer = fabric.setup(model, model.optimizer())
    scheduler = TorchSchedule(optimizer, SCHEDULE, factors={"head": 10}, count="updates")
    for _ in range(12):
        fabric.backward(wrapped(torch.ones(1, 2))["loss"])
        optimizer.step()
        scheduler.step()
    assert_rates(model.rates, [SCHEDULE(update) for update in range(12)])


# The Trainer of transformers.


class Trainer(transformers.Trainer):
    losses = ()

    def evaluate(self, *arguments, **keywords):
        return {**super().evaluate(*arguments, **keywords), "eval_loss": next(self.losses)}


@pytest.fixture
def trained(tmp_path):
    def train(make, epochs, resume=None, losses=LOSSES, **arguments):
        model, data = Model(), [{"x": torch.ones(2), "labels": torch.ones(1)}] * BATCHES
        optimizer = model.optimizer()
        settings = transformers.TrainingArguments(
            str(tmp_path), per_device_train_batch_size=1, num_train_epochs=epochs, report_to=[], disable_tqdm=True,
            use_cpu=True, logging_strategy="no", **arguments,
        )  # fmt: skip
        trainer = Trainer(
            model, settings, train_dataset=data, eval_dataset=data[:1], optimizers=(optimizer, make(optimizer))
        )
        trainer.losses = iter(losses)
        trainer.train(resume_from_checkpoint=resume and str(tmp_path / resume))
        return model.rates

    return train


def test_the_trainer_resumed_in_the_warmup(trained):
    rates = np.array([SCHEDULE(update) for update in range(2 * BATCHES)])
    assert_rates(trained(scheduled, 2, save_strategy="steps", save_steps=2), rates)
    assert_rates(trained(scheduled, 2, "checkpoint-2", save_strategy="no"), rates[2:])
    with pytest.raises(ValueError, match=r"got that of lr of group 0: .*changed=True"):
        trained(lambda optimizer: TorchSchedule(optimizer, 2 * SCHEDULE, factors=[1, 10]), 2, "checkpoint-2")


def test_the_trainer_with_accumulation(trained):
    rates = [SCHEDULE(update) for update in range(4)]
    assert_rates(trained(scheduled, 2, save_strategy="no", gradient_accumulation_steps=2), rates)


@pytest.mark.parametrize("rule", [PLATEAU, GREEDY], ids=["plateau", "greedy"])
def test_the_trainer_with_a_rule(trained, rule):
    """It steps a plateau rule after the evaluation, and every other scheduler before: the rate answers at once."""
    evaluated = {"eval_strategy": "epoch", "metric_for_best_model": "loss"}
    assert_rates(trained(with_rule(rule), 3, save_strategy="epoch", **evaluated), rates_of(rule, 0, 3))
    resumed = trained(with_rule(rule), 6, f"checkpoint-{3 * BATCHES}", LOSSES[3:], save_strategy="no", **evaluated)
    assert_rates(resumed, rates_of(rule, 3, 6))


def test_the_trainer_with_a_warmup_before_the_rule(trained):
    make = with_rule(PLATEAU, warmup_steps=6)  # it ends in the second epoch
    rates = trained(make, 4, save_strategy="no", eval_strategy="epoch", metric_for_best_model="loss")
    warmup = [0.1 * update / 6 for update in range(6)]
    assert_rates(rates, [*warmup, 0.1, 0.1, *[0.1] * BATCHES, *[0.05] * BATCHES])


# Accelerate, in one process.


def test_accelerate_with_an_optimizer_that_it_has_prepared():
    accelerator, model = Accelerator(cpu=True), Model()
    prepared, optimizer = accelerator.prepare(model, model.optimizer())
    scheduler = accelerator.prepare(TorchSchedule(optimizer, SCHEDULE, factors=[1, 10], count="updates"))
    for _ in range(12):
        accelerator.backward(prepared(torch.ones(1, 2))["loss"])
        optimizer.step()
        scheduler.step()
    assert_rates(model.rates, [SCHEDULE(update) for update in range(12)])
