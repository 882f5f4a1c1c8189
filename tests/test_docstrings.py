"""What ``help()`` shows: complete, and its examples run."""

import dataclasses
import doctest
import importlib
import inspect
import re

import pytest

import lrnotes
import lrnotes.keras
from lrnotes import Schedule
from lrnotes.core.parameters import parameter_of, steps
from settings import SCHEDULES
from support.examples import MODULES, failing_examples

PUBLIC = {name: getattr(lrnotes, name) for name in lrnotes.__all__}
PUBLIC["keras.KerasSchedule"] = lrnotes.keras.KerasSchedule
PUBLIC["keras.FeedbackCallback"] = lrnotes.keras.FeedbackCallback
PUBLIC["keras.HyperparameterCallback"] = lrnotes.keras.HyperparameterCallback
METHODS = {name: getattr(Schedule, name) for name in dir(Schedule) if not name.startswith("_")}
CLASSES = {
    name: each
    for name, each in PUBLIC.items()
    if inspect.isclass(each) and issubclass(each, Schedule) and each is not Schedule
}
COMPOSED = {type(each).__name__: type(each) for each in SCHEDULES.values() if type(each).__name__ not in CLASSES}


@pytest.mark.parametrize("thing", [*PUBLIC.values(), lrnotes], ids=[*PUBLIC, "lrnotes"])
def test_every_public_name_has_a_docstring(thing):
    first = inspect.getdoc(thing).splitlines()[0]
    assert first.endswith(".") and len(first) <= 120


def test_there_are_schedules_and_methods_to_look_at():
    assert len(CLASSES) >= 28 and {"warmup", "then", "repeat", "skip", "clip", "from_function"} <= set(METHODS)
    assert set(COMPOSED) == {"Warmup", "Then", "Repeat", "Scaled", "Skip", "Clip", "Product"}


@pytest.mark.parametrize("name", sorted(set(METHODS) - {"formula"}))
def test_every_public_method_has_a_docstring(name):
    assert inspect.getdoc(getattr(Schedule, name)).splitlines()[0].endswith(".")


def test_a_call_has_a_docstring():
    assert inspect.getdoc(Schedule.__call__)


@pytest.mark.parametrize("module", MODULES)
def test_every_module_has_a_docstring(module):
    assert importlib.import_module(f"lrnotes.{module}").__doc__


@pytest.mark.parametrize("schedule", CLASSES.values(), ids=CLASSES)
def test_a_schedule_says_where_it_comes_from_and_how_it_is_used(schedule):
    words, name = schedule.__doc__, schedule.__name__
    where = f"{name}: its docstring, in lrnotes/schedules/{schedule.__module__.rpartition('.')[2]}.py,"
    assert re.search(r"https://\S+\w", words), f"{where} has no link to where it comes from, https://..."
    example = words.partition("Example:\n")[2]
    assert f">>> from lrnotes import {name}\n" in example, (
        f"{where} has no Example: with `>>> from lrnotes import {name}`"
    )
    assert f">>> schedule = {name}(" in example, f"{where} has no Example: with `>>> schedule = {name}(...)`"


@pytest.mark.parametrize("schedule", [*CLASSES.values(), *COMPOSED.values()], ids=[*CLASSES, *COMPOSED])
def test_every_argument_is_described(schedule):
    lines = schedule.__doc__.splitlines()
    start = lines.index("Args:")
    described = lines[start + 1 : start + 1 + len(dataclasses.fields(schedule))]
    for line, field in zip(described, dataclasses.fields(schedule), strict=True):
        parameter = parameter_of(field)
        assert parameter.unit in ("rate", "steps", "factor", "number", "word", "flag", "function", "schedule")
        assert len(parameter.meaning) > 10 and parameter.allowed
        text = f"    {field.name} ({parameter.unit}): {parameter.meaning}. Allowed: {parameter.allowed}."
        assert line == text
    assert lines[start + 1 + len(described)] == ""


@pytest.mark.parametrize("schedule", [*CLASSES.values(), *COMPOSED.values()], ids=[*CLASSES, *COMPOSED])
def test_the_formula_is_shown_as_it_runs(schedule):
    source = inspect.cleandoc(inspect.getsource(schedule.formula))
    shown = schedule.__doc__[schedule.__doc__.index("The formula, as it runs::") :]
    for line in source.splitlines():
        assert line.strip() in shown
    assert "def formula(self, xp: Any, step: Any) -> Any:" in shown and "return" in shown


@pytest.mark.parametrize("schedule", [*CLASSES.values(), *COMPOSED.values()], ids=[*CLASSES, *COMPOSED])
def test_the_call_and_the_errors_are_described(schedule):
    words = " ".join(schedule.__doc__.split())
    assert "an array of steps of any shape" in words
    assert "Step 0 is the first optimizer update." in words
    assert "Raises: TypeError, ValueError: at construction, " in words


@pytest.mark.parametrize("schedule", CLASSES.values(), ids=CLASSES)
def test_an_instance_has_the_docstring_of_its_class(schedule):
    instance = next((each for each in SCHEDULES.values() if type(each) is schedule), None)
    assert instance is not None, f"{schedule.__name__}: the example in its docstring makes none"
    assert instance.__doc__ == schedule.__doc__ == inspect.getdoc(schedule)


def test_a_readers_own_class_gets_the_same():
    class Line(Schedule):
        """A straight line down."""

        decay_steps: float = steps("T", "steps to 0")

        def formula(self, xp, step):
            return xp.maximum(self.decay_steps - step, 0)

    assert Line.__doc__.startswith(
        "A straight line down.\n\nThe formula, as it runs::\n\n    def formula(self, xp, step):\n"
    )
    assert "Args:\n    decay_steps (steps): steps to 0. Allowed: a finite number of steps above 0." in Line.__doc__


def test_a_class_without_words_or_source_has_a_docstring_nevertheless():
    # As typed at a prompt.
    names = {"Schedule": Schedule}
    exec("class Typed(Schedule):\n    def formula(self, xp, step):\n        return 0.1\n", names)
    assert "Call it with a step" in names["Typed"].__doc__
    assert names["Typed"]()(3) == 0.1


@pytest.mark.parametrize("module", ["", *MODULES])
def test_the_examples_run(module):
    report = failing_examples(module)
    assert not report, report


def test_the_examples_are_found():
    tests = doctest.DocTestFinder().find(importlib.import_module("lrnotes.schedules.cosine"), "cosine")
    assert {test.name for test in tests if test.examples} == {
        "cosine.CosineAnnealing", "cosine.CosineDecay", "cosine.CosineDecayRestarts", "cosine.LinearCosineDecay",
        "cosine.NoisyLinearCosineDecay",
    }  # fmt: skip
    found = {
        test.name.removeprefix(f"{module}.")
        for module in MODULES
        for test in doctest.DocTestFinder().find(importlib.import_module(f"lrnotes.{module}"), module)
        if test.examples
    }
    wanted = {name.removeprefix("keras.") for name in PUBLIC} | {METHODS[method].__qualname__ for method in METHODS}
    wanted -= {"Schedule.formula"}  # the class's own example defines one
    assert wanted <= found
