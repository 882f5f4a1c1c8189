"""Mathematics set by KaTeX while the book is built: a page needs its style sheet and fonts, and no script."""

import pathlib

from docutils import nodes
from sphinx.util import logging

from node import Node

_katex = Node(
    """
    const katex = require(process.argv[1]);
    const answerTo = ({latex, display}) => ({html: katex.renderToString(latex, {displayMode: display})});
    """,
    pathlib.Path(__file__).with_name("katex.min.js"),
)
_log = logging.getLogger(__name__)


def _visit(tag, display):
    def visit(translator, node):
        try:
            html = _katex.ask(latex=node.astext().strip(), display=display)["html"]
        except ValueError as error:
            _log.warning("KaTeX: %s", error, location=node)
            html = translator.encode(node.astext())
        translator.body.append(
            f'<{tag} class="math">{html}</{tag}>\n' if display else f'<{tag} class="math">{html}</{tag}>'
        )
        raise nodes.SkipNode

    return visit


def setup(app):
    app.add_html_math_renderer(
        "katex", inline_renderers=(_visit("span", False), None), block_renderers=(_visit("div", True), None)
    )
    app.connect("build-finished", _katex.close)
    return {"parallel_read_safe": True, "parallel_write_safe": False}
