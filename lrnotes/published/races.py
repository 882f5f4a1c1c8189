"""The measured races of the chapter "Schedules raced": the same problems, each schedule at its own best peak."""

import functools
import json
import pathlib
from typing import Any

from ..core.messages import did_you_mean, shown


@functools.cache
def _races() -> dict[str, Any]:
    races: dict[str, Any] = json.loads(pathlib.Path(__file__).with_name("races.json").read_text(encoding="utf-8"))
    return races


def race(problem: str) -> dict[str, Any]:
    """What was measured on one problem: how it was run, and the results of each schedule.

    The folder ``experiments`` of the repository has every loss that these numbers summarize, and the programs.

    Args:
        problem (str): "convex", "digits" or "language_model".

    Returns:
        A dictionary with ``updates`` and ``seeds`` of a run, the number of ``trainings``, the ``seconds`` of one core
        that they took, and ``schedules``. Those have by name the best ``peak``, the ``final`` loss there with half the
        width of its 95% ``interval``, the same ``behind`` the best schedule with the same seeds, the least ``bound``
        of the last iterate and its ``bound_peak``, both times the square root of the updates, and the ``losses`` at
        all ``peaks``.

    Raises:
        ValueError: if there is no such problem.

    Example:
        >>> from lrnotes.published.races import race
        >>> race("convex")["seeds"]
        32
    """
    if problem not in _races():
        raise ValueError(
            f"race: problem must be one of {', '.join(map(repr, _races()))}; "
            f"got {shown(problem)}{did_you_mean(str(problem), _races())}"
        )
    found: dict[str, Any] = _races()[problem]
    return found
