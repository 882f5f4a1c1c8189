"""The dry run of PyTorch objects: the rates that real training then has, and nothing changed."""

import random

import numpy as np
import pytest
import torch
from torch.optim.lr_scheduler import (
    CosineAnnealingLR,
    CyclicLR,
    LambdaLR,
    LinearLR,
    OneCycleLR,
    ReduceLROnPlateau,
    SequentialLR,
)

from lrnotes import CosineDecay, record
from lrnotes.monitor.dry_run import dry_run


def noise(step):
    """Training afterwards must draw the same numbers."""
    return random.random() + np.random.rand() + float(torch.rand(()))


SCHEDULERS = {
    "cosine": lambda optimizer: CosineAnnealingLR(optimizer, 12),
    "lambda": lambda optimizer: LambdaLR(optimizer, CosineDecay(1.0, 12).warmup(3)),
    "one cycle": lambda optimizer: OneCycleLR(optimizer, 0.5, 40),
    "cyclic": lambda optimizer: CyclicLR(optimizer, 0.1, 0.5, 4, cycle_momentum=False),
    "noisy": lambda optimizer: LambdaLR(optimizer, noise),
    "several": lambda optimizer: SequentialLR(optimizer, [LinearLR(optimizer), CosineAnnealingLR(optimizer, 9)], [5]),
}


def adam():
    model = torch.nn.Linear(3, 2)
    optimizer = torch.optim.Adam([{"params": model.weight}, {"params": model.bias, "lr": 0.2}], lr=0.1)
    model(torch.ones(3)).sum().backward()
    return optimizer


def trained(optimizer, scheduler, batches, epochs, accumulation, interval):
    """The same loop with real updates, which the recorder sees."""
    recorder = record(optimizer)
    for _ in range(epochs):
        for batch in range(batches):
            ready = (batch + 1) % accumulation == 0 or batch + 1 == batches
            if ready:
                optimizer.step()
            if interval == "batch" or (ready and interval == "step"):
                scheduler.step()
        if interval == "epoch":
            scheduler.step()
    return recorder


def everything(optimizer, scheduler):
    """What training would change."""
    numbers = [torch.get_rng_state().tolist(), random.getstate(), np.random.get_state()[1].tolist()]
    weights = [weight.tolist() for group in optimizer.param_groups for weight in group["params"]]
    scheduler = {key: value for key, value in vars(scheduler).items() if key not in ("optimizer", "_schedulers")}
    return repr((numbers, weights, optimizer.state_dict(), scheduler, optimizer._opt_called))


@pytest.mark.filterwarnings("ignore:Detected call")  # a mistake that "batch" makes, as the loops do that it stands for
@pytest.mark.parametrize("interval", ["step", "batch", "epoch"])
@pytest.mark.parametrize("name", SCHEDULERS)
def test_the_rates_are_those_of_training_and_nothing_changes(name, interval):
    optimizer = adam()
    optimizer.step()
    scheduler = SCHEDULERS[name](optimizer)
    optimizer._opt_called = False
    watching, before = record(optimizer), everything(optimizer, scheduler)
    found = dry_run(optimizer, scheduler, batches_per_epoch=5, epochs=3, accumulation=2, interval=interval)
    assert everything(optimizer, scheduler) == before and not len(watching.updates)
    real = trained(optimizer, scheduler, 5, 3, 2, interval)
    assert found.updates.tolist() == list(range(9))
    np.testing.assert_array_equal(found.rates, real.rates)
    assert found.names == ["group 0", "group 1"]


def test_processes_divide_the_batches_and_accelerate_steps_once_for_each():
    optimizer = torch.optim.SGD(torch.nn.Linear(1, 1).parameters(), lr=1.0)

    class AcceleratedScheduler:  # its rule: accelerate/scheduler.py of Accelerate 1.15.0
        step_with_optimizer, split_batches = True, False

        def __init__(self, scheduler):
            self.scheduler, self.optimizers = scheduler, [optimizer]

    wrapped = AcceleratedScheduler(LambdaLR(optimizer, lambda step: 1 / (1 + step)))
    arguments = dict(batches_per_epoch=12, epochs=1, processes=4)
    assert dry_run(optimizer, wrapped, **arguments).rates[:, 0].tolist() == [1, 1 / 5, 1 / 9]
    assert dry_run(optimizer, wrapped.scheduler, **arguments).rates[:, 0].tolist() == [1, 1 / 2, 1 / 3]
    wrapped.split_batches = True
    assert dry_run(optimizer, wrapped, **arguments).rates[:, 0].tolist() == [1, 1 / 2, 1 / 3]


def test_a_large_model_is_not_copied():
    class Weight(torch.nn.Parameter):
        def __deepcopy__(self, known):
            raise AssertionError("copied")

    optimizer = torch.optim.Adam([Weight(torch.ones(3))], lr=1.0)
    optimizer.state[optimizer.param_groups[0]["params"][0]]["exp_avg"] = Weight(torch.ones(3))
    assert dry_run(optimizer, batches_per_epoch=3, epochs=2.5).rates.tolist() == [[1.0]] * 8


def test_several_optimizers_and_schedulers():
    one, two = (torch.optim.SGD(torch.nn.Linear(1, 1).parameters(), lr=rate) for rate in (1.0, 2.0))
    schedulers = [LambdaLR(each, lambda step: 1 / (1 + step)) for each in (one, two)]
    assert dry_run([one, two], schedulers, batches_per_epoch=2).rates.tolist() == [[1, 2], [0.5, 1]]
    assert dry_run([one, two], schedulers[0], batches_per_epoch=2).rates.tolist() == [[1, 2], [0.5, 2]]


def test_what_it_cannot_run():
    optimizer = adam()
    with pytest.raises(TypeError, match="scheduler must not need a metric"):
        dry_run(optimizer, ReduceLROnPlateau(optimizer), batches_per_epoch=3)
    with pytest.raises(ValueError, match="accumulation must be above 0; got 0"):
        dry_run(optimizer, batches_per_epoch=3, accumulation=0)
    with pytest.raises(ValueError, match="interval must be one of 'step', 'batch', 'epoch'; got 'update'"):
        dry_run(optimizer, batches_per_epoch=3, interval="update")
    with pytest.raises(ValueError, match="at most 10,000,000 updates; got 30,000,000"):
        dry_run(optimizer, batches_per_epoch=1_000_000, epochs=30)
    locked = LambdaLR(optimizer, lambda step: 1.0)
    locked.generator = (step for step in range(3))
    with pytest.raises(TypeError, match="must be such as can be copied: cannot pickle 'generator'"):
        dry_run(optimizer, locked, batches_per_epoch=3)
