"""The package's chart, run in Node while the site is built: the code that draws in the reader's browser draws ahead."""

import atexit
import pathlib

from lrnotes import live
from node import Node

CHART = pathlib.Path(live.__file__).with_name("chart.js")
WIDTHS = {"wide": 700, "narrow": 330}  # of which the style sheet shows one
_SCRIPT = """
const {pathToFileURL} = require("url"), vm = require("vm");
const loaded = import(pathToFileURL(process.argv[1]));
async function answerTo({what, figures, given}) {
  const chart = await loaded;
  for (const {script} of figures) vm.runInThisContext(script);
  const programs = globalThis.lrnotesPrograms, [{key, description} = {}] = figures;
  switch (what) {
    case "figure": return chart.drawFigure(description, programs[key], given);
    case "thumbnail": return chart.drawThumbnail(description, programs[key], given);
    case "card": return chart.drawCard(description, programs[key], given);
    case "query": return {query: chart.comparisonQuery(given.plots, given.steps)};
    case "comparison": return chart.drawComparison(given.comparison, programs, given.options);
  }
}
"""
_node = Node(_SCRIPT, CHART)
atexit.register(_node.close)


def _ask(what, figures, given):
    told = [{"key": each.key, "description": each.description, "script": each.script} for each in figures]
    return _node.ask(what=what, figures=told, given=given)


def figure(stored, id):
    """The inside of a figure as HTML, and the picture of its loss: None where there is no forecast."""
    answer = _ask("figure", [stored], {"id": id, "widths": WIDTHS, "ahead": True})
    return answer["html"], answer["loss"]


def sentence(stored):
    """What a figure's curve does, in words."""
    return _ask("figure", [stored], {"id": "", "widths": {}})["sentence"].partition(". ")[2]


def comparison(data, figures, id):
    """The inside of the comparison as HTML: ``data`` is what its script reads, ``figures`` are those it lists."""
    return _ask("comparison", figures, {"comparison": data, "options": {"id": id, "widths": WIDTHS}})["html"]


def thumbnail(stored, width, height, points):
    """A small curve as SVG, and the points that it goes through."""
    answer = _ask("thumbnail", [stored], {"width": width, "height": height, "points": points})
    return answer["svg"], answer["points"]


def comparison_query(plots, steps):
    """The query that opens a comparison up to a step.

    ``plots`` are titles of the catalogue, each with its figure there and a figure with the settings to open.
    """
    told = [
        {"title": title, "description": there.description, "like": like.description} for title, there, like in plots
    ]
    return _ask("query", [], {"plots": told, "steps": steps})["query"]


def card(stored, width, height):
    """The points of a curve in a picture of this size."""
    return _ask("card", [stored], {"width": width, "height": height})["points"]
