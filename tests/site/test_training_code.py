"""The training code below a chapter's figure, as the page holds it for readers without JavaScript: all programs."""

import html
import re

import nbformat
import pytest

import stored_figure
from lrnotes.to_others.templates import programs
from support.book import BOOK
from support.site_pages import HTML, SCHEDULES


def figures_of(page):
    """The live figures in the chapter's notebook."""
    notebook = nbformat.read(BOOK.parent / f"{page}.ipynb", as_version=4)
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    found = [stored_figure.found_in(output.get("data", {}).get("text/html", "")) for output in outputs]
    return [figure for figure in found if figure]


def text(piece):
    return html.unescape(re.sub("<[^>]+>", "", piece))


@pytest.mark.parametrize("page", SCHEDULES)
def test_every_framework_has_complete_programs_of_the_settings(page):
    built = (HTML / f"{page}.html").read_text(encoding="utf-8")
    folded = re.findall(r'<noscript><div class="lrnotes-folded">(.*?)</div></noscript>', built, re.DOTALL)
    figures = figures_of(page)
    assert figures and len(folded) == len(figures)
    for figure, folds in zip(figures, folded, strict=True):
        if figure.description["schedule"] is None:
            continue  # it holds a function, whose name is all that a page knows
        expected = programs(figure.schedule)
        shown = re.findall(r"<details><summary>(.*?)</summary>(.*?)</details>", folds, re.DOTALL)
        assert [text(name) for name, _ in shown] == [framework for framework, *_ in expected]
        for (_, inside), (_, ours, native, reason) in zip(shown, expected, strict=True):
            codes = [text(code) for code in re.findall(r"<code>(.*?)</code>", inside, re.DOTALL)]
            assert codes == [code for code in (ours, native) if code is not None]
            assert native is not None or reason in text(inside)
