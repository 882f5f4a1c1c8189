"""The picture that a shared link shows: the curves of the page's schedules.

They are drawn as the chart of the live figures draws them: anew when a definition, the words or the drawing changes;
the picture is kept beside the built site otherwise.
"""

import hashlib
import json
import math
import pathlib
import shutil
import statistics
import textwrap

import catalogue
import chart
import lrnotes
from lrnotes.figures.palette import COLORS

FOLDER = "_static/cards"
SIZE = (1200, 630)  # what the sites that show links ask for
_DEFAULT = "lrnotes"
_WIDTH = 0.87 * SIZE[0] / 100 * 72  # of the curve of a chapter, in points
_INK, _PALE, _PAPER = "#1f2328", "#59636e", "#ffffff"


def card(app, page):
    """File name, size in pixels and text for the card of a page: its own, or the book's."""
    found = app.lrnotes_cards.get(page) or app.lrnotes_cards[_DEFAULT]
    return {**found, "width": SIZE[0], "height": SIZE[1]}


def prepare(app):
    kept = pathlib.Path(app.outdir).parent / "cards"
    listed, state = kept / "cards.json", _state()
    before = json.loads(listed.read_text(encoding="utf-8")) if listed.exists() else {"state": None, "cards": {}}
    if before["state"] != state:
        kept.mkdir(parents=True, exist_ok=True)
        content = {"state": state, "cards": _draw_new(kept, app.config.html_title, before["cards"])}
        listed.write_text(json.dumps(content, indent=1), encoding="utf-8")
        before = content
    app.lrnotes_cards = before["cards"]


def copy(app, exception):
    if exception:
        return
    target = pathlib.Path(app.outdir, FOLDER)
    target.mkdir(parents=True, exist_ok=True)
    for one in app.lrnotes_cards.values():
        shutil.copy2(pathlib.Path(app.outdir).parent / "cards" / one["file"], target)


def _state():
    """Of everything that a card may be made of: while it stays, no chapter has to be asked."""
    package = pathlib.Path(lrnotes.__file__).parent
    files = [*package.rglob("*.py"), chart.CHART, *pathlib.Path(__file__).parent.glob("*.py")]
    files += [catalogue.ROOT / "_toc.yml", *catalogue.ROOT.glob("book/**/*.ipynb")]
    content = hashlib.sha256()
    for path in sorted(files):
        if ".ipynb_checkpoints" not in path.parts:
            content.update(path.name.encode() + path.read_bytes())
    return content.hexdigest()


def _draw_new(folder, site, before):
    """Every page's card, drawn where it is not the one that is there."""
    entries, made = catalogue.entries(), {}
    for entry in entries:
        alt = f"{entry.title}. {chart.sentence(entry.shown[0].figure)}"
        file = entry.page.rpartition("/")[2] + ".png"
        made[entry.page] = {
            "file": file,
            "alt": alt,
            "of": _made_of(site, entry.title, entry.summary, entry.shown[:1]),
        }
        if made[entry.page] != before.get(entry.page) or not (folder / file).exists():
            _draw_chapter(folder / file, site, entry)
    alt = f"Curves of {len(entries)} learning rate schedules: {', '.join(entry.title for entry in entries)}."
    first = [entry.shown[0] for entry in entries]
    made[_DEFAULT] = {"file": f"{_DEFAULT}.png", "alt": alt, "of": _made_of(site, alt, "", first)}
    if made[_DEFAULT] != before.get(_DEFAULT) or not (folder / made[_DEFAULT]["file"]).exists():
        _draw_book(folder / made[_DEFAULT]["file"], site, first)
    return made


def _made_of(site, title, words, shown):
    drawn = [_points(each, 1.0, 1.0) for each in shown]
    content = pathlib.Path(__file__).read_bytes() + f"{site}\n{title}\n{words}\n{drawn}".encode()
    return hashlib.sha256(content).hexdigest()


def _draw_chapter(path, site, entry):
    """The schedule of the chapter's live figure: others of another length would share its axes and not its steps."""
    figure, canvas = _figure(site, entry.title, entry.summary)
    axes = figure.add_axes((0.07, 0.12, _WIDTH / SIZE[0] * 100 / 72, 0.5))
    _curve(axes, entry.shown[0], COLORS[0], thickness(entry.shown[0]))
    axes.spines[["left", "bottom"]].set(visible=True, color=_PALE, linewidth=2)
    axes.set_xlabel("step", fontsize=17, color=_PALE)
    axes.set_ylabel("learning rate", fontsize=17, color=_PALE)
    canvas.print_png(str(path))


def _draw_book(path, site, shown):
    """Every chapter's first schedule, in a frame of its own."""
    words = "Learning rate schedules: an interactive plot, the formula and the code of each"
    figure, canvas = _figure("", site, words)
    across = max(3, math.ceil(math.sqrt(1.5 * len(shown))))
    down = math.ceil(len(shown) / across)
    width, height = 0.88 / across, 0.56 / down
    for index, each in enumerate(shown):
        row, column = divmod(index, across)
        corner = 0.06 + (column + 0.08) * width, 0.08 + (down - row - 0.9) * height
        _curve(figure.add_axes((*corner, 0.84 * width, 0.76 * height)), each, COLORS[index % len(COLORS)], 5)
    canvas.print_png(str(path))


def _figure(site, title, words):
    # Here, because most builds draw nothing.
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure((SIZE[0] / 100, SIZE[1] / 100), dpi=100, facecolor=_PAPER)
    two_lines = "\n".join(textwrap.wrap(words, 80, max_lines=2, placeholder=" …"))
    figure.text(0.06, 0.84, title, fontsize=40 if len(title) < 30 else 32, weight="bold", color=_INK)
    figure.text(0.06, 0.79, two_lines, fontsize=19, color=_PALE, va="top", linespacing=1.3)
    figure.text(0.94, 0.05, site, fontsize=19, color=_PALE, ha="right")
    return figure, FigureCanvasAgg(figure)


def thickness(shown):
    """Of a chapter's curve, in points: less where a thick line would fill its stairs."""
    points = _points(shown, 1.0, 1.0)
    level = [right - left for (left, y), (right, z) in zip(points, points[1:]) if y == z and right > left]
    stair = statistics.median(level) if sum(level) > 0.5 else 1.0
    return min(7, max(2.5, 0.4 * stair * _WIDTH))


def _points(shown, width, height):
    """The curve as the chart draws it, from the lower left corner."""
    return [(x, height - y) for x, y in chart.card(shown.figure, width, height)]


def _curve(axes, shown, colour, width):
    x, y = zip(*_points(shown, 1.0, 1.0))
    axes.plot(x, y, color=colour, linewidth=width, solid_capstyle="round", clip_on=False)
    axes.set(xticks=[], yticks=[], xlim=(0, 1), ylim=(-0.02, 1.02))
    axes.spines[:].set_visible(False)


def setup(app):
    app.connect("builder-inited", prepare)
    app.connect("build-finished", copy)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
