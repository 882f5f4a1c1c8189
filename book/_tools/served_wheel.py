"""The wheel that the site serves: built from the same tree as the pages, so the two cannot drift apart."""

import pathlib
import shutil
import subprocess
import sys

from lrnotes.to_others import install

ROOT = pathlib.Path(__file__).resolve().parents[2]
FOLDER = "wheels"


def name():
    return address().rpartition("/")[2]


def address():
    """Where readers get the wheel; a test holds it to the site's own address in _config.yml."""
    return install.wheel_address()


def build(folder):
    """The wheel of this tree, alone in ``folder``. The build is reproducible and asks no network."""
    shutil.rmtree(folder, ignore_errors=True)
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return pathlib.Path(folder, name())


def serve(app, exception):
    if exception is None and app.builder.format == "html":
        build(pathlib.Path(app.outdir, FOLDER))


def setup(app):
    app.connect("build-finished", serve)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
