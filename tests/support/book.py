"""The book as the tests read it."""

import re

import nbformat
import yaml

from notebooks import BOOK
from notebooks import chapters as notebooks

__all__ = ["BOOK", "ROOT", "config", "contents", "defined_in", "name_of", "notebooks", "read"]

ROOT = BOOK.parent


def read(path):
    return nbformat.read(path, as_version=4)


def name_of(path):
    return path.relative_to(BOOK).with_suffix("").as_posix()


def config():
    return yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))


def contents():
    """Every page that the table of contents names, in order."""
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    chapters = [chapter for part in toc["parts"] for chapter in part["chapters"]]
    return [toc["root"], *(page["file"] for chapter in chapters for page in [chapter, *chapter.get("sections", ())])]


def defined_in(notebook):
    """The schedule classes whose definition the chapter shows."""
    code = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
    return re.findall(r"^definition\((\w+)\)", code, re.MULTILINE)
