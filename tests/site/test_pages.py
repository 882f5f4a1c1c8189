"""Every page, as a reader's browser meets it."""

import re
import urllib.parse

import host
import pytest
from in_browser import load_all_parts, requests
from site_pages import BUILT, CHAPTERS, HTML

from book import config

every_page = pytest.mark.parametrize("page", BUILT)


@every_page
def test_asks_no_other_host_and_writes_no_error(look, site, page):
    browser = look(page)
    foreign = [url for url in requests(browser) if not url.startswith((site, "data:", "blob:"))]
    assert not foreign
    assert not [entry for entry in browser.get_log("browser") if entry["level"] == "SEVERE"]


@every_page
@pytest.mark.parametrize("width", [360, 768, 1280, 1920])
def test_does_not_scroll_sideways(look, page, width):
    browser = look(page, width=width)
    assert browser.execute_script("return document.documentElement.scrollWidth") <= width


@every_page
def test_images_have_an_alt_text_and_are_there(look, page):
    browser = look(page)
    load_all_parts(browser)
    images = browser.execute_script(
        "return [...document.querySelectorAll('article img')].map(i => [i.alt, i.naturalWidth])"
    )
    for alt, loaded in images:
        assert loaded and len(alt.split()) >= 10, alt
    assert images or page not in CHAPTERS


@every_page
def test_mathematics_is_set(look, page):
    browser = look(page)
    assert not browser.execute_script("return document.querySelectorAll('.katex-error').length")
    raw = browser.execute_script(
        "return [...document.querySelectorAll('article .math')].filter(m => !m.querySelector('.katex')).length"
    )
    assert not raw


@pytest.mark.parametrize("page", CHAPTERS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_figures_have_no_card_behind_them(look, page, scheme):
    browser = look(page, scheme=scheme)
    assert browser.execute_script("return document.documentElement.dataset.theme") == scheme
    backgrounds = browser.execute_script(
        "return [...document.querySelectorAll('article img, .lrnotes-live, .text_html:has(.lrnotes-live)')]"
        ".map(e => getComputedStyle(e).backgroundColor)"
    )
    assert set(backgrounds) == {"rgba(0, 0, 0, 0)"}


@pytest.mark.parametrize("page", CHAPTERS)
def test_colab_button_opens_the_chapter_itself(page):
    html = (HTML / f"{page}.html").read_text(encoding="utf-8")
    project = config()["repository"]["url"].removeprefix("https://github.com/")
    assert f"https://colab.research.google.com/github/{project}/blob/main/{page}.ipynb" in html


def test_every_link_inside_the_site_leads_somewhere():
    ids = {}
    for path in HTML.rglob("*.html"):
        if "_static" not in path.parts:  # the theme leaves a template of its own there
            ids[path] = set(re.findall(r'\bid="([^"]+)"', path.read_text(encoding="utf-8")))
    broken = []
    for path in ids:
        for link in re.findall(r'href="([^"]+)"', path.read_text(encoding="utf-8")):
            address, _, fragment = link.partition("#")
            if re.match(r"[a-z]+:|//", address) or "?" in address:
                continue
            address = urllib.parse.unquote(address)
            folder = HTML if address.startswith(host.BASE) else path.parent  # of the 404, which is shown at any depth
            target = (folder / address.removeprefix(host.BASE)).resolve() if address else path
            if target.is_dir():
                target /= "index.html"
            if not target.exists() or (
                fragment and target in ids and urllib.parse.unquote(fragment) not in ids[target]
            ):
                broken.append((path.name, link))
    assert not broken
