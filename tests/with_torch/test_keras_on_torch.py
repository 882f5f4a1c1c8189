"""Keras 3 on PyTorch: training, and CosineDecay against the original there."""

import keras
import numpy as np
import pytest
import torch

import lrnotes
from lrnotes.keras import KerasSchedule
from settings import SCHEDULES
from settings.cosine import ORIGINALS, peak_of, steps_of
from support.keras_training import KerasTraining, assert_rates, model_with, train

Original = keras.optimizers.schedules.CosineDecay
FLOAT32 = 2e-6  # of the peak: the rounding that the original may have


def test_this_is_torch():
    assert keras.backend.backend() == "torch"


class TestOnTorch(KerasTraining):
    compiled = False  # here, fit runs the update eagerly
    compile_options = ({}, {"run_eagerly": True})


def test_compiled_when_asked():
    # Apart, since PyTorch compiles long.
    schedule = SCHEDULES["repeat"]
    model = model_with(keras.optimizers.SGD(KerasSchedule(schedule)), jit_compile=True)
    assert_rates(train(model, 45), schedule)


@pytest.mark.parametrize("settings", ORIGINALS.values(), ids=ORIGINALS)
def test_equal_to_the_original_at_every_step(settings):
    steps, atol = steps_of(settings), FLOAT32 * peak_of(settings)
    original, ours = Original(**settings), lrnotes.CosineDecay(**settings)
    theirs = np.array([float(original(torch.tensor(step))) for step in steps])
    np.testing.assert_allclose(ours(steps), theirs, rtol=0, atol=atol)
    np.testing.assert_allclose(ours(torch.tensor(steps)), theirs, rtol=0, atol=atol)
