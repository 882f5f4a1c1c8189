"""The recorder in the Trainer of Hugging Face, in Lightning and in Accelerate, each as they really train."""

import warnings

import numpy as np
import pytest
import torch
from torch.optim.lr_scheduler import LambdaLR

from lrnotes import CosineDecay, record

SCHEDULE = CosineDecay(1.0, 9).warmup(3)
MEANT = [SCHEDULE(update) for update in range(12)]
DATA = [{"x": torch.ones(2), "labels": torch.ones(1)} for _ in range(24)]


def scheduled(model):
    """An optimizer and its scheduler: a plain function, which a checkpoint leaves out, makes the rates."""
    optimizer = torch.optim.SGD(model.parameters(), lr=1.0)
    return optimizer, LambdaLR(optimizer, lambda update: SCHEDULE(update))


def test_hugging_face_with_accumulation_and_resumed(tmp_path):
    from transformers import Trainer, TrainingArguments

    class Model(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.line = torch.nn.Linear(2, 1)

        def forward(self, x=None, labels=None):
            return {"loss": (self.line(x) - labels).square().mean()}

    def trainer():
        model = Model()
        arguments = TrainingArguments(
            str(tmp_path), per_device_train_batch_size=2, gradient_accumulation_steps=2, num_train_epochs=2,
            save_steps=5, report_to=[], disable_tqdm=True, use_cpu=True,
        )  # fmt: skip
        return Trainer(model, arguments, train_dataset=DATA, optimizers=scheduled(model))

    whole = trainer()
    recorder = record(whole, also=["weight_decay"])
    whole.train()
    assert recorder.rates[:, 0].tolist() == MEANT and recorder.names == ["rate"]
    assert recorder.values("weight_decay").tolist() == [[0.0]] * 12
    assert not whole.optimizer.optimizer._optimizer_step_pre_hooks  # gone with the end of training

    resumed = trainer()
    recorder = record(resumed)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        resumed.train(resume_from_checkpoint=str(tmp_path / "checkpoint-5"))
    assert recorder.updates.tolist() == list(range(5, 12))
    assert recorder.rates[:, 0].tolist() == MEANT[5:]


@pytest.mark.filterwarnings("ignore")
def test_lightning_with_accumulation_and_resumed(tmp_path):
    import lightning

    class Model(lightning.LightningModule):
        def __init__(self):
            super().__init__()
            self.line = torch.nn.Linear(2, 1)

        def training_step(self, batch, number):
            return self.line(batch["x"]).sum()

        def configure_optimizers(self):
            optimizer, scheduler = scheduled(self)
            return {"optimizer": optimizer, "lr_scheduler": {"scheduler": scheduler, "interval": "step"}}

    def train(epochs, checkpoint=None):
        trainer = lightning.Trainer(
            max_epochs=epochs, accumulate_grad_batches=2, accelerator="cpu", logger=False, default_root_dir=tmp_path,
            enable_checkpointing=False, enable_progress_bar=False, enable_model_summary=False,
        )  # fmt: skip
        recorder = record(trainer)
        trainer.fit(Model(), torch.utils.data.DataLoader(DATA, 2), ckpt_path=checkpoint)
        trainer.save_checkpoint(tmp_path / "last.ckpt")
        return recorder

    assert train(1).rates[:, 0].tolist() == MEANT[:6]
    recorder = train(2, tmp_path / "last.ckpt")  # the checkpoint has what was recorded before
    assert recorder.updates.tolist() == list(range(12))
    assert recorder.rates[:, 0].tolist() == MEANT


def test_accelerate_skips_micro_batches():
    from accelerate import Accelerator

    accelerator, model = Accelerator(cpu=True, gradient_accumulation_steps=4), torch.nn.Linear(2, 1)
    optimizer, scheduler = scheduled(model)
    model, optimizer, scheduler = accelerator.prepare(model, optimizer, scheduler)
    recorder = record(optimizer)
    for _ in range(12):
        with accelerator.accumulate(model):
            accelerator.backward(model(torch.ones(2)).sum())
            optimizer.step()
            scheduler.step()
            optimizer.zero_grad()
    np.testing.assert_array_equal(recorder.rates[:, 0], MEANT[:3])
