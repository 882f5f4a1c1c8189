"""Chapters alone in an empty folder, in an environment with Colab's pins, print what the page shows.

lrnotes is not in that environment: the chapter's first cell installs the wheel of the built site, which is served here
in the place of the public one.
"""

import hashlib
import json
import subprocess

import pytest

import served_wheel
from colab import run_all
from notebooks import merged
from support import host
from support.book import config, notebooks, read
from support.site_pages import HTML


@pytest.fixture(scope="module")
def copy():
    """The addresses of the public site and of its copy on this machine."""
    server = host.serve()
    yield {"site": config()["html"]["baseurl"].rstrip("/"), "copy": server.url}
    server.shutdown()


@pytest.fixture(scope="module")
def colab(request):
    """The environment, without lrnotes."""
    python = request.config.getoption("--colab")
    subprocess.run([python, "-m", "pip", "uninstall", "--quiet", "--yes", "lrnotes"], check=True)
    with pytest.MonkeyPatch.context() as patch:
        _kernel(patch, python)
        yield python


def _kernel(patch, python):
    """Chapters run by ``python``, which sees nothing of this working tree."""
    for name, value in {"COLAB_PYTHON": str(python), "VIRTUAL_ENV": "", "PYTHONPATH": ""}.items():
        patch.setenv(name, value)


def printed(notebook):
    """What a reader of the text sees: streams, and results that are not figures."""
    for cell in notebook.cells[2:]:  # the first code cell installs, and tells of it
        for output in merged(cell.get("outputs", [])):
            if output.output_type == "stream":
                yield output.text
            elif "image/svg+xml" not in output.get("data", {}):
                yield output.get("data", {}).get("text/plain")


def installed(python):
    """Where pip has lrnotes from, and the hash of what it installed."""
    code = "import importlib.metadata as m; print(m.distribution('lrnotes').read_text('direct_url.json'))"
    done = subprocess.run([python, "-c", code], check=True, capture_output=True, text=True, cwd=HTML)
    return json.loads(done.stdout)


def test_chapter_runs_alone_and_prints_what_the_page_shows(chapter, colab, copy):
    ran = run_all.run(chapter, **copy)
    assert list(printed(ran)) == list(printed(read(chapter)))
    source = installed(colab)
    wheel = HTML / served_wheel.FOLDER / served_wheel.name()
    assert source["url"] == f"{copy['copy']}/{served_wheel.FOLDER}/{served_wheel.name()}"
    assert source["archive_info"]["hashes"]["sha256"] == hashlib.sha256(wheel.read_bytes()).hexdigest()


def _needs_tensorflow(path):
    return any("import tensorflow" in cell.source for cell in read(path).cells if cell.cell_type == "code")


def test_a_jupyter_with_nothing_else_runs_a_chapter_to_its_end(request, copy, tmp_path):
    """With every chapter, one that compares with TensorFlow too: its installation takes minutes."""
    python = tmp_path / "venv" / "bin" / "python"
    subprocess.run([request.config.getoption("--colab"), "-m", "venv", tmp_path / "venv"], check=True)
    subprocess.run([python, "-m", "pip", "install", "--quiet", "ipykernel"], check=True)
    modest = next(
        path for path in notebooks() if not _needs_tensorflow(path) and path.parent.name not in ("concepts", "training")
    )
    chosen = [modest]
    if request.config.getoption("--every"):
        chosen.append(next(path for path in notebooks() if _needs_tensorflow(path)))
    with pytest.MonkeyPatch.context() as patch:
        _kernel(patch, python)
        for path in chosen:
            run_all.run(path, **copy)
    assert installed(python)["url"].startswith(copy["copy"])
