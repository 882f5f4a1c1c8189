"""Keras's schedules with whatever arguments they take, against what the table makes of them: eagerly, where they are
right at every step."""

import keras
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.translations import FLOAT32, Call, assert_equal

STEPS = np.arange(0, 160, 3)
part, rates, lengths = st.floats(0.01, 1), st.floats(1e-4, 1), st.integers(1, 60)
falling = {"initial_learning_rate": rates, "decay_steps": lengths}


def of(name, /, **arguments):
    name = f"keras.optimizers.schedules.{name}"
    return st.fixed_dictionaries(arguments).map(lambda arguments: Call(name, **arguments))


def pieces(boundaries):
    rows = {
        "boundaries": st.just(boundaries),
        "values": st.lists(rates, min_size=len(boundaries) + 1, max_size=len(boundaries) + 1),
    }
    return of("PiecewiseConstantDecay", **rows)


ANY = {
    "ExponentialDecay": of("ExponentialDecay", **falling, decay_rate=st.floats(0.1, 1.02), staircase=st.booleans()),
    "InverseTimeDecay": of("InverseTimeDecay", **falling, decay_rate=st.floats(0.01, 5), staircase=st.booleans()),
    "PolynomialDecay": of(
        "PolynomialDecay",
        **falling,
        end_learning_rate=rates,
        power=st.just(1.0) | st.floats(0.2, 4),
        cycle=st.booleans(),
    ),
    "PiecewiseConstantDecay": st.sets(st.integers(1, 150), min_size=1, max_size=5).map(sorted).flatmap(pieces),
    "CosineDecay": of("CosineDecay", **falling, alpha=st.floats(0, 2)),
    "CosineDecay with a warm-up": of(
        "CosineDecay", **falling, alpha=st.floats(0, 2), warmup_target=rates, warmup_steps=lengths
    ),
    "CosineDecayRestarts": of(
        "CosineDecayRestarts",
        initial_learning_rate=rates,
        first_decay_steps=lengths,
        t_mul=st.sampled_from([1.0, 2.0]),
        m_mul=part,
        alpha=part,
    ),
}


@pytest.mark.parametrize("calls", ANY.values(), ids=ANY)
@given(data=st.data())
@settings(max_examples=60, deadline=None, derandomize=True)
def test_any_arguments(calls, data):
    call = data.draw(calls)
    theirs = call.theirs(vars(keras.optimizers.schedules))
    assert_equal(call.ours()(STEPS), [float(theirs(step)) for step in STEPS.tolist()], FLOAT32)
