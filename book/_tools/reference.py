"""In the reference of the package: the public classes of ``lrnotes.schedules``, one section a family."""

import inspect

from sphinx import addnodes
from sphinx.errors import ExtensionError

import catalogue
import lrnotes

_HERE = "<!-- The modules of the schedules, by family. -->\n"
_MODULES = "lrnotes.schedules."


def insert(app, docname, source):
    """Write the sections in place of the comment that marks where they belong."""
    if _HERE in source[0]:
        for path in (catalogue.ROOT / "_toc.yml", lrnotes.__file__):
            app.env.note_dependency(str(path))
        source[0] = source[0].replace(_HERE, "\n".join(_sections()))


def _sections():
    classes = _public_classes()
    captions = _captions()
    missing = sorted(set(classes) - set(captions))
    if missing:
        raise ExtensionError(
            f"No chapter shows a schedule of {', '.join(missing)}, so the reference has no title for it."
        )
    for module, caption in captions.items():
        yield (
            f"## {caption}\n\n```{{eval-rst}}\n.. automodule:: {module}\n"
            f"   :members: {', '.join(classes[module])}\n```\n"
        )


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


def _captions():
    """For each module, in the order of the chapters, the caption that most of its schedules have in _toc.yml."""
    captions = {}
    for entry in catalogue.entries():
        for schedule, _ in entry.schedules:
            module = getattr(lrnotes, type(schedule).__name__).__module__
            captions.setdefault(module, []).append(entry.family)
    return {module: max(families, key=families.count) for module, families in captions.items()}


def leave_units(app, doctree):
    """Unlink argument types that are units: Sphinx would look for a class and find an attribute, ``state.rate``."""
    for reference in list(doctree.findall(addnodes.pending_xref)):
        if reference.get("reftype") == "class" and reference["reftarget"].islower():
            reference.replace_self(reference.children)


def setup(app):
    app.connect("source-read", insert)
    app.connect("doctree-read", leave_units)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
