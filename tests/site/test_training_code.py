"""A chapter's training code on its page: tabs of highlighted code, those of the notebook's output."""

import nbformat
import pytest

from support.book import BOOK, notebooks
from support.visits import PHONE

CHAPTERS = {
    f"book/{path.relative_to(BOOK).with_suffix('').as_posix()}": path
    for path in notebooks()
    if path.parent not in (BOOK, BOOK / "concepts", BOOK / "training")
}


def blocks_of(path):
    cells = nbformat.read(path, as_version=4).cells
    (output,) = [c.outputs[0].data["text/markdown"] for c in cells if c.source.startswith("training_code(")]
    pieces = output.split(":::{tab-item} ")[1:]
    return [(piece.partition("\n")[0], piece.partition("```python\n")[2].partition("\n```")[0]) for piece in pieces]


@pytest.mark.parametrize("page", CHAPTERS)
def test_each_tab_shows_its_frameworks_code_and_the_others_are_hidden(visit, page):
    opened = visit(page, width=PHONE)
    (tabs,) = opened["tabs"]
    expected = blocks_of(CHAPTERS[page])
    assert [tab["name"] for tab in tabs] == [name for name, _ in expected]
    for tab, (_, code) in zip(tabs, expected, strict=True):
        (shown,) = tab["shown"]
        assert shown["code"].removesuffix("\n") == code
        assert shown["imports"] >= 1
    assert opened["folds of PyTorch"] == 0  # the form for other front ends
