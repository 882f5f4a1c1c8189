"""The interactive plot: a schedule with a control for each of its parameters, computed in the reader's browser.

Python describes the schedule (:mod:`lrnotes.live.description`) and writes its formula as JavaScript; one chart, the
same in a notebook, on a page, and in Node where the site is built, makes the figure of the description.
"""

from .figure import LiveFigure, explore

__all__ = ["LiveFigure", "explore"]
