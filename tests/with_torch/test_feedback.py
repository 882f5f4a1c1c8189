"""Feedback schedules against torch.optim.lr_scheduler.ReduceLROnPlateau and transformers' GreedyLR, and in training."""

import math

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch.optim import SGD
from torch.optim.lr_scheduler import ReduceLROnPlateau as TorchPlateau
from transformers.optimization import GreedyLR as HuggingFaceGreedy
from transformers.optimization import get_scheduler

from lrnotes import GreedyLR, ReduceLROnPlateau
from lrnotes.to_others.training_code import blocks
from settings.feedback import (
    any_curves,
    atols,
    cooldowns,
    factors,
    initial_rates,
    lowest_rates,
    modes,
    patiences,
    rtols,
)


def theirs(original, metrics, initial, **arguments):
    optimizer = SGD([torch.nn.Parameter(torch.zeros(1))], lr=initial)
    scheduler = original(optimizer, **arguments)
    rates = [optimizer.param_groups[0]["lr"]]
    for metric in metrics:
        scheduler.step(metric)
        rates.append(optimizer.param_groups[0]["lr"])
    return rates


def tolerances(threshold, threshold_mode):
    return {"rtol": threshold, "atol": 0.0} if threshold_mode == "rel" else {"rtol": 0.0, "atol": threshold}


def agree(ours, original, metrics, initial, **arguments):
    expected = theirs(original, metrics, initial, **arguments)
    np.testing.assert_allclose(ours.rates(metrics), expected, rtol=0, atol=1e-12 * max(initial, max(expected)))


@settings(max_examples=400, deadline=None)
@given(any_curves, initial_rates, factors, patiences, modes, st.data())
def test_reduce_on_plateau(metrics, initial, factor, patience, mode, data):
    threshold_mode = data.draw(st.sampled_from(["rel", "abs"]))
    threshold = data.draw(rtols if threshold_mode == "rel" else atols)
    shared = {"factor": factor, "patience": patience, "mode": mode, "cooldown": data.draw(cooldowns)}
    shared |= {"min_lr": data.draw(lowest_rates), "eps": data.draw(st.sampled_from([1e-8, 0.0, 0.03]))}
    ours = ReduceLROnPlateau(initial, **shared, **tolerances(threshold, threshold_mode))
    agree(ours, TorchPlateau, metrics, initial, **shared, threshold=threshold, threshold_mode=threshold_mode)


@settings(max_examples=400, deadline=None)
@given(any_curves, initial_rates, factors, patiences, modes, st.data())
def test_greedy(metrics, initial, factor, patience, mode, data):
    threshold_mode = data.draw(st.sampled_from(["rel", "abs"]))
    threshold = data.draw(rtols if threshold_mode == "rel" else atols)
    shared = {"factor": factor, "patience": patience, "mode": mode}
    shared |= {name: data.draw(cooldowns) for name in ("cooldown", "warmup")}
    shared |= {"min_lr": data.draw(lowest_rates), "max_lr": data.draw(st.sampled_from([0.2, 1.0, 30.0]))}
    shared |= {"eps": data.draw(st.sampled_from([1e-8, 0.0, 0.03])), "reset_start": data.draw(st.integers(1, 4))}
    shared |= {"smooth": data.draw(st.booleans()), "window_size": data.draw(st.integers(1, 6))}
    ours = GreedyLR(initial, **shared, **tolerances(threshold, threshold_mode))
    agree(ours, HuggingFaceGreedy, metrics, initial, **shared, threshold=threshold, threshold_mode=threshold_mode)


NOISE = np.random.default_rng(4)
LONG = {
    "falls, then flat": np.concatenate([np.linspace(3, 1, 200), np.ones(7000)]),
    "noisy": 2 * 0.99 ** np.arange(800) + 0.05 * NOISE.standard_normal(800),
    "rises": np.linspace(1, 5, 400),
    "diverges": np.concatenate([np.linspace(3, 1, 50), [math.inf, math.nan, math.nan], np.linspace(1, 0.5, 50)]),
    "begins with NaN": [math.nan] * 15 + [1.0] * 15,
    "one metric": [1.0],
    "none": [],
}


@pytest.mark.parametrize("metrics", LONG.values(), ids=LONG)
@pytest.mark.parametrize("initial", [0.1, 5e-5])
def test_defaults_on_long_curves(metrics, initial):
    metrics = list(map(float, metrics))
    agree(ReduceLROnPlateau(initial), TorchPlateau, metrics, initial)
    agree(GreedyLR(initial), HuggingFaceGreedy, metrics, initial)
    agree(GreedyLR(initial, smooth=True), HuggingFaceGreedy, metrics, initial, smooth=True)


def test_the_long_curves_reset_the_greedy_rate_and_its_window():
    """Else the comparison above would say nothing of either."""
    metrics = LONG["falls, then flat"]
    rates = GreedyLR(0.1).rates(metrics)
    low = int(np.argmin(rates))
    assert rates[low] == 1e-3 and rates[-1] > 1e-3
    # 500 times eleven metrics at the lowest rate, not 500 steps.
    assert int(np.argmax(rates[low:] == 0.1)) > 5000


def test_transformers_names_lead_to_these_two():
    optimizer = SGD([torch.nn.Parameter(torch.zeros(1))], lr=0.1)
    assert type(get_scheduler("reduce_lr_on_plateau", optimizer)) is TorchPlateau
    assert type(get_scheduler("greedy", optimizer)) is HuggingFaceGreedy


def test_a_constant_metric_is_a_plateau_that_pytorch_notices_one_later():
    """patience=3: the first metric is the best, then come bad ones."""
    metrics = [1.0] * 6
    expected = [1, 1, 1, 1, 1, 0.1, 0.1]
    assert theirs(TorchPlateau, metrics, 1.0, patience=3) == expected
    assert ReduceLROnPlateau(1.0, patience=3).rates(metrics).tolist() == expected
    assert ReduceLROnPlateau(1.0, patience=3, patience_rule=">=").rates(metrics).tolist() == [1, 1, 1, 1, 0.1, 0.1, 0.1]


def test_training_at_the_rates_of_the_rule():
    schedule = ReduceLROnPlateau(0.25, factor=0.5, patience=1)
    weight = torch.nn.Parameter(torch.zeros(1, dtype=torch.float64))
    optimizer = SGD([weight], lr=schedule.initial_learning_rate)
    state, at, losses = schedule.start(), [0.0], [3.0, 2.0, 2.0, 2.0, 2.0, 2.0]
    for loss in losses:
        weight.grad = torch.ones_like(weight)
        optimizer.step()
        at.append(-weight.item())
        state = schedule.step(state, torch.tensor(loss))  # a tensor without dimensions is a number
        for group in optimizer.param_groups:
            group["lr"] = state.rate
    np.testing.assert_allclose(np.diff(at), schedule.rates(losses)[:-1], rtol=0, atol=1e-12)
    assert schedule.rates(losses)[-1] == optimizer.param_groups[0]["lr"] == 0.0625


# The lines of the table


def native(schedule, framework):
    """What the framework's own lines make, run with whatever they ask the reader for."""
    text = dict(blocks(schedule))[framework]
    assert "\n# native: " in text
    made = {}
    model = torch.nn.Linear(1, 1)
    stand_ins = {
        "TrainingArguments": lambda **arguments: arguments,
        "Trainer": lambda model, arguments, **others: arguments,
    }
    exec(
        text[text.index("# native: ") :],
        {"torch": torch, "model": model, "data": None, "held_out": None, **stand_ins},
        made,
    )
    return made


SETTINGS = [
    ReduceLROnPlateau(0.1, 0.5, 2, cooldown=2),
    ReduceLROnPlateau(0.1, 0.5, 2, "max", rtol=0.0, atol=0.25, min_lr=0.01),
    ReduceLROnPlateau(0.1, 0.5, 2, rtol=0.0, cooldown=3, patience_rule=">=", last_of_cooldown="counted"),
    ReduceLROnPlateau(0.1, 0.5, 3, rtol=0.0, patience_rule="==", eps=0.0),
    GreedyLR(0.1, 0.5, 2, warmup=1, cooldown=2),
    GreedyLR(0.1, 0.5, 1, "max", rtol=0.1, atol=0.0, smooth=True, window_size=4, reset_start=3),
]


@pytest.mark.parametrize("schedule", SETTINGS, ids=repr)
def test_native_lines_make_the_same_rule(schedule):
    metrics = np.random.default_rng(2).integers(0, 8, 150) / 4
    made = []
    if isinstance(schedule, ReduceLROnPlateau):
        lines = native(schedule, "PyTorch")
        made.append((lines["optimizer"], lines["scheduler"]))
    arguments = native(schedule, "Hugging Face")["arguments"]
    optimizer = SGD([torch.nn.Parameter(torch.zeros(1))], lr=arguments["learning_rate"])
    kwargs = arguments["lr_scheduler_kwargs"]
    made.append((optimizer, get_scheduler(arguments["lr_scheduler_type"], optimizer, scheduler_specific_kwargs=kwargs)))
    expected = schedule.rates(metrics)
    assert len(set(expected)) > 4
    for optimizer, scheduler in made:
        rates = [optimizer.param_groups[0]["lr"]]
        for metric in metrics:
            scheduler.step(metric)
            rates.append(optimizer.param_groups[0]["lr"])
        np.testing.assert_allclose(rates, expected, rtol=0, atol=1e-13)


def test_the_loop_of_our_lines_runs():
    schedule = ReduceLROnPlateau(0.25, factor=0.5, patience=3)
    seen = []

    def train(model, data, optimizer):
        seen.append(optimizer.param_groups[0]["lr"])
        return 1.0

    text = dict(blocks(schedule))["PyTorch"]
    exec(text[: text.index("# native: ")], {"model": torch.nn.Linear(1, 1), "data": None, "train": train})
    assert seen == schedule.rates([1.0] * 19).tolist() and len(set(seen)) == 5
