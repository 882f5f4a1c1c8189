"""What the table of equivalents makes of transformers' schedules, against transformers: every update, in float64."""

import inspect
import math

import numpy as np
import pytest
import torch
from transformers import SchedulerType, optimization

from lrnotes import translate
from lrnotes.from_others import ORIGINALS
from lrnotes.from_others.transformers import NAMES
from support.translations import FLOAT64, Call, assert_equal, differences_in_arguments

RATE = 5e-5
UPDATES = 300  # past every end
LIBRARY = vars(optimization)
TRAINER = "transformers.TrainingArguments"  # of which test_translate_trainer.py is about
ORIGINAL = [each for each in ORIGINALS if each.library.title == "transformers" and each.name != TRAINER]


def named(name, warmup=None, total=None, **kwargs):
    arguments = {"num_warmup_steps": warmup, "num_training_steps": total, "scheduler_specific_kwargs": kwargs or None}
    given = {argument: value for argument, value in arguments.items() if value is not None}
    return Call("transformers.get_scheduler", name=name, **given)


STATEFUL = {"get_reduce_on_plateau_schedule", "get_greedy_schedule"}  # follow a metric: test_translate_feedback.py

LENGTHS = [(0, 200), (10, 200), (41, 241), (1, 100), (10.5, 200), (10, 200.5), (100, 100), (50, 20), (99, 100)]
SETTINGS = [
    Call("get_constant_schedule"),
    *(Call("get_constant_schedule_with_warmup", num_warmup_steps=warmup) for warmup in (0, 1, 10, 41.5)),
    *(
        Call(name, num_warmup_steps=warmup, num_training_steps=total, **more)
        for warmup, total in LENGTHS
        for name, more in [
            ("get_linear_schedule_with_warmup", {}),
            ("get_cosine_schedule_with_warmup", {}),
            ("get_cosine_schedule_with_warmup", {"num_cycles": 2}),
            ("get_cosine_schedule_with_warmup", {"num_cycles": 0.3}),
            ("get_cosine_with_hard_restarts_schedule_with_warmup", {}),
            ("get_cosine_with_hard_restarts_schedule_with_warmup", {"num_cycles": 4}),
            ("get_cosine_with_min_lr_schedule_with_warmup", {"min_lr": 1e-6}),
            ("get_cosine_with_min_lr_schedule_with_warmup", {"min_lr_rate": 0.1, "num_cycles": 1.5}),
        ]
    ),
    *(
        Call("get_polynomial_decay_schedule_with_warmup", num_warmup_steps=warmup, num_training_steps=total, **more)
        for warmup, total in LENGTHS
        if warmup != total
        for more in ({}, {"power": 2.0, "lr_end": 1e-6}, {"power": 0.5, "lr_end": 0.0}, {"power": 0, "lr_end": 1e-6})
    ),
    *(
        Call("get_inverse_sqrt_schedule", num_warmup_steps=warmup, **more)
        for warmup in (0, 1, 41, 10.5)
        for more in ({}, {"timescale": 100})
    ),
    *(
        Call(
            "get_cosine_with_min_lr_schedule_with_warmup_lr_rate",
            num_warmup_steps=warmup,
            num_training_steps=total,
            **more,
        )
        for warmup, total in LENGTHS
        if isinstance(warmup, int)
        for more in (
            {"min_lr": 1e-6},
            {"min_lr_rate": 0.1, "num_cycles": 1.5},
            {"min_lr_rate": 0.0, "warmup_lr_rate": 0.2},
        )
    ),
    *(
        Call("get_wsd_schedule", num_warmup_steps=warmup, num_decay_steps=decay, **more)
        for warmup, decay in ((0, 50), (10, 41), (10.5, 50.5), (41, 1), (10, 0), (200, 50), (10.5, 0.75))
        for more in (
            {"num_training_steps": 241},
            {"num_stable_steps": 100, "decay_type": "linear", "min_lr_ratio": 0.1},
            {"num_stable_steps": 0, "decay_type": "1-sqrt", "warmup_type": "cosine"},
            {"num_stable_steps": 30, "num_training_steps": 500, "warmup_type": "1-sqrt", "min_lr_ratio": 0.2},
            {"num_stable_steps": 30, "num_cycles": 1.5, "warmup_type": "1-sqrt", "min_lr_ratio": 0.2},
            {"num_stable_steps": -20, "decay_type": "1-sqrt", "min_lr_ratio": 0.1}
            if decay > 20
            else {"num_stable_steps": 1},
            {"num_stable_steps": -min(decay, 20), "num_cycles": 1.0, "warmup_type": "cosine"},
        )
    ),
    named("constant"),
    named("constant", 10, 100),
    named("constant_with_warmup", 10),
    named("constant_with_warmup", 10, 100, num_cycles=1, unknown=1),
    named("linear", 10, 100, last_epoch=-1),
    named("inverse_sqrt", 10, 100, timescale=50),
    named("linear", 10, 100),
    named("cosine", 10, 100, num_cycles=1),
    named("cosine_with_restarts", 10, 100, num_cycles=3),
    named("polynomial", 10, 100, power=2.0, lr_end=1e-6),
    named("cosine_with_min_lr", 10, 100, min_lr_rate=0.1),
    named("cosine_warmup_with_min_lr", 10, 100, min_lr_rate=0.1),
    named("warmup_stable_decay", 10, 100, num_decay_steps=20),
    named("warmup_stable_decay", 10, num_stable_steps=50, num_decay_steps=20),
    named(SchedulerType.LINEAR, 10, 100),
]


def rates_of(call, updates=UPDATES):
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=RATE)
    arguments = {"optimizer": optimizer, **call.arguments}
    scheduler = LIBRARY[call.name.rpartition(".")[2]](**arguments)
    used = []
    for _ in range(updates):
        used.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
    return np.array(used)


@pytest.mark.filterwarnings("ignore:Both num_training_steps")
@pytest.mark.parametrize("call", SETTINGS, ids=repr)
def test_every_update(call):
    ours, theirs = call.ours(RATE), rates_of(call)
    steps = np.arange(UPDATES)
    if "restarts" in repr(call):
        # Theirs takes the fractional part of a rounded product, so that a restart may come a step late: see below.
        late = np.abs(theirs - ours(steps)) > 0.5 * RATE
        theirs[late] = ours(steps)[late]
        assert late.sum() <= 1
    assert_equal(ours(steps), theirs, FLOAT64)
    for step in (0, 1, 10, 41, 100, 200, 241, 299):
        assert ours(step) == pytest.approx(theirs[step], abs=FLOAT64 * theirs.max())


def test_every_function_is_compared_and_every_name_of_one():
    functions = {each.name.rpartition(".")[2] for each in ORIGINAL} - STATEFUL
    assert {call.name.rpartition(".")[2] for call in SETTINGS} == functions
    names = {call.arguments["name"] for call in SETTINGS if call.name.endswith("get_scheduler")}
    assert {getattr(name, "value", name) for name in names} == set(NAMES) - {"reduce_lr_on_plateau", "greedy"}


def test_every_schedule_of_transformers_is_in_the_table():
    assert {each.value for each in SchedulerType} == set(NAMES)
    public = {name for name, each in LIBRARY.items() if inspect.isfunction(each) and name.startswith("get_")}
    public = {name for name in public if LIBRARY[name].__module__ == "transformers.optimization"}
    # Adafactor has its own rate inside; its schedule only reports it.
    assert public - {"get_adafactor_schedule"} == {each.name.rpartition(".")[2] for each in ORIGINAL}


@pytest.mark.parametrize(
    "original", [each for each in ORIGINAL if each.name.rpartition(".")[2] not in STATEFUL], ids=lambda each: each.name
)
def test_the_arguments_are_those_of_the_original(original):
    function = LIBRARY[original.name.rpartition(".")[2]]
    assert differences_in_arguments(original, function) is None
    import transformers

    for name in original.names:
        module, _, function_name = name.rpartition(".")
        assert getattr(transformers if module == "transformers" else optimization, function_name) is function


@pytest.mark.parametrize(
    "original", [each for each in ORIGINAL if each.name.rpartition(".")[2] not in STATEFUL], ids=lambda each: each.name
)
def test_the_example_is_one_of_the_original(original):
    given = {name: value for name, value in original.example.items() if name != "learning_rate"}
    theirs = rates_of(Call(original.name, **given), 1100)
    assert original.example["learning_rate"] == RATE
    assert_equal(translate(original.name, **original.example)(np.arange(1100)), theirs, FLOAT64)


# Where the original is not what one expects. Each states both.


def test_after_the_end_the_cosine_rises_again():
    arguments = {"num_warmup_steps": 10, "num_training_steps": 100}
    call = Call("get_cosine_schedule_with_warmup", **arguments)
    assert rates_of(call)[190] == pytest.approx(RATE, rel=1e-12) and call.ours(RATE)(190) == RATE


def test_a_restart_that_comes_late():
    """3 * (1 / 3) is 1, but 7 * (k / 7) is not for every k: the fractional part is then almost 1, the rate almost 0."""
    late = []
    for cycles in range(2, 40):
        for length in range(cycles, 400, cycles):
            start = length // cycles
            for cycle in range(1, cycles):
                if (cycles * (cycle * start / length)) % 1 > 0.5:
                    late.append((cycles, length, cycle * start))
    assert late
    cycles, length, step = late[0]
    call = Call(
        "get_cosine_with_hard_restarts_schedule_with_warmup",
        num_warmup_steps=0,
        num_training_steps=length,
        num_cycles=cycles,
    )
    assert rates_of(call, step + 1)[step] == pytest.approx(0, abs=1e-12 * RATE)
    assert call.ours(RATE)(step) == RATE


def test_polynomial_without_steps():
    call = Call("get_polynomial_decay_schedule_with_warmup", num_warmup_steps=10, num_training_steps=10)
    with pytest.raises(ZeroDivisionError):
        rates_of(call)
    with pytest.raises(
        ValueError, match="num_training_steps must differ from num_warmup_steps, or transformers divides"
    ):
        call.ours(RATE)


@pytest.mark.parametrize(
    "arguments, message",
    [
        ({"name": "linear", "num_warmup_steps": 5}, "'linear' needs num_training_steps"),
        ({"name": "constant_with_warmup"}, "'constant_with_warmup' needs num_warmup_steps"),
        (
            {"name": "lineer", "num_warmup_steps": 5},
            "name must be one of .*; did you mean 'linear'|did you mean linear",
        ),
        (
            {"name": "cosine_with_min_lr", "num_warmup_steps": 5, "num_training_steps": 9},
            "one of min_lr and min_lr_rate",
        ),
        (
            {
                "name": "polynomial",
                "num_warmup_steps": 5,
                "num_training_steps": 9,
                "scheduler_specific_kwargs": {"lr_end": 1.0},
            },
            "lr_end must be below",
        ),
    ],
)
def test_what_both_refuse(arguments, message):
    with pytest.raises((TypeError, ValueError), match=message):
        translate("transformers.get_scheduler", learning_rate=RATE, **arguments)
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=RATE)
    with pytest.raises((TypeError, ValueError)):
        optimization.get_scheduler(optimizer=optimizer, **arguments)


@pytest.mark.parametrize(
    "arguments, message",
    [
        ({"num_cycle": 2}, "get_cosine_schedule_with_warmup has no argument num_cycle; did you mean num_cycles"),
        ({"num_training_steps": 9}, "scheduler_specific_kwargs must not contain num_training_steps"),
        ([("num_cycles", 2)], "scheduler_specific_kwargs must be a dict or None; got"),
    ],
)
def test_specific_arguments_that_there_are_not(arguments, message):
    call = Call(
        "transformers.get_scheduler",
        name="cosine", num_warmup_steps=1, num_training_steps=9, scheduler_specific_kwargs=arguments,
    )  # fmt: skip
    with pytest.raises(TypeError):
        rates_of(call)
    with pytest.raises(TypeError, match=message):
        call.ours(RATE)


def test_inverse_sqrt_without_a_timescale():
    call = Call("get_inverse_sqrt_schedule", num_warmup_steps=10, timescale=0)
    with pytest.raises(ZeroDivisionError):
        rates_of(call)
    with pytest.raises(ValueError, match="timescale must be a finite number of steps above 0; got 0"):
        call.ours(RATE)


def test_wsd_needs_its_lengths():
    with pytest.raises(ValueError, match="num_training_steps or num_stable_steps must be given"):
        translate("get_wsd_schedule", learning_rate=RATE, num_warmup_steps=5, num_decay_steps=5)
    assert math.isfinite(RATE)
