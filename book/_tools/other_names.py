"""At the end of each chapter, in the index and so first in the search: what other libraries call its schedules."""

import pathlib
import re

from docutils import nodes
from sphinx import addnodes

import catalogue
from lrnotes.to_others import table

_GLOSSARY = catalogue.ROOT / "book" / "glossary.md"


def translations():
    """For each class the functions elsewhere that the glossary's table writes with it."""
    found = {}
    for elsewhere, here in re.findall(
        r"^\| (`.+`) \| `(\w+)\(.+` \|$", _GLOSSARY.read_text(encoding="utf-8"), re.MULTILINE
    ):
        found.setdefault(here, []).extend(re.findall(r"`(\w+)", elsewhere))
    return found


def add(app, doctree):
    entry = next((entry for entry in catalogue.entries() if entry.page == app.env.docname), None)
    if entry is None:
        return
    for source in (_GLOSSARY, *pathlib.Path(table.__file__).parent.glob("*.py")):
        app.env.note_dependency(str(source))
    sections = list(doctree.findall(nodes.section))
    end, index = sections[-1], [_indexed(entry.title, sections)]
    for schedule, _ in entry.schedules:
        name = type(schedule).__name__
        known = [other for other in table.OTHER_NAMES.get(name, ()) if other.lower() != entry.title.lower()]
        made = [other for other in translations().get(name, ()) if not any(other in one for one in known)]
        for other in dict.fromkeys(short for one in (name, *known) for short in (one, _tail(one))):
            index.append(_indexed(other, sections))
        paragraph = nodes.paragraph("", "", classes=["lrnotes-other-names"])
        if known:
            paragraph += [
                nodes.literal(name, name),
                nodes.Text(" is also known as "),
                *_listed(known),
                nodes.Text(". "),
            ]
        if made:
            words = nodes.inline("names elsewhere", "names elsewhere")
            link = addnodes.pending_xref(
                "", words, refdomain="std", reftype="ref", reftarget="elsewhere", refexplicit=True
            )
            paragraph += [nodes.Text("With it you make "), *_listed(made), nodes.Text(": see "), link, nodes.Text(".")]
        end += paragraph
    end += addnodes.index(entries=index)  # the search asks the page, the index its domain, which has read it by now
    app.env.domains["index"].entries.setdefault(entry.page, []).extend(index)


def _indexed(name, sections):
    return "single", name, sections[0]["ids"][0], "main", None


def _tail(name):
    """The last part of a dotted name, by which most people know it."""
    return name.rpartition(".")[2] if re.fullmatch(r"\w+(\.\w+)+", name) else name


def _listed(names):
    listed = []
    for name in names:
        code = re.search(r"[._(]|[a-z][A-Z]", name) and " " not in name
        listed += [nodes.Text(", " if listed else ""), nodes.literal(name, name) if code else nodes.Text(name)]
    return listed


def setup(app):
    app.connect("doctree-read", add)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
