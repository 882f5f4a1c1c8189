"""Optax's schedules with whatever arguments they take, against what the table makes of them."""

import numpy as np
import optax
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.translations import FLOAT32, Call, assert_equal

STEPS = np.arange(0, 160)
part, rates, counts = st.floats(0.01, 1), st.floats(1e-4, 1), st.integers(0, 60)
lengths = st.integers(1, 100)
factors = st.dictionaries(st.integers(1, 120), st.floats(0.1, 1.5), max_size=4).map(
    lambda each: dict(sorted(each.items()))
)
from_0 = st.just(0.0) | rates


def of(name, /, **arguments):
    return st.fixed_dictionaries(arguments).map(lambda arguments: Call(f"optax.{name}", **arguments))


exponential = {
    "transition_steps": lengths, "decay_rate": st.floats(0.1, 1.02), "transition_begin": counts,
    "staircase": st.booleans(), "end_value": st.none() | rates,
}  # fmt: skip
one_cycle = {
    "transition_steps": st.integers(20, 150), "peak_value": rates, "div_factor": st.floats(1, 50),
    "final_div_factor": st.floats(1, 1e5),
}  # fmt: skip
ANY = {
    "constant_schedule": of("constant_schedule", value=rates),
    "polynomial_schedule": of(
        "polynomial_schedule",
        init_value=rates,
        end_value=rates,
        power=st.floats(0.2, 4),
        transition_steps=counts,
        transition_begin=counts,
    ),
    "linear_schedule": of(
        "linear_schedule", init_value=from_0, end_value=from_0, transition_steps=counts, transition_begin=counts
    ),
    "piecewise_constant_schedule": of("piecewise_constant_schedule", init_value=rates, boundaries_and_scales=factors),
    "piecewise_interpolate_schedule": of(
        "piecewise_interpolate_schedule",
        interpolate_type=st.sampled_from(["linear", "cosine"]),
        init_value=rates,
        boundaries_and_scales=factors,
    ),
    "exponential_decay": of("exponential_decay", init_value=rates, **exponential),
    "warmup_exponential_decay_schedule": of(
        "warmup_exponential_decay_schedule", init_value=from_0, peak_value=rates, warmup_steps=counts, **exponential
    ),
    "cosine_decay_schedule": of(
        "cosine_decay_schedule",
        init_value=rates,
        decay_steps=lengths,
        alpha=st.floats(0, 1.5),
        exponent=st.floats(0.5, 3),
    ),
    "warmup_constant_schedule": of(
        "warmup_constant_schedule", init_value=from_0, peak_value=rates, warmup_steps=counts
    ),
    "warmup_cosine_decay_schedule": of(
        "warmup_cosine_decay_schedule",
        init_value=from_0,
        peak_value=rates,
        warmup_steps=counts,
        decay_steps=st.integers(61, 150),
        end_value=from_0,
        exponent=st.floats(0.5, 3),
    ),
    "linear_onecycle_schedule": of(
        "linear_onecycle_schedule", pct_start=st.floats(0.05, 0.5), pct_final=st.floats(0.55, 0.99), **one_cycle
    ),
    "cosine_onecycle_schedule": of("cosine_onecycle_schedule", pct_start=st.floats(0.05, 0.95), **one_cycle),
}


@pytest.mark.parametrize("calls", ANY.values(), ids=ANY)
@given(data=st.data())
@settings(max_examples=60, deadline=None, derandomize=True)
def test_any_arguments(calls, data):
    call = data.draw(calls)
    theirs = call.theirs(vars(optax))
    assert_equal(call.ours()(STEPS), [float(theirs(step)) for step in STEPS.tolist()], FLOAT32)
