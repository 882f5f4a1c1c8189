"""The prose of the project, without code: chapters and their alternative texts, pages, docstrings, error messages."""

import ast
import dataclasses
import json
import pathlib
import re

ROOT = pathlib.Path(__file__).parents[2]
_PACKAGE = ROOT / "lrnotes"
# What is no prose, each as long as it was, so that lines keep their numbers.
_NOT_PROSE = re.compile(
    r"^(`{3,}|:{3,}|~{3,}).*?^\1|^\$\$.*?^\$\$"  # a block of code or mathematics, a directive
    r"|``.*?``|`[^`\n]*`|\$[^$\n]+\$|https?://\S+|\]\([^)\n]*\)|\{\w+\}`[^`]*`"
    r"|^[ \t]*>>>[^\n]*(?:\n(?![ \t]*(?:\n|\"\"\"|$))[^\n]*)*",  # an example with its output
    re.MULTILINE | re.DOTALL,
)


@dataclasses.dataclass(frozen=True)
class Passage:
    """A text and where it is: the file, and its first line there or the number of its cell."""

    place: str
    first_line: int
    text: str

    def line(self, position):
        return self.first_line + self.text.count("\n", 0, position)


def passages():
    """Every passage of prose."""
    for path in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "book").rglob("*.md"))]:
        yield Passage(_name(path), 1, without_code(path.read_text(encoding="utf-8")))
    for path in sorted((ROOT / "book").rglob("*.ipynb")):
        if ".ipynb_checkpoints" not in path.parts:
            yield from _of_notebook(path)
    for path in sorted(_PACKAGE.rglob("*.py")):
        yield from _of_module(path)


def without_code(text):
    """The text with blanks for code, mathematics and addresses.

    Example:
        >>> without_code("Call `a` for $b$.")
        'Call     for    .'
    """
    return _NOT_PROSE.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)


def _of_notebook(path):
    for number, cell in enumerate(json.loads(path.read_text(encoding="utf-8"))["cells"]):
        place = f"{_name(path)}, cell {number}"
        if cell["cell_type"] == "markdown":
            yield Passage(place, 1, without_code("".join(cell["source"])))
        else:
            alt = cell["metadata"].get("mystnb", {}).get("image", {}).get("alt", "")
            yield Passage(f"{place}, alt text", 1, without_code(alt))


def _of_module(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)) and ast.get_docstring(node):
            docstring = node.body[0].value
            yield Passage(_name(path), docstring.lineno, without_code(docstring.value))
        elif isinstance(node, ast.Raise):
            for part in ast.walk(node):
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    yield Passage(_name(path), part.lineno, without_code(part.value))


def _name(path):
    return path.relative_to(ROOT).as_posix()
