"""Every schedule has its chapter, every chapter its anatomy, every page its place in the table of contents."""

import linecache
import re

import pytest

from lrnotes.to_others.frameworks import FRAMEWORKS
from support.book import BOOK, ROOT, contents, defined_in, name_of, notebooks, read
from support.families import public_schedules

ANATOMY = [
    "Play with it",
    "The formula",
    "The definition",
    "The curve",
    "What each parameter does",
    "In training code",
    "Watch out",
    "Exercises",
    "Where it comes from",
]
# The two named variants are taught with the general class, in one chapter.
TOGETHER = {"TriangularCyclicalLearningRate", "Triangular2CyclicalLearningRate"}
# What is not about one schedule.
IDEAS = [path for path in notebooks() if path.parent in (BOOK / "concepts", BOOK / "training")]
CHAPTERS = [path for path in notebooks() if path.parent != BOOK and path not in IDEAS]


def headings(notebook, level):
    text = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    text = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)  # a comment in code is no heading
    return [line.removeprefix("#" * level + " ") for line in text.splitlines() if line.startswith("#" * level + " ")]


def below(cells, heading):
    """The number of the cell with a heading."""
    found = [i for i, cell in enumerate(cells) if f"## {heading}" in cell.source]
    assert found, f"the chapter has no heading `## {heading}`; its neighbors do"
    return found[0]


def test_every_schedule_has_a_chapter_and_every_chapter_a_schedule():
    shown = {}
    for path in CHAPTERS:
        names = defined_in(read(path))
        assert names, f"{name_of(path)} shows no definition"
        shown |= dict.fromkeys(names, name_of(path))
    missing = public_schedules() - set(shown) - TOGETHER
    assert not missing, f"no chapter shows definition({', '.join(sorted(missing))})"
    assert set(shown) <= public_schedules(), "a chapter shows what lrnotes does not export"


def test_named_variants_are_in_the_chapter_of_their_general_class():
    text = (BOOK / "cyclical" / "cyclical.ipynb").read_text(encoding="utf-8")
    for name in TOGETHER:
        assert name in text


def test_every_page_is_in_the_table_of_contents_and_every_entry_is_a_page():
    pages = [p for kind in ("*.ipynb", "*.md") for p in BOOK.rglob(kind) if ".ipynb_checkpoints" not in p.parts]
    assert sorted(contents()) == sorted(p.relative_to(ROOT).with_suffix("").as_posix() for p in pages)


@pytest.mark.parametrize("path", CHAPTERS, ids=name_of)
def test_anatomy(path):
    notebook = read(path)
    assert len(headings(notebook, 1)) == 1
    assert headings(notebook, 2) == ANATOMY
    assert notebook.cells[0].source.startswith("# ")


@pytest.mark.parametrize("path", CHAPTERS, ids=name_of)
def test_formula_table_and_live_figure_come_from_the_package(path):
    code = [cell.source for cell in read(path).cells if cell.cell_type == "code"]
    for call in ("explore(", "latex(", "parameters_of(", "definition(", "plot(", "vary("):
        assert any(line.removeprefix("figure = ").startswith(call) for cell in code for line in cell.splitlines()), call


@pytest.mark.parametrize("path", CHAPTERS, ids=name_of)
def test_formula_on_the_page_is_that_of_the_code(path):
    """nbval proves it by running; this names the chapter when somebody edits an output by hand."""
    namespace = {}
    for cell in read(path).cells[2:]:
        if cell.cell_type != "code" or not cell.source.startswith(("from lrnotes", "latex(")):
            continue
        if cell.source.startswith("from lrnotes"):
            file = f"{path} {cell.id}"  # local names come from the source, which a notebook keeps in the same place
            linecache.cache[file] = (len(cell.source), None, cell.source.splitlines(keepends=True), file)
            exec(compile(cell.source, file, "exec"), namespace)
        else:
            formula = eval(cell.source, namespace)
            assert cell.outputs[0].data["text/latex"] == formula._repr_latex_()


@pytest.mark.parametrize("path", CHAPTERS, ids=name_of)
def test_training_code_is_that_of_the_table_and_names_every_framework(path):
    cells = read(path).cells
    start, end = below(cells, "In training code"), below(cells, "Watch out")
    (shown,) = [
        cell for cell in cells[start:end] if cell.cell_type == "code" and cell.source.startswith("training_code(")
    ]
    (output,) = shown.outputs
    tabs = re.findall(
        r"^:::\{tab-item\} (.*)\n```python\n((?:.*\n)*?)```\n:::$", output.data["text/markdown"], re.MULTILINE
    )
    assert [name for name, _ in tabs] == [each.title for each in FRAMEWORKS if each.key]
    for name, code in tabs:
        assert "from lrnotes import " in code and "# native: " in code
        assert output.data["text/html"].count(f"<summary>{name}</summary>") == 1
    typed = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    assert "tab-item" not in typed  # nothing that the table says is typed again


@pytest.mark.parametrize("path", IDEAS, ids=name_of)
def test_anatomy_of_an_idea(path):
    """What is no schedule has headings of its own.

    It has a beginning that says what it is about, and the end of all chapters.
    """
    notebook = read(path)
    (title,) = headings(notebook, 1)
    assert notebook.cells[0].source.startswith(f"# {title}\n\n")
    opening = notebook.cells[0].source.split("\n\n", 1)[1]
    assert len(opening) >= 100 and "#" not in opening
    *own, exercises, source = headings(notebook, 2)
    assert len(own) >= 3 and not {"Exercises", "Where it comes from"} & set(own)
    assert (exercises, source) == ("Exercises", "Where it comes from")
    assert "{cite}`" in notebook.cells[-1].source.partition("## Where it comes from")[2]
    assert any(
        "image/svg+xml" in output.get("data", {}) for cell in notebook.cells for output in cell.get("outputs", [])
    )
    assert not defined_in(notebook), "a schedule's definition is shown in the schedule's own chapter"


@pytest.mark.parametrize("path", CHAPTERS + IDEAS, ids=name_of)
def test_exercises_have_folded_solutions_that_ran(path):
    cells = read(path).cells
    start = below(cells, "Exercises")
    folded = [cell for cell in cells[start:] if "hide-cell" in cell.metadata.get("tags", [])]
    assert folded and all(cell.outputs for cell in folded)
