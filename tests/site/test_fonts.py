"""KaTeX's fonts as the site serves them: every character that the book has, and little else."""

import re

import pytest
from fontTools.ttLib import TTFont

import fonts
from support.site_pages import EVERY, HTML

SERVED = HTML / "_static" / "katex" / "fonts"


def glyphs(path):
    return {chr(code) for code in TTFont(path).getBestCmap()}


@pytest.fixture(scope="module")
def shown():
    pages = [(HTML / f"{page}.html").read_text(encoding="utf-8") for page in EVERY]
    found = fonts.characters(pages)
    assert len(found) < 400  # the fonts have a thousand
    return found


@pytest.mark.parametrize("path", sorted(fonts._FONTS.glob("*.woff2")), ids=lambda path: path.stem)
def test_holds_what_the_book_has_of_it_and_weighs_less(path, shown):
    served = SERVED / path.name
    assert glyphs(served) == glyphs(path) & shown
    assert served.stat().st_size < 0.8 * path.stat().st_size


def test_characters_are_found_wherever_a_page_has_them():
    page = '<span class="katex">&#8722;η&le;</span><script type="application/json">{"symbol": "\\u03b3"}</script>'
    assert set("−η≤γ") <= fonts.characters([page])
    assert not re.search("[αβ]", "".join(fonts.characters([page])))
