"""What the table of equivalents makes of the schedulers that follow a metric, against PyTorch and transformers."""

import inspect

import numpy as np
import pytest
import torch
from torch.optim import lr_scheduler
from transformers import optimization

from lrnotes import translate
from lrnotes.from_others import find
from support.translations import FLOAT64, assert_equal, differences_in_arguments

METRICS = (np.abs(np.sin(np.arange(120) / 7)) + 3 / (1 + np.arange(120) // 20)).tolist()
PLATEAU = [
    {},
    {"factor": 0.5, "patience": 3, "cooldown": 2},
    {"mode": "max", "patience": 2, "threshold": 0.1, "threshold_mode": "abs", "min_lr": 0.01},
    {"patience": 0, "eps": 0.02, "factor": 0.7},
]
GREEDY = [
    {},
    {"factor": 0.5, "patience": 3, "cooldown": 2, "warmup": 1},
    {"mode": "max", "patience": 2, "threshold": 0.1, "threshold_mode": "rel", "max_lr": 0.2},
    {"smooth": True, "window_size": 5, "patience": 2, "reset_start": 3},
]
SETTINGS = [
    *(("torch.optim.lr_scheduler.ReduceLROnPlateau", lr_scheduler.ReduceLROnPlateau, each) for each in PLATEAU),
    *(("get_reduce_on_plateau_schedule", optimization.get_reduce_on_plateau_schedule, each) for each in PLATEAU),
    *(("get_greedy_schedule", optimization.get_greedy_schedule, each) for each in GREEDY),
    *(("transformers.optimization.GreedyLR", optimization.GreedyLR, each) for each in GREEDY),
]


def rates_of(original, arguments):
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.1)
    scheduler, rates = original(optimizer, **arguments), [0.1]
    for metric in METRICS:
        scheduler.step(metric)
        rates.append(optimizer.param_groups[0]["lr"])
    return rates


@pytest.mark.parametrize("name, original, arguments", SETTINGS, ids=lambda each: getattr(each, "__name__", str(each)))
def test_every_rate(name, original, arguments):
    theirs = rates_of(original, arguments)
    assert_equal(translate(name, learning_rate=0.1, **arguments).rates(METRICS), theirs, FLOAT64)


def test_something_happens():
    assert all(len(set(rates_of(original, arguments))) > 1 for _, original, arguments in SETTINGS)


@pytest.mark.parametrize(
    "name, word", [("reduce_lr_on_plateau", "get_reduce_on_plateau_schedule"), ("greedy", "GreedyLR")]
)
def test_by_the_name_for_get_scheduler(name, word):
    by_name = translate("get_scheduler", learning_rate=0.1, name=name, scheduler_specific_kwargs={"patience": 3})
    assert by_name == translate(f"transformers.optimization.{word}", learning_rate=0.1, patience=3)


@pytest.mark.parametrize(
    "name, original",
    [
        ("torch.optim.lr_scheduler.ReduceLROnPlateau", lr_scheduler.ReduceLROnPlateau),
        ("get_reduce_on_plateau_schedule", lr_scheduler.ReduceLROnPlateau),  # which it hands its arguments to
        ("get_greedy_schedule", optimization.GreedyLR),
    ],
)
def test_the_arguments_are_those_of_the_original(name, original):
    assert differences_in_arguments(find(name), original) is None
    assert "verbose" not in find(name).parameters and inspect.isclass(original)
