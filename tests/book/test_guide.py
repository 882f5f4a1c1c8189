"""The guide to choosing: short, its code runs and does what it says, and every situation has a cited reason."""

import re

import pytest

import lrnotes
from book import BOOK

GUIDE = (BOOK / "which.md").read_text(encoding="utf-8")
SITUATIONS = re.split(r"^## ", GUIDE, flags=re.MULTILINE)[1:]


@pytest.fixture(scope="module")
def names():
    names = {}
    for block in re.findall(r"```python\n(.*?)```", GUIDE, re.DOTALL):
        exec(block, names)
    return names


def test_is_short():
    assert len(GUIDE.splitlines()) <= 60


@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda text: text.splitlines()[0])
def test_every_situation_has_a_cited_reason(situation):
    assert "{cite}`" in situation


def test_every_schedule_it_names_is_in_the_book():
    named = set(re.findall(r"\b[A-Z]\w+(?:Decay|Rate)\b", GUIDE))
    assert len(named) >= 4 and named <= set(lrnotes.__all__)


def test_the_line_is_straight(names):
    line = names["line"]
    assert line([0, 2500, 5000, 10_000, 20_000]) == pytest.approx([0.1, 0.075, 0.05, 0, 0])


def test_held_and_then_down(names):
    down = names["held"].then(names["fall"], at=9000)
    assert down([0, 250, 500, 8999, 9000, 9500, 10_000]) == pytest.approx([0, 0.05, 0.1, 0.1, 0.1, 0.05, 0])


def test_the_fall_is_the_last_tenth(names):
    assert names["fall"].decay_steps / (9000 + names["fall"].decay_steps) == 0.1


def test_restarts_end_low(names):
    assert names["schedule"](1999) < 1e-6 and names["schedule"](2000) == 0.1


def test_the_range_test_climbs_all_the_way(names):
    assert names["test"]([0, 500, 1000]) == pytest.approx([1e-5, 0.500005, 1.0])


def test_the_front_page_leads_there():
    assert "{doc}`which`" in (BOOK / "index.md").read_text(encoding="utf-8").partition("{gallery}")[0]
