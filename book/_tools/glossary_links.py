"""Every glossary term is a link where a page first uses it: in its text, outside of headings, links, code and outputs.

The title of the link is the first sentence of the definition. The style sheet shows it to readers who come by keyboard.
"""

import functools
import pathlib
import re

from docutils import nodes
from sphinx import addnodes

GLOSSARY = pathlib.Path(__file__).parents[1] / "glossary.md"
_PAGE = "book/glossary"
#: Words that texts mostly use in another sense than the glossary's.
_AMBIGUOUS = {"end"}
_NOT_INSIDE = (
    nodes.title,
    nodes.literal,
    nodes.literal_block,
    nodes.reference,
    nodes.raw,
    nodes.math,
    nodes.math_block,
    nodes.caption,
    nodes.footnote_reference,
    nodes.citation,
    addnodes.desc,
    addnodes.index,
    addnodes.pending_xref,
    addnodes.toctree,
)
_NOT_IN_CLASSES = {
    "cell",
    "lrnotes-other-names",
    "lrnotes-used-by",
    "lrnotes-lookup",
    "lrnotes-gallery",
    "sd-card",
    "lrnotes-recipe",
}


def definitions(text):
    """The first sentence of each term's definition in a glossary, as plain text.

    Example:
        >>> definitions("```{glossary}\\npeak\\n  The highest {term}`rate <rates>`. Elsewhere `max_lr`.\\n```\\n")
        {'peak': 'The highest rate.'}
    """
    body = text[text.index("```{glossary}\n") :].removeprefix("```{glossary}\n").split("\n```", 1)[0]
    found = {}
    for entry in re.split(r"\n(?=\S)", body.strip("\n")):
        lines = entry.split("\n")
        names = [line for line in lines if line and not line.startswith(" ")]
        plain = _plain(" ".join(line.strip() for line in lines if line.startswith(" ")))
        for name in names:
            found[name] = plain
    waiting = ""
    for name in reversed(found):  # several terms one below the other have one definition
        waiting = found[name] = found[name] or waiting
    return found


def _plain(text):
    text = re.sub(r"\{\w+\}`([^`<]*?)\s*(?:<[^`]*>)?`", r"\1", text)
    text = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", text).replace("`", "").replace("*", "")
    return re.split(r"(?<=[.!?]) (?=[A-Z])", text.strip(), maxsplit=1)[0]


@functools.cache
def _pattern(names):
    """All terms, the longest first, in the singular or the plural."""
    forms = "|".join(_forms(name) for name in sorted(names, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{forms})(?![\w-])", re.IGNORECASE)


def _forms(name):
    stem = re.escape(name)
    if name.endswith("y"):
        return rf"{re.escape(name[:-1])}(?:y|ies)"
    return rf"{stem}(?:es|s)?"


def _term(found, names):
    """The term that a text found on a page is a form of."""
    return next(
        name for name in sorted(names, key=len, reverse=True) if re.fullmatch(_forms(name), found, re.IGNORECASE)
    )


def link(app, doctree, page):
    """Make the first use of every term on a page a link to its definition."""
    if page == _PAGE:
        return
    known = app.env.domains["std"]._terms
    said = definitions(GLOSSARY.read_text(encoding="utf-8"))
    left = {name for name in said if name.lower() in known and name not in _AMBIGUOUS}
    address = app.builder.get_relative_uri(page, _PAGE)
    any_term = _pattern(frozenset(said))  # one pattern for all pages; those of what is left are compiled on each
    texts = [text for text in doctree.findall(nodes.Text) if left and any_term.search(text) and _may_link(text)]
    for text in texts:
        left -= _linked_in(text, left, lambda name: (f"{address}#{known[name.lower()][1]}", said[name]))


def _linked_in(text, left, target):
    """Link the terms in one text that are still ``left``, and give those that were found."""
    pieces, position, seen = [], 0, set()
    for found in _pattern(frozenset(left)).finditer(text):
        name = _term(found[0], left)
        if name in seen:
            continue
        seen.add(name)
        address, title = target(name)
        pieces += [
            nodes.Text(text[position : found.start()]),
            nodes.reference("", found[0], refuri=address, reftitle=title, internal=True, classes=["lrnotes-term"]),
        ]
        position = found.end()
    if seen:
        pieces.append(nodes.Text(text[position:]))
        text.parent.replace(text, [piece for piece in pieces if piece.astext()])
    return seen


def _may_link(text):
    in_paragraph, node = False, text.parent
    while node is not None:
        if isinstance(node, _NOT_INSIDE) or _NOT_IN_CLASSES & set(node.get("classes", ())):
            return False
        in_paragraph |= isinstance(node, nodes.paragraph)
        node = node.parent
    return in_paragraph


def depend(app, doctree):
    """Every page has definitions of the glossary."""
    app.env.note_dependency(str(GLOSSARY))


def setup(app):
    app.connect("doctree-read", depend)
    app.connect("doctree-resolved", link)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
