"""Lighthouse has nothing to complain about that is the same in every run.

One page of each kind, and chapters that are new since what readers have; with LIGHTHOUSE=all, every page. Performance
is measured in tests/site/test_weight.py, and by make bench.
"""

import base64
import os

import pytest

from support import host
from support.changes import changed_pages
from support.lighthouse import KINDS, SAME_EVERY_TIME, lighthouse, scores
from support.site_pages import BUILT, HTML

_REPORTS = HTML.parent / "lighthouse"
# More are changed by one hand, which shows on one page of each kind too.
_MOST_CHANGED = 8
# The page that is not there says so with a status that Lighthouse takes for a failure.
_ALL = [page for page in [*BUILT, "index"] if page != "404"]


def _pages():
    if os.environ.get("LIGHTHOUSE") == "all":
        return _ALL
    return list(dict.fromkeys([*KINDS, *changed_pages()[:_MOST_CHANGED]]))


@pytest.fixture(scope="module")
def look():
    server = host.serve()
    with lighthouse() as look:
        yield lambda page: look(f"{server.url}/{page}.html")
    server.shutdown()


def failing(lhr, category):
    """What costs points in a category, with what it found."""
    for reference in lhr["categories"][category]["auditRefs"]:
        audit = lhr["audits"][reference["id"]]
        if reference["weight"] and audit["score"] is not None and audit["score"] < 1:
            items = [
                (item.get("node") or {}).get("snippet") or item.get("url") or item.get("description") or ""
                for item in (audit.get("details") or {}).get("items", [])
            ]
            yield f"{category}: {audit['id']} {audit['score']:.2f} {audit.get('displayValue', '')} {items[:5]}"


def test_each_kind_of_page_is_there():
    missing = set(KINDS) - set(_ALL)
    assert not missing, f"not built: {missing}; name others of their kind in tests/support/lighthouse.py"


@pytest.mark.parametrize("page", _pages())
def test_has_all_points_for_accessibility_best_practices_and_search(look, page):
    lhr, report = look(page)
    found = scores(lhr)
    low = [name for name in SAME_EVERY_TIME if found[name] < 100]
    if low:
        _REPORTS.mkdir(parents=True, exist_ok=True)
        path = _REPORTS / f"{page.replace('/', '_')}.html"
        path.write_text(report, encoding="utf-8")
        picture = lhr["fullPageScreenshot"]["screenshot"]["data"].partition(",")[2]
        screenshot = path.with_suffix(".webp")
        screenshot.write_bytes(base64.b64decode(picture))
        audits = [line for name in low for line in failing(lhr, name)]
        pytest.fail("\n".join([f"{page}: {found}", *audits, f"report: {path}", f"screenshot: {screenshot}"]))
