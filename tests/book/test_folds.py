"""What a page folds, from a small notebook that the real extensions build."""

import re

import nbformat
import pytest

import folds
from support.small_site import build

RECORDED = """
recorded = {"original": "optax.linear_schedule", "release": "Optax 0.2.8", "learning_rate": 0.1,
            "arguments": {}, "values": {0: 0.1}}
print("equal")
"""
TIMM = RECORDED.replace("optax.linear", "timm.linear").replace("Optax 0.2.8", "timm 1.0.31")
COMMIT = RECORDED.replace("optax.linear", "dolomite_engine.power").replace("Optax 0.2.8", "commit 3ac8f74")


def cell(source, *tags, check=None, kind="code"):
    made = (nbformat.v4.new_code_cell if kind == "code" else nbformat.v4.new_markdown_cell)(source)
    made.metadata["tags"] = list(tags)
    if check:
        made.metadata["lrnotes"] = {"check": check}
    if kind == "code":
        made.outputs = [nbformat.v4.new_output("stream", text=f"output of {source.strip()[:20]}\n")]
    return made


def silent(made):
    made.outputs = []
    return made


@pytest.mark.parametrize(
    "cells, text",
    [
        ([cell(RECORDED, "recorded")], "Checked against Optax 0.2.8, running"),
        ([cell(TIMM, "recorded")], "Checked against values recorded from timm 1.0.31"),
        ([cell(COMMIT, "recorded")], "Checked against values recorded from dolomite_engine at commit 3ac8f74"),
        ([cell("1", "check", check="Keras, running")], "Checked against Keras, running"),
        (
            [cell("1", "check", check="Keras, running"), cell("2", "check"), cell(RECORDED, "recorded"),
             cell(TIMM, "recorded"), cell(COMMIT, "recorded")],
            "Checked against Keras and Optax 0.2.8, running, and against values recorded from timm 1.0.31 and "
            "dolomite_engine at commit 3ac8f74",
        ),
        (
            [cell("1", "check", check="Optax, running"), cell(RECORDED, "recorded"), cell(RECORDED, "recorded")],
            "Checked against Optax 0.2.8, running",
        ),
        ([cell("1", "check", check="the table in the paper")], "Checked against the table in the paper"),
    ],
)  # fmt: skip
def test_the_line_of_a_run_of_checks(cells, text):
    assert folds.summary(cells) == text


def test_a_check_of_nothing_is_an_error():
    with pytest.raises(ValueError, match="a check must say what it compares with"):
        folds.summary([cell("print(1)", "check")])


def test_runs_are_of_neighbors():
    cells = [cell("1", "check"), cell("2", "recorded"), cell("3"), cell("4", "check"), cell("5", "recorded-run")]
    assert [[each.source for each in run] for run in folds.runs(cells)] == [["1", "2"], ["4"]]


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    cells = [
        cell("# Title\n\nWords.\n\n## Plot", kind="markdown"),
        cell("explore(schedule)", "hide-input"),
        silent(cell("silent = 1", "hide-input")),
        cell("## Exercises\n\nFirst?", kind="markdown"),
        cell("first_answer", "hide-cell"),
        cell("Because of *this*.", "hide-cell", kind="markdown"),
        cell("Second?", kind="markdown"),
        cell("second_answer", "hide-cell"),
        cell("## Source code and checks", kind="markdown"),
        cell("definition(Class)", "hide-output"),
        cell(RECORDED, "recorded"),
        cell("Some words about it.", "check", kind="markdown"),
        cell("assert True", "check", check="Keras, running"),
        cell("Words between.", kind="markdown"),
        cell(TIMM, "recorded"),
    ]
    text = nbformat.writes(nbformat.v4.new_notebook(cells=cells, metadata={"language_info": {"name": "python"}}))
    (html,) = build(tmp_path_factory.mktemp("folds"), {"index.ipynb": text}, ["folds"]).values()
    return re.sub(r"</?span[^>]*>", "", html)


def test_every_fold_has_its_line_and_holds_its_cells(page):
    found = re.findall(r'<details class="lrnotes-fold"><summary>(.*?)</summary>(.*?)</details>', page, re.DOTALL)
    inside = {
        "Show the code of this figure": ["explore"],
        "Show the code": ["silent"],
        "Show answer": ["first_answer", "Because of <em>this</em>."],
        "Show the source": ["definition", "output of definition"],
        "Checked against Keras and Optax 0.2.8, running": ["recorded", "Some words about it.", "assert"],
        "Checked against values recorded from timm 1.0.31": ["timm 1.0.31"],
    }
    assert [line for line, _ in found] == [
        "Show the code of this figure", "Show the code", "Show answer", "Show answer", "Show the source",
        "Checked against Keras and Optax 0.2.8, running", "Checked against values recorded from timm 1.0.31",
    ]  # fmt: skip
    for line, held in reversed(found):
        for words in inside.get(line, ()) if "second_answer" not in held else ["second_answer"]:
            assert words in held, (line, words)
    for words in ("First?", "Second?", "Words between."):
        assert all(words not in held for _, held in found)


def test_nothing_is_hidden_by_other_words_and_code_comes_below_its_figure(page):
    assert "code cell" not in page
    assert page.index("output of explore") < page.index("Show the code of this figure")
    assert page.index("Show the code of this figure") < page.index("Show the code</summary>") < page.index("First?")
