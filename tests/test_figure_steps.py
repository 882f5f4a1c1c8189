"""What changes in steps is drawn in steps, where each update's rate is held until the next update."""

import numpy as np
import pytest
import tensorflow as tf

import lrnotes
from lrnotes import (
    ChebyshevSteps,
    Constant,
    CosineDecay,
    ExponentialDecay,
    LinearDecay,
    MultiStepDecay,
    PiecewiseConstantDecay,
    RangeTest,
    Schedule,
    StepDecay,
    WarmupSustainStepDecay,
    plot,
    vary,
)
from lrnotes.figures.steps import drawing, held, values


def every_tenth(step):
    return [0.1, 0.05, 0.02][step // 10]  # takes whole steps only


IN_STEPS = {
    "step decay": StepDecay(0.1, 10, 0.5),
    "step decay between steps": StepDecay(0.1, 7.5, 0.5),
    "milestones": MultiStepDecay(0.1, [10, 20], 0.5),
    "boundaries, before": PiecewiseConstantDecay([10, 20.5], [0.1, 0.02, 0.01]),
    "boundaries, after": PiecewiseConstantDecay([10, 20], [0.1, 0.02, 0.01], at_boundary="after"),
    "staircase": ExponentialDecay(0.1, 10, 0.5, staircase=True),
    "inverse-time staircase": lrnotes.InverseTimeDecay(0.1, 10, 0.5, staircase=True),
    "stairs of a range test": RangeTest(1e-3, 1.0, 30, stair_steps=5),
    "Chebyshev": ChebyshevSteps(0.01, levels=4),
    "Chebyshev, held": ChebyshevSteps(0.01, levels=3, after_end="hold"),
    "scaled": 0.5 * StepDecay(0.1, 10, 0.5),
    "clipped": StepDecay(0.1, 10, 0.5).clip(0.03),
    "skipped": StepDecay(0.1, 10, 0.5).skip(3),
    "repeated": StepDecay(0.1, 5, 0.5).repeat(every=15),
    "joined": Constant(0.1).then(Constant(0.01), at=20),
    "multiplied": StepDecay(0.1, 10, 0.5) * StepDecay(1.0, 4, 0.9),
    "a function": Schedule.from_function(lambda step: 0.1 * 0.5 ** (step // 10)),
    "a plain function": lambda step: 0.1 * 0.5 ** (step // 10),
    "Keras": tf.keras.optimizers.schedules.ExponentialDecay(0.1, 10, 0.5, staircase=True),
}
IN_LINES = {
    "cosine": CosineDecay(0.1, 25),
    "linear, warmup": LinearDecay(0.1, 20).warmup(5),
    "exponential": ExponentialDecay(0.1, 10, 0.5),
    "restarts": lrnotes.CosineDecayRestarts(0.1, 10),
    "triangles": lrnotes.TriangularCyclicalLearningRate(0.01, 0.1, 5),
    "constant": Constant(0.1),
    "steep": ExponentialDecay(0.1, 1, 1e-3),
    "noise on a curve": lrnotes.NoisyLinearCosineDecay(0.1, 10),
    "a table of whole steps": every_tenth,
    "a table in a schedule": Schedule.from_function(every_tenth),
}


def curve(figure):
    return next(line for line in figure.axes[0].lines if line.get_linestyle() != "None")


@pytest.mark.parametrize("schedule", IN_STEPS.values(), ids=IN_STEPS)
def test_steps(schedule):
    line = curve(plot(schedule, 29))
    assert line.get_drawstyle() == "steps-post" and drawing(schedule, 29) == "steps"
    np.testing.assert_array_equal(line.get_xdata(), np.arange(30))
    np.testing.assert_array_equal(line.get_ydata(), values(schedule, range(30)))


@pytest.mark.parametrize("schedule", IN_LINES.values(), ids=IN_LINES)
def test_lines(schedule):
    line = curve(plot(schedule, 29))
    assert line.get_drawstyle() == "default" and drawing(schedule, 29) == "line"
    np.testing.assert_array_equal(line.get_xdata(), np.arange(30))


def test_the_convention_at_a_boundary_is_seen():
    """The drop is where the first update has the new rate: one after the boundary, or at it."""
    before, after = vary(
        PiecewiseConstantDecay([4], [0.1, 0.02]), steps=8, at_boundary=["before", "after"]
    ).axes[0].lines  # fmt: skip
    for line, drop in ((before, 5), (after, 4)):
        x, y = line.get_path().vertices.T
        vertical = x[:-1][np.diff(y) != 0]
        assert vertical.tolist() == [drop] and line.get_drawstyle() == "steps-post"


def test_ramps_are_ramps_beside_stairs():
    """A warmup from 0 to 0.1 over 5 steps, a level to step 7, then half after every 2."""
    x, y = curve(plot(WarmupSustainStepDecay(0.0, 0.1, 5, 2, 2, 0.5), 11)).get_xydata().T
    np.testing.assert_array_equal(x, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 10, 11, 11])
    np.testing.assert_allclose(y, [0, 0.02, 0.04, 0.06, 0.08, *[0.1] * 5, 0.05, 0.05, 0.05, 0.025], rtol=1e-15)
    # The logarithmic axis has the same corners, and no place for the 0.
    x_log, y_log = (
        next(line for line in plot(WarmupSustainStepDecay(0.0, 0.1, 5, 2, 2, 0.5), 11).axes[1].lines).get_xydata().T
    )
    np.testing.assert_array_equal(x_log, x)
    np.testing.assert_array_equal(y_log, [np.nan, *y[1:]])


def test_a_mixture_is_in_steps_where_a_quarter_of_its_changes_are_jumps():
    assert drawing(WarmupSustainStepDecay(), 20) == "steps"
    assert drawing(StepDecay(0.1, 10, 0.5).warmup(5), 60) == "steps"
    assert drawing(CosineDecay(0.1, 50).then(Constant(0.001), at=49), 60) == "line"
    # One jump after each ramp makes no stairs.
    assert drawing(lrnotes.WarmupStableDecaySimplified(0.1, 0, [20, 20], 0.5, at_boundary="before"), 50) == "line"
    assert drawing(StepDecay(0.1, 10_000, 0.5), 100_000) == "steps"


def test_held_says_it_of_every_interval():
    schedule = StepDecay(0.1, 4, 0.5).warmup(2)  # 0, 0.05, 0.1 until 6, then 0.05
    steps = np.arange(8)
    assert held(schedule, steps, schedule(steps)).tolist() == [False] * 5 + [True, False]
    # Between shown steps that lie far apart, a jump may be anywhere; two jumps are a slope.
    far = np.array([2, 5, 8, 18])
    assert held(schedule, far, schedule(far)).tolist() == [False, True, False]
    assert held(schedule, [0], schedule([0])).tolist() == []
    assert held(schedule, [7, 5, 5], schedule([7, 5, 5])).tolist() == [False, False]
