"""The mistakes of real threads, made again in Accelerate, Trainer and Lightning, and found by the doctor."""

import lightning
import pytest
import torch
import transformers
from accelerate import Accelerator
from accelerate.state import AcceleratorState, GradientState, PartialState
from torch.optim.lr_scheduler import LambdaLR

import lrnotes
from lrnotes import CosineDecay

PEAK = 0.1


class Rates:
    """Records the rate of each update that really happens."""

    def __init__(self, optimizer):
        self.all = []
        optimizer.register_step_pre_hook(lambda optimizer, *_: self.all.append(optimizer.param_groups[0]["lr"]))


# Accelerate


@pytest.fixture
def accelerated():
    """A function that trains with Accelerate and returns the rates."""

    def trained(updates, accumulation, processes=1, prepared=True, length=None):
        accelerator = Accelerator(cpu=True, gradient_accumulation_steps=accumulation)
        model = torch.nn.Linear(1, 1)
        optimizer = torch.optim.SGD(model.parameters(), lr=PEAK)
        rates = Rates(optimizer)
        scheduler = LambdaLR(optimizer, CosineDecay(1.0, length or updates))
        loader = torch.utils.data.DataLoader(torch.ones(updates * accumulation, 1))
        model, optimizer, loader = accelerator.prepare(model, optimizer, loader)
        if prepared:
            scheduler = accelerator.prepare(scheduler)
        PartialState._shared_state["num_processes"] = processes  # as a launch with so many processes says
        for batch in loader:
            with accelerator.accumulate(model):
                accelerator.backward(model(batch).sum())
                optimizer.step()
                scheduler.step()
                optimizer.zero_grad()
        return rates.all

    yield trained
    AcceleratorState._reset_state(True)
    GradientState._reset_state()


def test_accelerate_is_right_where_it_is_used_right(accelerated):
    rates = accelerated(60, 4)
    assert len(rates) == 60
    assert not lrnotes.doctor(rates, CosineDecay(PEAK, 60), accumulation=4)


@pytest.mark.filterwarnings("ignore:Detected call of `lr_scheduler.step")
def test_micro_batches_with_accelerate(accelerated):
    # huggingface/accelerate#963: "scheduler modifies learning rate at every step, even when `optimiser.step` was not
    # performed", there in the prepared scheduler; a scheduler that is not prepared still does.
    rates = accelerated(60, 4, prepared=False)
    (finding,) = lrnotes.doctor(rates, CosineDecay(PEAK, 60), accumulation=4)
    assert finding.code == "micro_batches" and finding.evidence["factor"] == 4
    assert "from update 15 of 60 on" in finding.what


@pytest.mark.parametrize("processes", [2, 4])
def test_processes_with_accelerate(accelerated, processes):
    # huggingface/diffusers#3954: "a learning rate scheduler will be stepped N times for each optimization step when
    # there are N GPUs"; huggingface/accelerate#2142, #2926.
    rates = accelerated(60, 1, processes=processes)
    meant = CosineDecay(PEAK, 60)
    (finding,) = lrnotes.doctor(rates, meant, processes=processes, accumulation=1)
    assert finding.code == "processes" and finding.evidence["factor"] == processes
    untold = lrnotes.doctor(rates, meant).findings[0]
    assert {untold.code, *untold.evidence["also_possible"]} >= {"micro_batches", "processes"}


def test_micro_batches_and_processes_with_accelerate(accelerated):
    rates = accelerated(60, 3, processes=2)
    (finding,) = lrnotes.doctor(rates, CosineDecay(PEAK, 60), processes=2, accumulation=3)
    assert finding.code == "processes"


# Trainer


class Module(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.weight = torch.nn.Parameter(torch.zeros(1))

    def forward(self, x, labels=None):
        return {"loss": (self.weight * x).sum()}


def trained_by_trainer(folder, schedule=None, *, pass_it=True, updates=40, resume=None, save=None):
    arguments = transformers.TrainingArguments(
        output_dir=str(folder), max_steps=updates, per_device_train_batch_size=1, learning_rate=PEAK, use_cpu=True,
        report_to=[], logging_strategy="no", save_strategy="steps" if save else "no", save_steps=save or 1,
        disable_tqdm=True,
    )  # fmt: skip
    model = Module()
    optimizer = torch.optim.SGD(model.parameters(), lr=PEAK)
    rates = Rates(optimizer)
    scheduler = LambdaLR(optimizer, schedule) if pass_it else None
    data = [{"x": torch.ones(1), "labels": torch.zeros(1)} for _ in range(updates)]
    trainer = transformers.Trainer(model, arguments, train_dataset=data, optimizers=(optimizer, scheduler))
    trainer.train(resume_from_checkpoint=resume)
    return rates.all


def test_trainer_overwrites_a_schedule_that_was_not_passed(tmp_path):
    # hiyouga/LlamaFactory#1515 and huggingface/transformers#24359: another scheduler than the one that was meant; here
    # Trainer's default, a line to zero.
    schedule = CosineDecay(PEAK, 40)
    rates = trained_by_trainer(tmp_path, pass_it=False)
    (finding,) = lrnotes.doctor(rates, schedule)
    assert finding.code == "two_schedulers" and "down to 0 at update 40" in finding.what
    assert not lrnotes.doctor(rates, lrnotes.LinearDecay(PEAK, 40))


def test_trainer_resumed_with_and_without_the_scheduler(tmp_path):
    # lightly-ai/lightly-train#301, badripatro/simba#10: what a checkpoint without the scheduler's state does.
    factors, meant = CosineDecay(1.0, 40), CosineDecay(PEAK, 40)
    before = trained_by_trainer(tmp_path, Plain(factors), save=16)
    assert not lrnotes.doctor(before, meant)
    checkpoint = tmp_path / "checkpoint-16"
    resumed = trained_by_trainer(tmp_path / "again", Plain(factors), resume=str(checkpoint))
    assert not lrnotes.doctor(before[:16] + resumed, meant)
    (checkpoint / "scheduler.pt").unlink()
    restarted = trained_by_trainer(tmp_path / "worse", Plain(factors), resume=str(checkpoint))
    (finding,) = lrnotes.doctor(before[:16] + restarted, meant)
    assert finding.code == "restarted_at_resume" and finding.first == 16


class Plain:
    """A schedule as a function that LambdaLR's state_dict leaves out, so that it loads with weights_only=True."""

    def __init__(self, schedule):
        self._schedule = schedule

    def __call__(self, step):
        return self._schedule(step)

    __dict__ = {}


# Lightning


class Lit(lightning.LightningModule):
    def __init__(self, interval, length):
        super().__init__()
        self.layer = torch.nn.Linear(1, 1)
        self.interval, self.length = interval, length

    def training_step(self, batch):
        return self.layer(batch).sum()

    def configure_optimizers(self):
        optimizer = torch.optim.SGD(self.parameters(), lr=PEAK)
        self.rates = Rates(optimizer)
        scheduler = LambdaLR(optimizer, CosineDecay(1.0, self.length))
        if self.interval is None:  # the default
            return [optimizer], [scheduler]
        return {"optimizer": optimizer, "lr_scheduler": {"scheduler": scheduler, "interval": self.interval}}


def trained_by_lightning(module, epochs=6, batches=10, accumulation=1):
    trainer = lightning.Trainer(
        max_epochs=epochs, accelerator="cpu", logger=False, enable_checkpointing=False, enable_progress_bar=False,
        enable_model_summary=False, accumulate_grad_batches=accumulation,
    )  # fmt: skip
    trainer.fit(module, torch.utils.data.DataLoader(torch.ones(batches * accumulation, 1)))
    return module.rates.all


@pytest.mark.filterwarnings("ignore")
def test_updates_for_epochs_with_lightning():
    # ace-step/ACE-Step#198: "If we don't set "interval": "step", then the lightning trainer will run
    # lr_scheduler.step() every epoch, and the warmup will take 4000 epochs"; Lightning-AI/pytorch-lightning#5584.
    rates = trained_by_lightning(Lit(None, 60))
    (finding,) = lrnotes.doctor(rates, CosineDecay(PEAK, 60))
    assert finding.code == "updates_for_epochs" and finding.evidence["held"] == 10
    assert not lrnotes.doctor(trained_by_lightning(Lit("step", 60), accumulation=2), CosineDecay(PEAK, 60))


@pytest.mark.filterwarnings("ignore")
def test_epochs_for_updates_with_lightning():
    rates = trained_by_lightning(Lit("step", 6))
    (finding,) = lrnotes.doctor(rates, CosineDecay(PEAK, 60), batches_per_epoch=10)
    assert finding.code == "epochs_for_updates" and finding.evidence["factor"] == 10
