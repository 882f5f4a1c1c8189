"""The live figures of the published recipes, and the address that opens a recipe in Compare.

Most recipes are compositions, which no chapter has a figure of. Recipes of the same composition differ in their numbers
only: Compare lists each composition once, by its classes and methods, and a link carries the numbers.
"""

import dataclasses
import functools

import catalogue
import chart
import lrnotes
import stored_figure
from lrnotes import CosineDecay, LinearDecay
from lrnotes.core.base import nested_in
from lrnotes.core.composition import Then

_SHOWN_WITHOUT_END = 10  # warmups: the steps shown if the source does not say where the training run ends


@dataclasses.dataclass(frozen=True)
class RecipeFigure:
    """A recipe, the live figure of its schedule, and what Compare calls this schedule."""

    recipe: object  # lrnotes.published.recipe.Recipe
    figure: stored_figure.StoredFigure
    title: str

    @property
    def main(self):
        """The class of the schedule's last phase: the one that a chapter is about, after the warmup."""
        return _last_phase(self.recipe.schedule)


@functools.cache
def recipe_figures():
    """The figure of every recipe, the newest first; those of a year are in the order of their table."""
    ordered = sorted(lrnotes.recipes(), key=lambda recipe: -recipe.year)
    named = {title_of(shown.schedule): shown.name for _, shown in catalogue.compared()}
    titles = [title_of(recipe.schedule) for recipe in ordered]
    return tuple(
        RecipeFigure(recipe, _figure(recipe), named.get(title, title)) for recipe, title in zip(ordered, titles)
    )


def compositions():
    """The recipes' schedules that no chapter has a figure of: by their titles, the figure to start from.

    It is the oldest recipe's. A link holds what differs from the start, and means the same when a recipe is added.
    """
    chapters = _chapters()
    return {each.title: each.figure for each in recipe_figures() if each.title not in chapters}


def link(each):
    """The query that opens a recipe in Compare, beside a plain schedule of the same peak and length."""
    steps = each.figure.last
    plain = CosineDecay if each.main is LinearDecay else LinearDecay
    beside = stored_figure.made_of(lrnotes.explore(plain(each.recipe.peak, steps), steps))
    known = {**compositions(), **_chapters()}
    plots = [(each.title, each.figure), (plain.__name__, beside)]
    return chart.comparison_query([(title, known[title], figure) for title, figure in plots], steps)


def title_of(schedule):
    """A schedule in the words of its expression, with the lengths of lists alone: ``MultiStepDecay-2.warmup``."""
    name, inner = type(schedule).__name__, nested_in(schedule)
    lists = [len(value) for value in vars(schedule).values() if isinstance(value, tuple)]
    if isinstance(schedule, Then):
        return ".then.".join(map(title_of, inner))
    return f"{title_of(inner[0])}.{name.lower()}" if inner else "-".join([name, *map(str, lists)])


def _last_phase(schedule):
    inner = nested_in(schedule)
    return _last_phase(inner[-1]) if inner else type(schedule)


def _chapters():
    return {shown.name: shown.figure for _, shown in catalogue.compared()}


def _figure(recipe):
    return stored_figure.made_of(lrnotes.explore(recipe.schedule, recipe.length or _SHOWN_WITHOUT_END * recipe.warmup))
