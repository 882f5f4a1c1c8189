"""The chapter on precision: what PyTorch's schedulers make of a logarithm and of a long recursion, and ours."""

import math

import numpy as np
import pytest
import torch
from torch.optim import lr_scheduler

import lrnotes
from support.precision_chapter import recorded


def scheduler(record):
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(()))], lr=record["learning_rate"])
    return optimizer, getattr(lr_scheduler, record["original"].split(".")[-1])(optimizer, **record["arguments"])


def counted(record, updates):
    """The rate of each of so many updates."""
    optimizer, made = scheduler(record)
    rates = []
    for _ in range(updates):
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        made.step()
    return np.array(rates)


def test_the_fifth_restart():
    (record,) = recorded("torch.optim.lr_scheduler.CosineAnnealingWarmRestarts")
    for step, rate in record["told"].items():
        optimizer, made = scheduler(record)
        optimizer.step()
        made.step(step)
        assert optimizer.param_groups[0]["lr"] == pytest.approx(rate, rel=1e-8, abs=1e-15)
    rates = counted(record, 1212)
    for step, rate in record["counting"].items():
        assert rates[step] == pytest.approx(rate, rel=1e-8)
    ours = lrnotes.CosineDecayRestarts(1.0, 10, t_mul=3.0)
    assert ours(1210) == 1.0 and ours(torch.tensor(1210)) == 1.0
    np.testing.assert_allclose(ours(np.arange(1212)), rates, rtol=0, atol=1e-12)


def test_the_expression_that_timm_has_too():
    # floor(log(1 - t / first * (1 - growth), growth)), here as timm 1.0.31 and fairseq write it
    (record,) = recorded("timm.scheduler.CosineLRScheduler")
    first, growth = record["arguments"]["t_initial"], record["arguments"]["cycle_mul"]
    for step, rate in record["told"].items():
        index = math.floor(math.log(1 - step / first * (1 - growth), growth))
        begin = (1 - growth**index) / (1 - growth) * first
        expected = (1 + math.cos(math.pi * (step - begin) / (growth**index * first))) / 2
        assert rate == pytest.approx(expected, rel=1e-8, abs=1e-15)


CLOSED = {
    "CosineAnnealingLR": lrnotes.CosineAnnealing(1.0, 1000, after_end="extend"),
    "LinearLR": lrnotes.LinearDecay(0.25, 100_000, 1.0),
    "ExponentialLR": lrnotes.ExponentialDecay(1.0, 1, 0.9999),
}


@pytest.mark.parametrize("name", CLOSED)
def test_drift_of_rates_computed_from_rates(name):
    (record,) = recorded(f"torch.optim.lr_scheduler.{name}")
    rates = counted(record, record["updates"])
    drift = np.abs(rates - CLOSED[name](np.arange(record["updates"]))).max()
    assert record["drift at most"] / 100 < drift < record["drift at most"]
