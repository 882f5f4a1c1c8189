"""The recorder on PyTorch: every update that really happened, and no other."""

import csv
import io

import numpy as np
import pytest
import torch
from torch.optim.lr_scheduler import CosineAnnealingLR, LambdaLR
from torch.utils.tensorboard import SummaryWriter

from lrnotes import record


def parameters(count=1):
    return [torch.nn.Parameter(torch.ones(2)) for _ in range(count)]


def half(step):
    return 0.5**step


def train(optimizer, scheduler, updates):
    for _ in range(updates):
        optimizer.step()
        scheduler.step()


def test_every_group_at_every_update():
    first, second = parameters(2)
    optimizer = torch.optim.AdamW([{"params": first}, {"params": second, "lr": 4.0, "name": "head"}], lr=1.0)
    recorder = record(optimizer, also="weight_decay")
    train(optimizer, LambdaLR(optimizer, half), 3)
    assert recorder.names == ["group 0", "head"]
    assert recorder.rates.dtype == np.float64
    assert recorder.rates.tolist() == [[1, 4], [0.5, 2], [0.25, 1]]
    assert recorder.updates.tolist() == [0, 1, 2]
    assert recorder.values("weight_decay").tolist() == [[0.01, 0.01]] * 3
    recorder.stop()
    optimizer.step()
    assert len(recorder.updates) == 3


def test_micro_batches_and_other_optimizers_are_no_updates():
    used, other = torch.optim.SGD(parameters(), lr=1.0), torch.optim.SGD(parameters(), lr=2.0)
    recorder = record(used)
    for batch in range(12):
        other.step()
        if batch % 4 == 3:
            used.step()
    assert recorder.rates.tolist() == [[1]] * 3 and recorder.names == ["rate"]


@pytest.mark.parametrize("fused", [False, True])
def test_updates_that_the_scaler_skips_are_not_recorded(fused):
    # A fused optimizer is stepped nevertheless, and skips the update by itself.
    (weight,) = parameters()
    optimizer = torch.optim.SGD([weight], lr=1.0, fused=fused)
    scheduler, scaler = LambdaLR(optimizer, half), torch.amp.GradScaler("cpu", init_scale=1.0)
    recorder, changed = record(optimizer), 0
    for bad in (False, True, False, True, True, False):
        before = weight.detach().clone()
        optimizer.zero_grad()
        scaler.scale((weight * (float("inf") if bad else 1e-3)).sum()).backward()
        scaler.step(optimizer)
        scaler.update()
        changed += not torch.equal(before, weight)
        scheduler.step()
    assert changed == 3
    assert recorder.rates[:, 0].tolist() == [1, 0.25, 1 / 32]
    assert recorder.updates.tolist() == [0, 1, 2]


def test_rates_that_are_tensors_are_copied_and_read_later():
    optimizer = torch.optim.Adam(parameters(), lr=torch.tensor(1.0, dtype=torch.float64), capturable=False)
    recorder, scheduler = record(optimizer), LambdaLR(optimizer, lambda step: 1 / (step + 1))
    train(optimizer, scheduler, 1200)  # more than are held back
    np.testing.assert_allclose(recorder.rates[:, 0], 1 / np.arange(1, 1201), rtol=1e-12)


def test_several_optimizers_and_one_that_updates_less_often():
    often, seldom = torch.optim.SGD(parameters(), lr=1.0), torch.optim.AdamW(parameters(2), lr=2.0)
    recorder = record([often, seldom])
    for update in range(4):
        often.step()
        if update % 2:
            seldom.step()
    assert recorder.names == ["SGD", "AdamW"]
    np.testing.assert_array_equal(recorder.rates, [[1, 2], [1, 2], [1, np.nan], [1, np.nan]])
    assert record(often, torch.optim.SGD(parameters(), lr=1.0)).names == ["SGD 0", "SGD 1"]


def test_deepspeed_steps_every_group_alone_and_skips_what_overflows():
    class ZeroOptimizer:
        """As DeepSpeed 0.19.8 steps: runtime/zero/stage_1_and_2.py, `step` and `_optimizer_step`."""

        __module__ = "deepspeed.runtime.zero.stage_1_and_2"
        overflow = False

        def __init__(self, optimizer):
            self.optimizer, self.param_groups = optimizer, optimizer.param_groups

        def step(self):
            for group in self.param_groups if not self.overflow else []:
                self.optimizer.param_groups = [group]
                self.optimizer.step()
            self.optimizer.param_groups = self.param_groups

    first, second = parameters(2)
    groups = [{"params": first, "lr": 1.0}, {"params": second, "lr": 2.0}]
    zero = ZeroOptimizer(torch.optim.SGD(groups))
    recorder = record(zero)
    for overflow in (False, True, False):
        zero.overflow = overflow
        zero.step()
    assert recorder.rates.tolist() == [[1, 2]] * 2
    recorder.stop()
    zero.step()
    assert len(recorder.updates) == 2


def test_a_group_that_is_added_while_training():
    optimizer = torch.optim.SGD(parameters(), lr=1.0)
    recorder = record(optimizer)
    optimizer.step()
    optimizer.add_param_group({"params": parameters(), "lr": 3.0})
    optimizer.step()
    assert recorder.names == ["group 0", "group 1"]
    np.testing.assert_array_equal(recorder.rates, [[1, np.nan], [1, 3]])


def test_saved_and_resumed():
    def run(optimizer, recorder, state=None):
        scheduler = CosineAnnealingLR(optimizer, 10)
        if state:
            recorder.load_state_dict(state["recorder"])
            scheduler.load_state_dict(state["scheduler"])
            optimizer.load_state_dict(state["optimizer"])
        train(optimizer, scheduler, 5)
        return {
            "recorder": recorder.state_dict(),
            "scheduler": scheduler.state_dict(),
            "optimizer": optimizer.state_dict(),
        }

    file, optimizer = io.BytesIO(), torch.optim.SGD(parameters(), lr=1.0)
    torch.save(run(optimizer, record(optimizer)), file)
    file.seek(0)
    optimizer = torch.optim.SGD(parameters(), lr=1.0)
    recorder = record(optimizer)
    run(optimizer, recorder, torch.load(file))  # with weights_only, the default
    np.testing.assert_allclose(recorder.rates[:, 0], (1 + np.cos(np.pi * np.arange(10) / 10)) / 2, atol=1e-12)
    assert recorder.updates.tolist() == list(range(10))
    with pytest.raises(ValueError, match="state_dict must be that of 2 optimizers; got 1"):
        record(optimizer, torch.optim.SGD(parameters(), lr=1.0)).load_state_dict(recorder.state_dict())


def test_a_file_that_a_spreadsheet_and_the_doctor_read(tmp_path, monkeypatch):
    optimizer = torch.optim.SGD(parameters(), lr=0.1)
    recorder = record(optimizer, start=7)
    train(optimizer, LambdaLR(optimizer, half), 2)
    monkeypatch.setenv("RANK", "3")
    recorder.to_csv(tmp_path / "rates-{process}.csv")
    assert (tmp_path / "rates-3.csv").read_text() == "update,rate\n7,0.1\n8,0.05\n"
    several = record(optimizer, torch.optim.SGD(parameters(), lr=1.0))
    optimizer.step()
    several.to_csv(tmp_path / "several.csv")
    with open(tmp_path / "several.csv", newline="") as file:
        assert list(csv.reader(file)) == [["update", "SGD 0", "SGD 1"], ["0", "0.025", ""]]


def scalars(folder):
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

    events = EventAccumulator(str(folder), size_guidance={"scalars": 0})
    events.Reload()
    return {tag: [(each.step, each.value) for each in events.Scalars(tag)] for tag in events.Tags()["scalars"]}


def test_tensorboard_after_training_and_while_training(tmp_path):
    optimizer = torch.optim.SGD(parameters(), lr=1.0)
    recorder = record(optimizer)
    with SummaryWriter(tmp_path / "live") as live, SummaryWriter(tmp_path / "after") as after:
        recorder.log_to(live, every=2)
        train(optimizer, LambdaLR(optimizer, half), 5)
        recorder.to_tensorboard(after)
    assert scalars(tmp_path / "live") == {"learning_rate": [(0, 1), (2, 0.25), (4, 1 / 16)]}
    assert scalars(tmp_path / "after") == {"learning_rate": [(step, 0.5**step) for step in range(5)]}


class Run:
    """As `wandb.Run` of W&B 0.31.0 takes it: wandb/sdk/wandb_run.py."""

    def __init__(self):
        self.logged, self.defined = [], []

    def log(self, data, step=None, commit=None):
        self.logged.append((data, step, commit))

    def define_metric(self, name, step_metric=None, step_sync=None, hidden=None, summary=None, overwrite=None):
        self.defined.append((name, step_metric))


def test_weights_and_biases_has_an_axis_of_updates_and_keeps_its_own_steps():
    first, second = parameters(2)
    optimizer = torch.optim.SGD([{"params": first}, {"params": second, "lr": 4.0}], lr=1.0)
    recorder, live, after = record(optimizer), Run(), Run()
    recorder.log_to(live)
    train(optimizer, LambdaLR(optimizer, half), 2)
    recorder.to_wandb(after)
    rows = [
        {"learning_rate/group_0": 1.0, "learning_rate/group_1": 4.0, "update": 0},
        {"learning_rate/group_0": 0.5, "learning_rate/group_1": 2.0, "update": 1},
    ]
    assert live.defined == after.defined == [("update", None), ("learning_rate*", "update")]
    assert live.logged == [(row, None, False) for row in rows]
    assert after.logged == [(row, None, True) for row in rows]


def test_a_row_of_several_optimizers_is_logged_when_it_is_complete():
    one, two, live = torch.optim.SGD(parameters(), lr=1.0), torch.optim.AdamW(parameters(), lr=2.0), Run()
    recorder = record(one, two).log_to(live)
    for _ in range(3):
        one.step()
        two.step()
    row = {"learning_rate/SGD": 1.0, "learning_rate/AdamW": 2.0}
    assert [data for data, _, _ in live.logged] == [{**row, "update": 0}, {**row, "update": 1}]
    recorder.stop()  # logs the last one
    assert [data for data, _, _ in live.logged][2:] == [{**row, "update": 2}]


def test_what_cannot_be_recorded():
    optimizer = torch.optim.SGD(parameters(), lr=1.0)
    with pytest.raises(
        ValueError, match=r"also must be hyperparameters of the optimizer \(.*momentum.*\); got 'betas'"
    ):
        record(optimizer, also=["betas"])
    with pytest.raises(TypeError, match="what must be PyTorch optimizers.*; got Linear"):
        record(torch.nn.Linear(1, 1))
    with pytest.raises(TypeError, match="got nothing"):
        record()
    with pytest.raises(ValueError, match=r"name must be one of what was recorded \('lr'\); got 'momentum'"):
        record(optimizer).values("momentum")
    with pytest.raises(TypeError, match="target must be a writer of TensorBoard or a run of W&B; got 3"):
        record(optimizer).log_to(3)
    with pytest.raises(ValueError, match="every must be a number of updates of at least 1; got 0"):
        record(optimizer).log_to(Run(), every=0)
