"""The guide to choosing: short, its code runs and does what it says, and every situation has a cited reason."""

import re

import pytest

import lrnotes
from support.book import BOOK

GUIDE = (BOOK / "which.md").read_text(encoding="utf-8")
SITUATIONS = re.split(r"^## ", GUIDE, flags=re.MULTILINE)[1:]


@pytest.fixture(scope="module")
def names():
    names = {}
    for block in re.findall(r"```python\n(.*?)```", GUIDE, re.DOTALL):
        exec(block, names)
    return names


def test_is_short():
    assert len(GUIDE.split()) <= 750


@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda text: text.splitlines()[0])
def test_every_situation_has_a_cited_reason(situation):
    assert "{cite}`" in situation


def test_every_schedule_it_names_is_in_the_book():
    named = set(re.findall(r"\b[A-Z]\w+(?:Decay|Rate)\b", GUIDE))
    assert len(named) >= 4 and named <= set(lrnotes.__all__)


def test_the_line_is_straight(names):
    line = names["line"]
    assert line([0, 2500, 5000, 10_000, 20_000]) == pytest.approx([0.1, 0.075, 0.05, 0, 0])


@pytest.mark.parametrize("name", ["schedule", "whole"])
def test_held_and_then_down(names, name):
    down = names[name]
    assert down([0, 250, 500, 8999, 9000, 9500, 10_000]) == pytest.approx([0, 0.05, 0.1, 0.1, 0.1, 0.05, 0])


def test_the_two_ways_to_hold_are_the_same_and_the_fall_is_the_last_tenth(names):
    steps = range(0, 11_000, 7)
    assert names["schedule"](steps) == pytest.approx(names["whole"](steps), abs=1e-15)
    whole = names["whole"]
    assert whole.decay_steps * 10 == whole.warmup_steps + whole.stable_steps + whole.decay_steps


def test_restarts_end_low(names):
    assert names["restarted"](1999) < 1e-6 and names["restarted"](2000) == 0.1


def test_the_range_test_climbs_all_the_way(names):
    assert names["test"]([0, 500, 1000]) == pytest.approx([1e-5, 0.500005, 1.0])


def test_the_front_page_leads_there():
    assert "{doc}`which`" in (BOOK / "index.md").read_text(encoding="utf-8").partition("{gallery}")[0]
