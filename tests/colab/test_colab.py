"""Each chapter alone in an empty folder, in an environment with Colab's pins, prints what the page shows.

lrnotes is not in that environment: the chapter's first cell installs it, from a repository that stands in for the
public one.
"""

import os
import re
import subprocess

import pytest
import run_all
from notebooks import merged

from support.book import ROOT, config, notebooks, read


@pytest.fixture(scope="module", autouse=True)
def colab(request, tmp_path_factory):
    """The environment, without lrnotes, and the public address served from this working tree at the release's tag."""
    python = request.config.getoption("--colab")
    subprocess.run([python, "-m", "pip", "uninstall", "--quiet", "--yes", "lrnotes"], check=True)
    public = tmp_path_factory.mktemp("public")
    version = re.search(r'__version__ = "(.+)"', (ROOT / "lrnotes/__init__.py").read_text())[1]
    address = config()["repository"]["url"]
    # What a reader's git would fetch from there: the files as they are here, committed and tagged.
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "lrnotes", "pyproject.toml", "README.md", "LICENSE"],
        cwd=ROOT, check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    for name in filter(None, listed.split("\0")):
        (public / name).parent.mkdir(parents=True, exist_ok=True)
        (public / name).write_bytes((ROOT / name).read_bytes())
    git = ["git", "-C", str(public), "-c", "user.name=x", "-c", "user.email=x@example.org"]
    for command in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "-m", "x"], ["tag", f"v{version}"]):
        subprocess.run([*git, *command], check=True)
    settings = {
        "COLAB_PYTHON": python,
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"url.{public.as_uri()}.insteadOf",
        "GIT_CONFIG_VALUE_0": address,
        "VIRTUAL_ENV": "",
        "PYTHONPATH": "",
    }
    before = {name: os.environ.get(name) for name in settings}
    os.environ.update(settings)
    yield python
    for name, value in before.items():
        os.environ.pop(name) if value is None else os.environ.update({name: value})


def printed(notebook):
    """What a reader of the text sees: streams, and results that are not figures."""
    for cell in notebook.cells[2:]:  # the first code cell installs, and tells of it
        for output in merged(cell.get("outputs", [])):
            if output.output_type == "stream":
                yield output.text
            elif "image/svg+xml" not in output.get("data", {}):
                yield output.get("data", {}).get("text/plain")


@pytest.mark.parametrize("chapter", notebooks(), ids=lambda path: path.stem)
def test_chapter_runs_alone_and_prints_what_the_page_shows(chapter):
    ran = run_all.run(chapter)
    assert list(printed(ran)) == list(printed(read(chapter)))


def test_lrnotes_came_from_the_address_in_the_first_cell(colab):
    where = subprocess.run([colab, "-m", "pip", "freeze"], check=True, capture_output=True, text=True).stdout
    assert re.search(r"^lrnotes @ git\+https://", where, re.MULTILINE), where
