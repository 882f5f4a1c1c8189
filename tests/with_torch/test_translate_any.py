"""PyTorch's and transformers' schedulers with whatever arguments they take, against what the table makes of them."""

import numpy as np
import pytest
import torch
import transformers
from hypothesis import given, settings
from hypothesis import strategies as st
from torch.optim import lr_scheduler

from support.translations import Call, assert_equal

RATE, UPDATES = 0.08, 160
TOLERANCE = 1e-10  # many of PyTorch's compute a rate from the one before, whose rounding adds up
LIBRARY = {**vars(lr_scheduler), "get_scheduler": transformers.get_scheduler}
part, rates, counts = st.floats(0.01, 1), st.floats(1e-4, 1), st.integers(0, 60)
lengths = st.integers(1, 100)


def of(name, /, **arguments):
    return st.fixed_dictionaries(arguments).map(lambda arguments: Call(name, **arguments))


def cyclic(mode, **others):
    """With one length for both ways where the height changes: the cycle is told from the middle then."""
    down = st.none() if mode != "triangular" else st.none() | st.integers(1, 40)
    return of(
        "CyclicLR", base_lr=rates, max_lr=rates, step_size_up=st.integers(1, 40), step_size_down=down,
        mode=st.just(mode), **others,
    )  # fmt: skip


def one_cycle(most, **others):
    return of(
        "OneCycleLR", max_lr=rates, total_steps=st.integers(UPDATES, 400), pct_start=st.floats(0.05, most),
        anneal_strategy=st.sampled_from(["cos", "linear"]), div_factor=st.floats(1, 100),
        final_div_factor=st.floats(1, 1e5), **others,
    )  # fmt: skip


def named(name, **arguments):
    total = st.integers(61, UPDATES)
    call = of("get_scheduler", name=st.just(name), num_warmup_steps=counts, num_training_steps=total)
    more = st.fixed_dictionaries(arguments)
    return st.builds(lambda call, more: Call(call.name, **call.arguments, scheduler_specific_kwargs=more), call, more)


shapes = st.sampled_from(["linear", "cosine", "1-sqrt"])
ANY = {
    "StepLR": of("StepLR", step_size=lengths, gamma=part),
    "MultiStepLR": of("MultiStepLR", milestones=st.lists(counts, max_size=5).map(sorted), gamma=part),
    "ConstantLR": of("ConstantLR", factor=part, total_iters=counts),
    "LinearLR": of("LinearLR", start_factor=part, end_factor=part, total_iters=counts),
    "ExponentialLR": of("ExponentialLR", gamma=st.floats(0.8, 1.02)),
    "PolynomialLR": of("PolynomialLR", total_iters=lengths, power=st.floats(0.2, 4)),
    "CosineAnnealingLR": of("CosineAnnealingLR", T_max=lengths, eta_min=rates),
    "CosineAnnealingWarmRestarts": of(
        "CosineAnnealingWarmRestarts", T_0=st.integers(1, 40), T_mult=st.integers(1, 3), eta_min=rates
    ),
    "CyclicLR, triangular": cyclic("triangular"),
    "CyclicLR, triangular2": cyclic("triangular2"),
    "CyclicLR, exp_range": cyclic("exp_range", gamma=st.floats(0.9, 1)),
    "OneCycleLR": one_cycle(0.95),
    "OneCycleLR, three phases": one_cycle(0.5, three_phase=st.just(True)),
    "linear": named("linear"),
    "cosine": named("cosine", num_cycles=st.floats(0.1, 3)),
    "cosine_with_restarts": named("cosine_with_restarts", num_cycles=st.integers(1, 5)),
    "polynomial": named("polynomial", lr_end=st.floats(0, 0.01), power=st.floats(0.3, 3)),
    "constant_with_warmup": named("constant_with_warmup"),
    "inverse_sqrt": named("inverse_sqrt", timescale=lengths),
    "cosine_with_min_lr": named("cosine_with_min_lr", min_lr_rate=part, num_cycles=st.floats(0.1, 2)),
    "cosine_warmup_with_min_lr": named("cosine_warmup_with_min_lr", min_lr_rate=part, warmup_lr_rate=st.none() | part),
    "warmup_stable_decay": named(
        "warmup_stable_decay", num_decay_steps=counts, min_lr_ratio=part, warmup_type=shapes, decay_type=shapes,
        num_cycles=st.just(0.5) | st.floats(0.1, 2),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ANY)
@pytest.mark.filterwarnings("ignore")
@given(data=st.data())
@settings(max_examples=200, deadline=None, derandomize=True)
def test_any_arguments(name, data):
    call = data.draw(ANY[name])
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=RATE, momentum=0.9)
    if call.name == "get_scheduler":
        scheduler = LIBRARY[call.name](optimizer=optimizer, **call.arguments)
    else:
        scheduler = call.theirs(LIBRARY, optimizer)
    theirs = []
    for _ in range(UPDATES):
        theirs.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
    assert_equal(call.ours(RATE)(np.arange(UPDATES)), theirs, TOLERANCE)
