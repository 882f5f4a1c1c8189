"""The README shows what the book shows."""

import re

import lrnotes
import served_wheel
from notebooks import readme_figure
from support.book import ROOT, config

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_figure_is_the_first_one_of_the_cosine_chapter():
    (address,) = re.findall(r"!\[[^\]]{60,}\]\(([^)]+\.svg)\)", README)
    file = address.removeprefix(config()["html"]["baseurl"] + "_static/")
    assert (ROOT / "book" / "_assets" / file).read_text(encoding="utf-8") == readme_figure(), "run: make notebooks"


def test_commands_are_targets_of_the_makefile():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    commands = re.findall(r"\bmake (\w+)", README)
    assert {"book", "test"} <= set(commands)
    for command in commands:
        assert re.search(rf"^{command}:", makefile, re.MULTILINE), command


def test_ci_runs_both_commands_by_their_names():
    run = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert re.findall(r"^part on_newest (book|test)$", run, re.MULTILINE) == ["book", "test"]


def test_the_install_line_is_one_and_of_this_version():
    """The same on the front page, in the README and in the first cell of every chapter."""
    line = f'pip install "lrnotes @ {config()["html"]["baseurl"]}wheels/lrnotes-{lrnotes.__version__}-py3-none-any.whl"'
    for path in (ROOT / "README.md", ROOT / "book" / "index.md"):
        assert re.findall(r"^pip install .*$", path.read_text(encoding="utf-8"), re.MULTILINE) == [line]
    assert line == f'pip install "lrnotes @ {served_wheel.address()}"'
    assert f"/{served_wheel.FOLDER}/{served_wheel.name()}" in line


def test_pages_that_it_links_to_have_the_titles_of_their_links():
    for title, page in re.findall(r"\[([^\]]+\?)\]\(https://lrnotes\.github\.io/lrnotes/(book/\w+)\.html\)", README):
        assert (ROOT / f"{page}.md").read_text(encoding="utf-8").partition("# ")[2].startswith(title)
