"""A Trainer before training: the dry run has the rates that its training then has, and changes nothing."""

import json
import re

import numpy as np
import pytest
import torch
from torch.optim.lr_scheduler import LambdaLR, ReduceLROnPlateau

import lrnotes
from lrnotes import CosineDecay, LinearDecay, doctor, record
from lrnotes.monitor.dry_run_trainers import dry_run_of
from support.recorded import BOOK

pytestmark = pytest.mark.filterwarnings("ignore")
DATA = [{"x": torch.ones(2), "labels": torch.ones(1)} for _ in range(26)]


class Model(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.line = torch.nn.Linear(2, 1)

    def forward(self, x=None, labels=None):
        assert torch.is_grad_enabled() and self.training
        return {"loss": (self.line(x) - labels).square().mean()}


def hugging_face(folder, optimizers=(None, None), **settings):
    from transformers import Trainer, TrainingArguments

    settings = {"per_device_train_batch_size": 2, "gradient_accumulation_steps": 3, "num_train_epochs": 2.5} | settings
    arguments = TrainingArguments(
        str(folder), save_strategy="no", report_to=[], disable_tqdm=True, use_cpu=True, **settings
    )
    model = Model()
    return Trainer(
        model, arguments, train_dataset=DATA, optimizers=optimizers(model) if callable(optimizers) else optimizers
    )


def everything(trainer):
    return repr((vars(trainer), vars(trainer.accelerator), trainer.model.state_dict(), torch.get_rng_state().tolist()))


@pytest.mark.parametrize("settings", [{}, {"max_steps": 7}, {"max_steps": 17, "lr_scheduler_type": "cosine"}])
def test_hugging_face(settings, tmp_path):
    trainer = hugging_face(tmp_path, learning_rate=0.5, warmup_steps=3, **settings)
    before = everything(trainer)
    found, loop = dry_run_of(trainer)
    assert everything(trainer) == before
    recorder = record(trainer)
    trainer.train()
    np.testing.assert_array_equal(found.rates, recorder.rates)
    assert loop.updates == len(recorder.updates) == trainer.state.max_steps
    again, _ = dry_run_of(trainer)  # the Trainer makes its scheduler again
    np.testing.assert_array_equal(again.rates, found.rates)


def test_the_doctor_reads_a_trainer_whose_scheduler_has_another_length(tmp_path):
    meant = CosineDecay(0.1, 13, 0.01)

    def in_batches(model):  # 5 updates an epoch, but 13 micro-batches
        optimizer = torch.optim.SGD(model.parameters(), 1.0)
        return optimizer, LambdaLR(optimizer, CosineDecay(0.1, 33, 0.01))

    trainer = hugging_face(tmp_path, in_batches)
    (finding,) = doctor(trainer, meant).findings
    assert "33" in finding.what + finding.cause + finding.fix, str(finding)

    def right(model):
        optimizer = torch.optim.SGD(model.parameters(), 1.0)
        return optimizer, LambdaLR(optimizer, meant)

    trainer = hugging_face(tmp_path, right)
    assert not doctor(trainer, meant) and not doctor(trainer, meant, processes=1).notes
    # With two processes there are 7 batches an epoch for each, and 8 updates instead of 13.
    assert len(dry_run_of(trainer, processes=2)[0].updates) == 8
    short = doctor(trainer, meant, processes=2)
    assert not short and short.notes == [
        "The schedule changes until step 13, and the run has 8 updates: its last rate is 45% of the schedule's peak."
    ]
    trainer.args.max_steps = 20
    assert doctor(trainer, meant).notes == [
        "The schedule ends at step 13, and the run has 20 updates: the last 7 have its final rate."
    ]


def test_what_a_trainer_of_hugging_face_cannot_tell(tmp_path):
    def plateau(model):
        optimizer = torch.optim.SGD(model.parameters(), 1.0)
        return optimizer, ReduceLROnPlateau(optimizer)

    with pytest.raises(TypeError, match="scheduler must not need a metric"):
        doctor(hugging_face(tmp_path, plateau))
    with pytest.raises(ValueError, match="accumulation must be left out for a Trainer, which says it itself; got 4"):
        doctor(hugging_face(tmp_path), accumulation=4)

    class Endless(torch.utils.data.IterableDataset):
        def __iter__(self):
            yield from DATA

    trainer = hugging_face(tmp_path, max_steps=4)
    trainer.train_dataset = Endless()
    assert len(dry_run_of(trainer)[0].updates) == 4
    trainer.args.max_steps = -1
    with pytest.raises(ValueError, match="max_steps of TrainingArguments must be given where the loader has no length"):
        doctor(trainer)


def lightning_parts(interval, frequency=1, **settings):
    import lightning

    class Module(lightning.LightningModule):
        def __init__(self):
            super().__init__()
            self.line = torch.nn.Linear(2, 1)
            self.configured = 0

        def training_step(self, batch, number):
            return self.line(batch["x"]).sum()

        def configure_optimizers(self):
            self.configured += 1
            optimizer = torch.optim.AdamW([each for each in self.parameters() if each.ndim > 1], lr=1.0, fused=True)
            scheduler = LambdaLR(optimizer, LinearDecay(1.0, self.trainer.estimated_stepping_batches))
            return [optimizer], [{"scheduler": scheduler, "interval": interval, "frequency": frequency}]

    trainer = lightning.Trainer(
        accelerator="cpu", logger=False, enable_checkpointing=False, enable_progress_bar=False,
        enable_model_summary=False, **settings,
    )  # fmt: skip
    return trainer, Module(), torch.utils.data.DataLoader(DATA, 2)


@pytest.mark.parametrize(
    ("interval", "frequency", "settings"),
    [
        ("step", 1, dict(max_epochs=2, accumulate_grad_batches=3)),
        ("step", 2, dict(max_epochs=2, accumulate_grad_batches=3, limit_train_batches=10)),
        ("epoch", 2, dict(max_epochs=6, max_steps=60, limit_train_batches=0.5)),
        ("epoch", 1, dict(max_steps=20, accumulate_grad_batches=2)),
    ],
)
def test_lightning(interval, frequency, settings):
    trainer, module, loader = lightning_parts(interval, frequency, **settings)
    before = repr((vars(module), module.state_dict(), torch.get_rng_state().tolist()))
    found, loop = dry_run_of(trainer, module, loader)
    assert repr((vars(module), module.state_dict(), torch.get_rng_state().tolist())) == before
    assert trainer.train_dataloader is None and module._trainer is None and module.configured == 0
    recorder = record(trainer)
    trainer.fit(module, loader)
    np.testing.assert_array_equal(found.rates, recorder.rates)
    assert loop.updates == trainer.global_step


def test_the_doctor_reads_lightning_whose_scheduler_waits_for_epochs():
    trainer, module, loader = lightning_parts("epoch", max_epochs=4)
    (finding,) = doctor(trainer, LinearDecay(1.0, 52), module=module, loader=loader).findings
    assert "epoch" in finding.cause
    trainer, module, loader = lightning_parts("step", max_epochs=4)
    assert not doctor(trainer, LinearDecay(1.0, 52), module=module, loader=loader)
    assert not doctor(trainer, LinearDecay(1.0, 28), module=module, loader=loader, processes=2)


def test_the_lines_of_the_docstring_and_of_the_chapter(tmp_path, capsys):
    lightning_trainer, module, loader = lightning_parts("step", max_epochs=4)
    names = dict(lrnotes=lrnotes, doctor=doctor, schedule=LinearDecay(1.0, 52), module=module, loader=loader)
    trainer = hugging_face(tmp_path, learning_rate=1.0, max_steps=52)
    for line in re.findall(r"^ +print\(lrnotes\.doctor\(.*trainer.*$", doctor.__doc__, re.MULTILINE):
        exec(line.strip(), names | dict(trainer=trainer, lightning_trainer=lightning_trainer))
    cells = json.loads((BOOK / "training" / "is_my_schedule_running.ipynb").read_text(encoding="utf-8"))["cells"]
    text = "".join(line for cell in cells for line in cell["source"])
    lines = re.findall(r"^print\(doctor\(trainer, .*$", text, re.MULTILINE)
    for line, each in zip(lines, (trainer, lightning_trainer), strict=True):
        exec(line, names | dict(trainer=each))
    assert capsys.readouterr().out.count("Nothing is wrong: 52 logged updates") == 4


def test_what_lightning_must_say():
    trainer, module, loader = lightning_parts("step", max_epochs=-1)
    with pytest.raises(TypeError, match="module must be the LightningModule that Lightning's Trainer will train"):
        doctor(trainer)
    with pytest.raises(ValueError, match="the Trainer must have max_epochs or max_steps"):
        doctor(trainer, module=module, loader=loader)
    module.automatic_optimization = False
    with pytest.raises(TypeError, match="must train with automatic optimization"):
        doctor(trainer, module=module, loader=loader)
