"""Every schedule on PyTorch: eager, vmap, both ways of differentiating, and compiled, equal to NumPy."""

import numpy as np
import pytest
import torch

import lrnotes
from settings import SCHEDULES, STEPS, UPRIGHT

FLOAT64 = 1e-12  # of the peak
FLOAT32 = 1e-7  # of the peak: half a last digit of float32, and a little

every_schedule = pytest.mark.parametrize("schedule", SCHEDULES.values(), ids=SCHEDULES)


def assert_equal(rates, expected, accuracy):
    atol = accuracy * np.abs(expected).max()
    np.testing.assert_allclose(rates.detach().to(torch.float64), expected, rtol=0, atol=atol)


@every_schedule
def test_float64_equals_numpy(schedule):
    steps = torch.tensor(STEPS)
    for rates in (schedule(steps), torch.vmap(schedule)(steps), torch.stack([schedule(step) for step in steps])):
        assert rates.dtype == torch.float64
        assert_equal(rates, schedule(STEPS), FLOAT64)


@pytest.mark.parametrize("kind", ["int32", "int64", "float32"])
@every_schedule
def test_whole_numbers_and_float32_give_float32_exact_to_its_last_digit(schedule, kind):
    largest = 2**62 if kind == "int64" else 2**24
    exact = STEPS[STEPS < largest]
    steps = torch.tensor(exact).to(getattr(torch, kind))
    for rates in (schedule(steps), torch.vmap(schedule)(steps), torch.stack([schedule(step) for step in steps])):
        assert rates.dtype == torch.float32
        assert_equal(rates, schedule(exact), FLOAT32)


@every_schedule
def test_the_largest_int32(schedule):
    last = 2**31 - 1
    assert_equal(schedule(torch.tensor([last], dtype=torch.int32)), schedule(np.array([last])), FLOAT32)


@pytest.mark.parametrize("kind", ["int8", "uint8", "int16", "float16", "bfloat16"])
@every_schedule
def test_other_kinds_of_steps(schedule, kind):
    steps, kind = np.arange(100), getattr(torch, kind)
    rates = schedule(torch.tensor(steps).to(kind))
    assert rates.dtype == (kind if kind.is_floating_point else torch.float32)
    assert_equal(rates, schedule(steps), {torch.float16: 2**-10, torch.bfloat16: 2**-8}.get(kind, FLOAT32))


def test_whole_numbers_give_the_default_type():
    torch.set_default_dtype(torch.float64)
    try:
        rate = SCHEDULES["cosine"](torch.tensor(7))
    finally:
        torch.set_default_dtype(torch.float32)
    assert rate.dtype == torch.float64
    assert rate.item() == pytest.approx(SCHEDULES["cosine"](7), rel=1e-14)


@pytest.mark.parametrize("shape", [(), (0,), (1,), (2, 3), (2, 0, 3)])
@every_schedule
def test_shape_in_is_shape_out(schedule, shape):
    assert schedule(torch.zeros(shape, dtype=torch.int64)).shape == shape


@every_schedule
def test_steps_that_do_not_lie_in_order_in_memory(schedule):
    steps = torch.arange(24).reshape(4, 6)
    assert_equal(schedule(steps.T), schedule(np.arange(24).reshape(4, 6).T), FLOAT32)
    assert_equal(schedule(steps[::2, 1::3]), schedule(np.arange(24).reshape(4, 6)[::2, 1::3]), FLOAT32)
    assert_equal(schedule(torch.tensor(7).expand(3, 2)), np.full((3, 2), schedule(7)), FLOAT32)


@every_schedule
def test_the_steps_given_are_left_as_they_were(schedule):
    steps = torch.arange(60.0)
    schedule(steps)
    assert torch.equal(steps, torch.arange(60.0))


def test_a_constant_formula_has_the_shape_of_the_steps():
    constant = lrnotes.Schedule.from_function(lambda step: 0.1)
    assert torch.equal(constant(torch.zeros(2, 3)), torch.full((2, 3), 0.1))


def test_rates_may_be_written_to():
    for schedule in (SCHEDULES["cosine"], lrnotes.Schedule.from_function(lambda step: 0.1)):
        rates = schedule(torch.zeros(3))
        expected = [7.0, *rates[1:].tolist()]
        rates[0] = 7.0
        assert rates.tolist() == expected  # and none but the one written to has changed


# Away from the corners, where there is no slope, and from floor(step), which the noise depends on.
SMOOTH, H = np.array([0.37, 3.4, 8.6, 24.3, 26.4, 44.7, 60.4, 77.3]), 1e-4


def changes(schedule):
    return schedule(torch.tensor(1.0, requires_grad=True)).requires_grad  # not where every piece is level


every_slope = pytest.mark.parametrize(
    "schedule",
    [pytest.param(each, id=name) for name, each in SCHEDULES.items() if name not in UPRIGHT and changes(each)],
)


def test_slopes_are_asked_of_all_but_the_level_ones():
    level = {name for name, each in SCHEDULES.items() if not changes(each)}
    assert level == {"constant", "milestones", "piecewise constant", "piecewise constant, after"}


@every_slope
def test_the_gradient_is_the_slope(schedule):
    slope = (schedule(SMOOTH + H) - schedule(SMOOTH - H)) / (2 * H)
    accuracy = 1e-8 * schedule(SMOOTH).max()  # what the difference leaves: H * H, and rounding / H
    steps = torch.tensor(SMOOTH, requires_grad=True)
    schedule(steps).sum().backward()
    np.testing.assert_allclose(steps.grad, slope, rtol=1e-6, atol=accuracy)
    by_func = torch.vmap(torch.func.grad(schedule))(torch.tensor(SMOOTH))
    np.testing.assert_allclose(by_func, slope, rtol=1e-6, atol=accuracy)
    _, forward = torch.func.jvp(schedule, (torch.tensor(SMOOTH),), (torch.ones(len(SMOOTH), dtype=torch.float64),))
    np.testing.assert_allclose(forward, slope, rtol=1e-6, atol=accuracy)


@every_slope
def test_the_gradient_is_finite_where_pieces_meet(schedule):
    steps = torch.tensor(STEPS, requires_grad=True)
    schedule(steps).sum().backward()
    assert torch.isfinite(steps.grad).all()


def test_without_gradients():
    for context in (torch.no_grad(), torch.inference_mode()):
        with context:
            assert not SCHEDULES["cosine"](torch.tensor(3.0, requires_grad=True)).requires_grad


# One graph for all, since compiling takes long. "fullgraph" raises if anything of ours cannot be compiled.


def test_compiled():
    compiled = torch.compile(lambda steps: [schedule(steps) for schedule in SCHEDULES.values()], fullgraph=True)
    for schedule, rates in zip(SCHEDULES.values(), compiled(torch.tensor(STEPS)), strict=True):
        assert rates.dtype == torch.float64
        assert_equal(rates, schedule(STEPS), FLOAT64)


def test_restarts_are_exact():
    # Periods for which x * (1 / period), what compilers like to compute, falls short of some whole numbers.
    periods = [41, 47, 55, 82, 97, 107, 110, 214, 237, 249, 49, 98]  # the last two in float64
    repeated = {period: lrnotes.LinearCosineDecay(1, period).repeat(every=period) for period in periods}

    def at_the_starts(numbers):
        return torch.stack([schedule(numbers * period) for period, schedule in repeated.items()])

    numbers = torch.arange(200)
    for way in (at_the_starts, torch.compile(at_the_starts, fullgraph=True)):
        assert torch.equal(way(numbers), torch.full((len(periods), 200), 1.001))  # 1 + beta, the first rate


@pytest.mark.parametrize("step", [-1, -0.5, float("nan"), float("inf"), [1.0, -1.0], [[0.0, float("nan")]]])
@every_schedule
def test_a_step_that_is_negative_or_not_finite(schedule, step):
    with pytest.raises(ValueError, match=r"step must be 0 or more and finite .*; got (-1|-0\.5|nan|inf)"):
        schedule(torch.tensor(step))


@pytest.mark.parametrize("step", [True, 1j, [True, False]])
@every_schedule
def test_a_step_that_is_no_number(schedule, step):
    with pytest.raises(TypeError, match="step must be a number or a tensor of numbers; got torch.(bool|complex)"):
        schedule(torch.tensor(step))


@pytest.mark.parametrize("schedule", [SCHEDULES["cosine with warm-up"], SCHEDULES["constant"], SCHEDULES["then"]])
def test_in_a_compiled_function_a_step_without_a_rate_gives_nan(schedule):
    """There the values are not known, so nothing can raise an error."""
    for way in (torch.compile(lambda step: schedule(step), fullgraph=True), torch.vmap(schedule)):
        rates = way(torch.tensor([3.0, -1.0, -999.0, -0.5, float("nan"), float("inf")], dtype=torch.float64))
        assert_equal(rates[:1], schedule(np.array([3.0])), FLOAT64)
        assert torch.isnan(rates[1:]).all()
        assert torch.isnan(way(torch.tensor([3, -1, -999]))).tolist() == [False, True, True]


def test_a_compiled_function_computes_with_whole_numbers_too():
    schedule = lrnotes.CosineDecay(0.1, 100).warmup(10)
    rate = torch.compile(lambda weights, step: weights * schedule(step), fullgraph=True)
    for step in (5, 60):  # before the schedule's own compiled function is there, and after
        assert rate(torch.ones(2), step).tolist() == torch.full((2,), schedule(step)).tolist()


@pytest.mark.parametrize("kind", [torch.float64, torch.float32, torch.int64])
def test_a_formula_that_writes_in_place_leaves_the_callers_steps_as_they_are(kind):
    class InPlace(lrnotes.Schedule):
        def formula(self, xp, step):
            step -= 1
            return step + 5

    steps = torch.arange(5, dtype=kind)
    assert InPlace()(steps).tolist() == [4, 5, 6, 7, 8] and steps.tolist() == [0, 1, 2, 3, 4]
