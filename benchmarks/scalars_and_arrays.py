"""A rate at a time against hand-written math, a million at once against hand-written NumPy."""

import functools

import numpy as np

import lrnotes
import written_by_hand as hand
from ratios import compare, header

PAIRS = {
    "CosineDecay": (lrnotes.CosineDecay(0.1, 1000, 0.01), hand.cosine, hand.cosine_array),
    "LinearCosineDecay": (lrnotes.LinearCosineDecay(0.1, 1000), hand.linear_cosine, hand.linear_cosine_array),
    "TriangularCyclicalLearningRate": (
        lrnotes.TriangularCyclicalLearningRate(0.001, 0.1, 25), hand.triangular, hand.triangular_array,
    ),
}  # fmt: skip

header("one rate, against math")
for name, (schedule, scalar, _) in PAIRS.items():
    compare(name, functools.partial(schedule, 700), functools.partial(scalar, 700), bar=1.5)

header("a million rates in float64, against NumPy")
steps = np.arange(1_000_000, dtype=np.float64)
for name, (schedule, _, array) in PAIRS.items():
    compare(name, functools.partial(schedule, steps), functools.partial(array, steps), bar=0.9)
