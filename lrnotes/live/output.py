"""An interactive plot as a notebook's output.

All that it needs is in one piece of HTML, which asks no network and no RequireJS.
"""

import functools
import html
import json
import pathlib

from ..figures.palette import css_variables
from .programs import key_of, stored

_HERE = pathlib.Path(__file__).parent


@functools.cache
def script():
    """The chart, an ES module that brings every figure of the page to life."""
    return (_HERE / "chart.js").read_text(encoding="utf-8")


@functools.cache
def style():
    """The chart's style sheet, with the colors and dashes of lines."""
    rules = (_HERE / "chart.css").read_text(encoding="utf-8")
    return f".lrnotes-live, .lrnotes-compare, .lrnotes-gallery, .lrnotes-convert {{\n{css_variables()}\n}}\n{rules}"


def in_json(value):
    """JSON that no HTML parser takes for markup, whatever a reader's names are."""
    return json.dumps(value, sort_keys=True).replace("<", "\\u003c")


def page(description, programs):
    """The output of a cell."""
    label = html.escape(description["name"], quote=True)
    kind = "lrnotes-live lrnotes-feedback" if description["kind"] == "feedback" else "lrnotes-live"
    key = key_of(in_json(description), programs)
    return (
        f'<div class="{kind}" data-programs="{key}" role="group" aria-label="{label}: interactive plot">'
        '<div class="lrnotes-figure">The interactive plot appears when this cell is run. The figures below show the '
        f'same curves.</div><script type="application/json">{in_json(description)}</script><style>{style()}</style>'
        f'<script>{stored(key, programs)}</script><script type="module">{script()}</script></div>'
    )
