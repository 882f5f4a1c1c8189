"""The ``{translations}`` directive: every schedule of every library, what it is here, and what to look out for."""

import pathlib
import re

from docutils import nodes
from sphinx import addnodes
from sphinx.util.docutils import SphinxDirective

import catalogue
import lookup
from lrnotes import from_others

_HEADS = ("other library", "lrnotes", "look out for")
_TEXT = re.compile(r"""'([^'"\\]*)'""")  # a string in single quotes, which the page shows in double quotes
_CLASS = re.compile(r"\b[A-Z]\w+(?=\()")
# In a note: an option of a command line, an argument with its value, a call, a text in quotes, or any word.
_WORD = re.compile(r"""--[\w-]+|\w+=(?:"\w+"|[\d.]*\d|\w+)|\w+\(\w*\)|"[^"]+"|\w+""")
_CODE = re.compile(r'[_=("]|[a-z][A-Z]|^--')


class Translations(SphinxDirective):
    """The filter, and a section with a table for each library."""

    def run(self):
        for path in pathlib.Path(from_others.__file__).parent.glob("*.py"):
            self.env.note_dependency(str(path))
        self._pages = {}
        for entry in catalogue.entries():
            self.env.note_dependency(str(entry.source))
            for schedule, _ in entry.schedules:
                self._pages[type(schedule).__name__] = entry.page
        sections = [self._section(library) for library in from_others.LIBRARIES]
        return [lookup.box("a name, a library, a word", "schedules"), *sections]

    def _section(self, library):
        title = nodes.title(library.title, library.title)
        section = nodes.section("", title, names=[nodes.fully_normalize_name(library.title)])
        section["classes"].append(lookup.SECTION)
        self.state.document.note_implicit_target(section, section)
        if library.version:
            section += nodes.paragraph("", f"Version {library.version}.", classes=["lrnotes-version"])
        section += _table(_HEADS, [self._row(original) for original in library.originals])
        return section

    def _row(self, original):
        code = _shown(from_others.translated(original))
        here = nodes.paragraph("", "", nodes.literal("", "", *self._linked(code)))
        return _elsewhere(original), [here], [nodes.paragraph("", "", *_marked(original))]

    def _linked(self, code):
        """The code, in which each class is a link to its chapter."""
        position = 0
        for name in _CLASS.finditer(code):
            if name[0] in self._pages:
                yield nodes.Text(code[position : name.start()])
                yield addnodes.pending_xref(
                    "",
                    nodes.inline(name[0], name[0]),
                    refdomain="std",
                    reftype="doc",
                    reftarget=f"/{self._pages[name[0]]}",
                    refexplicit=True,
                )
                position = name.end()
        yield nodes.Text(code[position:])


def _elsewhere(original):
    """The name of a schedule of another library, its other names, and the arguments of the example."""
    name, *others = original.names
    yield nodes.paragraph("", "", nodes.literal(name, name))
    if others:
        known = nodes.paragraph("", "also ", classes=["lrnotes-aliases"])
        for number, other in enumerate(others):
            known += [nodes.Text(", " if number else ""), nodes.literal(other, other)]
        yield known
    arguments = ", ".join(f"{key}={_shown(value)}" for key, value in original.example.items())
    yield nodes.paragraph("", "with ", nodes.literal(arguments, arguments))


def _marked(original):
    """The sentence on what to look out for, with arguments and other code in it as code."""
    position = 0
    for word in _WORD.finditer(original.note):
        if word[0] in original.parameters or _CODE.search(word[0]):
            yield nodes.Text(original.note[position : word.start()])
            yield nodes.literal(word[0], word[0])
            position = word.end()
    yield nodes.Text(original.note[position:])


def _shown(value):
    if hasattr(value, "__name__"):
        return value.__name__
    if isinstance(value, list):
        return f"[{', '.join(map(_shown, value))}]"
    return _TEXT.sub(r'"\1"', repr(value))


def _table(heads, rows):
    group = nodes.tgroup(cols=len(heads))
    group += [nodes.colspec(colwidth=1, **({"stub": 1} if number == 0 else {})) for number in range(len(heads))]
    group += nodes.thead("", _line([[nodes.paragraph(head, head)] for head in heads]))
    group += nodes.tbody("", *map(_line, rows))
    return nodes.table("", group, classes=["lrnotes-translations"])


def _line(cells):
    return nodes.row("", *(nodes.entry("", *cell) for cell in cells))


def setup(app):
    app.add_directive("translations", Translations)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
