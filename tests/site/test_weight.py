"""What a page costs to load, in what does not depend on the machine.

That is bytes over the wire, requests, scripts and movement.
"""

import re

import pytest

from support.browser import errors, evaluate
from support.site_pages import BUILT, HTML, SCHEDULES
from support.visits import DESKTOP, PHONE

# The live figure's own files, which come when it is near.
_LIVE = re.compile(r"/_static/(chart|programs|loader)\.js")
# Of them, what draws: fetched ahead, but run by the reader's first move alone.
_CHART = re.compile(r"/_static/(chart|programs)\.js")
MOST_BEFORE, MOST_WITH_FIGURE = 160_000, 190_000  # bytes over the wire
MOST_REQUESTS = 12
# Characters that run before the reader does anything; the index of the search grows with the book.
MOST_SCRIPT, MOST_SCRIPT_TO_SEARCH = 200_000, 520_000
MOST_SHIFT = 0.02  # of the window
# What is of use nowhere else.
_OF_ONE_PAGE = {page: ["lookup.css"] for page in ("book/translate", "book/recipes")}
_OF_ONE_PAGE["book/index"] = ["gallery_order.css"]

every_page = pytest.mark.parametrize("page", BUILT)


@every_page
def test_weighs_little_without_the_live_figure_and_with_it(visit, page):
    opened = visit(page)
    assert opened["glyphs"] == [], "add to ICONS in vendor.py"
    sizes = dict(opened["sizes"])
    assert len(sizes) >= 3 and all(sizes.values()), sizes
    before = {name: size for name, size in sizes.items() if not _LIVE.search(name)}
    assert sum(before.values()) <= (MOST_BEFORE if page in SCHEDULES else MOST_WITH_FIGURE), before
    assert sum(sizes.values()) <= MOST_WITH_FIGURE, sizes
    if page in SCHEDULES:
        assert len(before) < len(sizes)


@every_page
def test_asks_for_few_files(visit, page):
    """Pictures further down aside, which come one by one as the reader does."""
    for width in (PHONE, DESKTOP):
        names = dict(visit(page, width=width)["sizes before a move"])
        assert len(names) <= MOST_REQUESTS, sorted(names)


@every_page
def test_nothing_that_a_reader_sees_is_pushed_away(full_visits, page):
    for opened in full_visits(page):
        assert opened["layout shift"] <= MOST_SHIFT, opened.visit


@every_page
def test_runs_no_script_of_the_chart_before_the_first_move(visit, page):
    ran = visit(page, width=PHONE)["scripts before a move"]
    assert any("/site.js" in name for name in ran)
    assert not [name for name in ran if _CHART.search(name)]
    most = MOST_SCRIPT_TO_SEARCH if page == "search" else MOST_SCRIPT
    assert sum(ran.values()) <= most, ran


@every_page
def test_only_the_search_page_loads_the_search(visit, page):
    search = [name for name, _ in visit(page)["sizes"] if re.search("searchindex|searchtools|language_data", name)]
    assert len(search) == (3 if page == "search" else 0)


def test_one_style_sheet_and_one_script_and_the_fonts_that_wait():
    for page in BUILT:
        html = (HTML / f"{page}.html").read_text(encoding="utf-8")
        html = re.sub("<noscript>.*?</noscript>", "", html, flags=re.DOTALL)
        styles = re.findall(r'<link[^>]*rel="stylesheet"[^>]*href="[^"]*?([\w.]+)\?', html)
        assert styles == ["site.css", "fonts.css", *_OF_ONE_PAGE.get(page, [])], page
        scripts = re.findall(r'<script[^>]*\bsrc="[^"]*?([\w.]+\.js)\b', html)
        assert scripts[0] == "site.js" and "fontawesome.js" not in scripts, page


def test_no_icon_without_a_picture():
    sheet = (HTML / "_static" / "site.css").read_text(encoding="utf-8")
    used = set()
    for page in BUILT:
        for classes in re.findall(r'class="([^"]*)"', (HTML / f"{page}.html").read_text(encoding="utf-8")):
            used |= {name for name in classes.split() if re.match("fa-(?!solid$|brands$|regular$|lg$)", name)}
    assert len(used) >= 15
    missing = [name for name in used if not re.search(rf"\.{name}\b[^{{}}]*{{--icon:\s*url\(", sheet)]
    assert not missing, f"add to ICONS in vendor.py: {missing}"


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without"])
def test_icons_are_drawn_without_a_font(look, script):
    browser = look("book/introduction", script=script)
    drawn = evaluate(
        browser,
        "[...document.querySelectorAll('.fa-list, .fa-rocket, .fa-magnifying-glass')].map(icon => "
        "{ const style = getComputedStyle(icon, '::before'); return [style.content, style.maskImage.slice(0, 19)]; })",
    )
    assert len(drawn) >= 3
    assert {tuple(each) for each in drawn} == {('""', 'url("data:image/svg')}


def test_what_a_bundled_script_needs_is_there(look):
    """The order of the scripts, and what each finds on its own tag."""
    browser = look("book/introduction")
    names = ["bootstrap", "ClipboardJS", "DOCUMENTATION_OPTIONS", "toggleFullScreen"]
    assert browser.execute_script(f"return [{','.join(f'typeof {name}' for name in names)}]") == [
        "object",
        "function",
        "object",
        "function",
    ]
    assert browser.execute_script("return document.querySelectorAll('button.copybtn').length") >= 3
    assert not errors(browser)
