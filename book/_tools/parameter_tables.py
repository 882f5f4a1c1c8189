"""The tables of parameters have a class of their own: on a phone, the style sheet stacks their rows."""

from docutils import nodes

_HEAD = ["symbol", "argument", "unit", "default", "what it does"]


def mark(app, doctree):
    for table in doctree.findall(nodes.table):
        if [entry.astext() for head in table.findall(nodes.thead) for entry in head.findall(nodes.entry)] == _HEAD:
            table["classes"].append("lrnotes-parameters")


def setup(app):
    app.connect("doctree-read", mark)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
