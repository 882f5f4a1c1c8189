"""What users write, and what type checkers must accept: `make check` runs mypy and pyright on it, both strictly."""

from typing import Any, assert_type

import numpy as np
from numpy.typing import NDArray

import lrnotes
from lrnotes import CosineDecay, FeedbackSchedule, MultiStepDecay, PiecewiseConstantDecay, Schedule

# The README's lines.
schedule = CosineDecay(0.1, decay_steps=1000, alpha=0.01).warmup(100)
assert_type(schedule, Schedule)
assert_type((schedule(0), schedule(100), schedule(1100)), tuple[float, float, float])

# Arguments: numbers, integers for rates, lists and arrays, None where it is allowed, names.
CosineDecay(1, 1000, 0.0, None, 0.2, 10)
CosineDecay(initial_learning_rate=0.1, decay_steps=1e3, warmup_target=None, name="mine")
MultiStepDecay(0.5, milestones=[30, 80])
PiecewiseConstantDecay((30, 80), np.array([0.1, 0.02, 0.001]))
lrnotes.PiecewiseInterpolation(np.arange(3), [0.0, 0.1, 0.02], "cosine")
lrnotes.CyclicalLearningRate(0.001, 0.009, step_size=4, scale_fn=lambda cycle: 1 / cycle)
lrnotes.WarmupSustainStepDecay()
lrnotes.TriangularCyclicalLearningRate(0.001, 0.009, 4, name=None)

# Attributes.
cosine = CosineDecay(0.1, 1000)
assert_type(cosine.initial_learning_rate, float)
assert_type(cosine.warmup_target, float | None)
assert_type(cosine.name, str | None)
assert_type(lrnotes.PolynomialDecay(0.1, 100).cycle, bool)
assert_type(lrnotes.NoisyLinearCosineDecay(0.1, 100).seed, int)
for milestone in MultiStepDecay(0.5, milestones=[30, 80]).milestones:
    print(milestone + 1)

# Steps: a number gives a number, an array an array; float32 stays float32.
assert_type(cosine(3), float)
assert_type(cosine(2.5), float)
assert_type(cosine(np.float32(3)), np.float32)
assert_type(cosine(np.arange(10)), NDArray[np.float64])
assert_type(cosine(np.linspace(0, 10, 5, dtype=np.float64)), NDArray[np.float64])
assert_type(cosine(np.zeros(3, np.float32)), NDArray[np.float32])
assert_type(cosine([0, 1, 2]), NDArray[np.float64])
assert_type(cosine(range(3)), NDArray[np.float64])
assert_type(cosine([[0.0, 0.5], [1, 2]]), NDArray[np.float64])
assert_type(cosine(np.int64(3)), np.float64)
rates: list[float] = cosine([0, 1, 2]).tolist()

# Composition.
assert_type(cosine.then(cosine, at=1000).repeat(every=2000).skip(1).clip(1e-4, 0.05), Schedule)
assert_type(0.5 * cosine, Schedule)
assert_type(cosine * np.float64(0.5), Schedule)
assert_type(cosine * cosine, Schedule)
assert_type(Schedule.from_function(lambda step: 0.1 if step < 30 else 0.05, name="mine"), Schedule)


def halved(step: int) -> float:
    return 0.1 if step < 30 else 0.05


assert_type(Schedule.from_function(halved)(3), float)

# Configurations, and code.
assert_type(cosine.get_config(), dict[str, Any])
assert_type(CosineDecay.from_config(cosine.get_config()), CosineDecay)
assert_type(lrnotes.serialize(cosine), dict[str, Any])
again: Schedule = lrnotes.deserialize(lrnotes.serialize(cosine))
assert_type(cosine.to_code("torch"), str)
assert cosine == again and {cosine: 1}[cosine] == 1

# Expressions and published recipes.
assert_type(lrnotes.parse("CosineDecay(0.1, 1000)"), Schedule | FeedbackSchedule)
recipe = lrnotes.recipe("SmolLM3-3B")
assert_type(recipe.schedule, Schedule)
assert_type(recipe.peak, float)
assert_type(recipe.length, float | None)
assert_type(recipe.source.url, str)
assert_type([each.name for each in lrnotes.recipes()], list[str])
