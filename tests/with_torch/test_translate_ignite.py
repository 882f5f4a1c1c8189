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
    Call("PiecewiseLinear", milestones_values=[(10, 0.1), (41, 0.08), (100, 0.02)]),
    Call("PiecewiseLinear", milestones_values=[(0, 0.0), (1, 0.1), (250, 0.0)]),
    Call("PiecewiseLinear", milestones_values=[(10, 0.1)]),
]
COSINE, UP = SETTINGS[4], SETTINGS[2]
SETTINGS += [
    Call("ConcatScheduler", schedulers=[UP, COSINE], durations=[40]),
    Call("ConcatScheduler", schedulers=[SETTINGS[0], SETTINGS[7], COSINE], durations=[50, 60]),
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


@pytest.mark.parametrize("name", ["start_value_mult", "end_value_mult", "cycle_mult", "warmup_duration"])
def test_cycles_that_have_no_equal(name):
    with pytest.raises(ValueError, match=f"{name} must be"):
        translate("LinearCyclicalScheduler", start_value=0.1, end_value=0.2, cycle_size=9, **{name: 3})
