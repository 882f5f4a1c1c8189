"""What the head of a page says about it to search engines, and wherever its address is shared."""

import re

from docutils import nodes

import cards

_LONGEST = 200  # characters: more is cut off where it is shown
_WITHOUT_TEXT = {
    "search": "Search the book of learning rate schedules: chapters, the package, the glossary.",
    "genindex": "The index of lrnotes: every class, method and function of the package.",
    "404": "There is no page at this address. The chapters of the book of learning rate schedules, and its search.",
}


def description(doctree, title):
    """The first sentences of a page, as many as fit, or a sentence of its title if it has no text."""
    paragraphs = [node for node in doctree.findall(nodes.paragraph) if isinstance(node.parent, nodes.section)]
    text = (
        " ".join(paragraphs[0].astext().split()) if paragraphs else f"{title} of the book of learning rate schedules."
    )
    sentences = re.split(r"(?<=[.!?]) (?=[A-Z])", text)
    taken = sentences.pop(0)
    while sentences and len(f"{taken} {sentences[0]}") <= _LONGEST:
        taken += f" {sentences.pop(0)}"
    return taken if len(taken) <= _LONGEST else taken[:_LONGEST].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"


def describe(app, pagename, templatename, context, doctree):
    """Give the template what it writes in the head."""
    base = app.config.html_baseurl
    # Two addresses show the first page (front_page.py); the shorter is the one to keep.
    words = description(doctree, context["title"]) if doctree else _WITHOUT_TEXT[pagename]
    if pagename == app.config.root_doc:
        context["pageurl"] = base
        words = f"{context['title']}. {words}"
    elif pagename == "404":
        context["pageurl"] = None
    context["about"] = {
        "description": words,
        "address": context["pageurl"],
        "type": "article" if pagename.count("/") == 2 and not pagename.startswith("book/api/") else "website",
        "card": {**cards.card(app, pagename), "address": f"{base}{cards.FOLDER}/{cards.card(app, pagename)['file']}"},
    }


def setup(app):
    app.connect("html-page-context", describe, priority=700)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
