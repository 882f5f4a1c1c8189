"""Every page, as a reader's browser meets it."""

import re
import urllib.parse

import pytest

from support import host
from support.book import config
from support.site_pages import BUILT, CHAPTERS, HTML
from support.visits import DESKTOP, PHONE, SCHEMES

every_page = pytest.mark.parametrize("page", BUILT)


@every_page
def test_asks_no_other_host_and_writes_no_error(full_visits, site, page):
    """Neither as it opens nor when all of it is drawn and used."""
    for opened in full_visits(page):
        assert opened["requests"]
        assert not [url for url in opened["requests"] if not url.startswith((site, "data:", "blob:"))], opened.visit
        assert not opened["errors"], opened.visit


@every_page
@pytest.mark.parametrize("width", [PHONE, 768, DESKTOP, 1920])
def test_does_not_scroll_sideways(visit, page, width):
    opened = visit(page, width=width)
    assert opened["scroll width"] <= width
    if width in (PHONE, DESKTOP):
        assert opened["scroll width of all parts"] <= width


@every_page
def test_images_have_an_alt_text_and_are_there(visit, page):
    images = visit(page)["images"]
    for alt, loaded in images:
        assert loaded and len(alt.split()) >= 10, alt
    assert images or page not in CHAPTERS


@every_page
def test_mathematics_is_set(visit, page):
    opened = visit(page)
    assert not opened["errors in mathematics"]
    assert not opened["mathematics not set"]


@pytest.mark.parametrize("page", CHAPTERS)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_figures_have_no_card_behind_them(visit, page, scheme):
    opened = visit(page, scheme=scheme)
    assert opened["theme"] == scheme
    assert set(opened["backgrounds of figures"]) == {"rgba(0, 0, 0, 0)"}


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
