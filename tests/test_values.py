"""Values computed by hand, from what the papers and the original libraries say: never by our own formula."""

import inspect
import math
from fractions import Fraction

import numpy as np
import pytest

import lrnotes
from lrnotes import (
    CosineDecay,
    CyclicalLearningRate,
    ExponentialCyclicalLearningRate,
    LinearCosineDecay,
    NoisyLinearCosineDecay,
    Triangular2CyclicalLearningRate,
    TriangularCyclicalLearningRate,
    WarmupSustainStepDecay,
)

ROOT2, ROOT3, ROOT5 = math.sqrt(2), math.sqrt(3), math.sqrt(5)


def near(value):
    # The second term is for values that are 0 by hand and a rounding of the peak by machine.
    return pytest.approx(value, rel=1e-12, abs=1e-16)


def check(schedule, table):
    assert {step: schedule(step) for step in table} == {step: near(value) for step, value in table.items()}


# Half a cosine: (1 + cos(pi p)) / 2 is 3/4 a third of the way, 1/2 in the middle, 1/4 after two thirds.


def test_cosine_decay():
    check(
        CosineDecay(0.8, 60),
        {
            0: 0.8,
            10: 0.2 * (2 + ROOT3),  # cos 30 degrees
            12: 0.1 * (5 + ROOT5),  # cos 36 degrees is (1 + sqrt 5) / 4
            15: 0.2 * (2 + ROOT2),  # cos 45 degrees
            20: 0.6,
            30: 0.4,
            40: 0.2,
            45: 0.2 * (2 - ROOT2),
            60: 0.0,
            61: 0.0,
            10**12: 0.0,
        },
    )


def test_cosine_decay_with_alpha_ends_at_that_fraction_of_the_peak():
    check(
        CosineDecay(0.8, 60, 0.25),
        {0: 0.8, 15: 0.8 * (0.75 * (2 + ROOT2) / 4 + 0.25), 20: 0.65, 30: 0.5, 40: 0.35, 60: 0.2, 61: 0.2, 2**31: 0.2},
    )


def test_cosine_decay_with_alpha_above_one_rises():
    check(CosineDecay(0.5, 60, 3), {0: 0.5, 20: 0.75, 30: 1.0, 60: 1.5, 100: 1.5})


def test_cosine_decay_with_warm_up():
    schedule = CosineDecay(0.1, 60, 0.25, warmup_target=0.9, warmup_steps=8)
    check(schedule, {0: 0.1, 1: 0.2, 2: 0.3, 4: 0.5, 7: 0.8, 7.5: 0.85})  # a straight line
    check(schedule, {8: 0.9, 28: 0.73125, 38: 0.5625, 48: 0.39375, 68: 0.225, 69: 0.225, 10**12: 0.225})


def test_cosine_decay_may_warm_up_downwards():
    check(CosineDecay(0.9, 60, warmup_target=0.1, warmup_steps=8), {0: 0.9, 4: 0.5, 8: 0.1, 38: 0.05, 68: 0.0})


def test_cosine_decay_with_a_target_but_no_warm_up_steps_starts_at_the_target():
    check(CosineDecay(0.1, 60, warmup_target=0.8), {0: 0.8, 20: 0.6, 30: 0.4, 60: 0.0})


def test_cosine_decay_of_the_classic_notebook():
    check(CosineDecay(1e-2, 50, 1e-2), {0: 0.01, 25: 0.00505, 50: 0.0001, 60: 0.0001})
    check(CosineDecay(1e-2, 50), {0: 0.01, 25: 0.005, 50: 0.0})
    check(CosineDecay(1e-3, 50, 1e-2), {0: 0.001, 25: 0.000505, 50: 0.00001})


def keras_cosine_decay(step, initial, decay_steps, alpha, target, warmup_steps):
    """The pseudo-code in the documentation of tf.keras.optimizers.schedules.CosineDecay."""
    if target is not None and step < warmup_steps:
        return step / warmup_steps * (target - initial) + initial
    peak = initial if target is None else target
    step = min(step - warmup_steps, decay_steps)
    return peak * ((1 - alpha) * 0.5 * (1 + math.cos(math.pi * step / decay_steps)) + alpha)


@pytest.mark.parametrize(
    "initial, decay_steps, alpha, target, warmup_steps",
    [(0.1, 97, 0.0, None, 0), (0.1, 97, 0.3, None, 0), (0.0, 55, 0.1, 0.4, 13), (0.2, 41.5, 1.5, 0.1, 7.5)],
)
def test_cosine_decay_is_the_documented_pseudo_code(initial, decay_steps, alpha, target, warmup_steps):
    arguments = initial, decay_steps, alpha, target, warmup_steps
    schedule = CosineDecay(initial, decay_steps, alpha, warmup_target=target, warmup_steps=warmup_steps)
    check(schedule, {step: keras_cosine_decay(step, *arguments) for step in range(130)})


# Linear cosine: (alpha + line) * wave + beta.


def test_linear_cosine_decay():
    check(
        LinearCosineDecay(0.8, 60),
        {
            0: 0.8 * 1.001,
            15: 0.8 * (0.75 * (2 + ROOT2) / 4 + 0.001),
            20: 0.8 * (2 / 3 * 0.75 + 0.001),
            30: 0.8 * (0.5 * 0.5 + 0.001),
            40: 0.8 * (1 / 3 * 0.25 + 0.001),
            60: 0.8 * 0.001,
            61: 0.8 * 0.001,
            10**12: 0.8 * 0.001,
        },
    )


def test_linear_cosine_decay_with_whole_waves_alpha_and_beta():
    # Two waves: full at 0, 30 and 60, nothing at 15 and 45, half between.
    check(
        LinearCosineDecay(0.4, 60, 2, 0.25, 0.5),
        {0: 0.7, 7.5: 0.425, 15: 0.2, 22.5: 0.375, 30: 0.5, 45: 0.2, 60: 0.3, 75: 0.3, 2**31: 0.3},
    )


def test_linear_cosine_decay_without_periods_is_a_straight_line():
    check(LinearCosineDecay(0.4, 40, 0, 0, 0), {0: 0.4, 10: 0.3, 20: 0.2, 39: 0.01, 40: 0.0, 41: 0.0})


def tensorflow_linear_cosine_decay(step, rate, decay_steps, num_periods, alpha, beta):
    """The pseudo-code in the documentation of tf.compat.v1.train.linear_cosine_decay."""
    step = min(step, decay_steps)
    linear_decay = (decay_steps - step) / decay_steps
    cosine_decay = 0.5 * (1 + math.cos(math.pi * 2 * num_periods * step / decay_steps))
    return rate * ((alpha + linear_decay) * cosine_decay + beta)


@pytest.mark.parametrize(
    "arguments", [(0.1, 97, 0.5, 0.0, 0.001), (4e-3, 50, 4, 1e-5, 1e-8), (0.3, 41.5, 1.3, 0.7, 2.0)]
)
def test_linear_cosine_decay_is_the_documented_pseudo_code(arguments):
    table = {step: tensorflow_linear_cosine_decay(step, *arguments) for step in range(130)}
    check(LinearCosineDecay(*arguments), table)
    rate, decay_steps, *shape = arguments
    check(NoisyLinearCosineDecay(rate, decay_steps, 0.0, 0.55, *shape, seed=5), table)


def test_noisy_linear_cosine_decay_without_variance():
    table = {0: 0.7, 7.5: 0.425, 15: 0.2, 22.5: 0.375, 30: 0.5, 45: 0.2, 60: 0.3, 75: 0.3, 2**31: 0.3}
    check(NoisyLinearCosineDecay(0.4, 60, 0, 0.55, 2, 0.25, 0.5), table)
    assert NoisyLinearCosineDecay(0.8, 60, initial_variance=0)(0) == near(0.8 * 1.001)


# Cyclical: a triangle wave, its height scaled. Low 0.001, high 0.009 and 4 steps a side keep the sums easy.


def test_triangular():
    table = {0: 0.001, 1: 0.003, 2: 0.005, 3: 0.007, 4: 0.009, 5: 0.007, 6: 0.005, 7: 0.003, 8: 0.001, 0.5: 0.002}
    table.update({12: 0.009, 8 * 1000 + 3: 0.007, 8 * 10**8 + 6: 0.005, 8 * 10**11: 0.001, 8 * 10**11 + 4: 0.009})
    for mode in ("cycle", "iterations"):  # the scale is 1 either way
        check(TriangularCyclicalLearningRate(0.001, 0.009, 4, mode), table)


def test_triangular_with_fractional_step_size():
    table = {0: 0.001, 1: 0.0042, 2: 0.0074, 2.5: 0.009, 3: 0.0074, 4: 0.0042, 5: 0.001, 7.5: 0.009, 501: 0.0042}
    check(TriangularCyclicalLearningRate(0.001, 0.009, 2.5), table)


def test_triangular_upside_down():
    check(TriangularCyclicalLearningRate(0.009, 0.001, 4), {0: 0.009, 2: 0.005, 4: 0.001, 6: 0.005, 8: 0.009})


def test_triangular2_halves_each_cycle():
    table = {0: 0.001, 2: 0.005, 4: 0.009, 8: 0.001, 10: 0.003, 12: 0.005, 13: 0.004, 20: 0.003, 28: 0.002}
    table.update({84: 0.001 + 0.008 / 1024, 8 * 10**6 + 4: 0.001, 10**12: 0.001})
    check(Triangular2CyclicalLearningRate(0.001, 0.009, 4), table)


def test_triangular2_by_iterations_halves_at_each_step():
    # The scale is 1 / 2^(step - 1), and 2 at step 0, where the height is 0.
    table = {0: 0.001, 1: 0.003, 2: 0.003, 3: 0.0025, 4: 0.002, 5: 0.001375, 8: 0.001, 12: 0.001 + 0.008 / 2048}
    check(Triangular2CyclicalLearningRate(0.001, 0.009, 4, scale_mode="iterations"), table)


def test_exponential_by_iterations_shrinks_at_each_step():
    table = {0: 0.001, 1: 0.002, 2: 0.002, 3: 0.00175, 4: 0.0015, 8: 0.001, 12: 0.001 + 0.008 / 4096, 10**12: 0.001}
    check(ExponentialCyclicalLearningRate(0.001, 0.009, 4, gamma=0.5), table)


def test_exponential_by_cycle_shrinks_in_the_first_cycle_too():
    table = {0: 0.001, 2: 0.003, 4: 0.005, 8: 0.001, 10: 0.002, 12: 0.003, 20: 0.002, 28: 0.0015}
    check(ExponentialCyclicalLearningRate(0.001, 0.009, 4, "cycle", 0.5), table)


def test_exponential_with_the_default_gamma_is_triangular():
    check(ExponentialCyclicalLearningRate(0.001, 0.009, 4), {0: 0.001, 3: 0.007, 4: 0.009, 8 * 10**6 + 6: 0.005})


def test_cyclical_by_cycle():
    table = {0: 0.001, 4: 0.009, 6: 0.005, 8: 0.001, 12: 0.005, 20: 0.001 + 0.008 / 3, 8 * 999 + 4: 0.001008}
    check(CyclicalLearningRate(0.001, 0.009, 4, lambda cycle: 1 / cycle), table)


def test_cyclical_by_iterations():
    table = {0: 0.001, 2: 0.003, 4: 0.009, 6: 0.007, 8: 0.001, 12: 0.025}
    check(CyclicalLearningRate(0.001, 0.009, 4, lambda step: step / 4, "iterations"), table)


@pytest.mark.parametrize(
    "mode, counts", [("cycle", [1, 1, 1, 2, 2, 3, 126]), ("iterations", [0, 4, 7, 8, 15, 16, 1000])]
)
def test_what_the_scale_function_is_given(mode, counts):
    given = []
    schedule = CyclicalLearningRate(0.001, 0.009, 4, lambda count: given.append(count) or 1.0, mode)
    given.clear()  # the constructor tries it once
    for step in (0, 4, 7, 8, 15, 16, 1000):
        schedule(step)
    assert given == counts


def addons_cyclical(step, initial, maximal, step_size, scale_fn, scale_mode):
    """The body of tfa.optimizers.CyclicalLearningRate.__call__, in exact fractions."""
    step, step_size = Fraction(step), Fraction(step_size)
    cycle = math.floor(1 + step / (2 * step_size))
    x = abs(step / step_size - 2 * cycle + 1)
    mode_step = cycle if scale_mode == "cycle" else step
    return initial + (maximal - initial) * float(max(0, 1 - x)) * scale_fn(float(mode_step))


@pytest.mark.parametrize("mode", ["cycle", "iterations"])
@pytest.mark.parametrize("step_size", [1, 5, 25, 2.5, 13.75])
def test_cyclical_schedules_are_the_originals_code(mode, step_size):
    low, high = 0.0013, 0.017
    pairs = [
        (CyclicalLearningRate(low, high, step_size, lambda c: 1 / (c + 2), mode), lambda c: 1 / (c + 2)),
        (TriangularCyclicalLearningRate(low, high, step_size, mode), lambda c: 1.0),
        (Triangular2CyclicalLearningRate(low, high, step_size, mode), lambda c: 1 / 2 ** (c - 1)),
        (ExponentialCyclicalLearningRate(low, high, step_size, mode, 0.97), lambda c: 0.97**c),
    ]
    for schedule, scale_fn in pairs:
        check(schedule, {step: addons_cyclical(step, low, high, step_size, scale_fn, mode) for step in range(160)})


# Warm-up, sustain, step decay.


def lrfn(epoch):
    """The function of the classic notebook, its constants written in."""
    if epoch < 2:
        return (1e-2 - 1e-5) / 2 * epoch + 1e-5
    if epoch < 3:
        return 1e-2
    return 1e-2 * 0.75 ** ((epoch - 3) // 2)


def test_warmup_sustain_step_decay_defaults_are_the_classic_function():
    check(
        WarmupSustainStepDecay(),
        {0: 1e-5, 0.5: 0.0025075, 1: 0.005005, 2: 0.01, 3: 0.01, 4: 0.01, 5: 0.0075, 6: 0.0075, 7: 0.005625},
    )
    check(WarmupSustainStepDecay(), {epoch: lrfn(epoch) for epoch in range(200)})
    check(WarmupSustainStepDecay(), {epoch / 4: lrfn(epoch / 4) for epoch in range(100)})


def test_warmup_sustain_step_decay_with_other_arguments():
    table = {0: 0.2, 1: 0.35, 2: 0.5, 3: 0.65, 4: 0.8, 9: 0.8, 10: 0.8, 19: 0.8, 20: 0.4, 29: 0.4, 30: 0.2}
    check(WarmupSustainStepDecay(0.2, 0.8, 4, 6, 10, 0.5), {**table, 120: 0.000390625, 129: 0.000390625, 10**12: 0.0})


def test_warmup_sustain_step_decay_without_warm_up():
    table = {0: 0.8, 5: 0.8, 6: 0.8, 15: 0.8, 16: 0.4, 26: 0.2}
    check(WarmupSustainStepDecay(0.2, 0.8, 0, 6, 10, 0.5), table)


def test_warmup_sustain_step_decay_without_sustain():
    table = {0: 0.2, 2: 0.5, 4: 0.8, 13: 0.8, 14: 0.4, 24: 0.2}
    check(WarmupSustainStepDecay(0.2, 0.8, 4, 0, 10, 0.5), table)


def test_warmup_sustain_step_decay_of_stairs_alone():
    check(WarmupSustainStepDecay(0.2, 0.8, 0, 0, 10, 0.5), {0: 0.8, 9: 0.8, 10: 0.4, 19: 0.4, 20: 0.2, 30: 0.1})


def test_warmup_sustain_step_decay_with_the_extreme_decay_rates():
    check(WarmupSustainStepDecay(0.2, 0.8, 4, 6, 10, 1), {4: 0.8, 20: 0.8, 10**9: 0.8})
    check(WarmupSustainStepDecay(0.2, 0.8, 4, 6, 10, 0), {4: 0.8, 19: 0.8, 20: 0.0, 10**9: 0.0})


# Signatures: what the originals' users already have in their code must work as it stands.

SIGNATURES = """
ChebyshevSteps(learning_rate, levels, condition_number=20.0, after_end='repeat', name=None)
Constant(learning_rate, name=None)
CosineAnnealing(initial_learning_rate, decay_steps, end_learning_rate=0.0, num_periods=0.5, exponent=1.0, \
after_end='hold', name=None)
CosineDecay(initial_learning_rate, decay_steps, alpha=0.0, name=None, warmup_target=None, warmup_steps=0)
CosineDecayRestarts(initial_learning_rate, first_decay_steps, t_mul=2.0, m_mul=1.0, alpha=0.0, name=None)
CyclicalLearningRate(initial_learning_rate, maximal_learning_rate, step_size, scale_fn, scale_mode='cycle', \
name='CyclicalLearningRate')
ExponentialCyclicalLearningRate(initial_learning_rate, maximal_learning_rate, step_size, scale_mode='iterations', \
gamma=1.0, name='ExponentialCyclicalLearningRate')
ExponentialDecay(initial_learning_rate, decay_steps, decay_rate, staircase=False, name=None)
FlatCosineDecay(initial_learning_rate, total_steps, pct_start=0.75, end_learning_rate=0.0, name=None)
InfiniteSchedule(maximal_learning_rate, constant_learning_rate, end_learning_rate, warmup_steps, cooldown_steps, \
constant_steps, decay_steps, cooldown_shape='cosine', timescale=10.0, name=None)
InverseTimeDecay(initial_learning_rate, decay_steps, decay_rate, staircase=False, name=None)
KDecay(initial_learning_rate, decay_steps, k, end_learning_rate=0.0, shape='cosine', power=1.0, name=None)
LinearCosineDecay(initial_learning_rate, decay_steps, num_periods=0.5, alpha=0.0, beta=0.001, name=None)
LinearDecay(initial_learning_rate, decay_steps, end_learning_rate=0.0, name=None)
MultiStepDecay(initial_learning_rate, milestones, gamma=0.1, name=None)
NaturalExpDecay(initial_learning_rate, decay_steps, decay_rate, staircase=False, name=None)
NoamDecay(d_model, warmup_steps, learning_rate=1.0, first_update='one step in', name=None)
NoisyLinearCosineDecay(initial_learning_rate, decay_steps, initial_variance=1.0, variance_decay=0.55, \
num_periods=0.5, alpha=0.0, beta=0.001, seed=0, name=None)
OneCycle(maximal_learning_rate, total_steps, pct_start=0.3, anneal_strategy='cos', div_factor=25.0, \
final_div_factor=10000.0, three_phase=False, end_step='last', name=None)
PiecewiseConstantDecay(boundaries, values, name=None, at_boundary='before')
PiecewiseInterpolation(milestones, values, shape='linear', name=None)
PolynomialDecay(initial_learning_rate, decay_steps, end_learning_rate=0.0001, power=1.0, cycle=False, name=None)
PowerDecay(initial_learning_rate, timescale, power=0.5, name=None)
PowerScheduler(maximal_learning_rate, batch_size, sequence_length, a=4.6, b=-0.51, name=None)
REXDecay(initial_learning_rate, decay_steps, end_learning_rate=0.0, name=None)
RangeTest(initial_learning_rate, maximal_learning_rate, num_steps, shape='exponential', stair_steps=0, name=None)
SWALR(initial_learning_rate, swa_learning_rate, anneal_steps=10, anneal_strategy='cos', name=None)
SlantedTriangular(maximal_learning_rate, total_steps, cut_frac=0.1, ratio=32.0, name=None)
StepDecay(initial_learning_rate, step_size, gamma=0.1, name=None)
TanhDecay(initial_learning_rate, decay_steps, lower=-6.0, upper=3.0, end_learning_rate=0.0, name=None)
TriStageDecay(maximal_learning_rate, warmup_steps, hold_steps, decay_steps, init_lr_scale=0.01, \
final_lr_scale=0.01, name=None)
Triangular2CyclicalLearningRate(initial_learning_rate, maximal_learning_rate, step_size, scale_mode='cycle', \
name='Triangular2CyclicalLearningRate')
TriangularCyclicalLearningRate(initial_learning_rate, maximal_learning_rate, step_size, scale_mode='cycle', \
name='TriangularCyclicalLearningRate')
WarmupStableDecay(maximal_learning_rate, warmup_steps, stable_steps, decay_steps, initial_learning_rate=0.0, \
end_learning_rate=0.0, decay_shape='linear', exponential_base=0.5, warmup_shape='linear', name=None)
WarmupStableDecaySimplified(maximal_learning_rate, warmup_steps, period_steps, decay_fraction=0.1, \
initial_learning_rate=0.0, end_learning_rate=0.0, decay_shape='linear', at_boundary='after', name=None)
WarmupSustainStepDecay(initial_learning_rate=1e-05, maximal_learning_rate=0.01, warmup_steps=2, sustain_steps=1, \
decay_steps=2, decay_rate=0.75, name=None)
"""


def signature(schedule):
    parameters = inspect.signature(schedule).parameters.values()
    assert {each.kind for each in parameters} == {inspect.Parameter.POSITIONAL_OR_KEYWORD}
    shown = (each.name if each.default is each.empty else f"{each.name}={each.default!r}" for each in parameters)
    return f"{schedule.__name__}({', '.join(shown)})"


def test_signatures_are_those_that_users_have_in_their_code():
    public = [getattr(lrnotes, name) for name in sorted(lrnotes.__all__)]
    schedules = [each for each in public if inspect.isclass(each) and issubclass(each, lrnotes.Schedule)]
    schedules.remove(lrnotes.Schedule)
    known = {line.partition("(")[0]: line for line in SIGNATURES.split("\n")[1:-1]}
    made = {each.__name__: signature(each) for each in schedules}
    assert known == {name: made.get(name) for name in known}


def test_a_whole_number_for_a_rate_means_the_float():
    schedule = CosineDecay(1, 10, 0, warmup_target=2, warmup_steps=5)
    assert schedule == CosineDecay(1.0, 10, 0.0, warmup_target=2.0, warmup_steps=5)
    assert [type(each) for each in (schedule.initial_learning_rate, schedule.alpha, schedule.warmup_target)] == [
        float
    ] * 3
    assert repr(CosineDecay(1, 10)) == "CosineDecay(initial_learning_rate=1.0, decay_steps=10)"
    assert CosineDecay(1, 10)(5) == near(0.5)


def test_a_whole_length_is_an_int_whatever_it_was_given_as():
    assert repr(CosineDecay(1, 10.0)) == "CosineDecay(initial_learning_rate=1.0, decay_steps=10)"
    assert CosineDecay(1, 2.5).decay_steps == 2.5


@pytest.mark.parametrize(
    "rate, length",
    [
        (np.float64(0.5), np.int64(10)),
        (np.float32(0.5), np.uint8(10)),
        (np.float16(0.5), np.float32(10)),
        (np.array(0.5), np.array(10)),
        (Fraction(1, 2), Fraction(10)),
    ],
    ids=["float64", "float32", "float16", "array of no dimensions", "Fraction"],
)
def test_numbers_of_other_kinds_become_python_numbers(rate, length):
    schedule = CosineDecay(rate, length, alpha=rate)
    assert schedule == CosineDecay(0.5, 10, 0.5)
    assert [type(each) for each in (schedule.initial_learning_rate, schedule.decay_steps)] == [float, int]
    assert NoisyLinearCosineDecay(rate, length, seed=np.uint32(7)).seed == 7
