"""The schedules of the book as its chapters show them: what the gallery, and whatever else lists them all, is made of."""

import contextlib
import dataclasses
import functools
import io
import json
import pathlib
import re

import numpy as np
import yaml

import lrnotes

ROOT = pathlib.Path(__file__).resolve().parents[2]


@dataclasses.dataclass(frozen=True)
class Entry:
    """A chapter with a live figure, and the schedules that it defines."""

    page: str  # as _toc.yml names it: "book/cosine/cosine_decay"
    title: str
    summary: str  # its first sentence, up to the colon
    family: str  # the caption above it in _toc.yml
    schedules: tuple  # of (schedule, last step shown): that of the live figure first, then the other classes' first

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


def entries():
    """Every chapter that has a live figure, in the order of _toc.yml."""
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    pages = [(part["caption"], chapter["file"]) for part in toc["parts"] for chapter in part["chapters"]]
    chapters = [(family, page, _source(page)) for family, page in pages if _source(page).exists()]
    found = [(family, page, _read(source, source.stat().st_mtime_ns)) for family, page, source in chapters]
    return [Entry(page, *words, family, schedules) for family, page, (*words, schedules) in found if schedules]


def _source(page):
    return ROOT / f"{page}.ipynb"


@functools.cache
def _read(path, modified):
    """Title, summary and schedules of a notebook, read once for each time that it was modified."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    for cell in cells:
        cell["source"] = "".join(cell["source"])
    title, text = cells[0]["source"].removeprefix("# ").split("\n", 1)
    text = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", " ".join(text.split()))  # links as their text
    return title.strip(), re.split(r"[.:;](?: |$)", text)[0], _schedules(path, cells)


def _schedules(path, cells):
    """One schedule of every class that the chapter defines, as the chapter's own figures have it.

    The code runs from the top, with figures that only note what they are asked to show, until each class was shown.
    """
    curves = next((i for i, cell in enumerate(cells) if "## What each parameter does" in cell["source"]), len(cells))
    code = [
        cell["source"]
        for cell in cells[:curves]
        if cell["cell_type"] == "code" and "nbval-skip" not in cell["metadata"].get("tags", [])
    ]
    wanted = set(re.findall(r"^definition\((\w+)\)", "\n".join(code), re.MULTILINE))
    shown, names = [], {"__name__": "__main__"}
    with _figures_that_note(shown), contextlib.redirect_stdout(io.StringIO()):
        for source in code if wanted else ():
            exec(compile(source, str(path), "exec"), names)
            if wanted <= {type(schedule).__name__ for schedule, _ in _first_of_each(shown, wanted)}:
                break
    chosen = _first_of_each(shown, wanted)
    chosen += _first_of_each(shown, wanted - {type(schedule).__name__ for schedule, _ in chosen}, alike=True)
    missing = wanted - {type(schedule).__name__ for schedule, _ in chosen}
    if missing:
        raise ValueError(f"{path.name} defines {', '.join(sorted(missing))} and shows no curve of it")
    return tuple(chosen)


def _first_of_each(shown, wanted, alike=False):
    """The first schedule of each class; a curve that is there already tells nothing, unless there is no other."""
    first = {}
    for schedule, steps in shown:
        name, at = type(schedule).__name__, np.arange(steps + 1)
        drawn = any(np.array_equal(schedule(at), other(at)) for other, _ in first.values())
        if name in wanted and name not in first and (alike or not drawn):
            first[name] = (schedule, steps)
    return list(first.values())


# What chapters call to show something; while they are read, nothing is shown.
_SHOWN = "definition explore latex panels parameters_of plot training_code translate vary".split()


@contextlib.contextmanager
def _figures_that_note(shown):
    def note(schedules, steps=None, *, losses=None, **_):
        if isinstance(losses, str):
            losses = lrnotes.loss_curve(losses)
        if losses is not None:
            schedules = [
                answering(each, losses) for each in (schedules if isinstance(schedules, list) else [schedules])
            ]
            steps = len(losses)
        for schedule in schedules if isinstance(schedules, (list, tuple)) else [schedules]:
            if isinstance(schedule, (lrnotes.Schedule, Answering)):
                shown.append((schedule, int(np.max(steps))))

    before = {name: vars(lrnotes).get(name) for name in _SHOWN}
    for name in before:
        setattr(lrnotes, name, note if name in ("explore", "plot") else lambda *_, **__: None)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                delattr(lrnotes, name)  # to be loaded at first use again
            else:
                setattr(lrnotes, name, value)
