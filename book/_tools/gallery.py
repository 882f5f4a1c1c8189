"""The front page's gallery: a small true curve of every schedule, by family or by what is predicted of it.

It is made anew with every build.
"""

import collections
import html
import re

from docutils import nodes
from sphinx import addnodes
from sphinx.util.docutils import SphinxDirective

import catalogue
import chart
import gallery_sorting
import recipe_figures

WIDTH, HEIGHT = 120, 60  # of a curve, in its own units; a thumbnail shows about 200 pixels across
_POINTS = 100  # more of them nobody sees
_BREAK = "\u200b"  # which becomes <wbr>: Sphinx keeps only the text of a link


class Gallery(SphinxDirective):
    """``{gallery}``: a section for every family that has a schedule, and the buttons that leave one of them."""

    def run(self):
        families = {}
        for entry in by_use(catalogue.entries()):
            self.env.note_dependency(str(entry.source))
            families.setdefault(entry.family, []).extend(_cards(entry))
        catalogue.depend_on_the_package(self.env)
        sections = [self._family(name, cards) for name, cards in families.items()]
        buttons = _buttons([(section["ids"][0], len(section[1])) for section in sections], list(families))
        controls, sorted_cards = gallery_sorting.parts(self.env)
        return [nodes.raw("", buttons + controls, format="html"), *sections, nodes.raw("", sorted_cards, format="html")]

    def _family(self, name, cards):
        section = nodes.section("", nodes.title(name, name), names=[nodes.fully_normalize_name(name)])
        section["classes"].append("lrnotes-family")
        self.state.document.note_implicit_target(section, section)
        section += nodes.bullet_list("", *cards, classes=["lrnotes-gallery"])
        return section


def by_use(entries):
    """The families by how many published recipes use them, and the chapters of each family too.

    Where no recipe decides, they stay in the order of the table of contents.
    """
    users = collections.Counter(each.main.__name__ for each in recipe_figures.recipe_figures())
    uses = {entry.page: sum(users[shown.name] for shown in entry.shown) for entry in entries}
    families = {}
    for entry in entries:
        families.setdefault(entry.family, []).append(entry)
    ordered = sorted(families.values(), key=lambda family: -sum(uses[entry.page] for entry in family))
    return [entry for family in ordered for entry in sorted(family, key=lambda entry: -uses[entry.page])]


def _cards(entry):
    """A card for each schedule: the curve, its name, which leads to the chapter, and what it is in a few words."""
    for shown in entry.shown:
        name, words = entry.title, entry.summary
        if len(entry.shown) > 1:
            name = name_of(shown.name)
            words = type(shown.schedule).__doc__.partition("\n")[0].rstrip(".")
        link = addnodes.pending_xref(
            "",
            nodes.inline(name, _with_breaks(name)),
            refdomain="std",
            reftype="doc",
            reftarget=f"/{entry.page}",
            refexplicit=True,
        )
        yield nodes.list_item(
            "",
            nodes.raw("", curve(shown.figure), format="html"),
            nodes.paragraph("", "", link),
            nodes.paragraph("", "", *_with_code(words)),
            nodes.raw("", gallery_sorting.numbers_of(shown), format="html"),
            classes=[_of_family(entry.family)],
        )


def _of_family(name):
    """The class of a card, which the filter looks for where the cards are sorted."""
    return f"of-{nodes.make_id(name)}"


def _with_breaks(name):
    """A name that may be broken inside a long word of another library, where a capital begins: CosineAnnealing|LR."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", _BREAK, name)


def _with_code(words):
    """Words of a docstring, with what is in double backquotes as code."""
    for number, part in enumerate(words.split("``")):
        yield nodes.literal("", part) if number % 2 else nodes.Text(part)


def name_of(name):
    """The name of a class in words: ``CosineDecay`` is Cosine decay."""
    return re.sub(r"(?<=[a-z\d])(?=[A-Z])", " ", name).capitalize()


def curve(figure):
    """The curve as an inline SVG, in the colors of the style sheet, by the chart that draws the live figures."""
    return chart.thumbnail(figure, WIDTH, HEIGHT, _POINTS)[0]


def drawn(figure):
    """The curve as a page has it outside the gallery: the gallery's class has its colors."""
    return nodes.raw("", f'<div class="lrnotes-gallery">{curve(figure)}</div>', format="html")


def _buttons(families, names):
    count = sum(number for _, number in families)
    choices = [("", "All", count), *((id, name, number) for (id, number), name in zip(families, names))]
    labels = "".join(
        f'<label><input type="radio" name="lrnotes-family" value="{id}"{" checked" if not id else ""}>'
        f"{html.escape(name)} <span>{number}</span></label>"
        for id, name, number in choices
    )
    return f'<fieldset class="lrnotes-filter"><legend>Show</legend>{labels}</fieldset>'


def finish(app, pagename, templatename, context, doctree):
    """The places where names may break, and the filter.

    The filter is a style rule for each family: it needs no script, and without it every family is there.
    """
    sections = [n for n in doctree.findall(nodes.section) if "lrnotes-family" in n["classes"]] if doctree else ()
    rules = "".join(
        f'.lrnotes-filter:has([value="{id}"]:checked)~.lrnotes-family:not(#{id}){{display:none}}'
        f'.lrnotes-filter:has([value="{id}"]:checked)~.lrnotes-sorted li:not(.of-{id}){{display:none}}'
        for id in (section["ids"][0] for section in sections)
    )
    if rules:
        context["metatags"] = context.get("metatags", "") + f"<style>{rules}</style>\n"
        context["body"] = context["body"].replace(_BREAK, "<wbr>")


def setup(app):
    app.add_directive("gallery", Gallery)
    app.connect("html-page-context", finish)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
