"""In the reference of the package: the modules of the schedules, under the families of the table of contents."""

from sphinx import addnodes

import catalogue
import lrnotes

_HERE = "<!-- The modules of the schedules, by family. -->\n"


def insert(app, docname, source):
    if _HERE in source[0]:
        for path in (catalogue.ROOT / "_toc.yml", lrnotes.__file__):
            app.env.note_dependency(str(path))
        source[0] = source[0].replace(_HERE, "\n".join(_sections()))


def _sections():
    """A family's heading above those of its schedules' modules that no family before it has."""
    families, seen = {}, set()
    for entry in catalogue.entries():
        for schedule, _ in entry.schedules:
            module = getattr(lrnotes, type(schedule).__name__).__module__
            if module not in seen:
                families.setdefault(entry.family, []).append(module)
            seen.add(module)
    for family, modules in families.items():
        yield f"## {family}\n\n```{{eval-rst}}"
        yield from (f".. automodule:: {module}\n   :members:\n" for module in modules)
        yield "```\n"


def leave_units(app, doctree):
    """The type of an argument may be a unit: Sphinx would look for a class, and meet an attribute, ``state.rate``."""
    for reference in list(doctree.findall(addnodes.pending_xref)):
        if reference.get("reftype") == "class" and reference["reftarget"].islower():
            reference.replace_self(reference.children)


def setup(app):
    app.connect("source-read", insert)
    app.connect("doctree-read", leave_units)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
