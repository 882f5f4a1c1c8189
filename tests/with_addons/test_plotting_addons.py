"""``plot`` takes the original objects as they are."""

import numpy as np
import pytest
import tensorflow as tf
import tensorflow_addons as tfa

import lrnotes

ORIGINALS = {
    "cyclical": (
        tfa.optimizers.CyclicalLearningRate(1e-3, 1e-2, 25, scale_fn=lambda cycle: 1.0),
        lrnotes.TriangularCyclicalLearningRate(1e-3, 1e-2, 25),
    ),
    "triangular2": (
        tfa.optimizers.Triangular2CyclicalLearningRate(1e-3, 1e-2, 25),
        lrnotes.Triangular2CyclicalLearningRate(1e-3, 1e-2, 25),
    ),
    "exponential": (
        tfa.optimizers.ExponentialCyclicalLearningRate(1e-3, 1e-2, 5, gamma=0.8),
        lrnotes.ExponentialCyclicalLearningRate(1e-3, 1e-2, 5, gamma=0.8),
    ),
    "keras": (tf.keras.optimizers.schedules.CosineDecay(1e-2, 50), lrnotes.CosineDecay(1e-2, 50)),
}


@pytest.mark.parametrize("name", ORIGINALS)
def test_an_original_and_ours_are_drawn_alike(name):
    original, ours = ORIGINALS[name]
    linear = lrnotes.plot([original, ours], steps=100).axes[0]
    # An original in float32 is level a little sooner, so its line has other corners.
    drawn, expected = (np.interp(np.arange(101), *line.get_data()) for line in linear.lines)
    np.testing.assert_allclose(drawn, expected, rtol=0, atol=2e-6 * 1e-2)
    labels = [" ".join(line.get_label().split()) for line in linear.lines]  # a long one is wrapped
    assert labels == [type(original).__name__, repr(ours)]
