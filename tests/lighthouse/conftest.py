"""A Chromium for Lighthouse, and the site on its host. Run by: make test-lighthouse"""

import os
import subprocess
import time

import host
import pytest


@pytest.fixture(scope="session")
def site():
    server = host.serve()
    yield server.url
    server.shutdown()


@pytest.fixture(scope="session")
def port(tmp_path_factory):
    """Where the Chromium that is measured listens."""
    profile = tmp_path_factory.mktemp("chromium")
    browser = subprocess.Popen(
        [os.environ["BROWSER"], "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync",
         "--disable-background-networking", "--disable-component-update", "--remote-debugging-port=0",
         "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", f"--user-data-dir={profile}", "about:blank"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    listening = profile / "DevToolsActivePort"
    end = time.monotonic() + 60
    while not (listening.exists() and listening.read_text().strip()):
        assert browser.poll() is None and time.monotonic() < end, "Chromium did not start"
        time.sleep(0.1)
    yield int(listening.read_text().split()[0])
    browser.terminate()
    browser.wait()
