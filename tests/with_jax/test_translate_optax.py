"""What the table of equivalents makes of Optax's schedules, against Optax: eager, compiled, and in float64."""

import jax
import jax.numpy as jnp
import numpy as np
import optax
import pytest

import lrnotes
from lrnotes import translate
from lrnotes.from_others import ORIGINALS
from support.translations import FLOAT32, FLOAT64, Call, assert_equal, differences_in_arguments

OPTAX = [original for original in ORIGINALS if original.library.title == "Optax"]
STATEFUL = {"reduce_on_plateau"}  # follows a metric: see the end
STEPS = np.array([*range(301), 1000, 10**5, 10**6])
LIBRARY = vars(optax)

WARMED = Call("warmup_constant_schedule", init_value=0.0, peak_value=0.1, warmup_steps=20)
COSINE = Call("cosine_decay_schedule", init_value=0.1, decay_steps=100)
SETTINGS = [
    Call("constant_schedule", value=0.1),
    Call("constant_schedule", value=0.0),
    *(
        Call("polynomial_schedule", init_value=first, end_value=last, power=power, transition_steps=steps, **more)
        for first, last in ((0.1, 0.01), (0.0, 0.1), (0.1, 0.0))
        for power, steps in ((1.0, 100), (2, 41), (0.5, 128))
        for more in ({}, {"transition_begin": 30}, {"transition_begin": -5})
    ),
    Call("polynomial_schedule", init_value=0.1, end_value=0.0, power=2.0, transition_steps=0),
    Call("polynomial_schedule", init_value=0.1, end_value=0.0, power=2.0, transition_steps=-1, transition_begin=10),
    Call("polynomial_schedule", init_value=0.1, end_value=0.0, power=2.0, transition_steps=33.3, transition_begin=10.5),
    Call("linear_schedule", init_value=0.1, end_value=0.01, transition_steps=100),
    Call("linear_schedule", init_value=0.0, end_value=0.1, transition_steps=41, transition_begin=10),
    Call("linear_schedule", init_value=0.1, end_value=0.0, transition_steps=0),
    Call("linear_schedule", init_value=0.1, end_value=0.1, transition_steps=10),
    Call("piecewise_constant_schedule", init_value=0.1),
    Call("piecewise_constant_schedule", init_value=0.1, boundaries_and_scales={}),
    Call("piecewise_constant_schedule", init_value=0.1, boundaries_and_scales={30: 0.5, 41: 0.2, 200: 3.0}),
    Call("piecewise_constant_schedule", init_value=0.1, boundaries_and_scales={200: 3.0, 0: 0.5, 41: 0.2}),
    Call("piecewise_constant_schedule", init_value=0.1, boundaries_and_scales={30: 0.0}),
    *(
        Call("piecewise_interpolate_schedule", interpolate_type=kind, init_value=0.1, **more)
        for kind in ("linear", "cosine")
        for more in (
            {},
            {"boundaries_and_scales": {30: 0.5, 41: 0.2, 200: 30.0}},
            {"boundaries_and_scales": {200: 3.0, 0: 0.5, 41: 0.2}},
            {"boundaries_and_scales": {100: 0.0}},
        )
    ),
    *(
        Call("optax.exponential_decay", init_value=0.1, transition_steps=steps, decay_rate=rate, **more)
        for steps, rate in ((100, 0.5), (33.3, 0.9), (40, 1.3), (1, 0.99))
        for more in (
            {},
            {"staircase": True},
            {"transition_begin": 30},
            {"transition_begin": 30, "staircase": True, "end_value": 0.05 if rate < 1 else 0.3},
            {"transition_begin": -3, "end_value": 0.02 if rate < 1 else 0.2},
            {"transition_begin": 10, "end_value": 0.2 if rate < 1 else 0.05},  # beyond the first value
        )
    ),
    Call("optax.exponential_decay", init_value=0.1, transition_steps=100, decay_rate=0.0, end_value=0.05),
    Call("optax.exponential_decay", init_value=0.1, transition_steps=0, decay_rate=0.5),
    COSINE,
    Call("cosine_decay_schedule", init_value=0.1, decay_steps=41, alpha=0.1),
    Call("cosine_decay_schedule", init_value=0.1, decay_steps=100.5, alpha=2.0, exponent=2.0),
    Call("cosine_decay_schedule", init_value=0.1, decay_steps=1, exponent=0.5),
    WARMED,
    Call("warmup_constant_schedule", init_value=0.01, peak_value=0.1, warmup_steps=41),
    Call("warmup_constant_schedule", init_value=0.2, peak_value=0.1, warmup_steps=1),
    Call("warmup_constant_schedule", init_value=0.01, peak_value=0.1, warmup_steps=0),
    *(
        Call(
            "warmup_cosine_decay_schedule",
            init_value=0.01,
            peak_value=0.1,
            warmup_steps=warmup,
            decay_steps=steps,
            **more,
        )
        for warmup, steps in ((20, 120), (0, 100), (41, 241), (1, 2), (10.5, 60.5), (-3, 60))
        for more in ({}, {"end_value": 0.02, "exponent": 2.0})
    ),
    Call(
        "warmup_cosine_decay_schedule", init_value=0.1, peak_value=0.0, warmup_steps=10, decay_steps=50, end_value=0.1
    ),
    *(
        Call(
            "warmup_exponential_decay_schedule",
            init_value=0.01,
            peak_value=0.1,
            warmup_steps=warmup,
            transition_steps=40,
            decay_rate=rate,
            **more,
        )
        for warmup in (0, 41, -3)
        for rate in (0.5, 1.2)
        for more in (
            {},
            {"transition_begin": 20, "staircase": True},
            {"end_value": 0.05 if rate < 1 else 0.3},
            {"end_value": 0.15 if rate < 1 else 0.05},  # beyond the peak, which the warm-up reaches all the same
        )
    ),
    *(
        Call(name, transition_steps=steps, peak_value=0.1, **more)
        for name in ("linear_onecycle_schedule", "cosine_onecycle_schedule")
        for steps in (100, 241, 7, 3)
        for more in ({}, {"pct_start": 0.25, "div_factor": 10.0, "final_div_factor": 100.0})
    ),
    Call("linear_onecycle_schedule", transition_steps=200, peak_value=0.1, pct_start=0.2, pct_final=0.5),
    Call("cosine_onecycle_schedule", transition_steps=10, peak_value=0.1, pct_start=0.05),
    Call(
        "sgdr_schedule",
        cosine_kwargs=[
            {"init_value": 0.0, "peak_value": 0.1, "warmup_steps": 10, "decay_steps": 60, "end_value": 0.01}
        ],
    ),
    Call(
        "sgdr_schedule",
        cosine_kwargs=[
            {"init_value": 0.0, "peak_value": 0.1 * 0.7**cycle, "warmup_steps": 5 * cycle, "decay_steps": 41 * 2**cycle}
            for cycle in range(3)
        ],
    ),
    Call("join_schedules", schedules=[COSINE], boundaries=[]),
    Call("join_schedules", schedules=[WARMED, COSINE], boundaries=[20]),
    Call("join_schedules", schedules=[WARMED, COSINE], boundaries=[0]),  # WARMED never runs
    Call("join_schedules", schedules=[WARMED, COSINE, WARMED], boundaries=[41, 41]),
    Call(
        "join_schedules",
        schedules=[WARMED, COSINE, Call("constant_schedule", value=0.02), WARMED],
        boundaries=[20, 61, 130],
    ),
    Call(
        "join_schedules",
        schedules=[Call("join_schedules", schedules=[WARMED, COSINE], boundaries=[41]), WARMED],
        boundaries=[100],
    ),
]


def steps_of(call):
    """A rate that grows does not last as long as the others."""
    return STEPS[:301] if call.arguments.get("decay_rate", 0) > 1 else STEPS


def eager(schedule, steps):
    return [float(schedule(int(step))) for step in steps]


def compiled(schedule, steps):
    return jax.jit(jax.vmap(lambda step: jnp.asarray(schedule(step), float)))(jnp.asarray(steps))


def in_float64(schedule, steps):
    with jax.enable_x64(True):
        return [float(schedule(jnp.float64(step))) for step in steps]


@pytest.mark.parametrize("way", [eager, compiled])
@pytest.mark.parametrize("call", SETTINGS, ids=repr)
def test_every_update(call, way):
    ours, steps = call.ours(), steps_of(call)
    assert_equal(ours(steps), way(call.theirs(LIBRARY), steps), FLOAT32)
    if way is compiled:
        assert_equal(way(ours, steps), ours(steps), 1e-6)


@pytest.mark.parametrize(
    "call", [call for call in SETTINGS if "interpolate" not in repr(call) and "onecycle" not in repr(call)], ids=repr
)
def test_in_float64(call):
    steps = steps_of(call)
    assert_equal(call.ours()(steps), in_float64(call.theirs(LIBRARY), steps), FLOAT64)


def test_every_schedule_is_compared():
    assert {call.name.rpartition(".")[2] for call in SETTINGS} == {
        each.name.rpartition(".")[2] for each in OPTAX
    } - STATEFUL


def test_every_schedule_of_optax_is_in_the_table():
    public = {name for name in dir(optax.schedules) if name.endswith(("_schedule", "_schedules")) or "decay" in name}
    public -= {"_schedule"}  # the module
    # These make a hyperparameter of any transformation follow a schedule, and are none themselves.
    public -= {"InjectHyperparamsState", "inject_hyperparams", "inject_stateful_hyperparams"}
    assert public == {each.name.rpartition(".")[2] for each in OPTAX} - STATEFUL


@pytest.mark.parametrize(
    "original", [each for each in OPTAX if each.name.rpartition(".")[2] not in STATEFUL], ids=lambda each: each.name
)
def test_the_arguments_are_those_of_the_original(original):
    function = LIBRARY[original.name.rpartition(".")[2]]
    assert differences_in_arguments(original, function) is None
    assert [
        getattr(optax if name.count(".") == 1 else optax.schedules, name.rpartition(".")[2]) for name in original.names
    ] == [function] * 2


@pytest.mark.parametrize(
    "original",
    [each for each in OPTAX if each.name.rpartition(".")[2] not in STATEFUL | {"join_schedules"}],
    ids=lambda each: each.name,
)
def test_the_example_is_one_of_the_original(original):
    theirs = Call(original.name, **original.example).theirs(LIBRARY)
    steps = np.array([0, 1, 10, 99, 100, 101, 300, 500, 850, 999, 1000, 1200])
    assert_equal(translate(original.name, **original.example)(steps), [float(theirs(step)) for step in steps], FLOAT32)


# Where the original is wrong. Each states both.


def test_compiled_stairs_that_come_late():
    """XLA divides by multiplying with the reciprocal, which is a little small for some lengths."""
    call = Call("optax.exponential_decay", init_value=1.0, transition_steps=41, decay_rate=0.5, staircase=True)
    theirs, ours = call.theirs(LIBRARY), call.ours()
    assert float(theirs(41)) == 0.5 and float(jax.jit(theirs)(41)) == 1.0
    assert ours(41) == 0.5 and float(jax.jit(ours)(jnp.asarray(41))) == 0.5
    assert jax.jit(ours)(41 * jnp.arange(100)) == pytest.approx(0.5 ** np.arange(100))


def test_compiled_roots_that_are_no_number():
    """XLA's quotient is a little more than 1 at the end for most lengths, and less than nothing has no square root."""
    ends = {}
    for length in range(2, 60):
        call = Call("polynomial_schedule", init_value=1.0, end_value=0.0, power=0.5, transition_steps=length)
        ends[length] = float(jax.jit(call.theirs(LIBRARY))(length))
        assert float(jax.jit(call.ours())(jnp.asarray(length))) == 0
        assert float(call.theirs(LIBRARY)(length)) == 0  # eager
    assert np.isnan([ends[3], ends[5], ends[10]]).all() and np.isnan(list(ends.values())).sum() > 20
    assert ends[50] == pytest.approx(1.5e-4, rel=0.01)  # others do not reach the end
    assert ends[32] == 0


def test_an_end_beyond_the_first_value():
    """A limit holds from the start on: the original's first value is then not init_value."""
    call = Call("optax.exponential_decay", init_value=0.1, transition_steps=10, decay_rate=0.5, end_value=0.2)
    assert float(call.theirs(LIBRARY)(0)) == pytest.approx(0.2) and call.ours()(0) == 0.2


@pytest.mark.parametrize(
    "call, message",
    [
        (Call("cosine_decay_schedule", init_value=0.1, decay_steps=0), "decay_steps"),
        (
            Call("warmup_cosine_decay_schedule", init_value=0.0, peak_value=0.1, warmup_steps=50, decay_steps=50),
            "decay_steps must be above warmup_steps=50",
        ),
        (
            Call("piecewise_interpolate_schedule", interpolate_type="cubic", init_value=0.1),
            "interpolate_type must be one of 'linear', 'cosine'",
        ),
        (Call("piecewise_constant_schedule", init_value=0.1, boundaries_and_scales={3: -1.0}), "scales of 0 or more"),
        (Call("linear_onecycle_schedule", transition_steps=0, peak_value=0.1), "transition_steps must be above 0"),
        (Call("linear_onecycle_schedule", transition_steps=9, peak_value=0.1, div_factor=0), "div_factor must be"),
        (
            Call("cosine_onecycle_schedule", transition_steps=9, peak_value=0.1, final_div_factor=0),
            "final_div_factor must be above 0; got 0",
        ),
    ],
    ids=repr,
)
def test_what_both_refuse(call, message):
    with pytest.raises(ValueError, match=message):
        call.ours()
    with pytest.raises((ValueError, ZeroDivisionError)):
        call.theirs(LIBRARY)(0)


# What follows a metric.


@pytest.mark.parametrize(
    "arguments",
    [
        {},
        {"factor": 0.5, "patience": 3, "cooldown": 2},
        {"factor": 0.3, "rtol": 0.0, "atol": 0.02, "min_scale": 0.1, "patience": 1},
    ],
    ids=str,
)
def test_reduce_on_plateau(arguments):
    ours = translate("optax.contrib.reduce_on_plateau", learning_rate=0.1, **arguments)
    metrics = np.abs(np.sin(np.arange(80) / 7)) + 3 / (1 + np.arange(80) // 20)
    original = optax.contrib.reduce_on_plateau(**arguments)
    state, rates = original.init(jnp.float32(0)), [0.1]
    for metric in metrics:
        _, state = original.update(jnp.float32(1), state, value=jnp.float32(metric))
        rates.append(0.1 * float(state.scale))
    assert len(set(rates)) > 2
    assert_equal(ours.rates(metrics.tolist()), rates, FLOAT32)


def test_the_arguments_of_reduce_on_plateau():
    (original,) = (each for each in OPTAX if each.name == "optax.contrib.reduce_on_plateau")
    assert differences_in_arguments(original, optax.contrib.reduce_on_plateau) is None


# And back: the lines that to_code gives, run.


@pytest.mark.parametrize(
    "schedule",
    [
        lrnotes.CosineDecay(0.1, 100, 0.01).warmup(20, 0.01),
        lrnotes.CosineDecay(0.1, 100).then(lrnotes.CosineDecay(0.02, 50).warmup(10), at=100),
        0.5 * lrnotes.CosineDecay(0.1, 41).repeat(every=41),
        lrnotes.CosineDecay(0.1, 100).warmup(10).skip(1),
        lrnotes.CosineDecay(0.1, 100).warmup(10) * lrnotes.ExponentialDecay(1.0, 50, 0.5),
        lrnotes.CosineDecay(0.1, 100).clip(0.02),
        lrnotes.CosineDecay(0.1, 100).warmup(10).clip(0.02, 0.07),
        lrnotes.Constant(0.1).then(lrnotes.SWALR(0.1, 0.05, 0), at=100),
        lrnotes.NaturalExpDecay(0.1, 50, 0.7).warmup(20),
        # Whose lines define the same names, and use them later.
        lrnotes.PowerDecay(0.1, 30).then(lrnotes.PowerDecay(0.05, 90, 1.0), at=100),
        lrnotes.NoamDecay(4, 20, 0.1).then(lrnotes.FlatCosineDecay(0.1, 100), at=60),
    ],
    ids=repr,
)
def test_native_lines(schedule):
    names = {}
    exec(schedule.to_code("optax"), names)
    assert_equal(schedule(STEPS[:301]), [float(names["schedule"](step)) for step in range(301)], FLOAT32)
