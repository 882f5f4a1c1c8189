"""Formulas and feedback rules as JavaScript, computed in Node, against the definitions in NumPy and Python."""

import dataclasses
import math
from typing import NamedTuple

import numpy as np
import pytest

import lrnotes
from lrnotes.core.base import substitute
from lrnotes.core.function_schedule import FunctionSchedule
from lrnotes.schedules.feedback import PlateauState
from lrnotes.writers.javascript import feedback_program, schedule_program
from lrnotes.xp.numpy import namespace as numpy
from lrnotes.xp.python import namespace as python
from settings import SCHEDULES, STEPS
from support.javascript import computed

ALL_STEPS = np.array(sorted({*range(131), *STEPS.tolist(), 0.5, 7.25, 9.999, 40.999999, 99.5, 2.0**53}))


def written(schedule, write=schedule_program):
    """The program of a schedule with a parameter for each of its numbers, and these numbers in their order."""
    numbers = {}

    def make(parameter):
        def stand_in(path, declared, value):
            if declared and declared.switch and not value:
                return value
            numbers[path] = value
            return parameter(list(numbers).index(path), value)

        return substitute(schedule, stand_in)

    return write(make), list(numbers.values())


def hyperbola(step):
    return 0.1 / (1 + step) + 0.001 * abs(step - 50)


COMPOSED = {
    "three in a row": lrnotes.CosineDecay(0.8, 30)
    .then(lrnotes.LinearCosineDecay(0.5, 20), at=25)
    .then(lrnotes.WarmupSustainStepDecay(), at=70),
    "nested right": lrnotes.CosineDecay(0.8, 30).then(
        lrnotes.LinearCosineDecay(0.5, 20).then(SCHEDULES["one cycle"], at=45), at=25
    ),
    "all at once": (0.5 * lrnotes.CosineDecay(0.1, 41).warmup(10, 0.02))
    .then(SCHEDULES["WSD-S"].skip(3).clip(0.01, 0.09), at=60)
    .repeat(every=190)
    * SCHEDULES["restarts"],
    "a choice inside arithmetic": SCHEDULES["piecewise cosine"].then(SCHEDULES["WSD-S"], at=20).warmup(9, 0.1) * 3,
    "twice the same": SCHEDULES["piecewise linear"].then(SCHEDULES["piecewise linear"], at=30),
    "a function": lrnotes.Schedule.from_function(hyperbola).repeat(every=9).warmup(3),
}
TRACED = {**SCHEDULES, **COMPOSED}
FEEDBACK = {
    "plateau": lrnotes.ReduceLROnPlateau(0.1, 0.5, patience=3, cooldown=2),
    "as Keras": lrnotes.ReduceLROnPlateau(
        0.1,
        0.1,
        2,
        rtol=0.0,
        atol=0.05,
        cooldown=3,
        min_lr=1e-3,
        eps=0.0,
        patience_rule=">=",
        last_of_cooldown="counted",
    ),
    "the higher, the better": lrnotes.ReduceLROnPlateau(0.1, 0.5, patience=1, mode="max", patience_rule="=="),
    "greedy": lrnotes.GreedyLR(0.01, 0.8, patience=2, min_lr=1e-3, reset_start=3),
    "greedy, smoothed": lrnotes.GreedyLR(0.01, 0.8, patience=1, smooth=True, window_size=5, cooldown=1, warmup=2),
}


@pytest.fixture(scope="module")
def rates():
    programs = {name: written(schedule) for name, schedule in TRACED.items()}
    steps = ALL_STEPS.tolist()
    questions = [{"source": p.source, "settings": [numbers], "steps": steps} for p, numbers in programs.values()]
    return {name: np.array(answer[0], float) for name, answer in zip(programs, computed(questions), strict=True)}


@pytest.mark.parametrize("name", TRACED)
def test_javascript_computes_what_numpy_computes(name, rates):
    expected = TRACED[name](ALL_STEPS)
    np.testing.assert_allclose(rates[name], expected, rtol=0, atol=1e-12 * np.abs(expected).max())


def test_a_branch_that_is_not_chosen_is_not_computed():
    """Its own lines stand inside it."""
    program, _ = written(lrnotes.CosineDecay(0.1, 50).then(lrnotes.Schedule.from_function(hyperbola), at=20))
    before, after = program.source.split("if (")[1].split("}", 1)
    assert "Math.cos" in before and "Math.cos" not in after
    assert "Math.abs" in after and "Math.abs" not in before


def test_what_does_not_depend_on_the_step_is_computed_once():
    program, _ = written(lrnotes.SlantedTriangular(0.01, 105))
    outside, inside = program.source.split("return (t) =>")
    assert "p[2] * p[1]" in outside and "p[2] * p[1]" not in inside


def test_the_parameters_that_are_read_and_the_switches_that_were_asked():
    cosine, numbers = written(lrnotes.CosineDecay(0.1, 50, warmup_target=0.2, warmup_steps=5))
    assert cosine.parameters == set(range(len(numbers)))
    assert cosine.asked == {4}
    # With a target but no warmup, the start is never read.
    cosine, numbers = written(lrnotes.CosineDecay(0.1, 50, warmup_target=0.2))
    assert (len(numbers), cosine.parameters, cosine.asked) == (4, {1, 2, 3}, set())


@pytest.mark.parametrize("name", FEEDBACK)
def test_javascript_computes_the_states_that_python_computes(name, states):
    """Not only the rates: every value of every state."""
    program, there = states[name]
    state, losses = FEEDBACK[name].start(), METRICS
    assert program.state == state._fields
    for given in there:
        for field, value, expected in zip(state._fields, given, state, strict=True):
            if isinstance(expected, tuple):
                assert value == list(expected), field
            else:
                assert float(value) == pytest.approx(float(expected), rel=1e-12, abs=1e-14), field
        if losses:
            state, losses = FEEDBACK[name].update(python, state, losses[0]), losses[1:]
    assert not losses


METRICS = [*lrnotes.loss_curve("noisy plateau").tolist(), math.nextafter(0.4, 1), 0.4, 0.4, 5.0, 0.1]


@pytest.fixture(scope="module")
def states():
    programs = {name: written(schedule, feedback_program) for name, schedule in FEEDBACK.items()}
    questions = [{"source": p.source, "settings": [numbers], "metrics": METRICS} for p, numbers in programs.values()]
    return {name: (p, answer[0]) for (name, (p, _)), answer in zip(programs.items(), computed(questions), strict=True)}


# Operations, each with values that tell it from a similar one

OPERATIONS = {
    "remainder of a negative number": lambda xp, t: (t - 50) % 7,
    "remainder by a negative number": lambda xp, t: t % -7 + (t - 50.5) % -3,
    "whole quotient of a negative number": lambda xp, t: (t - 50.5) // 7 + (50 - t) // 7 + t // -3,
    "powers": lambda xp, t: (-t) ** 2 + 2 ** -(t / 100) - (1 + t) ** -0.5 + (-2) ** xp.floor_divide(t, 50),
    "minus a minus": lambda xp, t: -(-t) - -3 - -(t - 1) + (-(2 * t)) * -1.5 + (+t),
    "a remainder of 0 from both sides": lambda xp, t: t % 5 + (-t) % 5 + (-t) % -5,
    "powers that overflow": lambda xp, t: xp.minimum(2.0 ** (t * 100), 7.0) + xp.exp(-(t * 100)),
    "a choice by a constant": lambda xp, t: t + xp.where(1 > 2, 5, 6) + xp.where(t == 3, 1, 0) + xp.where(t != 4, 0, 1),
    "comparisons": lambda xp, t: xp.where(t <= 3, 1, 0) + xp.where(t >= 3, 10, 0) + xp.where(t < 7, 100, 0),
    "the same choice twice": lambda xp, t: xp.where(t < 9, xp.cos(t), t) * xp.where(t < 9, xp.cos(t), t),
    "shared by two branches": lambda xp, t: xp.where(t < 9, xp.exp(t / 9) + 1, xp.where(t < 20, 3, xp.exp(t / 9) * 2)),
    "infinite bounds": lambda xp, t: xp.minimum(t, math.inf) + xp.maximum(t, -math.inf),
    "rounding up": lambda xp, t: xp.ceil_divide(t, 7) + 100 * xp.ceil_divide(t, 1.1),
    "an exponent of a negative product": lambda xp, t: xp.exp(-(t * 0.1)),
    "absolute values": lambda xp, t: abs(t - 3) + xp.abs(5 - t) + xp.abs(-2),
    "NumPy's own numbers": lambda xp, t: np.float64(0.1) * t + t * np.float32(0.5) - np.float64(2) / (np.int64(1) + t),
    "whole numbers and floats that are equal": lambda xp, t: (t + 1) * (t + 1.0) - 0.0 * t + 0 * t,
}  # fmt: skip


def reader(operation):
    class Reader(lrnotes.Schedule):
        def formula(self, xp, step):
            return operation(xp, step)

    return Reader()


def test_operations():
    steps = [0, 0.5, 1, 2, 3, 4, 5, 7, 8.25, 9, 12, 19, 20, 31, 50, 57.5, 99]
    programs = [written(reader(each))[0] for each in OPERATIONS.values()]
    sources = [{"source": program.source, "settings": [[]], "steps": steps} for program in programs]
    for name, (there,) in zip(OPERATIONS, computed(sources), strict=True):
        with np.errstate(over="ignore"):
            expected = OPERATIONS[name](numpy, np.array(steps, float))
        np.testing.assert_allclose(np.array(there, float), expected, rtol=1e-13, atol=1e-15, err_msg=name)


def test_growing_cycles_whose_growth_is_given_later():
    """A slider may come to 1, where the formula of growing cycles divides by 0."""
    schedule = lrnotes.CosineDecayRestarts(0.1, 10, 1.5, 0.9, 0.01)
    program, numbers = written(schedule)
    growths = [1.0, 1.25, 2.0, 3.0]
    settings = [[*numbers[:2], growth, *numbers[3:]] for growth in growths]
    steps = [0, 5, 9, 10, 11, 25, 30, 70, 310, 2430]
    (there,) = computed([{"source": program.source, "settings": settings, "steps": steps}])
    for growth, rates in zip(growths, there, strict=True):
        expected = dataclasses.replace(schedule, t_mul=growth)(np.array(steps, float))
        np.testing.assert_allclose(rates, expected, rtol=0, atol=1e-13)


def test_any_name_of_a_field_works():
    names = ["default", "new", "function", "η", "p", "t", "s", "m", "Math", "v0", "constructor", "__proto__", "steps"]

    class Odd(lrnotes.Schedule):
        __annotations__ = dict.fromkeys(names, float)

        def formula(self, xp, step):
            return sum(getattr(self, name) * 2.0**place for place, name in enumerate(names)) + step

    program, numbers = written(Odd(*range(1, len(names) + 1)))
    (((there,),)) = computed([{"source": program.source, "settings": [numbers], "steps": [3]}])
    assert there == [Odd(*range(1, len(names) + 1))(3)]
    assert program.source.isascii()


def test_fields_of_a_state_may_have_any_name():
    class State(NamedTuple):
        rate: float
        constructor: float
        default: float

    class Rule(lrnotes.FeedbackSchedule):
        initial_learning_rate: float

        def start(self):
            return State(self.initial_learning_rate, 1.0, math.inf)

        def update(self, xp, state, metric):
            fall = xp.exp(-(metric * 0.1))
            return State(state.rate * fall, state.constructor + 1, xp.minimum(state.default, -metric))

    program, numbers = written(Rule(0.5), feedback_program)
    ((there,),) = computed([{"source": program.source, "settings": [numbers], "metrics": [2.0, -1.0]}])
    assert program.state == ("rate", "constructor", "default")
    assert there[0] == [0.5, 1, "Infinity"]
    assert there[1] == pytest.approx([0.5 * math.exp(-0.2), 2, -2])
    assert there[2] == pytest.approx([0.5 * math.exp(-0.1), 3, -2])


@pytest.mark.parametrize("count", [250, 1000, 2500])
def test_as_many_boundaries_as_one_likes(count):
    boundaries = list(range(1, count + 1))
    values = [1 / (place + 1) for place in range(count + 1)]
    periods = lrnotes.WarmupStableDecaySimplified(0.1, 0, [10] * count, 0.25)
    shapes = [
        lrnotes.PiecewiseConstantDecay(boundaries, values),
        lrnotes.PiecewiseInterpolation([0, *boundaries], values, "cosine"),
        lrnotes.PiecewiseConstantDecay(boundaries, values).warmup(10),
        periods,
    ]
    steps = [0, 1, 3, count - 1, count, count + 1, 5 * count, 5 * count + 9, 10 * count]
    questions = [{"source": p.source, "settings": [n], "steps": steps} for p, n in map(written, shapes)]
    for schedule, (there,) in zip(shapes, computed(questions), strict=True):
        np.testing.assert_allclose(there, schedule(np.array(steps, float)), rtol=0, atol=1e-13)


def test_many_schedules_in_a_row():
    schedule = lrnotes.CosineDecay(1.0, 10)
    for place in range(1, 80):
        schedule = schedule.then(lrnotes.CosineDecay(1.0 / place, 10).warmup(2), at=10 * place)
    program, numbers = written(schedule)
    steps = list(range(0, 900, 7))
    (((there,),)) = computed([{"source": program.source, "settings": [numbers], "steps": steps}])
    np.testing.assert_allclose(there, schedule(np.array(steps, float)), rtol=0, atol=1e-12)


def test_nothing_in_the_text_can_end_a_script():
    class Odd(lrnotes.Schedule):
        rate: float
        word: str = "</script><!--<script>"

        def formula(self, xp, step):
            return xp.where(step < 3, self.rate, -(-(step)) < -1)

    source = written(Odd(0.1))[0].source
    assert not any(text in source.lower() for text in ("</", "<!--", "<script", "-->", "`"))


@pytest.mark.parametrize(
    "function, message",
    [
        (lambda step: 0.1 if step < 30 else 0.05, "must not branch on its step or on arithmetic with `if`"),
        (lambda step: math.exp(-step), "must be real number"),
        (lambda step: [0.1, 0.2][step], "list indices must be integers"),
        (lambda step: np.cos(step), "not support"),
        (lambda step: sum(step), "cannot be iterated over"),
    ],
)
def test_what_cannot_be_written_is_refused_and_not_written_wrong(function, message):
    schedule = object.__new__(FunctionSchedule)
    object.__setattr__(schedule, "function", function)
    object.__setattr__(schedule, "name", None)
    with pytest.raises(TypeError, match=message):
        schedule_program(lambda parameter: schedule)


def test_a_rule_that_branches_is_refused():
    class Branching(lrnotes.FeedbackSchedule):
        initial_learning_rate: float

        def start(self):
            return PlateauState(self.initial_learning_rate, 0.0, 0, 0)

        def update(self, xp, state, metric):
            return state._replace(rate=state.rate / 2 if metric > state.best else state.rate)

    with pytest.raises(TypeError, match="a rule must not branch .* with `if`: use xp.where"):
        written(Branching(0.5), feedback_program)
