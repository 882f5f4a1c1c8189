"""The tool that converts calls: what its scripts on the built page compute is what Python computes."""

import json
import pathlib
import random
import re
import subprocess
import sys

import numpy as np
import pytest

from lrnotes.core.feedback import FeedbackSchedule
from lrnotes.from_others import ORIGINALS
from lrnotes.from_others.calls import schedule_of
from lrnotes.to_others.code_text import with_values
from lrnotes.to_others.frameworks import FRAMEWORKS
from lrnotes.to_others.training_code import marked_native_program
from support.javascript import NODE
from support.site_pages import HTML

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "book" / "_tools"))
import convert
from argument_values import samples_around, structure
from recorded_rows import Row

FOLDER = HTML / "_static" / "convert"
STEPS = [*range(120), *range(120, 1200, 41)]
LOSSES = [1, 0.9, 0.8, *[0.8] * 4, 0.9, 0.9, 0.7, *[0.7] * 30]
SAMPLES = 6  # of the arguments' numbers, beside the example
VARIANTS = 5  # of the options, beside the example's


def asked(questions):
    told = json.dumps({"folder": str(FOLDER), "questions": questions})
    script = pathlib.Path(__file__).parents[1] / "support" / "convert.js"
    ran = subprocess.run([NODE, script], input=told, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


def call_of(row, arguments):
    """The call as a reader would paste it; functions and schedules, which the form does not take, are left out."""
    given = {name or "learning_rate": value for name, value in arguments.items() if "*" not in structure(value)}
    return f"{row.original.name}({', '.join(f'{name}={convert.text_of(value)}' for name, value in given.items())})"


def cases():
    """For each row: its example, numbers around it, and other options."""
    chance = random.Random(3)
    for original in ORIGINALS:
        row = Row(original)
        for place, variant in enumerate(list(row.variants.values())[: VARIANTS + 1]):
            numbers = row.numbers(variant.arguments)
            first, *others = samples_around(numbers, [isinstance(number, int) for number in numbers], more=10)
            count = min(len(others), 2 if place else SAMPLES)
            for sample in [first, *chance.sample(others, count)]:
                yield row, row.with_numbers(variant.arguments, sample), place == 0 and sample is first


@pytest.fixture(scope="module")
def compared():
    """Each case with what Python makes of it and what the page makes of it."""
    found = list(cases())
    made = [row.made(arguments) for row, arguments, _ in found]
    questions = [
        {
            "call": call_of(row, arguments),
            "steps": STEPS,
            "losses": LOSSES if isinstance(schedule, FeedbackSchedule) else None,
            "code": is_example,
        }
        for (row, arguments, is_example), schedule in zip(found, made)
    ]
    return list(zip(found, made, questions, asked(questions)))


def rates_of(schedule):
    if not isinstance(schedule, FeedbackSchedule):
        return [float(schedule(step)) for step in STEPS]
    states = [schedule.start()]
    for loss in LOSSES:
        states.append(schedule.step(states[-1], loss))
    return [state.rate for state in states]


def test_the_page_has_the_rates_of_python(compared):
    examples, others = set(), 0
    for (row, _, is_example), schedule, question, answer in compared:
        if isinstance(schedule, str) or "rates" not in answer:
            continue
        assert answer["name"] == row.original.name, question
        expected = np.array(rates_of(schedule))
        there = np.array([float(rate) for rate in answer["rates"]])
        peak = np.abs(expected[np.isfinite(expected)]).max(initial=0)
        np.testing.assert_allclose(there, expected, rtol=0, atol=1e-12 * peak, err_msg=question["call"])
        examples |= {row.original.name} if is_example else set()
        others += not is_example
    assert examples == {original.name for original in ORIGINALS}
    assert others > 1200


def test_the_page_has_an_answer_to_nearly_everything(compared):
    """What it does not know it says; that is the exception among arguments that lrnotes converts."""
    unknown = [
        question["call"]
        for _, schedule, question, answer in compared
        if not isinstance(schedule, str) and "rates" not in answer
    ]
    assert len(unknown) <= 0.02 * len(compared), unknown


def test_what_a_row_refuses_is_refused_with_its_words(compared):
    same = wrong = 0
    for _, schedule, question, answer in compared:
        if isinstance(schedule, str) and "error" in answer:
            same += answer["error"] == schedule
            wrong += answer["error"] != schedule
        assert isinstance(schedule, str) or "error" not in answer, (question["call"], answer["error"], schedule)
    assert same > 300 and wrong <= 0.02 * same


def lines(text):
    """Code without its line breaks, which on the page suit all numbers."""
    text = re.sub(r"^# pip install .*\n", "", text).replace("# native: ", "# ")
    return re.sub(r",(?=[)\]}])", "", re.sub(r"\s|#", "", text))


def test_the_page_has_the_code_of_python(compared):
    seen = set()
    for (row, _, is_example), schedule, question, answer in compared:
        if not is_example:
            continue
        for framework, programs in zip(FRAMEWORKS, answer["programs"], strict=True):
            if framework.key:
                code = with_values(marked_native_program(schedule, framework))
                shown = programs["native"] if programs["native"] is not None else f"#{programs['reason']}"
                assert lines(shown) == lines(code), (question["call"], framework.key)
                seen.add(row.original.name)
    assert len(seen) == len(ORIGINALS)


CALLS = {
    "torch.optim.lr_scheduler.OneCycleLR(max_lr=0.1, total_steps=1000)": None,
    "scheduler = optim.lr_scheduler.StepLR(optimizer, step_size=30)": 0.1,
    "get_cosine_schedule_with_warmup(optimizer, 500, 10000)": 5e-5,
    "optax.warmup_cosine_decay_schedule(0.0, 1e-3, 1_000, 50 * 1000)": None,
    "tf.keras.optimizers.schedules.PolynomialDecay(\n    0.1, decay_steps=1000,  # to the end\n    power=2.0,\n)": None,
    "lr_scheduler.MultiStepLR(optimizer, milestones=[30, 60, 90], gamma=0.1)": 0.1,
}


def test_calls_as_people_paste_them():
    answers = asked([{"call": call, "steps": STEPS} for call in CALLS])
    for (call, rate), answer in zip(CALLS.items(), answers):
        assert answer["complaints"] == [], call
        text = re.sub(r"^\w+ = ", "", call).replace("optim.lr_scheduler.", "torch.optim.lr_scheduler.")
        text = text.replace("torch.torch.", "torch.").replace("1_000", "1000").replace("50 * 1000", "50000")
        text = re.sub(r"^lr_scheduler", "torch.optim.lr_scheduler", re.sub(r"#.*", "", text))
        expected = np.array([schedule_of(text, learning_rate=rate or answer_rate(answer))(step) for step in STEPS])
        np.testing.assert_allclose(answer["rates"], expected, rtol=0, atol=1e-12 * expected.max(), err_msg=call)


def answer_rate(answer):
    return None
