"""What `make book` costs in processor time, in a copy of the project.

The bars of a build after a change were set for thirty chapters. A build from nothing has two parts, which grow apart:
every page goes through Sphinx and the theme, whose list of pages in the margin of each alone is a tenth of it, and
every original of the conversion page is run on recorded numbers, once for each way that its comparisons can go and for
each framework.
"""

import json
import os
import pathlib
import resource
import shutil
import subprocess
import sys
import tempfile

from bars import SHORT, verdict
from lrnotes.from_others import ORIGINALS

ROOT = pathlib.Path(__file__).resolve().parents[1]
THIRTY = 30
A_PAGE, AN_ORIGINAL = 0.4, 0.07  # seconds; a tenth above what was measured
# Python keeps what it compiled of a package, as it does after every installation.
_ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
_KEPT_OUT = shutil.ignore_patterns(".git", ".venv*", "_build", "node_modules", "__pycache__", ".ipynb_checkpoints")


def copy(folder):
    """The project in ``folder``. Returns its chapters."""
    shutil.copytree(ROOT, folder, ignore=_KEPT_OUT)
    return sorted(path for path in (folder / "book").glob("*/*.ipynb"))


def build(folder):
    """Seconds of processor time of `make book` in ``folder``, with the environment that runs this."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = ["make", "book", f"VENV={sys.prefix}", "-o", f"{sys.prefix}/.ready"]
    done = subprocess.run(command, cwd=folder, env=_ENVIRONMENT, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def change(chapter):
    notebook = json.loads(chapter.read_text(encoding="utf-8"))
    notebook["cells"][0]["source"] += "\n\nOne more sentence."
    chapter.write_text(json.dumps(notebook), encoding="utf-8")


def main():
    with tempfile.TemporaryDirectory() as scratch:
        measure(pathlib.Path(scratch, "book"))


def from_nothing(book):
    """The bar for all pages and all originals."""
    pages = (book / "_toc.yml").read_text(encoding="utf-8").count("file: ") + 1  # and the front page
    return A_PAGE * pages + AN_ORIGINAL * len(ORIGINALS)


def measure(book):
    chapters = copy(book)
    by_chapters = max(1, len(chapters) / THIRTY)
    if not SHORT:
        build(book)  # what is compiled once for good is not counted
        shutil.rmtree(book / "_build")
    print(f"\nmake book, {len(chapters)} chapters, processor time", flush=True)
    for what, bar, prepare in (
        ("from nothing", from_nothing(book), lambda: None),
        ("nothing changed", 2 * by_chapters, lambda: None),
        ("one chapter changed", 5 * by_chapters, lambda: change(chapters[0])),
    ):
        prepare()
        spent = build(book)
        print(f"  {what:20} {spent:5.1f} s  {verdict(spent, bar, ' s')}", flush=True)
        if SHORT:
            break


if __name__ == "__main__":
    main()
