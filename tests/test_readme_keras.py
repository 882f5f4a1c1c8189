"""The README's lines for Keras, and the chapter's for groups, run as they are printed."""

import keras
import numpy as np

from lrnotes import CosineDecay, LinearDecay
from support.keras_training import MovesOfTheWeight, model_with
from support.readme import group_lines, readme_lines


def test_a_fit():
    schedule, moves = CosineDecay(0.1, decay_steps=1000, alpha=0.01).warmup(100), MovesOfTheWeight()
    model = model_with("sgd")
    fit, data = model.fit, np.ones((320, 1), np.float32)
    model.fit = lambda *arguments, **options: fit(*arguments, **options, verbose=0, callbacks=[moves])
    exec(readme_lines("KerasSchedule"), {"model": model, "x": data, "y": -1000 * data})
    # Under a constant gradient each of Adam's updates is the rate, but for the rounding of its two averages.
    np.testing.assert_allclose(moves.moves, schedule(np.arange(100)), rtol=1e-4, atol=1e-9)


def test_groups_and_another_hyperparameter():
    names = {"keras": keras}
    exec(group_lines("HyperparameterCallback"), names)
    callback, rate, decay = names["callback"], CosineDecay(0.1, 900).warmup(100), LinearDecay(0.05, 1000)
    assert names["optimizer"].learning_rate == 0.0 and names["optimizer"]._learning_rate.schedule == rate
    assert callback.hyperparameters == {"weight_decay": decay} and callback.factors == {"head": 10.0}
