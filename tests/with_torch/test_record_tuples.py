"""Hyperparameters that are tuples, recorded item by item: Adam's betas."""

import csv

import numpy as np
import pytest
import torch
from torch.utils.tensorboard import SummaryWriter

from lrnotes import CosineDecay, LinearDecay, doctor, record
from lrnotes.monitor.logs import read
from lrnotes.torch import TorchSchedule
from with_torch.test_record_torch import Run, parameters, scalars

RATE, BETA = CosineDecay(0.5, 4), LinearDecay(0.95, 5, end_learning_rate=0.85)
BETAS = [0.95, 0.93, 0.91, 0.89, 0.87]


def recorded(groups, updates=5, **options):
    optimizer = torch.optim.AdamW(groups)
    scheduler = TorchSchedule(optimizer, RATE, betas=(BETA, 0.999), **options)
    recorder = record(optimizer, also=["betas", "weight_decay"])
    for _ in range(updates):
        optimizer.step()
        scheduler.step()
    return recorder


def two_groups():
    return [{"params": parameters(), "name": "body"}, {"params": parameters(), "name": "head"}]


def test_the_items_of_a_tuple_at_every_update():
    recorder = recorded(parameters())
    np.testing.assert_allclose(recorder.values("betas[0]")[:, 0], BETAS, rtol=1e-12)
    assert recorder.values("betas[1]").tolist() == [[0.999]] * 5
    np.testing.assert_allclose(recorder.values("betas"), [[[beta, 0.999]] for beta in BETAS], rtol=1e-12)
    with pytest.raises(ValueError, match=r"'lr', 'betas\[0\]', 'betas\[1\]', 'weight_decay'\); got 'beta'"):
        recorder.values("beta")


def test_a_file_has_everything_and_the_doctor_reads_its_rates(tmp_path):
    recorder = recorded(parameters())
    recorder.to_csv(tmp_path / "one.csv")
    with open(tmp_path / "one.csv", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["update", "rate", "betas[0]", "betas[1]", "weight_decay"]
    np.testing.assert_allclose(np.array(rows[2], float), [1, RATE(1), 0.93, 0.999, 0.01], rtol=1e-12)
    assert not doctor(tmp_path / "one.csv", RATE)
    recorder = recorded(two_groups(), factors={"head": 2})
    recorder.to_csv(tmp_path / "two.csv")
    with open(tmp_path / "two.csv", newline="") as file:
        header = next(csv.reader(file))
    assert header == ["update", "body", "head"] + [
        f"{group} {name}" for name in ("betas[0]", "betas[1]", "weight_decay") for group in ("body", "head")
    ]
    assert not doctor(tmp_path / "two.csv", RATE, factors={"head": 2})
    assert read(tmp_path / "two.csv").names == ["body", "head"]
    recorder.to_csv(tmp_path / "betas.csv", "betas")
    with open(tmp_path / "betas.csv", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["update", "body betas[0]", "body betas[1]", "head betas[0]", "head betas[1]"]
    np.testing.assert_allclose(np.array(rows[1], float), [0, 0.95, 0.999, 0.95, 0.999], rtol=1e-12)
    assert not doctor(tmp_path / "betas.csv", [BETA, lambda step: 0.999] * 2)


def test_dashboards_have_names_without_brackets(tmp_path):
    recorder, run = recorded(two_groups(), updates=1), Run()
    with SummaryWriter(tmp_path) as writer:
        recorder.to_tensorboard(writer)
    recorder.to_wandb(run)
    tags = [
        f"{name}/{group}"
        for name in ("learning_rate", "betas_0", "betas_1", "weight_decay")
        for group in ("body", "head")
    ]
    assert sorted(scalars(tmp_path)) == sorted(tags) == sorted(set(run.logged[0][0]) - {"update"})
    assert run.logged[0][0]["betas_0/head"] == 0.95
    assert set(run.defined) == {("update", None)} | {
        (f"{name}*", "update") for name in ("learning_rate", "betas_0", "betas_1", "weight_decay")
    }


def test_optimizers_that_differ_and_what_is_no_number():
    adam, sgd = torch.optim.AdamW(parameters()), torch.optim.SGD(parameters(), 0.1)
    recorder = record(sgd, adam, also="betas")
    sgd.step(), adam.step()
    np.testing.assert_array_equal(recorder.values("betas"), [[[np.nan, np.nan], [0.9, 0.999]]])
    with pytest.raises(ValueError, match=r"also must be hyperparameters of the optimizer \(.*betas.*\); got 'params'"):
        record(adam, also="params")
    adam.param_groups[0]["name"] = "body"
    with pytest.raises(ValueError, match="numbers, or tuples of them; got 'name'"):
        record(adam, also="name")


def test_a_record_resumed_with_other_hyperparameters_is_not_shifted():
    saved = recorded(parameters()).state_dict()
    optimizer = torch.optim.AdamW(parameters())
    resumed = record(optimizer, also=["eps", "weight_decay"])
    resumed.load_state_dict(saved)
    optimizer.step()
    np.testing.assert_array_equal(resumed.values("eps")[:, 0], [np.nan] * 5 + [1e-8])
    assert resumed.values("weight_decay")[:, 0].tolist() == [0.01] * 6
