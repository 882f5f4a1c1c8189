"""Arguments that make no sense are refused where they are given, by a message that says what would."""

import copy
import dataclasses
import json
import math
import pickle

import numpy as np
import pytest

import lrnotes
from lrnotes import CosineDecay, NoisyLinearCosineDecay, Schedule
from lrnotes.core.composition import Clip, Product, Repeat, Scaled, Skip, Then, Warmup
from lrnotes.core.function_schedule import FunctionSchedule
from lrnotes.core.parameters import parameter_of
from settings import SCHEDULES

COSINE = CosineDecay(0.1, 10)

# What no number may be, whatever it is for.
NEVER = [math.nan, math.inf, -math.inf, -1, -1e-9, "0.1", b"1", True, np.True_, 1j, [0.1], (1,), {}, len]
NEVER += [np.float32(math.nan), np.int64(-1), np.array([0.1])]

BAD = {
    "rate": [*NEVER, None],
    "rate above 0": [*NEVER, None, 0, 0.0],
    "optional rate": NEVER,
    "length": [*NEVER, None, 0, 0.0],
    "optional length": [*NEVER, 0, 0.0],
    "length or 0": [*NEVER, None, 0.5, 1e-9],
    "factor": [*NEVER, None],
    "factor to 1": [*NEVER, None, 1.5, 1.0000001],
    "factor above 0 to 1": [*NEVER, None, 1.5, 0, 0.0],
    "seed": [*NEVER, None, 1.5, 2**32],
    "mode": [None, 3, "", "Cycle", "cycles", "steps", ["cycle"], True],
    "function": [None, 3, "f", [len]],
    "label": [3, b"x", ["a"], True, len],
    "schedule": [None, 3, "cosine", CosineDecay, math.cos],
    "flag": [None, 0, 1, "True", "yes", [True], math.nan],
    "number": [value for value in NEVER if value not in (-1, -1e-9, np.int64(-1))] + [None],
    "number to 0": [value for value in NEVER if value not in (-1, -1e-9, np.int64(-1))] + [None, 0.1, 1],
    "number to 100": [value for value in NEVER if value not in (-1, -1e-9, np.int64(-1))] + [None, 100.5, -101],
    "level": [*NEVER, None, 1.5, 17],
    "factor above 0": [*NEVER, None, 0, 0.0],
    "factor above 0, below 1": [*NEVER, None, 0, 1, 1.0, 1.5],
    "factor below 1": [*NEVER, None, 1, 1.0, 1.5],
    "factor from 1": [*NEVER, None, 0, 0.5, 0.999999],
    "factor from 0.001": [*NEVER, None, 0, 0.0009],
    "factor to 1000": [*NEVER, None, 1000.5],
    "factor above 0 to 1000": [*NEVER, None, 0, 1000.5],
    "base": [*NEVER, None, 0, 1, 1.5, 0.9995],
    "place": [*NEVER, None],
    "lengths": [None, 3, "1, 2", [], [0], [3, -1], [1, math.nan], [math.inf], ["1"], [None], [[1, 2]]],
    "places that rise": [
        None,
        3,
        "1, 2",
        [3, 2],
        [2, 2],
        [-1, 2],
        [1, math.nan],
        [math.inf],
        ["1"],
        [None],
        [[1]],
        len,
    ],
    "one place or more that rise": [None, 3, [], [3, 2], [2, 2], [1, math.nan], ["1"]],
    "places that do not fall": [None, 3, "1, 2", [3, 2], [-1, 2], [1, math.nan], [math.inf], ["1"], [None], len],
    "rates": [None, 3, "0.1", [], [0.1, -0.1], [math.nan], [math.inf], ["0.1"], [None], [[0.1]], len],
    "word": [None, 3, "", "no such word", ["linear"], True],
}


def scale(cycle):
    return 1.0


RISE = {"initial_learning_rate": 0.1, "maximal_learning_rate": 0.5, "step_size": 5}
RISE_KINDS = {
    "initial_learning_rate": "rate",
    "maximal_learning_rate": "rate",
    "step_size": "length",
    "step_size_down": "optional length",
}
MODES = {"scale_mode": "mode", "name": "label"}

FALL = {"initial_learning_rate": 0.1, "decay_steps": 10}
FALL_KINDS = {"initial_learning_rate": "rate", "decay_steps": "length"}
RATED = {**FALL, "decay_rate": 0.5}
RATED_KINDS = {**FALL_KINDS, "decay_rate": "factor", "staircase": "flag", "name": "label"}

# For each class, arguments that are right, and what kind each argument is.
CLASSES = {
    CosineDecay: (
        {"initial_learning_rate": 0.1, "decay_steps": 10, "warmup_target": 0.2},
        {
            "initial_learning_rate": "rate",
            "decay_steps": "length",
            "alpha": "factor",
            "name": "label",
            "warmup_target": "optional rate",
            "warmup_steps": "length or 0",
        },
    ),
    lrnotes.LinearCosineDecay: (
        {"initial_learning_rate": 0.1, "decay_steps": 10},
        {
            "initial_learning_rate": "rate",
            "decay_steps": "length",
            "num_periods": "factor to 1000",
            "alpha": "factor",
            "beta": "factor",
            "name": "label",
        },
    ),
    NoisyLinearCosineDecay: (
        {"initial_learning_rate": 0.1, "decay_steps": 10},
        {
            "initial_learning_rate": "rate",
            "decay_steps": "length",
            "initial_variance": "factor",
            "variance_decay": "factor",
            "num_periods": "factor to 1000",
            "alpha": "factor",
            "beta": "factor",
            "seed": "seed",
            "name": "label",
        },
    ),
    lrnotes.CyclicalLearningRate: ({**RISE, "scale_fn": scale}, {**RISE_KINDS, "scale_fn": "function", **MODES}),
    lrnotes.TriangularCyclicalLearningRate: (RISE, {**RISE_KINDS, **MODES}),
    lrnotes.Triangular2CyclicalLearningRate: (RISE, {**RISE_KINDS, **MODES}),
    lrnotes.ExponentialCyclicalLearningRate: (RISE, {**RISE_KINDS, "gamma": "factor above 0 to 1", **MODES}),
    lrnotes.WarmupSustainStepDecay: (
        {},
        {
            "initial_learning_rate": "rate",
            "maximal_learning_rate": "rate",
            "warmup_steps": "length or 0",
            "sustain_steps": "length or 0",
            "decay_steps": "length",
            "decay_rate": "factor to 1",
            "name": "label",
        },
    ),
    lrnotes.Constant: ({"learning_rate": 0.1}, {"learning_rate": "rate", "name": "label"}),
    lrnotes.CosineAnnealing: (
        FALL,
        {
            **FALL_KINDS,
            "end_learning_rate": "rate",
            "num_periods": "factor above 0 to 1000",
            "exponent": "factor",
            "after_end": "word",
            "name": "label",
        },
    ),
    lrnotes.CosineDecayRestarts: (
        {"initial_learning_rate": 0.1, "first_decay_steps": 10},
        {
            "initial_learning_rate": "rate",
            "first_decay_steps": "length",
            "t_mul": "factor from 1",
            "m_mul": "factor",
            "alpha": "factor",
            "name": "label",
        },
    ),
    lrnotes.ExponentialDecay: (RATED, RATED_KINDS),
    lrnotes.NaturalExpDecay: (RATED, RATED_KINDS),
    lrnotes.InverseTimeDecay: (RATED, RATED_KINDS),
    lrnotes.PolynomialDecay: (
        FALL,
        {**FALL_KINDS, "end_learning_rate": "rate", "power": "factor", "cycle": "flag", "name": "label"},
    ),
    lrnotes.LinearDecay: (FALL, {**FALL_KINDS, "end_learning_rate": "rate", "name": "label"}),
    lrnotes.PowerDecay: (
        {"initial_learning_rate": 0.1, "timescale": 10},
        {"initial_learning_rate": "rate", "timescale": "length", "power": "factor", "name": "label"},
    ),
    lrnotes.NoamDecay: (
        {"d_model": 512, "warmup_steps": 10},
        {
            "d_model": "factor above 0",
            "warmup_steps": "length",
            "learning_rate": "factor",
            "first_update": "word",
            "name": "label",
        },
    ),
    lrnotes.StepDecay: (
        {"initial_learning_rate": 0.1, "step_size": 10},
        {"initial_learning_rate": "rate", "step_size": "length", "gamma": "factor", "name": "label"},
    ),
    lrnotes.MultiStepDecay: (
        {"initial_learning_rate": 0.1, "milestones": [10, 20]},
        {"initial_learning_rate": "rate", "milestones": "places that do not fall", "gamma": "factor", "name": "label"},
    ),
    lrnotes.PiecewiseConstantDecay: (
        {"boundaries": [10, 20], "values": [0.1, 0.2, 0.3]},
        {"boundaries": "places that rise", "values": "rates", "name": "label", "at_boundary": "word"},
    ),
    lrnotes.PiecewiseInterpolation: (
        {"milestones": [10, 20], "values": [0.1, 0.2]},
        {"milestones": "one place or more that rise", "values": "rates", "shape": "word", "name": "label"},
    ),
    lrnotes.OneCycle: (
        {"maximal_learning_rate": 0.1, "total_steps": 100},
        {
            "maximal_learning_rate": "rate",
            "total_steps": "length",
            "pct_start": "factor above 0, below 1",
            "anneal_strategy": "word",
            "div_factor": "factor above 0",
            "final_div_factor": "factor above 0",
            "three_phase": "flag",
            "end_step": "word",
            "name": "label",
        },
    ),
    lrnotes.SlantedTriangular: (
        {"maximal_learning_rate": 0.1, "total_steps": 100},
        {
            "maximal_learning_rate": "rate",
            "total_steps": "length",
            "cut_frac": "factor above 0, below 1",
            "ratio": "factor from 1",
            "name": "label",
        },
    ),
    lrnotes.WarmupStableDecay: (
        {"maximal_learning_rate": 0.1, "warmup_steps": 5, "stable_steps": 10, "decay_steps": 10},
        {
            "maximal_learning_rate": "rate",
            "warmup_steps": "length or 0",
            "stable_steps": "place",
            "decay_steps": "length",
            "initial_learning_rate": "rate",
            "end_learning_rate": "rate",
            "decay_shape": "word",
            "exponential_base": "base",
            "warmup_shape": "word",
            "name": "label",
        },
    ),
    lrnotes.InfiniteSchedule: (
        {
            "maximal_learning_rate": 0.1,
            "constant_learning_rate": 0.04,
            "end_learning_rate": 0.01,
            "warmup_steps": 5,
            "cooldown_steps": 10,
            "constant_steps": 10,
            "decay_steps": 10,
        },
        {
            "maximal_learning_rate": "rate",
            "constant_learning_rate": "rate above 0",
            "end_learning_rate": "rate above 0",
            "warmup_steps": "length or 0",
            "cooldown_steps": "length",
            "constant_steps": "place",
            "decay_steps": "length or 0",
            "cooldown_shape": "word",
            "timescale": "factor from 0.001",
            "name": "label",
        },
    ),
    lrnotes.PowerScheduler: (
        {"maximal_learning_rate": 0.02, "batch_size": 8, "sequence_length": 128},
        {
            "maximal_learning_rate": "rate",
            "batch_size": "factor above 0",
            "sequence_length": "factor above 0",
            "a": "factor",
            "b": "number to 0",
            "name": "label",
        },
    ),
    lrnotes.FlatCosineDecay: (
        {"initial_learning_rate": 0.1, "total_steps": 100},
        {
            "initial_learning_rate": "rate",
            "total_steps": "length",
            "pct_start": "factor below 1",
            "end_learning_rate": "rate",
            "name": "label",
        },
    ),
    lrnotes.TriStageDecay: (
        {"maximal_learning_rate": 0.1, "warmup_steps": 5, "hold_steps": 10, "decay_steps": 10},
        {
            "maximal_learning_rate": "rate",
            "warmup_steps": "length or 0",
            "hold_steps": "place",
            "decay_steps": "length",
            "init_lr_scale": "factor",
            "final_lr_scale": "factor above 0",
            "name": "label",
        },
    ),
    lrnotes.SWALR: (
        {"initial_learning_rate": 0.1, "swa_learning_rate": 0.05},
        {
            "initial_learning_rate": "rate",
            "swa_learning_rate": "rate",
            "anneal_steps": "length or 0",
            "anneal_strategy": "word",
            "name": "label",
        },
    ),
    lrnotes.TanhDecay: (
        FALL,
        {
            **FALL_KINDS,
            "lower": "number to 100",
            "upper": "number to 100",
            "end_learning_rate": "rate",
            "name": "label",
        },
    ),
    lrnotes.REXDecay: (FALL, {**FALL_KINDS, "end_learning_rate": "rate", "name": "label"}),
    lrnotes.KDecay: (
        {**FALL, "k": 2.0},
        {
            **FALL_KINDS,
            "k": "factor above 0",
            "end_learning_rate": "rate",
            "shape": "word",
            "power": "factor above 0",
            "name": "label",
        },
    ),
    lrnotes.HyperbolicDecay: (
        {**FALL, "upper_bound": 100},
        {**FALL_KINDS, "upper_bound": "length", "infimum_learning_rate": "rate", "name": "label"},
    ),
    lrnotes.ExponentialHyperbolicDecay: (
        {**FALL, "upper_bound": 100},
        {
            **FALL_KINDS,
            "initial_learning_rate": "rate above 0",
            "upper_bound": "length",
            "infimum_learning_rate": "rate above 0",
            "name": "label",
        },
    ),
    lrnotes.ChebyshevSteps: (
        {"learning_rate": 0.1, "levels": 3},
        {
            "learning_rate": "rate",
            "levels": "level",
            "condition_number": "factor from 1",
            "after_end": "word",
            "name": "label",
        },
    ),
    lrnotes.RangeTest: (
        {"initial_learning_rate": 0.1, "maximal_learning_rate": 0.5, "num_steps": 10},
        {
            "initial_learning_rate": "rate",
            "maximal_learning_rate": "rate",
            "num_steps": "length",
            "shape": "word",
            "stair_steps": "length or 0",
            "name": "label",
        },
    ),
    Skip: ({"schedule": COSINE, "steps": 5}, {"schedule": "schedule", "steps": "place"}),
    Clip: ({"schedule": COSINE}, {"schedule": "schedule", "minimum": "rate", "maximum": "optional rate"}),
    Product: ({"first": COSINE, "second": COSINE}, {"first": "schedule", "second": "schedule"}),
    Warmup: (
        {"schedule": COSINE, "warmup_steps": 5},
        {"schedule": "schedule", "warmup_steps": "length", "initial_learning_rate": "rate"},
    ),
    Then: (
        {"first": COSINE, "second": COSINE, "at": 5},
        {"first": "schedule", "second": "schedule", "at": "length"},
    ),
    Repeat: ({"schedule": COSINE, "every": 5}, {"schedule": "schedule", "every": "length"}),
    Scaled: ({"schedule": COSINE, "multiplier": 0.5}, {"schedule": "schedule", "multiplier": "factor"}),
    FunctionSchedule: ({"function": lambda step: 0.1}, {"function": "function", "name": "label"}),
}
SAID = {
    "rate": "a finite number, 0 or more",
    "rate above 0": "a finite number above 0",
    "optional rate": "a finite number, 0 or more, or None",
    "length": "a finite number of steps above 0",
    "length or 0": "0, or a finite number of steps, 1 or more",
    "factor": "a finite number, 0 or more",
    "factor to 1": "a number from 0 to 1",
    "factor above 0 to 1": "a number above 0 and at most 1",
    "seed": "an integer from 0 to 4294967295",
    "mode": "one of 'cycle', 'iterations'",
    "flag": "True or False",
    "factor above 0": "a finite number above 0",
    "factor above 0, below 1": "a number above 0 and below 1",
    "factor below 1": "a number from 0 to below 1",
    "factor from 1": "a finite number, 1 or more",
    "factor from 0.001": "a finite number, 0.001 or more",
    "factor to 1000": "a number from 0 to 1000",
    "factor above 0 to 1000": "a number above 0 and at most 1000",
    "base": "a number above 0 and at most 0.999",
    "number": "a finite number",
    "number to 0": "a finite number, 0 or less",
    "lengths": "a list of 1 or more, each a finite number of steps above 0",
    "number to 100": "a number from -100 to 100",
    "level": "an integer from 0 to 16",
    "place": "a finite number of steps, 0 or more",
    "places that rise": "a list, each a finite number of steps, 0 or more, each above the one before",
    "one place or more that rise": "a list of 1 or more, each a finite number of steps, 0 or more, each above the "
    "one before",
    "places that do not fall": "a list, each a finite number of steps, 0 or more, none below the one before",
    "rates": "a list of 1 or more, each a finite number, 0 or more",
    "function": "a function of one argument",
    "label": "a string or None",
    "schedule": "a Schedule",
}


def _kind(parameter):
    """What kind an argument is by the words of its messages; None where there are no such words."""
    if parameter.options and parameter.unit == "word":
        return "word"
    return {words: kind for kind, words in SAID.items()}.get(parameter.allowed)


def _by_example(schedule):
    """The same for a class that is not in the table: its docstring's example, and kinds by what the messages say."""
    fields = dataclasses.fields(schedule)
    made = next((each for each in SCHEDULES.values() if type(each) is schedule), None)
    if made is None:  # there is no example that runs: tests/test_a_new_class.py says so
        return {}, {}
    kinds = {field.name: _kind(parameter_of(field)) for field in fields}
    return {field.name: getattr(made, field.name) for field in fields}, {
        name: kind for name, kind in kinds.items() if kind
    }


PUBLIC = {getattr(lrnotes, name) for name in lrnotes.__all__}
PUBLIC = {each for each in PUBLIC if isinstance(each, type) and issubclass(each, Schedule) and each is not Schedule}
CLASSES |= {
    schedule: _by_example(schedule) for schedule in sorted(PUBLIC - set(CLASSES), key=lambda each: each.__name__)
}


def bad_values(schedule, argument, kind):
    if kind not in BAD:
        raise LookupError(
            f"{schedule.__name__}: {argument} is of a kind that has no bad values, {kind!r}; add it to BAD and to SAID "
            "in tests/test_bad_input.py"
        )
    return BAD[kind]


TABLE = [
    pytest.param(schedule, argument, value, id=f"{schedule.__name__}-{argument}-{value!r:.40}")
    for schedule, (_, kinds) in CLASSES.items()
    for argument, kind in kinds.items()
    for value in bad_values(schedule, argument, kind)
]


@pytest.mark.parametrize("schedule", CLASSES, ids=lambda schedule: schedule.__name__)
def test_the_table_holds_every_argument_of_every_class(schedule):
    kinds, fields = CLASSES[schedule][1], {field.name: field for field in dataclasses.fields(schedule)}
    for name in fields.keys() - kinds.keys():
        words = parameter_of(fields[name]).allowed
        pytest.fail(
            f"{schedule.__name__}: {name} has a limit that no bad value is known for: {words!r}. In "
            "tests/test_bad_input.py: add a kind with these words to SAID, and values beyond the limit to BAD",
            pytrace=False,
        )
    for name in kinds.keys() - fields.keys():
        known = ", ".join(fields)
        pytest.fail(
            f"{schedule.__name__}: there is no argument {name}; it has {known}. In tests/test_bad_input.py: rename it "
            "in CLASSES",
            pytrace=False,
        )


@pytest.mark.parametrize("schedule, argument, value", TABLE)
def test_a_bad_argument(schedule, argument, value):
    fields = {field.name: field for field in dataclasses.fields(schedule)}
    assert argument in fields, f"{schedule.__name__} has no argument {argument}; rename it in CLASSES of this file"
    with pytest.raises((TypeError, ValueError)) as caught:
        schedule(**{**CLASSES[schedule][0], argument: value})
    # Which of the two: as for float() and int(), a kind that cannot be, or a value that cannot.
    assert type(caught.value) in (TypeError, ValueError)
    allowed = parameter_of(fields[argument]).allowed
    assert str(caught.value) == f"{schedule.__name__}: {argument} must be {allowed}; got {value!r}"


@pytest.mark.parametrize("value", [COSINE, np.array("0.1"), np.complex128(0.1 + 1j)], ids=repr)
def test_what_could_pass_for_a_number(value):
    # A schedule is no symbol, though both are of this package; NumPy would make a float of the other two.
    with pytest.raises(TypeError) as caught:
        CosineDecay(value, 10)
    message = f"CosineDecay: initial_learning_rate must be a finite number, 0 or more; got {value!r}"
    assert str(caught.value) == message


@pytest.mark.parametrize("kind, words", SAID.items())
def test_what_the_messages_call_allowed(kind, words):
    said = {
        parameter_of(field).allowed
        for schedule, (_, kinds) in CLASSES.items()
        for field in dataclasses.fields(schedule)
        if kinds.get(field.name) == kind
    }
    assert said <= {words}


# By the methods, as they are written in use

METHODS = {
    "warmup for 0 steps": (
        lambda: COSINE.warmup(0),
        "Warmup: warmup_steps must be a finite number of steps above 0; got 0",
    ),
    "warmup from nan": (
        lambda: COSINE.warmup(5, math.nan),
        "Warmup: initial_learning_rate must be a finite number, 0 or more; got nan",
    ),
    "then a number": (lambda: COSINE.then(0.1, at=5), "Then: second must be a Schedule; got 0.1"),
    "then at -1": (lambda: COSINE.then(COSINE, at=-1), "Then: at must be a finite number of steps above 0; got -1"),
    "repeat every inf": (
        lambda: COSINE.repeat(every=math.inf),
        "Repeat: every must be a finite number of steps above 0; got inf",
    ),
    "times -1": (lambda: -1 * COSINE, "Scaled: multiplier must be a finite number, 0 or more; got -1"),
    "times nan": (lambda: COSINE * math.nan, "Scaled: multiplier must be a finite number, 0 or more; got nan"),
    "times True": (lambda: COSINE * True, "Scaled: multiplier must be a finite number, 0 or more; got True"),
    "from a number": (
        lambda: Schedule.from_function(0.1),
        "FunctionSchedule: function must be a function of one argument; got 0.1",
    ),
    "named 3": (
        lambda: Schedule.from_function(lambda step: 0.1, name=3),
        "FunctionSchedule: name must be a string or None; got 3",
    ),
}


@pytest.mark.parametrize("call, message", METHODS.values(), ids=METHODS)
def test_a_bad_argument_of_a_method(call, message):
    with pytest.raises((TypeError, ValueError)) as caught:
        call()
    assert str(caught.value) == message


@pytest.mark.parametrize("other", ["x", None, 1j, [0.5], (1,), math.cos], ids=repr)
def test_a_schedule_times_something_else(other):
    with pytest.raises(TypeError):
        COSINE * other
    with pytest.raises(TypeError):
        other * COSINE


@pytest.mark.parametrize("operation", ["+", "-", "/", "**", "//", "%"])
def test_only_multiplication_is_defined(operation):
    # A sum of schedules could as well mean one after the other, and so means nothing.
    for left, right in (("c", "c"), ("c", "2"), ("2", "c")):
        with pytest.raises(TypeError, match="unsupported operand"):
            eval(f"{left} {operation} {right}", {"c": COSINE})


def test_the_place_of_a_join_is_given_by_name():
    with pytest.raises(TypeError):
        COSINE.then(COSINE, 5)
    with pytest.raises(TypeError):
        COSINE.repeat(5)


# What belongs together


def test_warm_up_steps_need_a_target():
    with pytest.raises(ValueError, match=r"^CosineDecay: warmup_target must be given with warmup_steps=5; got None"):
        CosineDecay(0.1, 10, warmup_steps=5)


MISFITS = {
    "a tangent backwards": (
        lambda: lrnotes.TanhDecay(0.1, 10, 3.0, -6.0),
        "TanhDecay: upper must be above lower=3.0; got -6.0",
    ),
    "an exponential rise from 0": (
        lambda: lrnotes.RangeTest(0.0, 0.1, 10),
        "RangeTest: initial_learning_rate must be above 0 for shape='exponential'; got 0.0",
    ),
    "values for the boundaries": (
        lambda: lrnotes.PiecewiseConstantDecay([10, 20], [0.1, 0.2]),
        "PiecewiseConstantDecay: values must be 3, as many as there are boundaries and one more; got 2: (0.1, 0.2)",
    ),
    "values for the milestones": (
        lambda: lrnotes.PiecewiseInterpolation([10, 20], [0.1]),
        "PiecewiseInterpolation: values must be 2, as many as there are milestones; got 1: (0.1,)",
    ),
    "an exponential to 0": (
        lambda: lrnotes.PiecewiseInterpolation([10, 20], [0.1, 0.0], "exponential"),
        "PiecewiseInterpolation: values must all be above 0 for shape='exponential'; got (0.1, 0.0)",
    ),
    "no rise": (
        lambda: lrnotes.OneCycle(0.1, 3),
        "OneCycle: total_steps must be above 1 / pct_start, or there is no rise; got 3 with pct_start=0.3",
    ),
    "no third part": (
        lambda: lrnotes.OneCycle(0.1, 100, 0.6, three_phase=True),
        "OneCycle: pct_start must be below 0.505 for three_phase, or there is no third part; got 0.6",
    ),
    "no room for the warm-up and the fall": (
        lambda: lrnotes.WarmupStableDecaySimplified(0.1, 50, [100, 200], 0.6),
        "WarmupStableDecaySimplified: the first value of period_steps must be at least the warmup plus the decay, "
        "50 + 0.6 * 100 steps; got 100",
    ),
    "an inverse fall to 0": (
        lambda: lrnotes.WarmupStableDecaySimplified(0.1, 5, [100], decay_shape="inverse"),
        "WarmupStableDecaySimplified: end_learning_rate and maximal_learning_rate must be above 0 for "
        "decay_shape='inverse'; got 0.0 and 0.1",
    ),
    "a lowest rate above the highest": (
        lambda: COSINE.clip(0.1, 0.01),
        "Clip: maximum must be minimum=0.1 or more; got 0.01",
    ),
}


@pytest.mark.parametrize("make, message", MISFITS.values(), ids=MISFITS)
def test_arguments_that_do_not_fit_each_other(make, message):
    with pytest.raises(ValueError) as caught:
        make()
    assert str(caught.value) == message


# Functions


def boom(step):
    raise RuntimeError("out of memory")


class Tearing(Exception):
    def __init__(self, what, where):
        super().__init__(f"{what} tore at {where}")


def tear(step):
    raise Tearing("the sail", step)


# What takes a function asks it once, where it is given, for its first value.
TAKERS = {
    "from_function": (Schedule.from_function, r"FunctionSchedule: function\(0\)"),
    "scale_fn of a cycle": (
        lambda function: lrnotes.CyclicalLearningRate(**RISE, scale_fn=function),
        r"CyclicalLearningRate: scale_fn\(1\)",
    ),
    "scale_fn of a step": (
        lambda function: lrnotes.CyclicalLearningRate(**RISE, scale_fn=function, scale_mode="iterations"),
        r"CyclicalLearningRate: scale_fn\(0\)",
    ),
}
every_taker = pytest.mark.parametrize("take, said", TAKERS.values(), ids=TAKERS)


@every_taker
@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf], ids=str)
def test_a_function_whose_first_value_is_no_number(take, said, value):
    with pytest.raises(ValueError, match=rf"^{said}.* must be a finite .*; got {value!r}$"):
        take(lambda step: value)


@every_taker
@pytest.mark.parametrize("value", [None, "fast", [0.1], 1j, {}], ids=repr)
def test_a_function_that_does_not_return_a_number(take, said, value):
    with pytest.raises((TypeError, ValueError), match=rf"^{said}"):
        take(lambda step: value)


@every_taker
@pytest.mark.parametrize("function", [lambda: 0.1, lambda step, epoch: 0.1], ids=["none", "two"])
def test_a_function_of_more_or_fewer_arguments(take, said, function):
    with pytest.raises(TypeError, match=rf"^{said}.* failed: .*argument"):
        take(function)


@every_taker
def test_a_function_that_fails_tells_how(take, said):
    with pytest.raises(Exception, match=rf"^{said}.* failed: out of memory$") as caught:
        take(boom)
    assert isinstance(caught.value.__cause__, RuntimeError)  # the reader's own traceback stays in sight


@every_taker
def test_a_function_that_fails_by_an_exception_with_arguments_of_its_own(take, said):
    # TensorFlow's errors are of this sort: they cannot be made from one message.
    with pytest.raises(Exception, match=rf"^{said}.* failed: the sail tore at [01]$"):
        take(tear)


def test_a_function_whose_first_rate_is_negative():
    with pytest.raises(ValueError, match=r"^FunctionSchedule: function\(0\) must be .* 0 or more; got -0\.1$"):
        Schedule.from_function(lambda step: -0.1)


# Configurations


def test_a_configuration_with_an_unknown_argument():
    with pytest.raises(ValueError) as caught:
        CosineDecay.from_config({"initial_learning_rate": 0.1, "decay_steps": 10, "momentum": 0.9})
    assert str(caught.value) == (
        "CosineDecay has no argument momentum; it has initial_learning_rate, decay_steps, alpha, name, "
        "warmup_target, warmup_steps"
    )


def test_a_configuration_with_a_bad_value():
    with pytest.raises(ValueError, match="CosineDecay: decay_steps must be a finite number of steps above 0; got 0"):
        CosineDecay.from_config({"initial_learning_rate": 0.1, "decay_steps": 0})


def test_a_configuration_that_lacks_an_argument():
    with pytest.raises(TypeError, match="decay_steps"):
        CosineDecay.from_config({"initial_learning_rate": 0.1})


def test_a_class_that_nobody_defined():
    with pytest.raises(ValueError, match=r"^no schedule class is named 'CosineDecoy'; .*known: .*CosineDecay"):
        lrnotes.deserialize({"class_name": "CosineDecoy", "config": {}})


def test_an_unknown_class_is_answered_with_public_names():
    with pytest.raises(ValueError) as caught:
        lrnotes.deserialize({"class_name": "CosineDecoy", "config": {}})
    said = str(caught.value)
    assert "; did you mean CosineDecay" in said
    known = said[said.index("(known: ") + len("(known: ") : -1].split(", ")
    assert set(known) >= {each.__name__ for each in PUBLIC} and known == sorted(known)
    assert not any(each.rpartition(".")[2].startswith("_") for each in known)
    with pytest.raises(ValueError, match="did you mean Warmup"):
        lrnotes.deserialize({"class_name": "Warmpu", "config": {}})


SERIALIZED = "as serialize returns it; got"
NO_CONFIGURATIONS = {
    "nothing": ({}, ValueError, f"deserialize: serialized must have 'class_name' and 'config', {SERIALIZED} {{}}"),
    "no config": (
        {"class_name": "Constant"},
        ValueError,
        "deserialize: serialized must have 'class_name' and 'config'",
    ),
    "a list": ([1], TypeError, f"deserialize: serialized must be a dictionary, {SERIALIZED} [1]"),
    "None": (None, TypeError, f"deserialize: serialized must be a dictionary, {SERIALIZED} None"),
    "a schedule": (COSINE, TypeError, f"deserialize: serialized must be a dictionary, {SERIALIZED} CosineDecay("),
    "a number as name": ({"class_name": 3, "config": {}}, ValueError, "no schedule class is named 3"),
    "a list as name": ({"class_name": ["a"], "config": {}}, ValueError, "no schedule class is named ['a']"),
    "no dictionary in it": (
        {"class_name": "Constant", "config": [0.1]},
        TypeError,
        "Constant: config must be a dictionary, as get_config returns it; got [0.1]",
    ),
    "keys that are not strings": (
        {"class_name": "Constant", "config": {3: 4, None: 5, "b": 1}},
        ValueError,
        "Constant has no argument 3, None, b; it has learning_rate, name",
    ),
    "nothing inside": (
        {"class_name": "Skip", "config": {"schedule": {"class_name": "Constant"}, "steps": 1}},
        ValueError,
        "deserialize: serialized must have 'class_name' and 'config'",
    ),
}


@pytest.mark.parametrize("serialized, kind, message", NO_CONFIGURATIONS.values(), ids=NO_CONFIGURATIONS)
def test_what_is_no_configuration(serialized, kind, message):
    with pytest.raises(kind) as caught:
        lrnotes.deserialize(serialized)
    assert type(caught.value) is kind and str(caught.value).startswith(message)


@pytest.mark.parametrize("value", [3, None, "CosineDecay", CosineDecay], ids=repr)
def test_only_schedules_are_serialized(value):
    with pytest.raises(TypeError, match="^serialize: schedule must be a Schedule or a FeedbackSchedule; got "):
        lrnotes.serialize(value)


@pytest.mark.parametrize("power", [400, 5000])
def test_an_integer_beyond_all_floats(power):
    with pytest.raises(
        ValueError, match="^CosineDecay: decay_steps must be a finite number of steps above 0; got "
    ) as caught:
        CosineDecay(0.1, 10**power)
    assert len(str(caught.value)) < 200
    with pytest.raises(ValueError, match="^PiecewiseConstantDecay: boundaries must be a list"):
        lrnotes.PiecewiseConstantDecay([1, 10**power], [0.1, 0.2, 0.3])


@pytest.mark.parametrize("values", [{0.1, 0.02, 0.001}, frozenset([0.1]), {0.1: 1, 0.02: 2}, {0.1: 1}.keys()], ids=repr)
def test_values_without_an_order_are_refused(values):
    with pytest.raises(TypeError, match="^PiecewiseConstantDecay: values must be a list of 1 or more"):
        lrnotes.PiecewiseConstantDecay([30, 80], values)


def test_compositions_have_one_limit_of_depth():
    schedule, deepest = COSINE, None
    with pytest.raises(ValueError, match="^Then: schedules must be nested at most 150 deep; got one more$"):
        for at in range(10, 1000):
            schedule = schedule.then(lrnotes.Constant(0.05), at=at)
            deepest = schedule
    # All that works with a schedule works with the deepest.
    assert deepest(3) == COSINE(3) and deepest([3, 900]).tolist() == [COSINE(3), 0.05]
    for again in (copy.deepcopy(deepest), copy.copy(deepest), pickle.loads(pickle.dumps(deepest))):
        assert again == deepest and hash(again) == hash(deepest) and repr(again) == repr(deepest)
    assert lrnotes.deserialize(json.loads(json.dumps(lrnotes.serialize(deepest)))) == deepest
    serialized = lrnotes.serialize(COSINE)
    for _ in range(400):
        serialized = {"class_name": "Skip", "config": {"schedule": serialized, "steps": 1}}
    with pytest.raises(ValueError, match="nested"):
        lrnotes.deserialize(serialized)


def test_shared_parts_are_counted_once():
    square = lrnotes.Constant(1.0)
    for _ in range(60):  # 2**60 schedules, if each way to one counted
        square = lrnotes.core.composition.Product(square, square)
    assert square.first.first is square.second.second


def test_a_function_whose_name_is_code_stands_in_no_repr():
    def function(step):
        return 0.1

    function.__name__ = "__import__('os').system('id')"
    assert repr(Schedule.from_function(function)) == "FunctionSchedule(function=<function>)"
    function.__name__ = "lambda"
    assert "lambda" not in repr(Schedule.from_function(function))


def test_a_subclass_without_a_formula():
    class Empty(Schedule):
        pass

    with pytest.raises(NotImplementedError, match=r"Empty must define formula\(self, xp, step\)"):
        Empty()(0)


# Edges that are right


@pytest.mark.parametrize(
    "schedule, arguments",
    [
        (CosineDecay, {"initial_learning_rate": 0, "decay_steps": 10}),
        (CosineDecay, {"initial_learning_rate": 0.1, "decay_steps": 0.25}),
        (CosineDecay, {"initial_learning_rate": 0.1, "decay_steps": 1e12, "alpha": 2.5}),
        (CosineDecay, {"initial_learning_rate": 0.1, "decay_steps": 10, "warmup_target": 0, "warmup_steps": 1}),
        (CosineDecay, {"initial_learning_rate": 0.1, "decay_steps": 10, "warmup_target": 0.2, "warmup_steps": 1.5}),
        (CosineDecay, {"initial_learning_rate": 0.1, "decay_steps": 10, "warmup_steps": 0}),
        (CosineDecay, {"initial_learning_rate": 0.1, "decay_steps": 10, "name": ""}),
        (lrnotes.LinearCosineDecay, {"initial_learning_rate": 0.1, "decay_steps": 10, "num_periods": 0, "beta": 0}),
        (NoisyLinearCosineDecay, {"initial_learning_rate": 0.1, "decay_steps": 10, "initial_variance": 0}),
        (NoisyLinearCosineDecay, {"initial_learning_rate": 0.1, "decay_steps": 10, "variance_decay": 0, "seed": 0}),
        (NoisyLinearCosineDecay, {"initial_learning_rate": 0.1, "decay_steps": 10, "seed": 2**32 - 1}),
        (lrnotes.TriangularCyclicalLearningRate, {**RISE, "maximal_learning_rate": 0, "step_size": 0.5}),
        (lrnotes.TriangularCyclicalLearningRate, {**RISE, "name": None}),
        (lrnotes.ExponentialCyclicalLearningRate, {**RISE, "gamma": 1}),
        (lrnotes.ExponentialCyclicalLearningRate, {**RISE, "gamma": 1e-300}),
        (lrnotes.WarmupSustainStepDecay, {"decay_rate": 0, "warmup_steps": 0, "sustain_steps": 0}),
        (lrnotes.WarmupSustainStepDecay, {"decay_rate": 1, "warmup_steps": 1, "sustain_steps": 1}),
        (Scaled, {"schedule": COSINE, "multiplier": 0}),
        (Then, {"first": COSINE, "second": COSINE, "at": 0.5}),
    ],
    ids=str,
)
def test_an_argument_at_the_edge_of_what_is_allowed(schedule, arguments):
    made = schedule(**arguments)
    assert {name: getattr(made, name) for name in arguments} == arguments
    assert all(math.isfinite(rate) for rate in made([0, 1, 10, 2**31]))
