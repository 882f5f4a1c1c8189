"""One of every public schedule and composition, for the tests that hold for all of them."""

import doctest

import numpy as np

import lrnotes


def thirds(cycle):
    return 1 / (3 * cycle)


def lrfn(step):
    return 0.1 if step < 30 else 0.1 * 0.5 ** (step - 30)


SCHEDULES = {
    "cosine": lrnotes.CosineDecay(1e-2, 50, 1e-2),
    "cosine to zero": lrnotes.CosineDecay(1e-2, 50),
    "cosine with warm-up": lrnotes.CosineDecay(1e-5, 50, 0.1, warmup_target=1e-2, warmup_steps=10),
    "linear cosine": lrnotes.LinearCosineDecay(4e-3, 50, 4, 1e-5, 1e-8),
    "noisy linear cosine": lrnotes.NoisyLinearCosineDecay(1e-2, 50, 0.002, 0.001, 2, 0.0, 0.01, seed=3),
    "cyclical": lrnotes.CyclicalLearningRate(1e-3, 1e-2, 25, thirds),
    "triangular": lrnotes.TriangularCyclicalLearningRate(1e-3, 1e-2, 25),
    "triangular2": lrnotes.Triangular2CyclicalLearningRate(1e-3, 1e-2, 25),
    "exponential cyclical": lrnotes.ExponentialCyclicalLearningRate(1e-3, 1e-2, 5, gamma=0.8),
    "warm-up, sustain, step decay": lrnotes.WarmupSustainStepDecay(),
    "cosine annealing": lrnotes.CosineAnnealing(0.1, 50, 0.01, num_periods=1.5, exponent=2.0),
    "cosine annealing, extended": lrnotes.CosineAnnealing(0.1, 50, 0.01, after_end="extend"),
    "restarts": lrnotes.CosineDecayRestarts(0.1, 10, 2.0, 0.9, 0.01),
    "restarts, alike": lrnotes.CosineDecayRestarts(0.1, 41, 1.0),
    "restarts, by thirds": lrnotes.CosineDecayRestarts(0.1, 10, 1.5),
    "constant": lrnotes.Constant(0.1),
    "exponential": lrnotes.ExponentialDecay(0.1, 41, 0.96),
    "exponential, stairs": lrnotes.ExponentialDecay(0.1, 41, 0.5, staircase=True),
    "natural exponential": lrnotes.NaturalExpDecay(0.1, 41, 0.5),
    "inverse time": lrnotes.InverseTimeDecay(0.1, 41, 0.5),
    "inverse time, stairs": lrnotes.InverseTimeDecay(0.1, 41, 0.5, staircase=True),
    "linear": lrnotes.LinearDecay(0.1, 50, 0.01),
    "polynomial": lrnotes.PolynomialDecay(0.1, 50, power=0.5),
    "polynomial, again and again": lrnotes.PolynomialDecay(0.1, 41, 0.001, 2.0, cycle=True),
    "power": lrnotes.PowerDecay(0.1, 100),
    "noam": lrnotes.NoamDecay(512, 40),
    "steps": lrnotes.StepDecay(0.1, 41, 0.5),
    "milestones": lrnotes.MultiStepDecay(0.1, [10, 25, 25, 60], 0.5),
    "piecewise constant": lrnotes.PiecewiseConstantDecay([10, 25.5], [0.1, 0.02, 0.001]),
    "piecewise constant, after": lrnotes.PiecewiseConstantDecay([10, 25], [0.1, 0.02, 0.001], at_boundary="after"),
    "piecewise linear": lrnotes.PiecewiseInterpolation([5, 10, 50], [0.0, 0.1, 0.02]),
    "piecewise cosine": lrnotes.PiecewiseInterpolation([0, 10, 50], [0.01, 0.1, 0.02], "cosine"),
    "piecewise exponential": lrnotes.PiecewiseInterpolation([5, 10, 50], [0.01, 0.1, 0.02], "exponential"),
    "one cycle": lrnotes.OneCycle(0.1, 121),
    "one cycle, three phases": lrnotes.OneCycle(0.1, 100, anneal_strategy="linear", three_phase=True, end_step="after"),
    "slanted triangular": lrnotes.SlantedTriangular(0.01, 105),
    "warm-up, stable, decay": lrnotes.WarmupStableDecay(0.1, 10, 70, 41, 1e-3, 1e-2, "1-sqrt", warmup_shape="cosine"),
    "warm-up, stable, decay, exponential": lrnotes.WarmupStableDecay(0.1, 0, 70, 41, decay_shape="exponential"),
    "WSD-S": lrnotes.WarmupStableDecaySimplified(0.1, 10, [41, 60, 49], 0.25, 1e-3, 1e-2),
    "WSD-S, inverse": lrnotes.WarmupStableDecaySimplified(
        0.1, 0, [41, 82], 0.5, end_learning_rate=1e-2, decay_shape="inverse", at_boundary="before"
    ),
    "infinite": lrnotes.InfiniteSchedule(0.1, 0.04, 1e-3, 10, 41, 40, 50),
    "infinite, inverse square root, for ever": lrnotes.InfiniteSchedule(0.1, 0.04, 1e-3, 0, 41, 0, 0, "inverse-sqrt"),
    "power scheduler": lrnotes.PowerScheduler(0.02, 64, 1024),
    "flat cosine": lrnotes.FlatCosineDecay(0.1, 82),
    "tri-stage": lrnotes.TriStageDecay(0.1, 10, 30, 41),
    "tanh": lrnotes.TanhDecay(0.1, 41, end_learning_rate=0.01),
    "rex": lrnotes.REXDecay(0.1, 41, 0.01),
    "k-decay": lrnotes.KDecay(0.1, 41, 2.5),
    "k-decay, polynomial": lrnotes.KDecay(0.1, 41, 1.5, 0.01, "polynomial", 0.5),
    "chebyshev": lrnotes.ChebyshevSteps(0.01, 5),
    "chebyshev, held": lrnotes.ChebyshevSteps(0.01, 3, 7.0, "hold"),
    "range test": lrnotes.RangeTest(1e-4, 0.1, 82),
    "range test, linear stairs": lrnotes.RangeTest(0.0, 0.1, 123, "linear", 41),
    "swa": lrnotes.SWALR(0.1, 0.05, 41),
    "warmup": lrnotes.CosineDecay(0.1, 100).warmup(10),
    "then": lrnotes.CosineDecay(0.1, 100).then(lrnotes.LinearCosineDecay(0.01, 20), at=100),
    "repeat": lrnotes.CosineDecay(0.1, 41).repeat(every=41),
    "scaled": 0.5 * lrnotes.CosineDecay(0.1, 100),
    "skip": lrnotes.LinearDecay(0.1, 100).warmup(10).skip(1),
    "clip": lrnotes.LinearDecay(0.1, 100).clip(0.01, 0.08),
    "product": lrnotes.LinearDecay(0.1, 100) * lrnotes.CosineDecay(1.0, 41),
}


def example(schedule):
    """The instance that the example in a class's docstring makes."""
    names = {}
    for part in doctest.DocTestParser().get_examples(schedule.__doc__):
        exec(part.source, names)
        if "schedule" in names:
            return names["schedule"]


# A new class is a case by its docstring's example until it has one above.
_PUBLIC = [getattr(lrnotes, name) for name in lrnotes.__all__]
_CLASSES = [each for each in _PUBLIC if isinstance(each, type) and issubclass(each, lrnotes.Schedule)]
_SHOWN = {type(each) for each in SCHEDULES.values()} | {lrnotes.Schedule}
SCHEDULES |= {each.__name__: example(each) for each in _CLASSES if each not in _SHOWN}

# Their slope is infinite at one end of the fall, where the curve stands upright: derivatives by the step end there.
UPRIGHT = {"polynomial", "k-decay, polynomial", "warm-up, stable, decay"}

STEPS = np.array([0, 1, 2, 5, 10, 24, 25, 26, 40, 41, 49, 50, 51, 60, 82, 100, 123, 150, 1000, 2**31, 10**12], float)
