"""What other libraries call a schedule: below its chapter's title, and in the index that the search looks at first."""

import pathlib
import re

from docutils import nodes
from sphinx import addnodes

import catalogue
from folds import fold
from lrnotes.to_others import other_names

_GLOSSARY = catalogue.ROOT / "book" / "glossary.md"
_IN_WORDS, _IN_CODE = 3, 4  # names of each kind in the line below a title


def translations():
    """For each class, the functions of other libraries that the glossary's table writes with it."""
    found = {}
    for elsewhere, here in re.findall(
        r"^\| (`.+`) \| `(\w+)\(.+` \|$", _GLOSSARY.read_text(encoding="utf-8"), re.MULTILINE
    ):
        found.setdefault(here, []).extend(re.findall(r"`(\w+)", elsewhere))
    return found


def add(app, doctree):
    """Add the other names to a chapter on a schedule: below its title for each class, and as entries of the index."""
    entry = next((entry for entry in catalogue.entries() if entry.page == app.env.docname), None)
    if entry is None:
        return
    for source in (_GLOSSARY, *pathlib.Path(other_names.__file__).parent.glob("*.py")):
        app.env.note_dependency(str(source))
    sections = list(doctree.findall(nodes.section))
    index, lines, details = [_indexed(entry.title, sections)], [], []
    for schedule, _ in entry.schedules:
        name = type(schedule).__name__
        known = [other for other in other_names.OTHER_NAMES.get(name, ()) if other.lower() != entry.title.lower()]
        made = [other for other in translations().get(name, ()) if not any(other in one for one in known)]
        index += [_indexed(other, sections) for other in _searched_for([name, *known])]
        lines += _line(name if len(entry.schedules) > 1 else "", _best_known(known))
        details += _all(name, known, made)
    if details:
        title = next(doctree.findall(nodes.title))
        # In a box: the description of the page is its first paragraph that is in none.
        below = nodes.compound("", *lines, fold("", *details, summary="All other names"))
        title.parent.insert(title.parent.index(title) + 1, below)
    sections[0] += addnodes.index(entries=index)
    # The search asks the domain of the index, which has read the page by now.
    app.env.domains["index"].entries.setdefault(entry.page, []).extend(index)


def _best_known(names):
    """A few names in words, then a few of other libraries' code."""
    in_words = [name for name in names if not _is_code(name)]
    in_code = list(dict.fromkeys(_tail(name) for name in names if _is_code(name)))
    return [*in_words[:_IN_WORDS], *in_code[:_IN_CODE]]


def _line(name, names):
    if names:
        what = [nodes.literal(name, name), nodes.Text(" is also called: ")] if name else [nodes.Text("Also called: ")]
        yield nodes.paragraph("", "", *what, *_listed(names), nodes.Text("."), classes=["lrnotes-other-names"])


def _all(name, known, made):
    """What the class is also known as, and the functions of other libraries that are written with it."""
    paragraph = nodes.paragraph("", "", classes=["lrnotes-other-names"])
    if known:
        also = nodes.Text(" is also known as ")
        paragraph += [nodes.literal(name, name), also, *_listed(known), nodes.Text(". ")]
    if made:
        words = nodes.inline("names in other libraries", "names in other libraries")
        link = addnodes.pending_xref("", words, refdomain="std", reftype="ref", reftarget="elsewhere", refexplicit=True)
        paragraph += [nodes.Text("With it you can also make "), *_listed(made), nodes.Text(": see "), link]
        paragraph += nodes.Text(".")
    return [paragraph] if len(paragraph) else []


def _searched_for(names):
    """The names, and of a dotted name its last part too, each once."""
    return dict.fromkeys(searched for name in names for searched in (name, _tail(name)))


def _indexed(name, sections):
    return "single", name, sections[0]["ids"][0], "main", None


def _tail(name):
    """The last part of a dotted name, by which most people know it."""
    return name.rpartition(".")[2] if re.fullmatch(r"\w+(\.\w+)+", name) else name


def _is_code(name):
    return bool(re.search(r"[._(]|[a-z][A-Z]", name)) and " " not in name


def _listed(names):
    listed = []
    for name in names:
        listed += [
            nodes.Text(", " if listed else ""),
            nodes.literal(name, name) if _is_code(name) else nodes.Text(name),
        ]
    return listed


def setup(app):
    app.connect("doctree-read", add)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
