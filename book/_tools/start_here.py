"""The top of the front page: the schedules to begin with, each with its true curve, and the ways into the book.

``{start-here}`` holds a ``{schedule}`` directive for each schedule, whose argument is an expression and whose text
names its chapter, and then a list of links.
"""

from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

import catalogue
import gallery
import lrnotes
import stored_figure


class Schedule(SphinxDirective):
    """A curve, the text beside it, and the expression that it is the curve of."""

    required_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar = {"steps": directives.positive_int}
    has_content = True

    def run(self):
        expression = self.arguments[0]
        figure = stored_figure.made_of(lrnotes.explore(lrnotes.parse(expression), self.options.get("steps")))
        text = nodes.container(classes=["lrnotes-text"])
        self.state.nested_parse(self.content, self.content_offset, text)
        text += nodes.paragraph("", "", nodes.literal(expression, expression))
        return [nodes.list_item("", gallery.drawn(figure), text)]


class StartHere(SphinxDirective):
    """The schedules as one list, and the list of links after it."""

    has_content = True

    def run(self):
        catalogue.depend_on_the_package(self.env)
        content = nodes.container()
        self.state.nested_parse(self.content, self.content_offset, content)
        cards = [child for child in content.children if isinstance(child, nodes.list_item)]
        lists = [child for child in content.children if isinstance(child, nodes.bullet_list)]
        for each in lists:
            each["classes"].append("lrnotes-ways")
        return [nodes.bullet_list("", *cards, classes=["lrnotes-start"]), *lists]


def setup(app):
    app.add_directive("schedule", Schedule)
    app.add_directive("start-here", StartHere)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
