"""What a framework has no code for in a schedule's own class, it has in another one that is the same schedule."""

import numpy as np
import pytest

import lrnotes
from lrnotes import training_code
from lrnotes.core.composition import COMPOSED
from lrnotes.core.function_schedule import FunctionSchedule
from lrnotes.to_others.frameworks import FRAMEWORKS
from lrnotes.to_others.marked_texts import own_code
from lrnotes.to_others.same_schedules import same_schedules
from lrnotes.to_others.training_code import blocks
from settings import SCHEDULES, SETTINGS
from settings.same import SAME

EVERY = {**SCHEDULES, **SETTINGS, **{name: schedule for name, (schedule, _) in SAME.items()}}
KEYS = {"Keras": "keras", "PyTorch": "torch", "Optax": "optax", "Hugging Face": "transformers"}
STEPS = np.array([*range(260), 1000, 12345.5])


@pytest.mark.parametrize("name", EVERY)
def test_they_are_the_same(name):
    """At every step, also between two updates and long after the end."""
    schedule = EVERY[name]
    steps = STEPS[:260] if type(schedule) is FunctionSchedule else STEPS
    rates = schedule(steps)
    for other in same_schedules(schedule):
        np.testing.assert_allclose(other(steps), rates, rtol=0, atol=1e-12 * np.abs(rates).max(), err_msg=repr(other))


@pytest.mark.parametrize("name", SAME)
def test_their_code_is_written(name):
    schedule, frameworks = SAME[name]
    for framework in frameworks.split(", "):
        code = schedule.to_code(KEYS[framework])
        assert not code.startswith("# native"), framework
        if type(schedule) not in COMPOSED:
            (shown,) = (text for title, text in training_code(schedule).blocks if title.startswith(framework))
            assert _without_imports(code) == _without_imports(shown)


def _without_imports(code):
    lines = code.partition("# native: ")[2].splitlines()
    return [line for line in lines if not line.startswith(("import ", "from "))]


def test_a_page_whose_numbers_move_has_no_such_code():
    schedule = lrnotes.StepDecay(0.1, 30, 0.0)
    on_the_page, in_a_notebook = dict(blocks(schedule))["Optax"], dict(training_code(schedule).blocks)["Optax"]
    assert "optax.exponential_decay" not in on_the_page and "# native: exponential_decay takes" in on_the_page
    assert "boundaries_and_scales={30: 0.0}" in in_a_notebook


def test_code_of_ones_own_class_comes_first():
    for schedule in SCHEDULES.values():
        if type(schedule) not in COMPOSED:
            for framework, key in KEYS.items():
                own = own_code(schedule, _framework(framework))
                if own.code and own.when:
                    note = " ".join(own.note.split()[:2]).replace("\ue003", "").replace("\ue004", "")
                    assert f"# native: {note}" in schedule.to_code(key)


def _framework(title):
    return next(each for each in FRAMEWORKS if each.title.startswith(title))


def test_what_is_not_the_same():
    for schedule in (
        lrnotes.CosineDecay(0.1, 9).repeat(every=10),
        lrnotes.Constant(0.2).then(lrnotes.WarmupStableDecay(0.1, 0, 9, 70), at=50),  # it jumps
        lrnotes.PolynomialDecay(0.1, 100, 0.01, 1.0, cycle=True),
        lrnotes.WarmupStableDecay(0.1, 10, 0, 90, decay_shape="linear", warmup_shape="cosine"),
        0.5 * lrnotes.Schedule.from_function(lambda step: 0.1),
    ):
        assert same_schedules(schedule) == []
