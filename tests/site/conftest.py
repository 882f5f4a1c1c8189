"""The built site, served on localhost, in headless Chromium. Run by: make test-site"""

import os
import pathlib
import re

import host
import pytest
from selenium import webdriver
from site_pages import HTML

_FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--hide-scrollbars",
    # Every other host is unreachable: a page that needs one shows it.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    # A page that is on no host may ask this one, as a notebook asks a host on the network.
    "--disable-features=LocalNetworkAccessChecks,BlockInsecurePrivateNetworkRequests",
)  # fmt: skip
_SCREENSHOTS = HTML.parent / "screenshots"


@pytest.fixture(scope="session")
def site():
    assert (HTML / "index.html").exists(), "run: make book"
    server = host.serve()
    yield server.url
    server.shutdown()


@pytest.fixture(scope="session")
def chromium():
    options = webdriver.ChromeOptions()
    options.binary_location = os.environ["BROWSER"]
    for flag in _FLAGS:
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    service = None
    driver = pathlib.Path("/usr/bin/chromedriver")  # Debian's, of the same version as its Chromium
    if driver.exists():
        service = webdriver.chrome.service.Service(str(driver))
    browser = webdriver.Chrome(options=options, service=service)
    yield browser
    browser.quit()


@pytest.fixture
def look(site, chromium):
    """Open a page: ``look(page, width=1280, scheme="light", ...)`` gives the browser, the page loaded."""

    def look(page, width=1280, scheme="light", motion="no-preference", media="", script=True, height=900):
        features = {"prefers-color-scheme": scheme, "prefers-reduced-motion": motion}
        chromium.execute_cdp_cmd(
            "Emulation.setEmulatedMedia",
            {"media": media, "features": [{"name": name, "value": value} for name, value in features.items()]},
        )
        chromium.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600},
        )
        chromium.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": not script})
        chromium.get_log("browser"), chromium.get_log("performance")  # of the page before
        chromium.get(f"{site}/{page}" if ".html?" in page else f"{site}/{page}.html")
        if script:
            chromium.execute_async_script(
                # Until every live figure that is near is drawn, for a reader who moves.
                "dispatchEvent(new Event('pointermove'));"
                "const done = arguments[0], near = (f) => f.getBoundingClientRect().top < innerHeight;"
                "const all = [...document.querySelectorAll('.lrnotes-live, .lrnotes-compare')].filter(near);"
                "Promise.all(all.map(f => f.figure.chart.drawn)).then(() => done())"
            )
        return chromium

    yield look
    chromium.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """A page that fails is kept as a picture, whose path stands in the message."""
    report = yield
    if report.when == "call" and report.failed and "look" in item.funcargs:
        _SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        path = _SCREENSHOTS / (re.sub(r"[^\w.-]+", "_", item.name) + ".png")
        item.funcargs["chromium"].save_screenshot(str(path))
        report.sections.append(("Screenshot", str(path)))
    return report
