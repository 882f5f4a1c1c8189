"""In the reference of the package: the public classes of ``lrnotes.schedules``, one section a family."""

import inspect
import pathlib

import yaml
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
            f"No folder of chapters has the name of {', '.join(missing)}, so the reference has no title for it."
        )
    for module in filter(classes.get, captions):
        yield (
            f"## {captions[module]}\n\n```{{eval-rst}}\n.. automodule:: {module}\n"
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
    """For each family, in the order of the chapters, its module and the caption of its chapters in _toc.yml."""
    toc = yaml.safe_load((catalogue.ROOT / "_toc.yml").read_text(encoding="utf-8"))
    captions = {}
    for part in toc["parts"]:
        for chapter in part["chapters"]:
            folder = pathlib.PurePosixPath(chapter["file"]).parent.name
            captions.setdefault(f"{_MODULES}{folder}", part["caption"])
    return captions


def leave_units(app, doctree):
    """Unlink argument types that are units: Sphinx would look for a class and find an attribute, ``state.rate``."""
    for reference in list(doctree.findall(addnodes.pending_xref)):
        if reference.get("reftype") == "class" and reference["reftarget"].islower():
            reference.replace_self(reference.children)


def setup(app):
    app.connect("source-read", insert)
    app.connect("doctree-read", leave_units)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
