"""The built site, served on localhost, in headless Chromium. Run by: make test-site"""

import os
import re

import pytest

from support import browser as chromium_browser
from support import host
from support.site_pages import HTML
from support.visits import DESKTOP, Visit, Visits, screens

# A site that another builder made of the same files is asked only whether it works: make test-sphinx.
BRIEF = "SITE" in os.environ
_SCREENSHOTS = HTML.parent / "screenshots"


@pytest.fixture(scope="session")
def site():
    assert (HTML / "index.html").exists(), "run: make book"
    server = host.serve()
    yield server.url
    server.shutdown()


@pytest.fixture(scope="session")
def chromium():
    browser = chromium_browser.start()
    yield browser
    browser.quit()


@pytest.fixture(scope="session")
def visits(site, chromium):
    return Visits(chromium, site, brief=BRIEF)


@pytest.fixture
def visit(request, visits):
    """What is known of a page from one visit that all tests share.

    It is asked for as ``visit(page, width=1280, scheme="light", ...)["title"]``. The names of the answers are in
    tests/support/facts.py.
    """

    def visit(page, **wishes):
        request.node.last_visit = Visit(page, **wishes)
        return visits.record(request.node.last_visit)

    return visit


@pytest.fixture
def full_visits(visit):
    """What is known of a page on a phone and on a desktop, in both color schemes, as far as they are looked at."""

    def full_visits(page):
        seen = [(DESKTOP, "light")] if BRIEF else screens(page)
        return [visit(page, width=width, scheme=scheme) for width, scheme in seen]

    return full_visits


@pytest.fixture
def look(site, chromium):
    """Open a page, to do something there.

    ``look(page, width=1280, scheme="light", ...)`` gives the browser, the page loaded. What is only asked of a page
    belongs in tests/support/facts.py, so that the visit is shared.
    """
    chromium_browser.forget(chromium, site)

    def look(page, script=True, **wishes):
        chromium_browser.become(chromium, script=script, **wishes)
        chromium.get(f"{site}/{page}" if ".html?" in page else f"{site}/{page}.html")
        if script:
            chromium_browser.move(chromium)
        return chromium

    yield look
    chromium.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """What reads the visits of one page runs in one worker, where they are made once."""
    for item in items:
        if "visit" in getattr(item, "fixturenames", ()) and hasattr(item, "callspec"):
            item.add_marker(pytest.mark.xdist_group(item.callspec.params["page"]))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """A page that fails is kept as a picture, whose path stands in the message."""
    report = yield
    if report.when == "call" and report.failed and {"look", "visit"} & set(item.funcargs):
        if hasattr(item, "last_visit"):
            item.funcargs["visits"].open(item.last_visit)  # the browser has gone on since
        _SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        path = _SCREENSHOTS / (re.sub(r"[^\w.-]+", "_", item.name) + ".png")
        item.funcargs["chromium"].save_screenshot(str(path))
        report.sections.append(("Screenshot", str(path)))
    return report
