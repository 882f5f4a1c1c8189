"""The style of the book's static figures, whatever the reader's settings and in any number of threads."""

import contextlib
import threading

from .palette import INK, pen

LINE_WIDTH = 1.8  # points
TEXT_SIZE = 10.5  # points: 11 px or more where a page shows a figure 620 px wide
TITLE_SIZE = 11
#: The arguments of ``axes.legend`` in a figure that is drawn by hand.
LEGEND = {"frameon": False, "labelcolor": INK, "fontsize": TEXT_SIZE}
_POINTS_A_PIXEL = 0.75
_STYLE = {
    "axes.edgecolor": INK,
    "axes.facecolor": "none",
    "axes.grid": True,
    "axes.labelcolor": INK,
    "axes.labelsize": TEXT_SIZE,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlecolor": INK,
    "axes.titlesize": TITLE_SIZE,
    "figure.facecolor": "none",
    "font.family": ["sans-serif"],
    "font.sans-serif": ["DejaVu Sans"],  # SVG names it before whatever sans-serif font the reader has
    "font.size": TEXT_SIZE,
    "grid.alpha": 0.25,
    "grid.color": INK,
    **{f"legend.{name}": value for name, value in LEGEND.items()},
    "lines.linewidth": LINE_WIDTH,
    "savefig.facecolor": "none",
    "text.color": INK,
    "xtick.color": INK,
    "ytick.color": INK,
}
# Matplotlib's settings belong to the whole process, and it reads them while a figure is made and while it is drawn. So
# one thread at a time does either, and what it finds is what the thread before it found.
_LOCK = threading.RLock()


@contextlib.contextmanager
def styled(**more):
    """Inside, Matplotlib has its defaults and the book's style; after it, each setting is what it was before.

    The backend stays the reader's. A setting that another thread changes in the meantime keeps the new value.
    """
    import matplotlib

    settings = matplotlib.rcParams
    wanted = {**matplotlib.rcParamsDefault, **_STYLE, **more}
    with _LOCK:
        ours = {}
        before = {}
        try:
            for name, value in wanted.items():
                if not name.startswith("backend") and settings[name] != value:
                    before[name] = settings[name]
                    settings[name] = value
                    ours[name] = settings[name]
            yield
        finally:
            for name, value in before.items():
                if settings[name] is ours.get(name) or settings[name] == ours.get(name):
                    settings[name] = value


def line_style(index):
    """The arguments of ``axes.plot`` that draw the curve with this number in its color and dashes."""
    color, dash = pen(index)
    # Matplotlib counts dashes in widths of the line.
    pattern = tuple(length * _POINTS_A_PIXEL / LINE_WIDTH for length in dash)
    return {"color": color, "linestyle": (0, pattern) if pattern else "-"}
