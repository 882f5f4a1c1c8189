"""Every schedule has its chapter, every chapter its anatomy, every page its place in the table of contents."""

import ast
import builtins
import itertools
import linecache
import re

import pytest

import folds
from support.book import BOOK, ROOT, contents, defined_in, name_of, notebooks, read
from support.families import public_schedules

# The second headings of a chapter on a schedule, in this order. Before "Watch out" there may be one of its own.
ANATOMY = [
    "Interactive plot",
    "How it works",
    "Formula",
    "Examples",
    "Parameters",
    "Watch out",
    "Exercises",
    "Background",
    "Source code and checks",
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


def section(notebook, heading):
    """The cells from a second heading to the next one."""
    starts = [
        i for i, cell in enumerate(notebook.cells) if cell.cell_type == "markdown" and "\n## " in f"\n{cell.source}"
    ]
    found = [i for i in starts if f"\n## {heading}\n" in f"\n{notebook.cells[i].source}\n"]
    assert found, f"the chapter has no heading `## {heading}`; its neighbors do"
    end = next((i for i in starts if i > found[0]), len(notebook.cells))
    return notebook.cells[found[0] : end]


def code_of(cells):
    return [cell for cell in cells if cell.cell_type == "code"]


def tags(cell):
    return set(cell.metadata.get("tags", []))


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
    found = headings(notebook, 2)
    own = [heading for heading in found if heading not in ANATOMY]
    assert [heading for heading in found if heading in ANATOMY] == ANATOMY
    assert len(own) <= 1 and all(found.index(heading) == ANATOMY.index("Watch out") for heading in own)
    opening = " ".join(notebook.cells[0].source.split())
    assert opening.startswith("# ") and "Reach for it" in opening and "learning rate" in opening.lower()


@pytest.mark.parametrize("path", CHAPTERS, ids=name_of)
def test_the_interactive_plot_comes_first_and_an_annotated_curve_before_the_formula(path):
    notebook = read(path)
    heading, plot = section(notebook, "Interactive plot")
    assert heading.source == "## Interactive plot"
    assert tags(plot) == {"hide-input"} and "explore(" in plot.source
    words, *others = section(notebook, "How it works")
    assert len(re.findall(r"[.:](?:\s|$)", words.source)) >= 2 and "$$" not in words.source
    figures = [cell for cell in code_of(others) if "annotate(" in cell.source or "feedback" in path.parts]
    assert any("image/svg+xml" in output.get("data", {}) for cell in figures for output in cell.outputs)
    # The page says these from the code: the lines for the frameworks are below the plot, the names below the title.
    assert not [cell for cell in notebook.cells if "training_code(" in cell.source or "Drag a slider" in cell.source]


@pytest.mark.parametrize("path", CHAPTERS, ids=name_of)
def test_comparisons_with_originals_are_at_the_end_where_the_page_folds_them(path):
    notebook = read(path)
    first, *others = code_of(section(notebook, "Source code and checks"))
    assert first.source.startswith(("definition(", "from lrnotes")) and "hide-output" in tags(first)
    for cell in others:
        assert tags(cell) & {"check", "recorded", "recorded-run"} or cell.source.startswith("definition("), cell.source
    before = notebook.cells[: notebook.cells.index(section(notebook, "Source code and checks")[0])]
    assert not [cell.source for cell in before if tags(cell) & {"check", "recorded", "recorded-run"}]


@pytest.mark.parametrize("path", [*CHAPTERS, *IDEAS, BOOK / "introduction.ipynb"], ids=name_of)
def test_every_fold_of_checks_says_what_was_checked(path):
    for cells in folds.runs(read(path).cells):
        assert folds.summary(cells).startswith("Checked against ")


@pytest.mark.parametrize("path", CHAPTERS, ids=name_of)
def test_formula_table_and_live_figure_come_from_the_package(path):
    code = [cell.source for cell in read(path).cells if cell.cell_type == "code"]
    for call in ("explore(", "latex(", "parameters_of(", "definition(", "plot(", "vary("):
        assert any(line.removeprefix("figure = ").startswith(call) for cell in code for line in cell.splitlines()), call


@pytest.mark.parametrize("path", CHAPTERS, ids=name_of)
def test_formula_on_the_page_is_that_of_the_code(path):
    """nbval proves it by running; this names the chapter when somebody edits an output by hand."""
    notebook, namespace = read(path), Namespace(path)
    for cell in code_of(notebook.cells):
        if cell.source.startswith("latex("):
            formula = eval(cell.source, namespace)
            assert cell.outputs[0].data["text/latex"] == formula._repr_latex_()
        namespace.note(cell)


class Namespace(dict):
    """What a notebook's cells define, each name when it is first asked for: the rest of a cell may take long."""

    def __init__(self, path):
        super().__init__(__builtins__=builtins)
        self._path, self._makers = path, {}

    def note(self, cell):
        file = f"{self._path} {cell.id}"  # local names come from the source, which a notebook keeps in the same place
        linecache.cache[file] = (len(cell.source), None, cell.source.splitlines(keepends=True), file)
        for statement in ast.parse(cell.source if "%" not in cell.source[:300] else "").body:
            needs = {node.id for node in ast.walk(statement) if isinstance(node, ast.Name)}
            for name in names_of(statement):
                self.pop(name, None)
                self._makers[name] = compile(ast.Module([statement], []), file, "exec"), needs - {name}

    def __missing__(self, name):
        if name not in self._makers:
            raise KeyError(name)
        code, needs = self._makers[name]
        for other in needs & set(self._makers):
            self[other]
        exec(code, self)
        return self[name]


def names_of(statement):
    """The names that a statement defines."""
    if isinstance(statement, (ast.Import, ast.ImportFrom)):
        return [each.asname or each.name for each in statement.names]
    if isinstance(statement, (ast.ClassDef, ast.FunctionDef)):
        return [statement.name]
    return [node.id for node in ast.walk(statement) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)]


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
    assert len(own) >= 3 and not {"Exercises", "Background"} & set(own)
    assert (exercises, source) == ("Exercises", "Background")
    assert re.search(r"\{cite(:t)?\}`", "".join(cell.source for cell in section(notebook, "Background")))
    assert any(
        "image/svg+xml" in output.get("data", {}) for cell in notebook.cells for output in cell.get("outputs", [])
    )
    assert not defined_in(notebook), "a schedule's definition is shown in the schedule's own chapter"


@pytest.mark.parametrize("path", CHAPTERS + IDEAS, ids=name_of)
def test_every_exercise_is_followed_by_its_folded_answer(path):
    kinds = []
    for cell in section(read(path), "Exercises"):
        answer = "hide-cell" in tags(cell)
        assert answer or cell.cell_type == "markdown", f"an answer is not folded: {cell.source}"
        assert not answer or cell.cell_type == "markdown" or cell.outputs, f"an answer was not run: {cell.source}"
        kinds.append("answer" if answer else "exercise")
    assert kinds[-1] == "answer" and all(pair != ("exercise", "exercise") for pair in itertools.pairwise(kinds))
