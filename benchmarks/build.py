"""What `make book` costs in processor time for a book of thirty chapters. The bars: 15 s from nothing, 5 s, 2 s.

The chapters there are, copied under other names until there are thirty, in a folder of their own.
"""

import json
import os
import pathlib
import resource
import shutil
import subprocess
import sys
import tempfile

import yaml

ROOT = pathlib.Path(__file__).resolve().parents[1]
CHAPTERS = 30
# Python keeps what it compiled of a package, as it does after every installation.
_ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
_KEPT_OUT = shutil.ignore_patterns(".git", ".venv*", "_build", "node_modules", "__pycache__", ".ipynb_checkpoints")


def thirty_chapters(folder):
    """The project in ``folder``, with thirty chapters. Returns one of them."""
    shutil.copytree(ROOT, folder, ignore=_KEPT_OUT)
    toc = yaml.safe_load((folder / "_toc.yml").read_text(encoding="utf-8"))
    # A chapter stands in a folder of its family.
    parts = [part for part in toc["parts"] if any(page["file"].count("/") == 2 for page in part["chapters"])]
    pages = [(part, page["file"]) for part in parts for page in part["chapters"]]
    for number in range(CHAPTERS - len(pages)):
        part, page = pages[number % len(pages)]
        part["chapters"].append({"file": f"{page}_{number}"})
        shutil.copy(folder / f"{page}.ipynb", folder / f"{page}_{number}.ipynb")
    (folder / "_toc.yml").write_text(yaml.safe_dump(toc, sort_keys=False), encoding="utf-8")
    return folder / f"{pages[0][1]}.ipynb"


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


with tempfile.TemporaryDirectory() as scratch:
    book = pathlib.Path(scratch, "book")
    chapter = thirty_chapters(book)
    build(book)  # what is compiled once for good is not counted
    shutil.rmtree(book / "_build")
    print(f"\nmake book, {CHAPTERS} chapters, processor time", flush=True)
    for what, bar, prepare in (
        ("from nothing", 15, lambda: None),
        ("nothing changed", 2, lambda: None),
        ("one chapter changed", 5, lambda: change(chapter)),
    ):
        prepare()
        seconds = build(book)
        print(f"  {what:20} {seconds:5.1f} s  ({'ok' if seconds <= bar else 'TOO SLOW'}, bar {bar} s)", flush=True)
