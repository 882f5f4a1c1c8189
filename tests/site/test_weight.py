"""What a page costs to load: every request's bytes, as they go over the wire."""

import re

import pytest
from in_browser import evaluate, load_all_parts
from site_pages import BUILT, HTML, SCHEDULES

# The live figure's own files, which come when it is near.
_LIVE = re.compile(r"/_static/(vega/|live\.js|compare\.js)")
# What is of use nowhere else.
_OF_ONE_PAGE = {"book/translate": ["translations.css"]}


def requested(browser):
    """The compressed size of everything that the page loaded, its lazy figures included."""
    load_all_parts(browser)
    return dict(
        browser.execute_script(
            "return ['navigation', 'resource'].flatMap(kind => performance.getEntriesByType(kind))"
            ".map(entry => [entry.name, entry.encodedBodySize])"
        )
    )


# What would show as an empty box: text of the theme's icon font, which is not served.
_GLYPHS = """[...document.querySelectorAll("body *")].flatMap(element => ["::before", "::after"].map(part => {
    const style = getComputedStyle(element, part), of_the_font = style.fontFamily.includes("Awesome");
    return of_the_font && !["none", "normal", '""'].includes(style.content) ? element.outerHTML.slice(0, 200) : null;
})).filter(Boolean)"""


@pytest.mark.parametrize("page", BUILT)
def test_weighs_at_most_250_kB_and_450_with_the_live_figure(look, page):
    browser = look(page)
    sizes = requested(browser)
    assert evaluate(browser, _GLYPHS) == [], "add to ICONS in vendor.py"
    assert len(sizes) >= 3 and all(sizes.values()), sizes
    before = {name: size for name, size in sizes.items() if not _LIVE.search(name)}
    assert sum(before.values()) <= 250_000, before
    assert sum(sizes.values()) <= 450_000, sizes
    if page in SCHEDULES:
        assert len(before) < len(sizes)


@pytest.mark.parametrize("page", BUILT)
def test_only_the_search_page_loads_the_search(look, page):
    search = [name for name in requested(look(page)) if re.search("searchindex|searchtools|language_data", name)]
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
    assert not [entry for entry in browser.get_log("browser") if entry["level"] == "SEVERE"]
