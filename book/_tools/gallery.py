"""The front page's gallery: a small true curve of every schedule, by family, made anew with every build."""

import html
import pathlib
import re

import catalogue
import numpy as np
from docutils import nodes
from sphinx import addnodes
from sphinx.util.docutils import SphinxDirective

import lrnotes

WIDTH, HEIGHT = 120, 60  # of a curve, in its own units; a thumbnail shows about 200 pixels across
_POINTS = 100


class Gallery(SphinxDirective):
    """``{gallery}``: a section for every family that has a schedule, and the buttons that leave one of them."""

    def run(self):
        families = {}
        for entry in catalogue.entries():
            self.env.note_dependency(str(entry.source))
            families.setdefault(entry.family, []).extend(_cards(entry))
        for path in pathlib.Path(lrnotes.__file__).parent.rglob("*.py"):
            self.env.note_dependency(str(path))
        sections = [self._family(name, cards) for name, cards in families.items()]
        buttons = _buttons([(section["ids"][0], len(section[1])) for section in sections], list(families))
        return [nodes.raw("", buttons, format="html"), *sections]

    def _family(self, name, cards):
        section = nodes.section("", nodes.title(name, name), names=[nodes.fully_normalize_name(name)])
        section["classes"].append("lrnotes-family")
        self.state.document.note_implicit_target(section, section)
        section += nodes.bullet_list("", *cards, classes=["lrnotes-gallery"])
        return section


def _cards(entry):
    """A card for each schedule: the curve, its name, which leads to the chapter, and what it is in a few words."""
    for schedule, steps in entry.schedules:
        name, words = entry.title, entry.summary
        if len(entry.schedules) > 1:
            name = name_of(type(schedule))
            words = type(schedule).__doc__.partition("\n")[0].rstrip(".")
        link = addnodes.pending_xref(
            "", nodes.inline(name, name), refdomain="std", reftype="doc", reftarget=f"/{entry.page}", refexplicit=True
        )
        yield nodes.list_item(
            "",
            nodes.raw("", curve(schedule, steps), format="html"),
            nodes.paragraph("", "", link),
            nodes.paragraph("", "", *_with_code(words)),
        )


def _with_code(words):
    """Words of a docstring, with what is in double backquotes as code."""
    for number, part in enumerate(words.split("``")):
        yield nodes.literal("", part) if number % 2 else nodes.Text(part)


def name_of(cls):
    """The name of a class in words: ``CosineDecay`` is Cosine decay."""
    return re.sub(r"(?<=[a-z\d])(?=[A-Z])", " ", cls.__name__).capitalize()


def points(schedule, steps):
    """Where the curve goes from step 0 to ``steps``, in the units of its picture, and the height of a rate of 0 there."""
    at = np.unique(np.linspace(0, steps, min(steps, _POINTS) + 1).round())
    rates = schedule(at)
    low, high = min(rates.min(), 0), max(rates.max(), 0)
    scale = HEIGHT / ((high - low) or 1)
    return list(zip(at * WIDTH / steps, (high - rates) * scale)), high * scale


def curve(schedule, steps):
    """The curve as an inline SVG, in the colours of the style sheet."""
    path, zero = points(schedule, steps)
    line = " ".join(f"{x:.4g},{y:.4g}" for x, y in path)
    return (
        f'<svg viewBox="-1.5 -1.5 {WIDTH + 3} {HEIGHT + 3}" role="img" aria-label="{html.escape(description(schedule, steps))}">'
        f'<path d="M0 {zero:.4g}H{WIDTH}"/><polyline points="{line}"/></svg>'
    )


def description(schedule, steps):
    """What the curve shows, in numbers."""
    rates = schedule(np.arange(steps + 1))
    top = int(rates.argmax())
    middle = f", highest {rates[top]:.3g} at step {top}" if 0 < top < steps else ""
    return f"Learning rate {rates[0]:.3g} at step 0{middle}, {rates[-1]:.3g} at step {steps}."


def _buttons(families, names):
    count = sum(number for _, number in families)
    choices = [("", "All", count), *((id, name, number) for (id, number), name in zip(families, names))]
    labels = "".join(
        f'<label><input type="radio" name="lrnotes-family" value="{id}"{" checked" if not id else ""}>'
        f"{html.escape(name)} <span>{number}</span></label>"
        for id, name, number in choices
    )
    return f'<fieldset class="lrnotes-filter"><legend>Show</legend>{labels}</fieldset>'


def hide_the_others(app, pagename, templatename, context, doctree):
    """The filter is a style rule for each family: it needs no script, and without it every family is there."""
    sections = [n for n in doctree.findall(nodes.section) if "lrnotes-family" in n["classes"]] if doctree else ()
    rules = "".join(
        f'.lrnotes-filter:has([value="{id}"]:checked)~.lrnotes-family:not(#{id}){{display:none}}'
        for id in (section["ids"][0] for section in sections)
    )
    if rules:
        context["metatags"] = context.get("metatags", "") + f"<style>{rules}</style>\n"


def setup(app):
    app.add_directive("gallery", Gallery)
    app.connect("html-page-context", hide_the_others)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
