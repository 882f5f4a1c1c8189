"""The README's lines for PyTorch and the Trainer, and the chapter's for groups, run as they are printed."""

import pytest
import torch
import transformers
from torch.optim.optimizer import register_optimizer_step_pre_hook

from lrnotes import CosineDecay, LinearDecay
from support.readme import group_lines, readme_lines

SCHEDULE = CosineDecay(0.1, decay_steps=1000, alpha=0.01).warmup(100)


class Model(torch.nn.Module):
    """A body and a head of one weight each."""

    def __init__(self):
        super().__init__()
        self.body, self.head = (torch.nn.Linear(1, 1, bias=False) for _ in range(2))

    def forward(self, x):
        return {"loss": self.head(self.body(x)).square().mean()}


@pytest.fixture
def seen():
    """The rates of all groups at every update of any optimizer in this test."""
    rates = []

    def note(optimizer, arguments, keywords):
        rates.append([float(group["lr"]) for group in optimizer.param_groups])

    hook = register_optimizer_step_pre_hook(note)
    yield rates
    hook.remove()


def test_a_loop_with_two_groups(seen):
    def loss_of(model, batch):
        return model(batch)["loss"]

    exec(
        readme_lines("TorchSchedule", "factors"), {"model": Model(), "data": [torch.ones(1)] * 120, "loss_of": loss_of}
    )
    assert len(seen) == 120
    for step, rates in enumerate(seen):
        assert rates == pytest.approx([SCHEDULE(step), 10 * SCHEDULE(step)], rel=1e-12)


def test_a_trainer_script(seen, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    names = {"model": Model(), "data": [{"x": torch.ones(1)}] * 16}
    exec(readme_lines("TrainingArguments"), names)
    assert len(seen) == 1100
    assert [rate for (rate,) in seen] == pytest.approx([SCHEDULE(step) for step in range(1100)], rel=1e-12)
    assert names["optimizer"].param_groups[0]["weight_decay"] == 0.0 == transformers.TrainingArguments("x").weight_decay


def test_groups_and_another_hyperparameter():
    names = {"torch": torch, "model": Model()}
    exec(group_lines("TorchSchedule"), names)
    rate, decay = CosineDecay(0.1, 900).warmup(100), LinearDecay(0.05, 1000)
    for step in range(120):
        body, head = names["optimizer"].param_groups
        assert [body["lr"], head["lr"]] == pytest.approx([rate(step), 10 * rate(step)], rel=1e-12)
        assert body["weight_decay"] == head["weight_decay"] == decay(step)
        names["optimizer"].step()
        names["scheduler"].step()
