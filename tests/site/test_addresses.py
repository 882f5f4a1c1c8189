"""Addresses that readers may have kept stay good: published.txt lists them, and it only grows."""

import pathlib

import pytest

from support.site_pages import BUILT, EVERY, HTML, REDIRECTS

PUBLISHED = (pathlib.Path(__file__).parent / "published.txt").read_text(encoding="utf-8").split()


def test_every_page_is_listed():
    new = sorted({*EVERY, "index"} - set(PUBLISHED))
    assert not new, f"not in tests/site/published.txt yet: {new}; run: make notebooks"
    assert sorted(PUBLISHED) == PUBLISHED and len(set(PUBLISHED)) == len(PUBLISHED)


def test_published_addresses_exist():
    """One that moved has its new address in _config.yml, under sphinx: config: redirects."""
    gone = [page for page in PUBLISHED if not (HTML / f"{page}.html").exists()]
    assert not gone, f"{gone} were published: give _config.yml redirects for them"


@pytest.mark.parametrize("page", [page for page in PUBLISHED if page in {*BUILT, *REDIRECTS, "index"}])
def test_a_published_address_leads_to_a_page(visit, site, page):
    opened = visit(page)
    if page in REDIRECTS:
        assert opened["address"].partition("#")[0] != f"{site}/{page}.html"
    assert opened["titles"] >= 1


def test_redirects_are_of_published_pages_that_are_gone():
    assert set(REDIRECTS) <= set(PUBLISHED)
