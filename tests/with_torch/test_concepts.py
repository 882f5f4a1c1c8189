"""What the chapters on ideas say that PyTorch does, run again."""

import re
import warnings

import numpy as np
import pytest
import torch
from torch.optim import lr_scheduler as lr

import lrnotes
from support.concepts import literal

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")


def sgd(rate=0.1):
    return torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=rate)


def rates_of(optimizer, scheduler, updates):
    used = []
    for _ in range(updates):
        used.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
    return used


def same(rates, recorded, places=6):
    np.testing.assert_allclose(rates, recorded, rtol=0, atol=0.6 * 10.0**-places)


def test_the_order_of_optimizer_and_scheduler():
    recorded = literal("what_is_a_step", "orders")
    optimizer = sgd()
    assert rates_of(optimizer, lr.ExponentialLR(optimizer, 0.5), 3) == recorded["optimizer first"]
    optimizer = sgd()
    scheduler, used = lr.ExponentialLR(optimizer, 0.5), []
    for _ in range(3):
        with warnings.catch_warnings(record=True):
            scheduler.step()
        used.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
    assert used == recorded["scheduler first"]


def test_the_first_updates_of_a_warm_up():
    (name,) = (name for name in literal("what_is_a_step", "first_updates") if name.startswith("torch"))
    assert name == "torch LinearLR(total_iters=10)"
    optimizer = sgd()
    rates = rates_of(optimizer, lr.LinearLR(optimizer, total_iters=10), 3)
    np.testing.assert_allclose(rates, literal("what_is_a_step", "first_updates")[name], rtol=1e-12)


def warmed(optimizer, **keywords):
    parts = [lr.LinearLR(optimizer, 0.1, total_iters=3), lr.CosineAnnealingLR(optimizer, T_max=7)]
    return lr.SequentialLR(optimizer, parts, milestones=[3], **keywords)


def test_resuming():
    recorded = literal("what_is_a_step", "resumed")
    optimizer = sgd()
    scheduler = warmed(optimizer)
    rates_of(optimizer, scheduler, 5)
    states = optimizer.state_dict(), scheduler.state_dict()
    again = sgd()
    resumed = warmed(again)
    again.load_state_dict(states[0])
    resumed.load_state_dict(states[1])
    same(rates_of(again, resumed, 5), recorded["by state_dict"])
    same(rates_of(optimizer, scheduler, 5), recorded["without a break"])
    for load in (False, True):
        again = sgd()
        if load:
            again.load_state_dict(states[0])
        again.param_groups[0]["initial_lr"] = 0.1
        same(rates_of(again, warmed(again, last_epoch=4), 5), recorded["by last_epoch=4"])
    again = sgd(1.0)
    again.param_groups[0]["initial_lr"] = 1.0
    ours = lrnotes.CosineAnnealing(0.1, 7).warmup(3, 0.01)
    resumed = rates_of(again, lr.LambdaLR(again, ours, last_epoch=4), 5)
    same(resumed, recorded["LambdaLR of lrnotes, last_epoch=4"])


def sequence(optimizer, *parts, at):
    return lr.SequentialLR(optimizer, list(parts), milestones=at)


def test_sequences_in_sequences():
    recorded = literal("composing", "nested")["torch"]

    def constants(optimizer):
        return [lr.ConstantLR(optimizer, factor=factor, total_iters=100) for factor in (1.0, 0.5, 0.2)]

    optimizer = sgd()
    flat = sequence(optimizer, *constants(optimizer), at=[2, 4])
    same(rates_of(optimizer, flat, 7), recorded["flat"], 12)
    optimizer = sgd()
    one, half, fifth = constants(optimizer)
    left = sequence(optimizer, sequence(optimizer, one, half, at=[2]), fifth, at=[4])
    same(rates_of(optimizer, left, 7), recorded["first two together"], 12)
    optimizer = sgd()
    one, half, fifth = constants(optimizer)
    right = sequence(optimizer, one, sequence(optimizer, half, fifth, at=[2]), at=[2])
    with pytest.raises(Exception) as caught:
        rates_of(optimizer, right, 7)
    assert type(caught.value).__name__ == recorded["last two together"]


PARTS = {
    "up": lambda optimizer: lr.LinearLR(optimizer, 0.1, total_iters=4),
    "ExponentialLR(0.9)": lambda optimizer: lr.ExponentialLR(optimizer, 0.9),
    "CosineAnnealingLR(10, eta_min=0.05)": lambda optimizer: lr.CosineAnnealingLR(optimizer, 10, eta_min=0.05),
    "LambdaLR(0.9**t)": lambda optimizer: lr.LambdaLR(optimizer, lambda t: 0.9**t),
}


@pytest.mark.parametrize("name", literal("composing", "chained"))
def test_products(name):
    optimizer = sgd()
    parts = [PARTS[part](optimizer) for part in re.split(r", (?![^(]*\))", name)]
    assert len(parts) == 2
    same(rates_of(optimizer, lr.ChainedScheduler(parts), 6), literal("composing", "chained")[name])
