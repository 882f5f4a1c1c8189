"""Citations lead somewhere, the bibliography is used, and the repository's address stands in one place."""

import re
import subprocess

import lrnotes
from support.book import BOOK, ROOT, config, notebooks, read


def text_of_the_book():
    cells = [cell.source for path in notebooks() for cell in read(path).cells if cell.cell_type == "markdown"]
    return "\n".join(cells + [path.read_text(encoding="utf-8") for path in BOOK.rglob("*.md")])


def test_every_citation_is_in_the_bibliography_and_every_entry_is_cited():
    entries = re.findall(r"^@\w+\{([^,]+),", (BOOK / "references.bib").read_text(encoding="utf-8"), re.MULTILINE)
    assert len(entries) == len(set(entries))
    groups = re.findall(r"\{cite(?::\w+)?\}`([^`]+)`", text_of_the_book())
    cited = {key.strip() for group in groups for key in group.split(",")}
    assert cited == set(entries)


def test_every_entry_has_an_address():
    entries = (BOOK / "references.bib").read_text(encoding="utf-8").split("\n@")
    for entry in entries:
        assert re.search(r"\burl\s*=\s*\{https?://", entry), entry.splitlines()[0]


def test_the_repository_address_is_the_one_in_config():
    """Wherever a file names a GitHub project called lrnotes, it is the one that _config.yml names."""
    address = config()["repository"]["url"]
    owner, name = address.removeprefix("https://github.com/").split("/")
    files = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
    ).stdout.decode()
    wrong = []
    for file in filter(None, files.split("\0")):
        path = ROOT / file
        if not path.is_file() or path.suffix in (".woff2", ".js") or "tests" in path.parts:
            continue
        text = path.read_text(encoding="utf-8")
        for found in re.findall(r"github\.com/[\w.-]+/lrnotes\b", text):
            if found != f"github.com/{owner}/{name}":
                wrong.append((file, found))
        for found in re.findall(r"[\w-]+\.github\.io/lrnotes\b", text):
            if found != f"{owner}.github.io/{name}":
                wrong.append((file, found))
    assert not wrong
    assert config()["html"]["baseurl"] == f"https://{owner}.github.io/{name}/"


def test_the_release_that_colab_installs_is_this_one():
    wheel = re.compile(r"/wheels/lrnotes-([\w.]+)-py3-none-any\.whl")
    named = {version for path in notebooks() for version in wheel.findall(path.read_text(encoding="utf-8"))}
    assert named == {lrnotes.__version__}, "run: make notebooks"
