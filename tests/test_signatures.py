"""Signatures are those of the originals: what their users already have in their code must work as it stands."""

import inspect
from fractions import Fraction

import numpy as np
import pytest

import lrnotes
from lrnotes import CosineDecay, NoisyLinearCosineDecay
from support.values import near

SIGNATURES = """
ChebyshevSteps(learning_rate, levels, condition_number=20.0, after_end='repeat', name=None)
Constant(learning_rate, name=None)
CosineAnnealing(initial_learning_rate, decay_steps, end_learning_rate=0.0, num_periods=0.5, exponent=1.0, \
after_end='hold', name=None)
CosineDecay(initial_learning_rate, decay_steps, alpha=0.0, name=None, warmup_target=None, warmup_steps=0)
CosineDecayRestarts(initial_learning_rate, first_decay_steps, t_mul=2.0, m_mul=1.0, alpha=0.0, name=None)
CyclicalLearningRate(initial_learning_rate, maximal_learning_rate, step_size, scale_fn, scale_mode='cycle', \
name='CyclicalLearningRate', step_size_down=None)
ExponentialCyclicalLearningRate(initial_learning_rate, maximal_learning_rate, step_size, scale_mode='iterations', \
gamma=1.0, name='ExponentialCyclicalLearningRate', step_size_down=None)
ExponentialDecay(initial_learning_rate, decay_steps, decay_rate, staircase=False, name=None)
ExponentialHyperbolicDecay(initial_learning_rate, decay_steps, upper_bound, infimum_learning_rate=1e-06, name=None)
FlatCosineDecay(initial_learning_rate, total_steps, pct_start=0.75, end_learning_rate=0.0, name=None)
InfiniteSchedule(maximal_learning_rate, constant_learning_rate, end_learning_rate, warmup_steps, cooldown_steps, \
constant_steps, decay_steps, cooldown_shape='cosine', timescale=10.0, name=None)
HyperbolicDecay(initial_learning_rate, decay_steps, upper_bound, infimum_learning_rate=1e-06, name=None)
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
name='Triangular2CyclicalLearningRate', step_size_down=None)
TriangularCyclicalLearningRate(initial_learning_rate, maximal_learning_rate, step_size, scale_mode='cycle', \
name='TriangularCyclicalLearningRate', step_size_down=None)
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
