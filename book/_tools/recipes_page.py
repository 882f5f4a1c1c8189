"""The ``{recipes}`` directive: every published recipe with its curve, its facts, its source and a link to Compare."""

import itertools

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

import catalogue
import gallery
import lookup
import recipe_figures

PAGE, COMPARE = "book/recipes", "book/compare"
_FACTS = ("task", "schedule", "optimizer", "peak", "length", "warmup", "end", "batch", "proof")


class Recipes(SphinxDirective):
    """The filter, and a section for each year, the newest first."""

    def run(self):
        catalogue.depend_on_the_package(self.env)
        for entry in catalogue.entries():  # a link is written as differences from the chapter's figure
            self.env.note_dependency(str(entry.source))
        figures = recipe_figures.recipe_figures()
        choices = [(name, _options(name, figures)) for name in ("task", "shape")]
        years = itertools.groupby(figures, key=lambda each: each.recipe.year)
        sections = [self._year(str(year), each) for year, each in years]
        return [lookup.box("a model, a library, a word", "recipes", choices), *sections]

    def _year(self, year, figures):
        section = self._section(year, f"year-{year}", lookup.SECTION)
        section += [self._recipe(each) for each in figures]
        return section

    def _recipe(self, each):
        recipe = each.recipe
        classes = [_class(name, getattr(recipe, name)) for name in ("task", "shape")]
        section = self._section(recipe.name, id_of(recipe.name), "lrnotes-recipe", *classes)
        # The gallery's class has the curve's colors.
        section += gallery.drawn(each.figure)
        section += _facts(recipe.in_words())
        section += nodes.literal_block(recipe.expression, recipe.expression, language="python")
        section += nodes.paragraph("", "", *_links(recipe, self._compare(each)))
        if recipe.note:
            section += nodes.paragraph(recipe.note, recipe.note)
        return section

    def _compare(self, each):
        return f"{self.env.app.builder.get_relative_uri(self.env.docname, COMPARE)}?{recipe_figures.link(each)}"

    def _section(self, title, id, *classes):
        section = nodes.section("", nodes.title(title, title), ids=[id], names=[], classes=list(classes))
        self.state.document.note_explicit_target(section, section)
        return section


def id_of(name):
    """What the address of a recipe ends in."""
    return nodes.make_id(name)


def _facts(words):
    listed = nodes.definition_list(classes=["lrnotes-facts"])
    for name in filter(words.get, _FACTS):
        listed += nodes.definition_list_item(
            "", nodes.term(name, name), nodes.definition("", nodes.paragraph(words[name], words[name]))
        )
    return listed


def _links(recipe, compare):
    yield _link("Open in Compare", compare)
    for name, source in (("Source", recipe.source), ("Formula", recipe.formula)):
        if source:
            yield nodes.Text(f". {name}: ")
            yield _link(str(source), source.url)
    yield nodes.Text(".")


def _link(text, address):
    return nodes.reference("", text, refuri=address, internal="://" not in address)


def _options(name, figures):
    """Each value of a fact once, the most frequent first: the class of its rows, and its label."""
    values = [getattr(each.recipe, name) for each in figures]
    return [(_class(name, value), value) for value in sorted(set(values), key=lambda each: (-values.count(each), each))]


def _class(name, value):
    return f"{name}-{nodes.make_id(value)}"


def setup(app):
    app.add_directive("recipes", Recipes)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
