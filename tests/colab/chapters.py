"""Which chapters run in Colab's pins: all of them weekly, and a few for each change."""

from support.book import ROOT, contents, notebooks
from support.changes import changed_pages

# More are changed by one hand, and one chapter of each part shows that too.
_MOST_CHANGED = 8


def every():
    return notebooks()


def one_of_each_part_and_changed():
    """The first notebook of each folder, in the book's order, and what is new since what readers have."""
    paths = {page: ROOT / f"{page}.ipynb" for page in contents() if (ROOT / f"{page}.ipynb").exists()}
    first = {path.parent: path for path in reversed(paths.values())}
    changed = [paths[page] for page in changed_pages() if page in paths]
    return sorted({*first.values(), *changed[:_MOST_CHANGED]})
