"""A headless Chromium, and how it is brought to a page as a certain reader."""

import json
import os
import pathlib

from selenium import webdriver
from selenium.common.exceptions import TimeoutException
from selenium.webdriver.support.ui import WebDriverWait

FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars",
    # Every other host is unreachable: a page that needs one shows it.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    # A page that is on no host may ask this one, as a notebook asks a host on the network. Pages that were left are
    # gone: each that is kept for the way back costs a process.
    "--disable-features=LocalNetworkAccessChecks,BlockInsecurePrivateNetworkRequests,BackForwardCache",
)  # fmt: skip

# A reader moves; then every live figure near the top of the page is drawn.
_MOVE = """
dispatchEvent(new Event("pointermove"));
const done = arguments[0], near = (figure) => figure.getBoundingClientRect().top < innerHeight;
const all = [...document.querySelectorAll(".lrnotes-live, .lrnotes-compare")].filter(near);
Promise.all(all.map((figure) => figure.figure.chart.drawn)).then(() => done());
"""
# Parts that wait until a reader comes near are laid out, and images that wait are loaded.
_LOAD_ALL_PARTS = """
const done = arguments[0], all = [...document.images], style = document.createElement("style");
style.textContent = "* { content-visibility: visible !important; }";
document.head.append(style);
dispatchEvent(new Event("resize"));
all.forEach((image) => { image.loading = "eager"; });
Promise.all([document.fonts.ready, ...all.map((image) => image.decode().catch(() => 0))]).then(() => done());
"""
# Two frames, and whatever the page meant to do when it has nothing else to do.
_UNTIL_IDLE = """
const done = arguments[0];
requestAnimationFrame(() => requestAnimationFrame(() => requestIdleCallback(() => setTimeout(done), {timeout: 2000})));
"""


def start():
    """A Chromium that keeps a log of its console and of its network."""
    options = webdriver.ChromeOptions()
    options.binary_location = os.environ["BROWSER"]
    for flag in FLAGS:
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    service = None
    driver = pathlib.Path("/usr/bin/chromedriver")  # Debian's, of the same version as its Chromium
    if driver.exists():
        service = webdriver.chrome.service.Service(str(driver))
    return webdriver.Chrome(options=options, service=service)


def become(browser, width=1280, scheme="light", motion="no-preference", media="", script=True, height=900):
    """Take on a reader's screen and wishes, with nothing in the logs."""
    features = {"prefers-color-scheme": scheme, "prefers-reduced-motion": motion}
    browser.execute_cdp_cmd(
        "Emulation.setEmulatedMedia",
        {"media": media, "features": [{"name": name, "value": value} for name, value in features.items()]},
    )
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600},
    )
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": not script})
    browser.get_log("browser"), browser.get_log("performance")  # of the page before


def forget(browser, site):
    """Become a reader who was never here: nothing that a page stored is left."""
    browser.execute_cdp_cmd("Storage.clearDataForOrigin", {"origin": site, "storageTypes": "local_storage"})
    # Nor is what was loaded: fonts that are kept would count as asked for by every page that could use them.
    browser.execute_cdp_cmd("Network.clearBrowserCache", {})


def move(browser):
    """Make the first move of a reader and wait until the live figures near the top are drawn."""
    browser.execute_async_script(_MOVE)


def load_all_parts(browser):
    """Load also the parts, and the images, that wait until a reader comes near."""
    browser.execute_async_script(_LOAD_ALL_PARTS)


def until_idle(browser):
    """Wait until the page has been painted and has nothing left to do."""
    browser.execute_async_script(_UNTIL_IDLE)


def end_transitions(browser):
    """What goes from one color to another, because the scheme has changed, is there."""
    evaluate(browser, "document.getAnimations().forEach((each) => each instanceof CSSTransition && each.finish())")


def evaluate(browser, expression, wait=False):
    """The value of an expression, on a page whose own scripts are switched off too; with ``wait``, of its promise."""
    question = {"expression": expression, "returnByValue": True, "awaitPromise": wait}
    answer = browser.execute_cdp_cmd("Runtime.evaluate", question)
    assert "exceptionDetails" not in answer, answer["exceptionDetails"]
    return answer["result"].get("value")


def holds_soon(browser, expression, seconds=5):
    """Whether an expression becomes true: asked again and again until it is, or the time is over."""
    try:
        return bool(WebDriverWait(browser, seconds, poll_frequency=0.02).until(lambda b: evaluate(b, expression)))
    except TimeoutException:
        return False


def requests(browser):
    """The addresses that the page asked for since the log was last read."""
    messages = (json.loads(entry["message"])["message"] for entry in browser.get_log("performance"))
    return [m["params"]["request"]["url"] for m in messages if m["method"] == "Network.requestWillBeSent"]


def errors(browser):
    """What the page complained of to the console since the log was last read."""
    return [entry["message"] for entry in browser.get_log("browser") if entry["level"] == "SEVERE"]
