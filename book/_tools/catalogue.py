"""The schedules of the book as its chapters show them: what the gallery, and whatever else lists them all, is made of.

A chapter's live figure, as its output is stored, says which schedule it shows, so no chapter has to be run. Of a class
that the chapter defines beside that one, the cell with its ``definition`` declares in its metadata what to show::

    "lrnotes": {"shown": "NaturalExpDecay(1e-2, 20, 0.7)", "steps": 100}
"""

import dataclasses
import functools
import json
import pathlib
import re

import numpy as np
import yaml

import lrnotes
import stored_figure

ROOT = pathlib.Path(__file__).resolve().parents[2]


@dataclasses.dataclass(frozen=True)
class Shown:
    """A schedule as a chapter shows it."""

    figure: stored_figure.StoredFigure
    schedule: object  # a Schedule, or what a feedback schedule answers to the figure's losses

    @property
    def name(self):
        return type(self.schedule).__name__

    @property
    def steps(self):
        return self.figure.last

    @property
    def end(self):
        """The step of the schedule with which it ends, or None if it goes on or follows the loss."""
        horizon = self.figure.description.get("horizon")
        return round(self.steps / horizon["factor"]) if horizon and horizon["ends"] else None


@dataclasses.dataclass(frozen=True)
class Entry:
    """A chapter with a live figure, and the schedules that it defines."""

    page: str  # as _toc.yml names it: "book/cosine/cosine_decay"
    title: str
    summary: str  # its first sentence, up to the colon
    family: str  # the caption above it in _toc.yml
    shown: tuple  # of Shown: that of the live figure first, then one of each other class

    @property
    def schedules(self):
        """The schedules, each with the last step shown."""
        return tuple((each.schedule, each.steps) for each in self.shown)

    @property
    def source(self):
        return _source(self.page)


class Answering:
    """A feedback schedule on the losses of its chapter's figure: there its rate is a function of the epoch."""

    def __init__(self, schedule, losses):
        self.schedule, self.rates = schedule, schedule.rates(losses)

    def __call__(self, epochs):
        return self.rates[np.asarray(epochs, dtype=int)]

    def __repr__(self):
        return f"{self.schedule!r} on {self.rates.tolist()}"


def answering(schedule, losses):
    """The same under the name and the words of the schedule's class, as all that lists schedules reads them."""
    kind = type(schedule)
    return type(kind.__name__, (Answering,), {"__doc__": kind.__doc__})(schedule, losses)


def depend_on_the_package(env):
    """Have the page that is being read written again when any module of the package has changed."""
    for path in pathlib.Path(lrnotes.__file__).parent.rglob("*.py"):
        env.note_dependency(str(path))


def entries():
    """Every chapter that has a live figure, in the order of _toc.yml."""
    toc = ROOT / "_toc.yml"
    pages = _pages(toc, toc.stat().st_mtime_ns)
    chapters = [(family, page, _source(page)) for family, page in pages if _source(page).exists()]
    found = [(family, page, _read(source, source.stat().st_mtime_ns)) for family, page, source in chapters]
    return [Entry(page, *words, family, shown) for family, page, (*words, shown) in found if shown]


def compared():
    """What Compare can show, as pairs of an entry and a figure; what answers to losses has no curve over the steps."""
    return [(entry, shown) for entry in entries() for shown in entry.shown if not shown.figure.is_feedback]


def _source(page):
    return ROOT / f"{page}.ipynb"


@functools.cache
def _pages(path, modified):
    """Caption and page of every chapter, read once for each time that the file was modified."""
    toc = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [(part["caption"], chapter["file"]) for part in toc["parts"] for chapter in part["chapters"]]


@functools.cache
def _read(path, modified):
    """Title, summary and figures of a notebook, read once for each time that it was modified."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    for cell in cells:
        cell["source"] = "".join(cell["source"])
    title, text = cells[0]["source"].removeprefix("# ").split("\n", 1)
    text = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", " ".join(text.split()))  # links as their text
    return title.strip(), re.split(r"[.:;](?: |$)", text)[0], _shown(path, cells)


def _shown(path, cells):
    """One figure of every class that the chapter defines: its live one, then those that are declared."""
    defined = {name for cell in cells for name in re.findall(r"^definition\((\w+)\)", cell["source"], re.MULTILINE)}
    if not defined:
        return ()
    shown = [_of(figure) for figure in _stored(cells) if figure.description["name"] in defined]
    declared = [cell["metadata"].get("lrnotes", {}) for cell in cells]
    shown += [_declared(each) for each in declared if "shown" in each]
    first = {}
    for each in shown:
        first.setdefault(each.name, each)
    if missing := defined - set(first):
        raise ValueError(
            f"{path.name} defines {', '.join(sorted(missing))} and shows no curve of it: "
            "run the chapter's explore(...), or declare a schedule in the metadata of the definition's cell"
        )
    return tuple(first.values())


def _stored(cells):
    for cell in cells:
        for output in cell.get("outputs", ()):
            figure = stored_figure.found_in("".join(output.get("data", {}).get("text/html", "")))
            if figure:
                yield figure


def _of(figure):
    if not figure.is_feedback:
        return Shown(figure, figure.schedule)
    description = figure.description
    return Shown(figure, answering(figure.schedule, description["curves"][description["chosen"]]["losses"]))


def _declared(declared):
    schedule = eval(declared["shown"], {name: getattr(lrnotes, name) for name in lrnotes.__all__})
    return Shown(stored_figure.made_of(lrnotes.explore(schedule, declared["steps"])), schedule)
