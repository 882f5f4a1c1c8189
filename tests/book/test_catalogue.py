"""What the gallery is made of: every schedule of the package, as its chapter shows it."""

import itertools
import os
import re

import catalogue
import gallery
import nbformat
import numpy as np
import pytest

import lrnotes
import lrnotes.figures.curves
from book import BOOK, ROOT, read

ENTRIES = catalogue.entries()
SHOWN = {type(schedule).__name__: (schedule, steps) for entry in ENTRIES for schedule, steps in entry.schedules}


def test_every_public_schedule_is_shown_once():
    public = {name for name in lrnotes.__all__ if isinstance(getattr(lrnotes, name), type)}
    shown = [type(schedule).__name__ for entry in ENTRIES for schedule, _ in entry.schedules]
    missing = public - {"Schedule", "FeedbackSchedule"} - set(shown)
    assert not missing, f"in no chapter of _toc.yml: {missing}"
    assert len(shown) == len(set(shown)) and set(shown) <= public


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.page)
def test_the_first_one_is_that_of_the_live_figure(entry):
    cells = [cell.source for cell in read(ROOT / f"{entry.page}.ipynb").cells if cell.cell_type == "code"]
    live = next(source for source in cells if re.search(r"^explore\(", source, re.MULTILINE))
    schedule, steps = entry.schedules[0]
    if isinstance(schedule, catalogue.Answering):
        assert len(lrnotes.loss_curve(re.search(r'\blosses="([^"]+)"', live)[1])) == steps
    else:
        assert re.search(r"\bsteps=(\d+)", live)[1] == str(steps)
    made = live if "Decay(" in live else next(source for source in cells if "schedule = " in source)
    assert f"{type(schedule).__name__}(" in made


def test_titles_families_and_summaries_are_the_books():
    entry = ENTRIES[0]
    assert (entry.page, entry.title, entry.family) == ("book/cosine/cosine_decay", "Cosine decay", "Along a cosine")
    assert entry.summary == "Half a cosine wave"
    assert entry.schedules == ((lrnotes.CosineDecay(0.01, decay_steps=50, alpha=0.01), 60),)
    chapters = [page for page in _pages() if page.count("/") == 2 and not page.startswith("book/concepts/")]
    assert [entry.page for entry in ENTRIES] == chapters  # an idea is no schedule


def _pages():
    return re.findall(r"file: (\S+)", (ROOT / "_toc.yml").read_text(encoding="utf-8"))


def test_no_two_curves_are_the_same():
    curves = [schedule(np.arange(steps + 1)) for schedule, steps in SHOWN.values()]
    assert not any(np.array_equal(a, b) for i, a in enumerate(curves) for b in curves[:i])


def test_the_package_is_left_as_it_was():
    assert lrnotes.plot is lrnotes.figures.curves.plot


NEW = """from lrnotes import Schedule, definition, explore
class Hyperbola(Schedule):
    initial_learning_rate: float
    def formula(self, xp, step):
        return self.initial_learning_rate / (1 + step)
schedule = Hyperbola(0.5)"""


@pytest.fixture
def with_a_new_chapter(tmp_path, monkeypatch):
    written = itertools.count(1)

    def write(*code):
        cells = [
            nbformat.v4.new_markdown_cell("# Hyperbola\n\nFast, then [slow](other.md): for those\nwho wait. More.")
        ]
        cells += [nbformat.v4.new_code_cell(source) for source in code]
        nbformat.write(nbformat.v4.new_notebook(cells=cells), tmp_path / "new.ipynb")
        os.utime(tmp_path / "new.ipynb", (0, next(written)))  # faster than some clocks tick
        contents = "parts: [{caption: Old, chapters: [{file: gone}]}, {caption: New, chapters: [{file: new}]}]"
        (tmp_path / "_toc.yml").write_text(contents, encoding="utf-8")
        monkeypatch.setattr(catalogue, "ROOT", tmp_path)
        return catalogue.entries()

    return write


def test_a_new_chapter_appears_by_itself(with_a_new_chapter, capsys):
    (entry,) = with_a_new_chapter(
        NEW, "print('not in the build')", "explore(schedule, steps=9)", "definition(Hyperbola)"
    )
    assert (entry.page, entry.title, entry.family) == ("new", "Hyperbola", "New")
    assert entry.summary == "Fast, then slow"
    ((schedule, steps),) = entry.schedules
    assert schedule(3) == 0.125 and steps == 9
    assert len(list(gallery._cards(entry))) == 1
    assert not capsys.readouterr().out


def test_a_changed_chapter_is_read_again(with_a_new_chapter):
    code = NEW, "explore(schedule, steps=9)", "definition(Hyperbola)"
    assert with_a_new_chapter(*code)[0].schedules[0][1] == 9
    assert with_a_new_chapter(*(line.replace("9", "8") for line in code))[0].schedules[0][1] == 8


def test_a_chapter_without_a_curve_is_named(with_a_new_chapter):
    with pytest.raises(ValueError, match=r"new\.ipynb defines Hyperbola and shows no curve of it"):
        with_a_new_chapter(NEW, "definition(Hyperbola)")


def test_a_page_without_a_definition_is_no_schedule(with_a_new_chapter):
    assert with_a_new_chapter(NEW, "explore(schedule, steps=9)") == []


def test_points_are_in_the_units_of_the_picture():
    line = lrnotes.LinearCosineDecay(0.4, 10, num_periods=0, beta=0)
    points, zero = gallery.points(line, 20)
    assert zero == 60 and len(points) == 21
    assert points[0] == (0, 0) and points[5] == pytest.approx((30, 30)) and points[10] == pytest.approx((60, 60))
    assert len(gallery.points(line, 1000)[0]) == 101


def test_a_rate_below_zero_stays_in_the_picture():
    below = lrnotes.Schedule.from_function(lambda step: 1.0 - step)
    points, zero = gallery.points(below, 4)
    assert zero == 15 and points[0] == (0, 0) and points[4] == (120, 60)


@pytest.mark.parametrize(
    "schedule, words",
    [
        (lrnotes.CosineDecay(0.01, 50), "Learning rate 0.01 at step 0, 0 at step 60."),
        (lrnotes.CosineDecay(0.01, 50).warmup(10), "Learning rate 0 at step 0, highest 0.01 at step 10, 0 at step 60."),
    ],
)
def test_the_curve_is_described_in_numbers(schedule, words):
    assert gallery.description(schedule, 60) == words
    assert f'aria-label="{words}"' in gallery.curve(schedule, 60)


def test_front_page_keeps_no_picture_in_the_repository():
    text = (BOOK / "index.md").read_text(encoding="utf-8")
    assert "{gallery}" in text and "<svg" not in text and "{image}" not in text
