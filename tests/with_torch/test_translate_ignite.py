"""What the table of equivalents makes of PyTorch-Ignite's schedulers, against them: each event's value, in float64."""

import inspect
import warnings

import numpy as np
import pytest
import torch
from ignite import handlers
from ignite.handlers import param_scheduler
from torch.optim import lr_scheduler

from lrnotes import translate
from lrnotes.from_others import ORIGINALS
from support.translations import FLOAT64, Call, assert_equal

IGNITE = [original for original in ORIGINALS if original.library.title == "PyTorch-Ignite"]
EVENTS = 300
RATE = 0.1

SETTINGS = [
    Call("LinearCyclicalScheduler", start_value=0.001, end_value=0.01, cycle_size=40),
    Call("LinearCyclicalScheduler", start_value=0.1, end_value=0.0, cycle_size=41),
    Call("LinearCyclicalScheduler", start_value=0.001, end_value=0.01, cycle_size=40, monotonic=True),
    Call("LinearCyclicalScheduler", start_value=0.1, end_value=0.01, cycle_size=41, monotonic=True),
    Call("ignite.handlers.CosineAnnealingScheduler", start_value=0.1, end_value=0.001, cycle_size=41),
    Call("ignite.handlers.CosineAnnealingScheduler", start_value=0.0, end_value=0.1, cycle_size=60),
    Call("ignite.handlers.CosineAnnealingScheduler", start_value=0.1, end_value=0.01, cycle_size=10, cycle_mult=2),
    # A warmup at the end of every cycle.
    Call(
        "LinearCyclicalScheduler",
        start_value=0.1,
        end_value=0.001,
        cycle_size=10,
        warmup_duration=5,
        monotonic=True,
    ),
    Call("LinearCyclicalScheduler", start_value=0.0, end_value=1, cycle_size=7, warmup_duration=1, monotonic=True),
    Call("ignite.handlers.CosineAnnealingScheduler", start_value=0.1, end_value=0.01, cycle_size=10, warmup_duration=2),
    # Cycles that are a fraction of those before.
    *(
        Call(
            f"ignite.handlers.{name}",
            start_value=start,
            end_value=end,
            cycle_size=20,
            start_value_mult=start_factor,
            end_value_mult=end_factor,
            **more,
        )
        for name, more in (
            ("LinearCyclicalScheduler", {}),
            ("LinearCyclicalScheduler", {"monotonic": True, "warmup_duration": 5}),
            ("CosineAnnealingScheduler", {}),
            ("CosineAnnealingScheduler", {"warmup_duration": 7}),
        )
        for start, end, start_factor, end_factor in (
            (0.1, 0.01, 0.8, 0.8),
            (0.01, 0.1, 1.1, 1.1),
            (0.1, 0.0, 0.7, 0.5),
            (0.0, 0.1, 0.5, 0.7),
        )
    ),
    Call(
        "ignite.handlers.CosineAnnealingScheduler",
        start_value=0.1,
        end_value=0.0,
        cycle_size=10,
        cycle_mult=3,
        start_value_mult=0.5,
    ),
    Call("PiecewiseLinear", milestones_values=[(10, 0.1), (41, 0.08), (100, 0.02)]),
    Call("PiecewiseLinear", milestones_values=[(0, 0.0), (1, 0.1), (250, 0.0)]),
    Call("PiecewiseLinear", milestones_values=[(10, 0.1)]),
]
COSINE, UP, POINTS = SETTINGS[4], SETTINGS[2], SETTINGS[-3]
SETTINGS += [
    Call("ConcatScheduler", schedulers=[UP, COSINE], durations=[40]),
    Call("ConcatScheduler", schedulers=[UP, COSINE, POINTS], durations=[0, 40]),
    Call("ConcatScheduler", schedulers=[SETTINGS[0], POINTS, COSINE], durations=[50, 60]),
    Call("create_lr_scheduler_with_warmup", lr_scheduler=COSINE, warmup_start_value=0.0, warmup_duration=20),
    Call("create_lr_scheduler_with_warmup", lr_scheduler=COSINE, warmup_start_value=0.01, warmup_duration=2),
    Call(
        "create_lr_scheduler_with_warmup",
        lr_scheduler=COSINE,
        warmup_start_value=0.0,
        warmup_duration=20,
        warmup_end_value=0.05,
    ),
    *(
        Call("create_lr_scheduler_with_warmup", lr_scheduler=inner, warmup_start_value=0.0, warmup_duration=length)
        for inner in (Call("ExponentialLR", gamma=0.98), Call("StepLR", step_size=30, gamma=0.5))
        for length in (2, 20)
    ),
    Call(
        "create_lr_scheduler_with_warmup",
        lr_scheduler=Call("StepLR", step_size=30, gamma=0.5),
        warmup_start_value=0.0,
        warmup_duration=20,
        warmup_end_value=0.05,
    ),
]


def made(call, optimizer):
    name = call.name.rpartition(".")[2]
    if hasattr(lr_scheduler, name) and not hasattr(handlers, name):
        return getattr(lr_scheduler, name)(optimizer, **call.arguments)
    given = {} if name in ("ConcatScheduler", "create_lr_scheduler_with_warmup") else {"param_name": "lr"}
    arguments = {
        key: made(value, optimizer) if isinstance(value, Call)
        else [made(each, optimizer) for each in value] if key == "schedulers"
        else value
        for key, value in call.arguments.items()
    }  # fmt: skip
    if given:
        arguments["optimizer"] = optimizer
    return getattr(handlers, name)(**given, **arguments)


@pytest.mark.parametrize("call", SETTINGS, ids=repr)
def test_every_event(call):
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=RATE)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        scheduler = made(call, optimizer)
        rates = []
        for _ in range(EVENTS):
            scheduler(None)
            rates.append(optimizer.param_groups[0]["lr"])
    assert_equal(call.ours(RATE)(np.arange(EVENTS)), rates, FLOAT64)


# What is no schedule of the step, or only a frame around one of PyTorch.
EXCLUDED = {
    "ParamScheduler", "CyclicalScheduler", "BaseParamScheduler",  # the base of others
    "LRScheduler", "ParamGroupScheduler",  # translate what is inside
    "ReduceLROnPlateauScheduler",  # follows a metric: PyTorch's, in a frame
    "BatchSizeScheduler",  # not of the rate
}  # fmt: skip


def test_every_scheduler_of_ignite_is_in_the_table():
    public = {
        name for name, kind in vars(param_scheduler).items()
        if not name.startswith("_") and getattr(kind, "__module__", "") == param_scheduler.__name__
        and (inspect.isclass(kind) or name.startswith("create_"))
    }  # fmt: skip
    assert public - EXCLUDED == {each.name.rpartition(".")[2] for each in IGNITE}
    assert {call.name.rpartition(".")[2] for call in SETTINGS} == public - EXCLUDED
    for original in IGNITE:
        name = original.name.rpartition(".")[2]
        assert getattr(handlers, name) is getattr(param_scheduler, name)


# What has no equal here, and why: each test shows it in the rates of Ignite.


def rates_of(name, **arguments):
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=RATE)
    scheduler = getattr(handlers, name)(optimizer, "lr", **arguments)
    rates = []
    for _ in range(EVENTS):
        scheduler(None)
        rates.append(optimizer.param_groups[0]["lr"])
    return np.array(rates)


def test_cycles_whose_ends_change_by_different_factors_are_no_multiple_of_each_other():
    arguments = {"start_value": 0.1, "end_value": 0.01, "cycle_size": 20, "start_value_mult": 0.5}
    rates = rates_of("CosineAnnealingScheduler", **arguments)
    ratios = rates[20:40] / rates[:20]
    assert np.ptp(ratios) > 0.1
    with pytest.raises(ValueError, match="start_value_mult must be end_value_mult if .*different factors; got 0.5 and"):
        translate("ignite.handlers.CosineAnnealingScheduler", **arguments)


def test_cycles_whose_lengths_are_rounded_grow_by_no_one_factor():
    arguments = {"start_value": 0.1, "end_value": 0.01, "cycle_size": 7, "cycle_mult": 1.5}
    starts = np.flatnonzero(rates_of("CosineAnnealingScheduler", **arguments) == 0.1)
    assert np.diff(starts)[:4].tolist() == [7, 10, 15, 22]  # not 7, 10.5, 15.75
    with pytest.raises(ValueError, match="cycle_mult must be an integer, because Ignite rounds the lengths"):
        translate("ignite.handlers.CosineAnnealingScheduler", **arguments)


@pytest.mark.parametrize(
    "name, more, message",
    [
        (
            "LinearCyclicalScheduler",
            {"cycle_mult": 3},
            "cycle_mult must be 1, because lrnotes has no",
        ),
        (
            "CosineAnnealingScheduler",
            {"cycle_mult": 3, "warmup_duration": 2},
            "warmup_duration must be 0 if cycles",
        ),
        (
            "CosineAnnealingScheduler",
            {"cycle_mult": 3, "start_value_mult": 0.5},
            "and end_value is not 0; got 0.5",
        ),
        (
            "CosineAnnealingScheduler",
            {"cycle_mult": 3, "start_value": 0.0},
            "start_value must be above 0 if cycles",
        ),
    ],
)
def test_cycles_that_grow_in_other_ways(name, more, message):
    arguments = {"start_value": 0.1, "end_value": 0.2, "cycle_size": 9, **more}
    with pytest.raises(ValueError, match=message):
        translate(f"ignite.handlers.{name}", **arguments)


def test_both_refuse_a_warmup_of_a_cycle_that_comes_back():
    arguments = {"start_value": 0.1, "end_value": 0.2, "cycle_size": 9, "warmup_duration": 3}
    with pytest.raises(ValueError):
        rates_of("LinearCyclicalScheduler", **arguments)
    with pytest.raises(ValueError, match="warmup_duration must be 0 unless monotonic is True; got 3"):
        translate("ignite.handlers.LinearCyclicalScheduler", **arguments)


def test_a_duration_of_0_that_never_ends():
    one, other = (translate("PiecewiseLinear", milestones_values=[(0, rate)]) for rate in (0.1, 0.2))
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=RATE)
    parts = [handlers.PiecewiseLinear(optimizer, "lr", [(0, rate)]) for rate in (0.1, 0.2, 0.1)]
    scheduler = handlers.ConcatScheduler(parts, [5, 0])
    rates = []
    for _ in range(20):
        scheduler(None)
        rates.append(optimizer.param_groups[0]["lr"])
    assert rates == [0.1] * 5 + [0.2] * 15
    with pytest.raises(ValueError, match=r"durations must be 1 or more after the first, or Ignite never goes on; got"):
        translate("ConcatScheduler", schedulers=[one, other, one], durations=[5, 0])
