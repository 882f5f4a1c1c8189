"""The wheel that the site serves: built from the same tree as the pages, so the two cannot drift apart."""

import pathlib
import re
import shutil
import subprocess
import sys

import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
FOLDER = "wheels"


def name():
    source = (ROOT / "lrnotes" / "__init__.py").read_text(encoding="utf-8")
    version = re.search(r'^__version__ = "(.+)"', source, re.MULTILINE)[1]
    return f"lrnotes-{version}-py3-none-any.whl"


def address():
    """Where readers get the wheel; the site's own address is written in _config.yml and nowhere else."""
    config = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    return f"{config['html']['baseurl']}{FOLDER}/{name()}"


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
