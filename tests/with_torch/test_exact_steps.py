"""Stairs fall and cycles begin at the exact step on PyTorch, compiled too; PyTorch's own restarts do not always."""

import pytest
import torch

import lrnotes
from support.exact_steps import LONG, TREACHEROUS, chosen, period_cases, restart_cases, stairs_of_every_period


def _check(cases, compiled=False):
    def together(steps):
        return [case.schedule(each) for case, each in zip(cases, steps)]

    call = torch.compile(together, fullgraph=True) if compiled else together
    for case, rates in zip(cases, call([torch.tensor(case.steps, dtype=torch.float64) for case in cases]), strict=True):
        case.check(rates)


def test_stairs_and_cycles():
    _check([*period_cases((*range(1, 301), *LONG)), *chosen()])


def test_restarts():
    _check(restart_cases([1, 7, 10, 41, 100, 999]))


def test_stairs_of_every_period():
    _check([*stairs_of_every_period()])


def test_compiled():
    # One graph for all; few periods, since each costs a second.
    _check([*period_cases(TREACHEROUS[:3]), *period_cases((49, 1000)), *restart_cases([10])], compiled=True)


# PyTorch's own restarts, asked for a step: the fifth of cycles that grow threefold begins at step 1210.


def _restarts(**arguments):
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)
    scheduler = torch.optim.lr_scheduler.CosineAnnealingWarmRestarts(optimizer, **arguments)

    def rate_at(step):
        scheduler.step(step)
        return optimizer.param_groups[0]["lr"]

    return rate_at


@pytest.mark.parametrize(("growth", "number"), [(3, 5), (10, 3), (10, 6)])
def test_the_index_of_a_restart_of_pytorch_is_one_too_small_and_this_is_not(growth, number):
    start = 10 * (growth**number - 1) // (growth - 1)
    assert _restarts(T_0=10, T_mult=growth)(start) == 0.0  # the end of the cycle before
    ours = lrnotes.CosineDecayRestarts(1.0, 10, growth)
    assert ours(start) == 1.0
    assert ours(torch.tensor(start)) == 1.0


def test_the_restarts_of_pytorch_that_are_counted_are_right():
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)
    scheduler = torch.optim.lr_scheduler.CosineAnnealingWarmRestarts(optimizer, T_0=10, T_mult=3)
    for _ in range(1210):
        optimizer.step()
        scheduler.step()
    assert optimizer.param_groups[0]["lr"] == 1.0
