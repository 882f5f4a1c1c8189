"""What other libraries call a chapter's schedules: at its end, and in the index, which the search looks at first."""

import pathlib
import re

from docutils import nodes
from sphinx import addnodes

import catalogue
from lrnotes.to_others import other_names

_GLOSSARY = catalogue.ROOT / "book" / "glossary.md"


def translations():
    """For each class, the functions of other libraries that the glossary's table writes with it."""
    found = {}
    for elsewhere, here in re.findall(
        r"^\| (`.+`) \| `(\w+)\(.+` \|$", _GLOSSARY.read_text(encoding="utf-8"), re.MULTILINE
    ):
        found.setdefault(here, []).extend(re.findall(r"`(\w+)", elsewhere))
    return found


def add(app, doctree):
    """Add the other names to a chapter on a schedule: a paragraph for each class, and entries of the index."""
    entry = next((entry for entry in catalogue.entries() if entry.page == app.env.docname), None)
    if entry is None:
        return
    for source in (_GLOSSARY, *pathlib.Path(other_names.__file__).parent.glob("*.py")):
        app.env.note_dependency(str(source))
    sections = list(doctree.findall(nodes.section))
    end, index = sections[-1], [_indexed(entry.title, sections)]
    for schedule, _ in entry.schedules:
        name = type(schedule).__name__
        known = [other for other in other_names.OTHER_NAMES.get(name, ()) if other.lower() != entry.title.lower()]
        made = [other for other in translations().get(name, ()) if not any(other in one for one in known)]
        index += [_indexed(other, sections) for other in _searched_for([name, *known])]
        end += _paragraph(name, known, made)
    end += addnodes.index(entries=index)
    # The search asks the domain of the index, which has read the page by now.
    app.env.domains["index"].entries.setdefault(entry.page, []).extend(index)


def _paragraph(name, known, made):
    """What the class is also known as, and the functions of other libraries that are written with it."""
    paragraph = nodes.paragraph("", "", classes=["lrnotes-other-names"])
    if known:
        also = nodes.Text(" is also known as ")
        paragraph += [nodes.literal(name, name), also, *_listed(known), nodes.Text(". ")]
    if made:
        words = nodes.inline("names in other libraries", "names in other libraries")
        link = addnodes.pending_xref("", words, refdomain="std", reftype="ref", reftarget="elsewhere", refexplicit=True)
        paragraph += [
            nodes.Text("You can also make "),
            *_listed(made),
            nodes.Text(" with it: see "),
            link,
            nodes.Text("."),
        ]
    return paragraph


def _searched_for(names):
    """The names, and of a dotted name its last part too, each once."""
    return dict.fromkeys(searched for name in names for searched in (name, _tail(name)))


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
