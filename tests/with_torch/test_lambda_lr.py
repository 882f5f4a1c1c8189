"""Training with schedules in PyTorch: LambdaLR takes them as they are. And against the schedulers that PyTorch has."""

import copy
import pickle

import numpy as np
import pytest
import torch
from torch.optim import lr_scheduler

import lrnotes
from settings import SCHEDULES

WARMED = SCHEDULES["cosine with warm-up"]
# A learning rate of 1.0, so that what the schedule returns is the rate itself.
BASE = 1.0


class Training:
    """One weight whose gradient is 1, so that each update of plain gradient descent lowers it by the rate."""

    def __init__(self, scheduler, base=BASE, **options):
        self.weight = torch.nn.Parameter(torch.zeros((), dtype=torch.float64))
        self.optimizer = torch.optim.SGD([self.weight], lr=base, **options)
        self.scheduler = scheduler(self.optimizer)

    def run(self, updates):
        """Trains for so many updates; returns the rate that each of them used."""
        used = []
        for _ in range(updates):
            self.weight.data.zero_()
            self.optimizer.zero_grad()
            self.weight.backward()
            self.optimizer.step()
            self.scheduler.step()
            used.append(-self.weight.item())
        return used


def lambda_lr(schedule):
    return lambda optimizer: lr_scheduler.LambdaLR(optimizer, schedule)


def assert_rates(used, schedule, accuracy=1e-15):
    expected = schedule(np.arange(len(used)))
    np.testing.assert_allclose(used, expected, rtol=0, atol=accuracy * np.abs(expected).max())


every_schedule = pytest.mark.parametrize("schedule", SCHEDULES.values(), ids=SCHEDULES)


@every_schedule
def test_every_update_uses_the_rate_of_its_step(schedule):
    assert_rates(Training(lambda_lr(schedule)).run(120), schedule)


def test_the_rate_of_the_optimizer_is_a_factor():
    assert_rates(Training(lambda_lr(WARMED), base=0.5).run(70), 0.5 * WARMED)


def test_adam_with_a_schedule_for_each_group():
    weights = [torch.nn.Parameter(torch.zeros(2)) for _ in range(2)]
    optimizer = torch.optim.Adam([{"params": [weight]} for weight in weights], lr=BASE)
    scheduler = lr_scheduler.LambdaLR(optimizer, [WARMED, 0.1 * WARMED])
    for step in range(70):
        assert scheduler.get_last_lr() == pytest.approx([WARMED(step), 0.1 * WARMED(step)], rel=1e-14)
        sum(weight.sum() for weight in weights).backward()
        optimizer.step()
        scheduler.step()


@every_schedule
def test_resume_from_a_state_dict(schedule):
    stopped = Training(lambda_lr(schedule))
    used = stopped.run(37)
    states = copy.deepcopy((stopped.optimizer.state_dict(), stopped.scheduler.state_dict()))
    fresh = Training(lambda_lr(copy.deepcopy(schedule)))
    fresh.optimizer.load_state_dict(states[0])
    fresh.scheduler.load_state_dict(states[1])
    assert_rates(used + fresh.run(60), schedule)


@every_schedule
def test_resume_from_a_file(schedule, tmp_path):
    # Given the schedule's call, and not the schedule, the scheduler saves its place alone: torch.load then accepts
    # any schedule without being told to trust the file.
    stopped = Training(lambda_lr(schedule.__call__))
    used = stopped.run(37)
    states = {"optimizer": stopped.optimizer.state_dict(), "scheduler": stopped.scheduler.state_dict()}
    torch.save(states, tmp_path / "states.pt")
    loaded = torch.load(tmp_path / "states.pt")
    fresh = Training(lambda_lr(schedule.__call__))
    fresh.optimizer.load_state_dict(loaded["optimizer"])
    fresh.scheduler.load_state_dict(loaded["scheduler"])
    assert_rates(used + fresh.run(60), schedule)


def test_what_a_scheduler_saves_of_the_schedule_itself(tmp_path):
    """PyTorch saves the arguments of a callable object, and on loading overwrites those of the one it was given."""
    path = tmp_path / "scheduler.pt"
    plain = lrnotes.CosineDecay(0.1, 100)
    torch.save(Training(lambda_lr(plain)).scheduler.state_dict(), path)
    other = lrnotes.CosineDecay(0.2, 50)
    Training(lambda_lr(other)).scheduler.load_state_dict(torch.load(path))
    assert other == plain  # frozen or not
    # The arguments of a composed schedule are schedules, which torch.load does not trust by itself.
    torch.save(Training(lambda_lr(plain.warmup(10))).scheduler.state_dict(), path)
    with pytest.raises(pickle.UnpicklingError, match="Weights only load failed"):
        torch.load(path)
    assert torch.load(path, weights_only=False)["lr_lambdas"][0]["schedule"] == plain
    # The call is saved as nothing, and overwrites nothing.
    torch.save(Training(lambda_lr(plain.warmup(10).__call__)).scheduler.state_dict(), path)
    other = lrnotes.CosineDecay(0.2, 50).warmup(20)
    Training(lambda_lr(other.__call__)).scheduler.load_state_dict(torch.load(path))
    assert other == lrnotes.CosineDecay(0.2, 50).warmup(20)


def test_in_a_sequence():
    cosine, linear = lrnotes.CosineDecay(0.1, 30), lrnotes.LinearCosineDecay(0.01, 20)
    used = Training(
        lambda optimizer: lr_scheduler.SequentialLR(
            optimizer,
            [lr_scheduler.LambdaLR(optimizer, cosine), lr_scheduler.LambdaLR(optimizer, linear)],
            milestones=[30],
        )
    ).run(70)
    assert_rates(used, cosine.then(linear, at=30))


def test_in_a_chain():
    used = Training(
        lambda optimizer: lr_scheduler.ChainedScheduler(
            [lr_scheduler.LambdaLR(optimizer, WARMED), lr_scheduler.StepLR(optimizer, 1000)]
        )
    ).run(70)
    assert_rates(used, WARMED)


# PyTorch's own schedulers of the same shapes. They multiply the last rate into the next, so rounding adds up.
ROUNDING = 1e-12


@pytest.mark.parametrize("alpha", [0.0, 0.01, 0.5])
def test_cosine_annealing(alpha):
    ours = lrnotes.CosineDecay(0.1, 50, alpha)
    theirs = Training(lambda optimizer: lr_scheduler.CosineAnnealingLR(optimizer, 50, eta_min=alpha * 0.1), base=0.1)
    used = theirs.run(101)
    assert_rates(used[:51], ours, ROUNDING)
    # After T_max PyTorch rises again, to the peak; ours stays, as in Keras.
    assert used[100] == pytest.approx(0.1, rel=ROUNDING)
    assert ours(100) == pytest.approx(alpha * 0.1, abs=1e-17)


def test_cosine_annealing_with_restarts():
    ours = lrnotes.CosineDecay(0.1, 41).repeat(every=41)
    theirs = Training(lambda optimizer: lr_scheduler.CosineAnnealingWarmRestarts(optimizer, 41), base=0.1)
    assert_rates(theirs.run(300), ours, ROUNDING)


def test_warm_up_before_cosine_annealing():
    ours = lrnotes.CosineDecay(0.1, 50).warmup(10, initial_learning_rate=0.01)
    theirs = Training(
        lambda optimizer: lr_scheduler.SequentialLR(
            optimizer,
            [lr_scheduler.LinearLR(optimizer, 0.1, total_iters=10), lr_scheduler.CosineAnnealingLR(optimizer, 50)],
            milestones=[10],
        ),
        base=0.1,
    )
    assert_rates(theirs.run(61), ours, ROUNDING)


@pytest.mark.parametrize(
    ("mode", "ours"),
    [
        ("triangular", lrnotes.TriangularCyclicalLearningRate(0.001, 0.1, 20)),
        ("triangular2", lrnotes.Triangular2CyclicalLearningRate(0.001, 0.1, 20)),
        ("exp_range", lrnotes.ExponentialCyclicalLearningRate(0.001, 0.1, 20, gamma=0.99)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_cyclic(mode, ours):
    theirs = Training(
        lambda optimizer: lr_scheduler.CyclicLR(
            optimizer, 0.001, 0.1, step_size_up=20, mode=mode, gamma=0.99, cycle_momentum=False
        )
    )
    assert_rates(theirs.run(300), ours, ROUNDING)
