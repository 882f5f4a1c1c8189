"""The reference of the package: a page for each family, an overview of every name, and parameters before prose."""

import dataclasses
import importlib
import inspect
import re

from sphinx import addnodes
from sphinx.errors import ExtensionError

import catalogue
import lrnotes

OVERVIEW, PAGES = "book/api", catalogue.ROOT / "book" / "api"
_FAMILY = "<!-- The schedules of this family. -->\n"
_NAMES = "<!-- One line per public name. -->\n"
_MODULES = "lrnotes.schedules."
_LISTED = re.compile(r"^\.\. automodule:: (\S+)\n   :members: (.+)$|^\.\. autodata:: (\S+)\.(\w+)$", re.MULTILINE)
_SECTION = re.compile(r"(Args|Attributes|Returns|Yields|Raises):$")


@dataclasses.dataclass(frozen=True)
class Page:
    """A page of the reference, as its file says it with the schedules of its family written in."""

    name: str
    text: str

    @property
    def title(self):
        return self.text.partition("\n")[0].removeprefix("# API: ")

    @property
    def names(self):
        """The module and the name of everything that is described on it."""
        found = [match.groups() for match in _LISTED.finditer(self.text)]
        return [
            (module or other, name.strip())
            for module, names, other, data in found
            for name in (names or data).split(",")
        ]


def pages():
    """The pages of the reference, in the order of the table of contents."""
    named = re.findall(
        r"^ *- file: book/api/(\w+)$", (catalogue.ROOT / "_toc.yml").read_text(encoding="utf-8"), re.MULTILINE
    )
    return [Page(name, _with_family(name, (PAGES / f"{name}.md").read_text(encoding="utf-8"))) for name in named]


def insert(app, docname, source):
    """Write the schedules, and the overview, in place of the comments that mark where they belong."""
    if _FAMILY in source[0]:
        app.env.note_dependency(lrnotes.__file__)
        source[0] = _with_family(docname.rpartition("/")[2], source[0])
    if _NAMES in source[0]:
        catalogue.depend_on_the_package(app.env)
        for path in (catalogue.ROOT / "_toc.yml", *PAGES.glob("*.md")):
            app.env.note_dependency(str(path))
        source[0] = source[0].replace(_NAMES, "\n".join(map(_overview, pages())))


def _with_family(family, text):
    if _FAMILY not in text:
        return text
    classes = _public_classes().get(f"{_MODULES}{family}")
    if classes is None:
        raise ExtensionError(f"book/api/{family}.md: no module of lrnotes.schedules has this name.")
    listed = f"```{{eval-rst}}\n.. automodule:: {_MODULES}{family}\n   :members: {', '.join(classes)}\n```\n"
    return text.replace(_FAMILY, listed)


def _public_classes():
    """The names of each module's schedules, in the order in which they are defined; bases and states are left out."""
    found = {}
    for name in lrnotes.__all__:
        member = getattr(lrnotes, name)
        if inspect.isclass(member) and member.__module__.startswith(_MODULES):
            found.setdefault(member.__module__, []).append(member)
    return {
        module: [member.__name__ for member in sorted(members, key=lambda each: inspect.getsourcelines(each)[1])]
        for module, members in found.items()
    }


def _overview(page):
    """A section: the title, which leads to the page, and a line for each of its names."""
    title = page.title[:1].upper() + page.title[1:]
    lines = [_line(module, name) for module, name in page.names]
    if ("lrnotes.core.schedule", "Schedule") in page.names:
        lines[1:1] = [_line("lrnotes.core.schedule", f"Schedule.{name}") for name in methods()]
    listed = "\n".join(lines)
    return f"## {title}\n\nDetails: {{doc}}`api/{page.name}`\n\n```{{eval-rst}}\n{listed}\n```\n"


def methods():
    """The public methods of a schedule, its own before those that it inherits."""
    names = dict.fromkeys([*vars(lrnotes.Schedule), *dir(lrnotes.Schedule)])
    return [name for name in names if not name.startswith("_") and inspect.getdoc(getattr(lrnotes.Schedule, name))]


def _line(module, name):
    shown = name if name.partition(".")[0] in lrnotes.__all__ else f"{module}.{name}"
    return f"- :py:obj:`{shown} <{module}.{name}>`: {_first_line(module, name)}"


def _first_line(module, name):
    """The first line of a docstring, or of the comment above data."""
    thing = importlib.import_module(module)
    for part in name.split("."):
        thing = inspect.getattr_static(thing, part) if inspect.isclass(thing) else getattr(thing, part)
    if isinstance(thing, dict):
        comment = re.search(rf"#: (.+(?:\n#: .+)*)\n{name} =", inspect.getsource(importlib.import_module(module)))
        return comment[1].replace("\n#: ", " ").partition(". ")[0].partition(": ")[0] + "."
    return inspect.getdoc(thing).partition("\n")[0]


def parameters_first(app, what, name, obj, options, lines):
    """Move arguments, results and errors to below the first sentence: readers look for them first.

    What a module says of itself, for those who read its code, is left out: the page says what is on it.
    """
    if what == "module":
        lines.clear()
    end_of_summary = next((number for number, line in enumerate(lines) if not line.strip()), len(lines))
    moved, kept = [], []
    for block in _blocks(lines[end_of_summary:]):
        (moved if _SECTION.match(block[0]) else kept).extend(block)
    if moved:
        lines[end_of_summary:] = ["", *moved, "", *kept]


def _blocks(lines):
    """The sections of a docstring: what begins with a line that is not indented goes on to the next such line."""
    blocks = []
    for line in lines:
        if not blocks or (line.strip() and not line[0].isspace()):
            blocks.append([])
        blocks[-1].append(line)
    return blocks


def leave_units(app, doctree):
    """Unlink argument types that are units: Sphinx would look for a class and find an attribute, ``state.rate``."""
    for reference in list(doctree.findall(addnodes.pending_xref)):
        if reference.get("reftype") == "class" and reference["reftarget"].islower():
            reference.replace_self(reference.children)


def setup(app):
    app.connect("source-read", insert)
    app.connect("autodoc-process-docstring", parameters_first, priority=400)  # before napoleon reads the sections
    app.connect("doctree-read", leave_units)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
