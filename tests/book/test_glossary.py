"""The glossary: every word that is used is defined, and what it says of other libraries is true."""

import math
import re

import keras
import numpy as np
import pytest

import glossary_links
import lrnotes
from support.book import BOOK, notebooks, read
from support.names_elsewhere import LETTERS, TEXT, calls_of, ours, rows

lr, N, W, T, S = (LETTERS[letter] for letter in ("lr", "N", "W", "T", "S"))
# transformers is in no environment: what its lambdas return for a step t, written out from their definition.
TRANSFORMERS = {
    "get_linear_schedule_with_warmup": lambda t: lr * (t / W if t < W else max(0.0, (N - t) / (N - W))),
    "get_constant_schedule_with_warmup": lambda t: lr * min(1.0, t / W),
    "get_inverse_sqrt_schedule": lambda t: lr * (t / W if t < W else 1 / math.sqrt(t / W)),
    "get_wsd_schedule": lambda t: (
        lr * (min(1.0, t / W) if t < W + S else 0.5 * (1 + math.cos(math.pi * min(1.0, (t - W - S) / T))))
    ),
}


def terms():
    body = TEXT[TEXT.index("```{glossary}") : TEXT.index("\n```\n")]
    return re.findall(r"^([A-Za-z][\w -]+)$", body, re.MULTILINE)


def test_every_term_is_defined_once_and_every_term_used_is_defined():
    assert len(terms()) == len(set(terms())) >= 25
    pages = [path.read_text(encoding="utf-8") for path in BOOK.rglob("*.md")]
    pages += [cell.source for path in notebooks() for cell in read(path).cells if cell.cell_type == "markdown"]
    used = {
        (target or text) for page in pages for text, target in re.findall(r"\{term\}`([^`<]+?)(?: <(.+?)>)?`", page)
    }
    assert used and used <= set(terms())


def test_the_basic_terms_are_defined_in_whole_sentences():
    basic = "batch, gradient, loss, optimizer, momentum, micro-batch, float32, eager, compiled, peak, weight decay"
    more = "warmup, cooldown, epoch, update, step, horizon, fine-tuning, learning rate, schedule, decay, SGD, Adam"
    assert set(f"{basic}, {more}".split(", ")) <= set(terms())
    assert terms() == sorted(terms(), key=str.lower)
    for name, first in glossary_links.definitions(TEXT).items():
        assert first.endswith(".") and len(first.split()) >= 6, (name, first)


def test_the_words_of_the_issue_that_readers_look_for_are_there():
    for word in ("num_training_steps", "T_max", "transition_steps", "total_iters", "last_epoch", "eta_min", "gamma"):
        assert f"`{word}`" in TEXT


def test_every_row_is_compared_with_what_it_stands_for():
    """Here, in tests/with_torch or in tests/with_jax: another name in the table needs a test of its own."""
    known = {"OneCycleLR", "StepLR", "MultiStepLR", "ExponentialLR", "PolynomialLR", "LinearLR"}
    known |= {"CosineAnnealingLR", "CosineAnnealingWarmRestarts", "PolynomialDecay", "ExponentialDecay", *TRANSFORMERS}
    known |= {
        "linear_schedule",
        "warmup_constant_schedule",
        "warmup_cosine_decay_schedule",
        "piecewise_constant_schedule",
    }
    assert {call.partition("(")[0] for calls, _ in rows() for call in calls} == known


@pytest.mark.parametrize("name", TRANSFORMERS)
def test_names_of_transformers(name):
    (code,) = [code for calls, code in rows() if any(call.startswith(f"{name}(") for call in calls)]
    steps = np.arange(N + 20)
    assert ours(code)(steps) == pytest.approx([TRANSFORMERS[name](int(t)) for t in steps], abs=1e-15)


@pytest.mark.parametrize("call, schedule", calls_of(keras.optimizers.schedules), ids=lambda x: str(x).partition("(")[0])
def test_names_of_keras(call, schedule):
    original = eval(call, {**vars(keras.optimizers.schedules), **LETTERS})
    steps = range(N + 20)
    assert [float(original(t)) for t in steps] == pytest.approx([schedule(t) for t in steps], abs=2e-6 * lr)


@pytest.mark.parametrize("name", ["ReduceLROnPlateau", "SequentialLR", "LambdaLR"])
def test_other_names_are_at_least_spoken_of(name):
    assert f"`{name}`" in TEXT[TEXT.index("| Original |") :]


def test_constant_and_linear_decay_are_what_the_glossary_says():
    assert lrnotes.Constant(lr)([0, 1, 10**6]).tolist() == [lr] * 3
    assert lrnotes.LinearDecay(lr, T)([0, 10, 40, 50]) == pytest.approx([lr, 0.75 * lr, 0, 0])
    assert "`Constant(rate)`" in TEXT and "`LinearDecay(rate, steps)`" in TEXT


def test_the_words_for_the_three_questions_that_libraries_answer_differently():
    assert {"after the end", "boundary", "first update"} <= set(terms())
    extended = lrnotes.CosineAnnealing(lr, T, after_end="extend")
    assert extended(T + 10) > extended(T) == pytest.approx(0, abs=1e-17)
    assert lrnotes.Constant(1.0).then(lrnotes.Constant(2.0), at=5)(5) == 2.0
    assert lrnotes.PiecewiseConstantDecay([5], [1.0, 2.0])(5) == 1.0
    assert lrnotes.MultiStepDecay(1.0, [5], 0.5)(5) == 0.5
