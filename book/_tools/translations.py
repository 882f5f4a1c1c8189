"""The ``{translations}`` directive: every schedule of every library, what it is here, and what to look out for."""

import html
import pathlib
import re

from docutils import nodes
from sphinx import addnodes
from sphinx.util.docutils import SphinxDirective

import catalogue
import convert
import lookup
from lrnotes import from_others

_HEADS = ("Original", "lrnotes", "Pitfall")
_TEXT = re.compile(r"""'([^'"\\]*)'""")  # a string in single quotes, which the page shows in double quotes
_CLASS = re.compile(r"\b[A-Z]\w+(?=\()")


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
        copy = nodes.raw("", ' <button type="button" data-copy>Copy</button>', format="html")
        here = nodes.paragraph("", "", nodes.literal("", "", *self._linked(code)), copy)
        note = nodes.paragraph("", "", nodes.raw("", convert.note_html(original), format="html"))
        return _elsewhere(original), [here], [note]

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
    call = html.escape(name)
    button = f' <button type="button" data-call="{call}">Convert</button>'
    yield nodes.paragraph("", "", _code(name), nodes.raw("", button, format="html"))
    if others:
        known = nodes.paragraph("", "also ", classes=["lrnotes-aliases"])
        for number, other in enumerate(others):
            known += [nodes.Text(", " if number else ""), _code(other)]
        yield known
    arguments = ", ".join(f"{key}={_shown(value)}" for key, value in original.example.items())
    yield nodes.paragraph("", "with ", _code(arguments))


def _code(text):
    """Code that breaks after a dot, an underscore or a comma, and never within a word."""
    breaking = re.sub(r"(?<=[._(])(?=\w)", "<wbr>", html.escape(text, quote=False))
    return nodes.raw("", f'<code class="docutils literal notranslate">{breaking}</code>', format="html")


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
