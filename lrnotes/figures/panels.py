"""An empty figure in the book's style, which a notebook shows as SVG."""

import functools

from ..core.extras import needed
from .palette import COLORS
from .style import styled
from .svg import svg

WIDTH = 8  # inches
LEFT, RIGHT = 0.11, 0.985  # where the panels begin and end, as fractions of the width
_ABOVE = 0.34  # inches above the first row, for titles
_BETWEEN = 0.44  # inches between what stands below a row and the next row's panels


def panels(columns, *, rows=1, height=2.9, below=0.6):
    """An empty figure in the book's style: 8 inches wide, with fixed margins and a transparent background.

    Args:
        columns, rows: how many panels.
        height: inches of each row.
        below: inches under the panels of each row, for the axis label and a legend.

    Returns:
        The figure, and a list of its axes, row by row.

    Raises:
        ModuleNotFoundError: if Matplotlib is not installed; the extra ``lrnotes[plot]`` installs it.

    Example:
        >>> import lrnotes
        >>> figure, axes = lrnotes.panels(2, rows=2)
        >>> len(axes)
        4
    """
    make = figure_class()
    with styled():
        total = rows * height
        figure = make(figsize=(WIDTH, total))
        grid = figure.subplots(rows, columns, squeeze=False)
        figure.subplots_adjust(
            left=LEFT, right=RIGHT, top=1 - _ABOVE / total, bottom=below / total,
            wspace=0.3 if columns < 3 else 0.42, hspace=(below + _BETWEEN) / (height - below - _BETWEEN),
        )  # fmt: skip
        for axes in grid.flat:
            axes.set_prop_cycle(color=COLORS)
        return figure, list(grid.flat)


@functools.cache
def figure_class():
    """The class of the book's figures, made at the first figure: Matplotlib is not needed before."""
    with needed("plot"):
        from matplotlib.figure import Figure

    class BookFigure(Figure):
        def _ipython_display_(self):
            from IPython.display import display

            display({"image/svg+xml": svg(self), "text/plain": repr(self)}, raw=True)

    BookFigure.__name__ = "Figure"
    return BookFigure
