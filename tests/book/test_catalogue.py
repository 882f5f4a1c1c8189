"""What the gallery is made of: every schedule of the package, as its chapter shows it."""

import itertools
import os
import re

import nbformat
import numpy as np
import pytest

import catalogue
import chart
import gallery
import lrnotes
import lrnotes.figures.curves
import stored_figure
from support.book import BOOK, ROOT, read
from support.families import public_schedules

ENTRIES = catalogue.entries()
SHOWN = {type(schedule).__name__: (schedule, steps) for entry in ENTRIES for schedule, steps in entry.schedules}


def test_every_public_schedule_is_shown_once():
    public = public_schedules()
    shown = [type(schedule).__name__ for entry in ENTRIES for schedule, _ in entry.schedules]
    missing = public - set(shown)
    assert not missing, f"in no chapter of _toc.yml: {missing}"
    assert len(shown) == len(set(shown)) and set(shown) <= public


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.page)
def test_the_first_one_is_that_of_the_live_figure(entry):
    cells = [cell.source for cell in read(ROOT / f"{entry.page}.ipynb").cells if cell.cell_type == "code"]
    live = next((source for source in cells if re.search(r"^explore\(", source, re.MULTILINE)), None)
    assert live, f"{entry.page}: no cell begins with explore(, the live figure of the chapter"
    schedule, steps = entry.schedules[0]
    if isinstance(schedule, catalogue.Answering):
        assert len(lrnotes.loss_curve(re.search(r'\blosses="([^"]+)"', live)[1])) == steps
    elif asked := re.search(r"\bsteps=([\d_]+)", live):
        assert int(asked[1]) == steps
    made = live if "Decay(" in live else next((source for source in cells if "schedule = " in source), "")
    name = type(schedule).__name__
    assert f"{name}(" in made, f"{entry.page}: neither its live figure nor the cell with `schedule = ` makes a {name}"


def test_titles_families_and_summaries_are_the_books():
    entry = ENTRIES[0]
    assert (entry.page, entry.family) == ("book/cosine/cosine_decay", "Cosine schedules")
    assert entry.title == "Cosine decay (with and without warmup)"
    assert entry.summary == "The learning rate decays along half a cosine"
    assert [type(schedule) for schedule, _ in entry.schedules] == [lrnotes.CosineDecay]
    chapters = [
        page
        for page in _pages()
        if page.count("/") == 2 and not page.startswith(("book/concepts/", "book/training/", "book/api/"))
    ]
    assert [entry.page for entry in ENTRIES] == chapters  # an idea is no schedule


def _pages():
    return re.findall(r"file: (\S+)", (ROOT / "_toc.yml").read_text(encoding="utf-8"))


def test_no_two_curves_are_the_same():
    curves = [schedule(np.arange(steps + 1)) for schedule, steps in SHOWN.values()]
    assert not any(np.array_equal(a, b) for i, a in enumerate(curves) for b in curves[:i])


class Hyperbola(lrnotes.Schedule):
    initial_learning_rate: float

    def formula(self, xp, step):
        return self.initial_learning_rate / (1 + step)


def live(steps):
    """The cell of a chapter's live figure, as it is after a run."""
    bundle = lrnotes.explore(Hyperbola(0.5), steps=steps)._repr_mimebundle_()
    output = nbformat.v4.new_output("display_data", data=bundle)
    return nbformat.v4.new_code_cell(f"explore(schedule, steps={steps})", outputs=[output])


@pytest.fixture
def with_a_new_chapter(tmp_path, monkeypatch):
    written = itertools.count(1)

    def write(*code):
        cells = [
            nbformat.v4.new_markdown_cell("# Hyperbola\n\nFast, then [slow](other.md): for those\nwho wait. More.")
        ]
        cells += [cell if isinstance(cell, dict) else nbformat.v4.new_code_cell(cell) for cell in code]
        nbformat.write(nbformat.v4.new_notebook(cells=cells), tmp_path / "new.ipynb")
        os.utime(tmp_path / "new.ipynb", (0, next(written)))  # faster than some clocks tick
        contents = "parts: [{caption: Old, chapters: [{file: gone}]}, {caption: New, chapters: [{file: new}]}]"
        (tmp_path / "_toc.yml").write_text(contents, encoding="utf-8")
        monkeypatch.setattr(catalogue, "ROOT", tmp_path)
        return catalogue.entries()

    return write


def test_a_new_chapter_appears_by_itself_and_is_not_run(with_a_new_chapter):
    (entry,) = with_a_new_chapter("raise SystemExit('a build runs no chapter')", live(9), "definition(Hyperbola)")
    assert (entry.page, entry.title, entry.family) == ("new", "Hyperbola", "New")
    assert entry.summary == "Fast, then slow"
    ((schedule, steps),) = entry.schedules
    assert schedule == Hyperbola(0.5) and steps == 9
    assert len(list(gallery._cards(entry))) == 1


def test_a_changed_chapter_is_read_again(with_a_new_chapter):
    assert with_a_new_chapter(live(9), "definition(Hyperbola)")[0].schedules[0][1] == 9
    assert with_a_new_chapter(live(8), "definition(Hyperbola)")[0].schedules[0][1] == 8


def test_a_second_class_is_declared_beside_its_definition(with_a_new_chapter):
    second = nbformat.v4.new_code_cell("definition(CosineDecay)")
    second.metadata["lrnotes"] = {"shown": "CosineDecay(0.1, 7)", "steps": 12}
    (entry,) = with_a_new_chapter(live(9), "definition(Hyperbola)", second)
    assert entry.schedules == ((Hyperbola(0.5), 9), (lrnotes.CosineDecay(0.1, 7), 12))


def test_a_chapter_without_a_curve_is_named(with_a_new_chapter):
    with pytest.raises(ValueError, match=r"new\.ipynb defines Hyperbola and shows no curve of it"):
        with_a_new_chapter("explore(schedule, steps=9)", "definition(Hyperbola)")


def test_a_page_without_a_definition_is_no_schedule(with_a_new_chapter):
    assert with_a_new_chapter(live(9)) == []


def points(schedule, steps):
    return chart.thumbnail(stored_figure.made_of(lrnotes.explore(schedule, steps)), 120, 60, 100)


def test_points_are_in_the_units_of_the_picture():
    svg, line = points(lrnotes.LinearCosineDecay(0.4, 10, num_periods=0, beta=0), 20)
    assert 'd="M0 60H120"' in svg  # the height of a rate of 0
    x, y = np.array(line).T
    assert np.interp([0, 30, 60, 120], x, y) == pytest.approx([0, 30, 60, 60])
    x, y = np.array(points(lrnotes.CosineDecay(0.4, 1000), 1000)[1]).T
    assert 20 < len(x) <= 101 and np.interp([30, 60, 90], x, y) == pytest.approx(
        [60 * 0.1464466, 30, 60 * 0.8535534], abs=0.03
    )


def test_a_rate_below_zero_stays_in_the_picture():
    svg, line = points(lrnotes.Schedule.from_function(lambda step: 1.0 - step), 4)
    assert 'd="M0 15H120"' in svg and line[0] == [0, 0] and line[-1] == [120, 60]


@pytest.mark.parametrize(
    "schedule, words",
    [
        (lrnotes.CosineDecay(0.01, 50), "starts at 0.01, decreases to 0 at step 50, stays there until step 60."),
        (
            lrnotes.CosineDecay(0.01, 50).warmup(10),
            "starts at 0, increases to 0.01 at step 10, decreases to 0 at step 60.",
        ),
    ],
)
def test_the_curve_is_described_in_numbers(schedule, words):
    words = f"Over steps 0 to 60 the learning rate {words}"
    figure = stored_figure.made_of(lrnotes.explore(schedule, 60))
    assert chart.sentence(figure) == words
    assert f'aria-label="{words}"' in gallery.curve(figure)


def test_front_page_keeps_no_picture_in_the_repository():
    text = (BOOK / "index.md").read_text(encoding="utf-8")
    assert "{gallery}" in text and "<svg" not in text and "{image}" not in text


def test_a_stored_figure_is_made_anew_as_it_is():
    for shown in SHOWN.values():
        schedule = shown[0].schedule if isinstance(shown[0], catalogue.Answering) else shown[0]
        losses = {"losses": "diverging"} if isinstance(shown[0], catalogue.Answering) else {"steps": shown[1]}
        figure = stored_figure.made_of(lrnotes.explore(schedule, **losses))
        if figure.description["schedule"]:
            assert stored_figure.made_of(figure.made_anew()) == figure


def test_a_stored_figure_made_anew_has_its_presets_and_follows_its_settings_as_before():
    cosine, exponential = lrnotes.CosineDecay, lrnotes.ExponentialDecay
    for figure in (
        lrnotes.explore(exponential(1e-3, 2000, 0.5), presets={"short": exponential(1e-2, 20, 0.5)}),
        lrnotes.explore(cosine(1e-3, 45), presets={"other": cosine(1e-2, 50, 0.01)}),  # 1.1 * 45 steps are rounded
        lrnotes.explore(cosine(1e-3, 45), 60),
    ):
        stored = stored_figure.made_of(figure)
        assert stored_figure.made_of(stored.made_anew()) == stored
