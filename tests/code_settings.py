"""Schedules whose training code is run in every framework: every branch of the table, and numbers of every kind."""

import importlib
import pathlib
import pkgutil

import numpy as np

import lrnotes
from lrnotes import CosineDecay, LinearCosineDecay, NoisyLinearCosineDecay, WarmupSustainStepDecay
from lrnotes.to_others.training_code import templates


def thirds(cycle):
    return 1 / (3 * cycle + 1)


class Halving(lrnotes.Schedule):
    initial_learning_rate: float
    half_life: float

    def formula(self, xp, step):
        return self.initial_learning_rate * 0.5 ** (step / self.half_life)


COSINE = {
    "classic": CosineDecay(1e-2, 50, 1e-2),
    "to zero": CosineDecay(0.1, 100),
    "a rate of many digits": CosineDecay(1 / 30, 70, 1 / 7),
    "alpha above 1": CosineDecay(0.1, 40, 2.5),
    "a length that is not whole": CosineDecay(0.1, 33.3, 0.1),
    "a whole number as rate": CosineDecay(1, 10),
    "a target without a warm-up": CosineDecay(0.1, 40, 0.1, warmup_target=0.2),
    "warm-up": CosineDecay(1e-5, 50, 0.1, warmup_target=1e-2, warmup_steps=10),
    "warm-up from 0": CosineDecay(0, 50, 0.1, warmup_target=1e-2, warmup_steps=10),
    "warm-up down": CosineDecay(0.02, 50, 0.1, warmup_target=1e-2, warmup_steps=10),
    "warm-up from its target": CosineDecay(0.02, 50, warmup_target=0.02, warmup_steps=10),
    "warm-up that is not whole": CosineDecay(1e-3, 50, 0.1, warmup_target=1e-2, warmup_steps=10.5),
    "warm-up to 0": CosineDecay(0.1, 50, warmup_target=0.0, warmup_steps=10),
}
LINEAR_COSINE = {
    "classic": LinearCosineDecay(1e-2, 50, 1, 0.0, 1e-3),
    "defaults": LinearCosineDecay(0.1, 100),
    "no beta": LinearCosineDecay(0.1, 60, beta=0.0),
    "no beta, some alpha": LinearCosineDecay(0.1, 60, alpha=0.3, beta=0.0),
    "alpha and beta above 1": LinearCosineDecay(0.1, 30, 0.5, 2.0, 3.0),
    "a length that is not whole": LinearCosineDecay(0.1, 33.3, 0.5, 0.1, 0.0),
}
NOISY = {
    "defaults": NoisyLinearCosineDecay(0.1, 40),
    "no variance": NoisyLinearCosineDecay(0.01, 50, 0.0, 0.55, 2.0, 0.1, 0.01, seed=3),
}
CYCLICAL = {
    "scale by a function": lrnotes.CyclicalLearningRate(1e-3, 1e-2, 25, thirds),
    "scale by a function of the step": lrnotes.CyclicalLearningRate(1e-3, 1e-2, 25, thirds, "iterations"),
    "triangular": lrnotes.TriangularCyclicalLearningRate(1e-3, 1e-2, 25),
    "triangular, half a step": lrnotes.TriangularCyclicalLearningRate(1e-3, 1e-2, 12.5),
    "triangular, downwards": lrnotes.TriangularCyclicalLearningRate(1e-2, 1e-3, 20),
    "triangular2": lrnotes.Triangular2CyclicalLearningRate(1e-3, 1e-2, 25),
    "triangular2 by steps": lrnotes.Triangular2CyclicalLearningRate(1e-3, 1e-2, 5, "iterations"),
    "exponential": lrnotes.ExponentialCyclicalLearningRate(1e-3, 1e-2, 20, gamma=0.99),
    "exponential by cycles": lrnotes.ExponentialCyclicalLearningRate(1e-3, 1e-2, 20, "cycle", gamma=0.7),
}
STAIRS = {
    "defaults": WarmupSustainStepDecay(),
    "long": WarmupSustainStepDecay(1e-4, 0.1, 20, 10, 15, 0.5),
    "nothing sustained": WarmupSustainStepDecay(1e-4, 0.1, 20, 0, 15, 0.5),
    "no warm-up": WarmupSustainStepDecay(1e-4, 0.1, 0, 10, 15, 0.5),
    "stairs alone": WarmupSustainStepDecay(1e-4, 0.1, 0, 0, 15, 0.5),
    "from 0": WarmupSustainStepDecay(0.0, 0.1, 20, 10, 15, 0.5),
    "from above": WarmupSustainStepDecay(0.2, 0.1, 20, 10, 15, 0.5),
    "to 0 at once": WarmupSustainStepDecay(1e-4, 0.1, 20, 10, 15, 0.0),
    "lengths that are not whole": WarmupSustainStepDecay(1e-4, 0.1, 10.5, 2.5, 7.5, 0.5),
}
TOGETHER = {
    "warmup": CosineDecay(0.1, 50).warmup(10),
    "then": CosineDecay(0.1, 50).then(LinearCosineDecay(0.01, 20), at=50),
    "repeat": CosineDecay(0.1, 41).repeat(every=41),
    "all": (0.5 * CosineDecay(0.1, 41).warmup(10, 1e-3).then(LinearCosineDecay(0.01, 20), at=60)).repeat(every=90),
    "a class of one's own": Halving(0.1, 10),
    "a function of one's own": lrnotes.Schedule.from_function(thirds, name="thirds"),
}
TABLES = {
    "cosine": COSINE,
    "linear cosine": LINEAR_COSINE,
    "noisy": NOISY,
    "cyclical": CYCLICAL,
    "stairs": STAIRS,
    "together": TOGETHER,
}
# The frameworks that have no lines of their own for it: one more is a loss, one less a setting that is new there.
_WITHOUT = {
    "cosine": dict.fromkeys(COSINE, "")
    | {
        "a length that is not whole": "Hugging Face",
        "warm-up": "Hugging Face",
        "warm-up down": "Hugging Face",
        "warm-up from its target": "Hugging Face",
        "warm-up that is not whole": "PyTorch, Hugging Face",
        "warm-up to 0": "PyTorch, Hugging Face",
    },
    "linear cosine": dict.fromkeys(LINEAR_COSINE, "PyTorch, Hugging Face")
    | {
        "classic": "PyTorch, Optax, Hugging Face",
        "no beta": "Hugging Face",
        "no beta, some alpha": "Hugging Face",
    },
    "noisy": dict.fromkeys(NOISY, "PyTorch, Optax, Hugging Face"),
    "cyclical": dict.fromkeys(CYCLICAL, "Keras, Optax, Hugging Face")
    | {
        "triangular": "Keras, Hugging Face",
        "triangular, half a step": "Keras, Hugging Face",
        "triangular, downwards": "Keras, Hugging Face",
    },
    "stairs": dict.fromkeys(STAIRS, "Keras, Hugging Face")
    | {
        "from 0": "Keras, PyTorch, Hugging Face",
        "from above": "Keras, PyTorch, Hugging Face",
        "to 0 at once": "Keras, Optax, Hugging Face",
        "lengths that are not whole": "Keras, PyTorch, Hugging Face",
    },
    "together": dict.fromkeys(TOGETHER, "Keras, PyTorch, Optax, Hugging Face"),
}
# And those of the other families, a module for each.
for _module in pkgutil.iter_modules([str(pathlib.Path(__file__).with_name("code_settings_of"))]):
    _family = importlib.import_module(f"code_settings_of.{_module.name}")
    TABLES[_module.name], _WITHOUT[_module.name] = _family.SETTINGS, _family.WITHOUT
SETTINGS = {f"{table}, {name}": each for table, settings in TABLES.items() for name, each in settings.items()}
WITHOUT = {f"{table}, {name}": without[name] for table, without in _WITHOUT.items() for name in TABLES[table]}


def code_of(schedule, framework):
    """The lines with lrnotes, and the framework's own or None."""
    (entry,) = (entry for entry in templates(schedule, sliders=()) if entry["framework"].startswith(framework))
    assert entry["when"] is None  # nothing moves, so nothing is left open
    return entry["ours"], entry["native"]


def native_of(framework):
    """The settings for which the framework has lines of its own."""
    return {name: each for name, each in SETTINGS.items() if code_of(each, framework)[1]}


def run(code, **given):
    """The names that the code leaves; ``given`` are those that it takes from its reader."""
    names = {"thirds": thirds, "Halving": Halving, **given}
    exec(code, names)
    return names


def assert_equal(rates, schedule, tolerance):
    """The rate of every update is the schedule's, to a fraction of its peak."""
    expected = schedule(np.arange(len(rates)))
    np.testing.assert_allclose(rates, expected, rtol=0, atol=tolerance * np.abs(expected).max())
