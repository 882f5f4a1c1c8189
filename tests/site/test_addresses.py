"""Addresses that readers may have kept stay good: published.txt lists them, and it only grows."""

import pathlib

import pytest

from support.site_pages import BUILT, HTML, REDIRECTS

PUBLISHED = (pathlib.Path(__file__).parent / "published.txt").read_text(encoding="utf-8").split()


def test_every_page_is_listed():
    new = sorted({*BUILT, "index"} - set(PUBLISHED))
    assert not new, f"not in tests/site/published.txt yet: {new}; run: make notebooks"
    assert sorted(PUBLISHED) == PUBLISHED and len(set(PUBLISHED)) == len(PUBLISHED)


@pytest.mark.parametrize("page", PUBLISHED)
def test_a_published_address_leads_to_a_page(visit, site, page):
    """One that moved has its new address in _config.yml, under sphinx: config: redirects."""
    assert (HTML / f"{page}.html").exists(), f"{page} was published: give _config.yml a redirect for it"
    opened = visit(page)
    if page in REDIRECTS:
        assert opened["address"].partition("#")[0] != f"{site}/{page}.html"
    assert opened["titles"] >= 1


def test_redirects_are_of_published_pages_that_are_gone():
    assert set(REDIRECTS) <= set(PUBLISHED)
