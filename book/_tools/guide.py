"""The ``{guide}`` directive: a table of situations, each with a default, its true curve, a line to copy and a number.

A row is a ``{situation}`` directive inside it. The first paragraph of a row is the default, the block of code is the
line to copy, which must leave the schedule in ``schedule``, and what follows is what to expect of it. The curve is made
of that line in every build.
"""

from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.errors import ExtensionError
from sphinx.util.docutils import SphinxDirective

import catalogue
import gallery
import lrnotes
import stored_figure

TABLE = "lrnotes-guide"
_HEADS = ("Situation", "Default", "Line to copy", "What to expect")


class Situation(SphinxDirective):
    """A row: the situation is its argument, ``:why:`` the label of what is said further down on it."""

    required_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar = {"why": directives.unchanged_required, "steps": directives.positive_int}
    has_content = True

    def run(self):
        content = nodes.container()
        self.state.nested_parse(self.content, self.content_offset, content)
        default, code, *rest = content.children
        curve = drawn(code.astext(), self.options.get("steps"))
        situation = nodes.paragraph("", "", nodes.strong("", self.arguments[0]))
        link = nodes.paragraph("", "", _link(self.options["why"]), classes=["lrnotes-why"])
        return [_row([situation], [curve, default], [code], [*rest, link])]


class Guide(SphinxDirective):
    """The table around its rows."""

    has_content = True

    def run(self):
        catalogue.depend_on_the_package(self.env)
        content = nodes.container()
        self.state.nested_parse(self.content, self.content_offset, content)
        rows = list(content.findall(nodes.row))
        if len(rows) != len(content.children):
            raise ExtensionError("guide: every part of the table must be a {situation}")
        group = nodes.tgroup(cols=len(_HEADS))
        group += [nodes.colspec(colwidth=1, **({"stub": 1} if number == 0 else {})) for number in range(len(_HEADS))]
        group += nodes.thead("", _row(*([nodes.paragraph(head, head)] for head in _HEADS)))
        group += nodes.tbody("", *rows)
        return [nodes.table("", group, classes=[TABLE])]


def drawn(code, steps=None):
    """The curve of the schedule that these lines of Python make."""
    names = {}
    exec(code, names)
    return gallery.drawn(stored_figure.made_of(lrnotes.explore(names["schedule"], steps)))


def _link(label):
    text = nodes.inline("", "Evidence and exceptions")
    return nodes.reference("", "", text, refid=nodes.make_id(label), internal=True)


def _row(*cells):
    return nodes.row("", *(nodes.entry("", *cell) for cell in cells))


def setup(app):
    app.add_directive("situation", Situation)
    app.add_directive("guide", Guide)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
