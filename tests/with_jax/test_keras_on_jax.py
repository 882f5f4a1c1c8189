"""Keras 3 on JAX: training, and CosineDecay against the original there."""

import pathlib
import subprocess
import sys

import jax
import jax.numpy as jnp
import keras
import numpy as np
import pytest

import lrnotes
from settings.cosine import ORIGINALS, peak_of, steps_of
from support.keras_training import KerasTraining

Original = keras.optimizers.schedules.CosineDecay
FLOAT32 = 2e-6  # of the peak: the rounding that the original may have


def test_this_is_jax():
    assert keras.backend.backend() == "jax"


class TestOnJax(KerasTraining):
    pass


def test_a_file_loaded_without_the_import_says_what_to_import():
    """Keras knows a class once its module is imported; its message names the module from the file."""
    root = pathlib.Path(__file__).parents[2]
    load = "import sys, keras, lrnotes\nkeras.models.load_model(sys.argv[1])"
    file = root / "tests" / "kept" / "keras_3_0.2.0.keras"
    ran = subprocess.run([sys.executable, "-c", load, file], cwd=root, capture_output=True, text=True)
    assert ran.returncode and "Could not locate class 'KerasSchedule'" in ran.stderr
    assert "make sure they are all imported" in ran.stderr and "'module': 'lrnotes.keras'" in ran.stderr


@pytest.mark.parametrize("settings", ORIGINALS.values(), ids=ORIGINALS)
def test_equal_to_the_original_at_every_step(settings):
    steps = [jnp.int32(step) for step in steps_of(settings) if step < 2**31]
    original, ours = Original(**settings), lrnotes.CosineDecay(**settings)
    compiled, atol = jax.jit(original), FLOAT32 * peak_of(settings)
    theirs = np.array([float(compiled(step)) for step in steps])
    np.testing.assert_allclose(ours(np.array(steps)), theirs, rtol=0, atol=atol)
    np.testing.assert_allclose(jax.jit(ours)(jnp.stack(steps)), theirs, rtol=0, atol=atol)
    # Eagerly, the original compiles its branches anew at each call: a few steps must do.
    theirs = np.array([float(original(step)) for step in steps[3::15]])
    np.testing.assert_allclose(ours(jnp.stack(steps[3::15])), theirs, rtol=0, atol=atol)


def test_whole_number_as_rate():
    # Keras 3 takes the type of the rate for the whole computation, where pi then is 3: silently wrong.
    assert [float(Original(1, 10)(step)) for step in (9, 10)] == pytest.approx([0.0479640, 0.0050038], abs=FLOAT32)
    assert [float(Original(1.0, 10)(step)) for step in (9, 10)] == pytest.approx([0.0244717, 0.0], abs=FLOAT32)
    assert lrnotes.CosineDecay(1, 10)(jnp.array([9, 10])).tolist() == pytest.approx([0.0244717, 0.0], abs=FLOAT32)


def test_warm_up_from_whole_zero():
    """The example in the docstring of the original: ``CosineDecay(0, 1000, warmup_target=0.1, warmup_steps=1000)``."""
    arguments = dict(initial_learning_rate=0, decay_steps=1000, warmup_target=0.1, warmup_steps=1000)
    steps = [0, 500, 1000, 1500, 2000]
    assert [float(Original(**arguments)(step)) for step in steps] == [0, 0, 0, 0, 0]  # no training, silently
    ours = lrnotes.CosineDecay(**arguments)
    assert ours(jnp.array(steps)).tolist() == pytest.approx([0, 0.05, 0.1, 0.05, 0], abs=FLOAT32)


def test_array_of_steps_with_warm_up():
    settings = ORIGINALS["warm-up"]
    with pytest.raises(TypeError, match="Pred must be a scalar"):
        Original(**settings)(jnp.arange(80))
    compiled = jax.jit(Original(**settings))
    one_by_one = [float(compiled(step)) for step in range(80)]
    np.testing.assert_allclose(lrnotes.CosineDecay(**settings)(jnp.arange(80)), one_by_one, rtol=0, atol=1e-8)
