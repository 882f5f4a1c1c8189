"""What a page folds: checks, answers, sources and the code of figures, each under one line that says what is inside.

The tags of a notebook's cells say what is folded:

- ``check`` and ``recorded``: neighboring cells are one fold, whose line is made of what they compare with;
- ``hide-cell`` below "Exercises": an answer; ``hide-output``: a definition's source;
- ``hide-input``: the code of a figure, which then comes below the figure; code without output is folded in place.

A cell tagged ``check`` that compares with an installed library says so in its metadata, and its text completes
"Checked against ..."::

    "lrnotes": {"check": "Keras, running"}
"""

import json

from docutils import nodes

from originals import RUN, library, records, release

CHECKS = {"check", "recorded"}
_ANSWER, _SOURCE = "Show answer", "Show the source"
_FIGURE, _CODE = "Show the code of this figure", "Show the code"
_RUNNING = ", running"
_CLASS = "lrnotes-fold-"


class fold(nodes.General, nodes.Element):
    """A ``<details>`` with the line ``summary``."""


def runs(cells):
    """The runs of neighboring cells that hold checks."""
    run = []
    for cell in cells:
        if CHECKS & _tags(cell):
            run.append(cell)
        elif run:
            yield run
            run = []
    if run:
        yield run


def summary(cells):
    """The line above a run of checks: what they compare with, and whether it runs or was recorded."""
    texts = [cell["metadata"]["lrnotes"]["check"] for cell in cells if "check" in cell["metadata"].get("lrnotes", {})]
    found = [record for cell in cells if "recorded" in _tags(cell) for record in records(_source(cell))]
    running = [text.removesuffix(_RUNNING) for text in texts if text.endswith(_RUNNING)]
    running += [release(record) for record in found if library(record) in RUN]
    others = [text for text in texts if not text.endswith(_RUNNING)]
    recorded = [release(record) for record in found if library(record) not in RUN]
    parts = [f"{_listed(running)}{_RUNNING}"] if running else []
    parts += dict.fromkeys(others)
    parts += [f"values recorded from {_listed(recorded)}"] if recorded else []
    if not parts:
        raise ValueError(
            'a check must say what it compares with, in its cell\'s metadata: "lrnotes": {"check": "Keras, running"}; '
            f"got {_source(cells[0])[:80]!r}"
        )
    return f"Checked against {', and against '.join(parts)}"


def _listed(names):
    """The names in the order in which they come, without those that another one makes more exact."""
    names = list(dict.fromkeys(names))
    names = [name for name in names if not any(other.startswith(f"{name} ") for other in names)]
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _tags(cell):
    return set(cell["metadata"].get("tags", []))


def _source(cell):
    return "".join(cell["source"])


def mark(app, docname, source):
    """Number the folds of a notebook before it is parsed: in the metadata of code, around what is text."""
    if not str(app.env.doc2path(docname)).endswith(".ipynb"):
        return
    notebook = json.loads(source[0])
    summaries = app.lrnotes_folds[docname] = []
    for number, (cells, text) in enumerate(_folded(notebook["cells"])):
        summaries.append(text)
        for cell in cells:
            cell["metadata"]["tags"] = sorted(_tags(cell) - {"hide-cell", "hide-output", "hide-input"})
            if cell["cell_type"] == "code":
                cell["metadata"]["lrnotes_fold"] = number
            else:
                cell["source"] = f"::::::::{{container}} {_CLASS}{number}\n{_source(cell)}\n::::::::"
    source[0] = json.dumps(notebook)


def _folded(cells):
    """Every fold around whole cells, as the cells and the line above them."""
    for run in runs(cells):
        yield run, summary(run)
    answers = []
    for cell in [*cells, {"metadata": {}, "source": ""}]:
        if "hide-cell" in _tags(cell):
            answers.append(cell)
            continue
        if answers:
            yield answers, _ANSWER
            answers = []
        if "hide-output" in _tags(cell):
            yield [cell], _SOURCE


def fold_up(app, doctree):
    """Gather what is numbered into folds, and put the code of each figure into one below it."""
    open_folds = {}
    for node in list(doctree.findall(nodes.container)):
        number = _number(node)
        if number is None:
            _code_below(node)
            continue
        parent, before = node.parent, open_folds.get(number)
        if before is None:
            before = open_folds[number] = fold("", summary=app.lrnotes_folds[app.env.docname][number])
            parent.insert(parent.index(node), before)
        elif before.parent is not parent:
            raise ValueError(f"{app.env.docname}: a heading is inside the fold '{before['summary']}'")
        parent.remove(node)
        before += node


def _number(node):
    if "lrnotes_fold" in node.get("cell_metadata", {}):
        return node["cell_metadata"]["lrnotes_fold"]
    for name in node["classes"]:
        if name.startswith(_CLASS):
            return int(name.removeprefix(_CLASS))
    return None


def _code_below(node):
    """Move the code of a cell whose input is hidden below its output, into a fold; without output it stays in place."""
    if node.get("hide_mode") != "input":
        return
    code = node[0]
    node.remove(code)
    node += fold("", code, summary=_FIGURE if len(node) else _CODE)
    del node["hide_mode"]


def _open(self, node):
    self.body.append(f'<details class="lrnotes-fold"><summary>{self.encode(node["summary"])}</summary>\n')


def _close(self, node):
    self.body.append("</details>\n")


def _pass(self, node):
    """Other builders show what is inside."""


def start(app):
    app.lrnotes_folds = {}


def setup(app):
    app.add_node(fold, html=(_open, _close), latex=(_pass, _pass), text=(_pass, _pass), man=(_pass, _pass))
    app.connect("builder-inited", start)
    app.connect("source-read", mark)
    app.connect("doctree-read", fold_up)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
