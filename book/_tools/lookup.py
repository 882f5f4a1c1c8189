"""The filter above a page of rows in sections: its box, and its script and style sheet on the pages that have one."""

import html

from docutils import nodes

SECTION = "lrnotes-looked-up"  # the class of the sections in which it looks for rows
_CLASS = "lrnotes-lookup"


def box(placeholder, rows, choices=()):
    """The box, which the script shows.

    Args:
        placeholder: what a reader may type.
        rows: what the rows are, in the plural.
        choices: further choices: a name, and for each value the class of the rows to show and a label.
    """
    selects = "".join(_select(name, options) for name, options in choices)
    return nodes.raw(
        "",
        f'<search class="{_CLASS}" hidden><label for="lrnotes-lookup">Show those with</label>'
        '<input type="search" id="lrnotes-lookup" autocomplete="off" autocapitalize="off" spellcheck="false" '
        f'placeholder="{html.escape(placeholder)}" aria-describedby="lrnotes-found">{selects}'
        f'<output id="lrnotes-found" data-of="{html.escape(rows)}"></output></search>',
        format="html",
    )


def _select(name, options):
    listed = "".join(f'<option value="{value}">{html.escape(label)}</option>' for value, label in options)
    return f'<select name="{name}" aria-label="{name}"><option value="">any {name}</option>{listed}</select>'


def serve(app, pagename, templatename, context, doctree):
    """Load the script and style sheet on the page that has a box."""
    if f'class="{_CLASS}"' in context.get("body", ""):
        app.add_js_file("lookup.js", loading_method="defer")
        app.add_css_file("lookup.css")


def setup(app):
    app.connect("html-page-context", serve)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
