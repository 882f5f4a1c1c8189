"""Below the title of a chapter: which published recipes use its schedules, from the same data as their page."""

import pathlib
from urllib.parse import urlencode

from docutils import nodes

import catalogue
import recipe_figures
import recipes_page
from lrnotes import published

_MOST_NAMED = 6


def users(names):
    """The recipes whose last phase is of a class with one of these names, the newest first."""
    return [each for each in recipe_figures.recipe_figures() if each.main.__name__ in names]


def add(app, doctree):
    entry = next((entry for entry in catalogue.entries() if entry.page == app.env.docname), None)
    if entry is None:
        return
    for path in pathlib.Path(published.__file__).parent.glob("*.py"):
        app.env.note_dependency(str(path))
    found = users([each.name for each in entry.shown])
    if found:
        page = app.builder.get_relative_uri(entry.page, recipes_page.PAGE)
        title = next(doctree.findall(nodes.title))
        # In a box: the description of the page is its first paragraph that is in none.
        title.parent.insert(title.parent.index(title) + 1, nodes.compound("", _sentence(found, page)))


def _sentence(found, page):
    """The first names, and a link to the others: to the rows of their class if it is one class."""
    sentence = nodes.paragraph("", "Used by: ", classes=["lrnotes-used-by"])
    named = [each.recipe.name for each in found[:_MOST_NAMED]]
    addresses = [f"{page}#{recipes_page.id_of(name)}" for name in named]
    if len(found) > len(named):
        classes = {each.main.__name__ for each in found}
        named.append(f"{len(found) - len(named)} more")
        addresses.append(f"{page}?{urlencode({'find': classes.pop()})}" if len(classes) == 1 else page)
    for number, (name, address) in enumerate(zip(named, addresses)):
        before = "" if number == 0 else " and " if number == len(named) - 1 else ", "
        sentence += [nodes.Text(before), nodes.reference("", name, refuri=address, internal=True)]
    sentence += nodes.Text(".")
    return sentence


def setup(app):
    app.connect("doctree-read", add, priority=490)  # before the other names, which go above it
    return {"parallel_read_safe": True, "parallel_write_safe": True}
