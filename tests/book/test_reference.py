"""The reference: every public name on one page, in one line of the overview, and its arguments before its prose."""

import collections
import inspect

import pytest
from sphinx.errors import ExtensionError

import lrnotes
import reference

PUBLIC = {
    *lrnotes.__all__,
    "KerasSchedule",
    "FeedbackCallback",
    "HyperparameterCallback",
    "TorchSchedule",
    "TorchFeedback",
}


def test_every_public_name_is_on_one_page():
    """A new one that is no schedule goes into the list of a page in book/api/; schedules find their page themselves."""
    places = collections.Counter(name for page in reference.pages() for _, name in page.names)
    assert not PUBLIC - set(places), "in no list of :members: in book/api/*.md"
    assert not [name for name, count in places.items() if count > 1]


def test_the_pages_are_those_of_the_folder():
    assert sorted(page.name for page in reference.pages()) == sorted(path.stem for path in reference.PAGES.glob("*.md"))


def test_a_line_of_the_overview_is_the_first_of_the_docstring():
    (page,) = [page for page in reference.pages() if page.name == "base"]
    overview = reference._overview(page)
    first = "A learning rate schedule: a function from the step to the learning rate, and nothing else."
    assert f"- :py:obj:`Schedule <lrnotes.core.schedule.Schedule>`: {first}\n" in overview
    assert "- :py:obj:`Schedule.warmup <lrnotes.core.schedule.Schedule.warmup>`: A linear warmup" in overview
    (page,) = [page for page in reference.pages() if page.name == "forecast"]
    assert "`lrnotes.forecast.power_law.Range <lrnotes.forecast.power_law.Range>`" in reference._overview(page)


def test_arguments_results_and_errors_come_after_the_summary():
    lines = [
        "Sum.",
        "",
        "Prose that",
        "goes on.",
        "",
        "Args:",
        "    a: one",
        "",
        "Returns:",
        "    it",
        "",
        "Example:",
        "    >>> 1",
    ]
    reference.parameters_first(None, "function", "f", None, None, lines)
    told = [line for line in lines if line]
    assert told == [
        "Sum.",
        "Args:",
        "    a: one",
        "Returns:",
        "    it",
        "Prose that",
        "goes on.",
        "Example:",
        "    >>> 1",
    ]
    assert lines[lines.index("Prose that") - 1] == "" and lines[1] == ""


def test_a_docstring_without_arguments_stays():
    lines = ["Sum.", "", "Prose.", "", "Example:", "    >>> 1"]
    before = list(lines)
    reference.parameters_first(None, "function", "f", None, None, lines)
    assert lines == before


def test_the_pages_of_the_families_list_the_public_schedules_and_no_base_class():
    listed = [
        name for page in reference.pages() for module, name in page.names if module.startswith("lrnotes.schedules.")
    ]
    public = [
        name
        for name in lrnotes.__all__
        if inspect.isclass(member := getattr(lrnotes, name)) and member.__module__.startswith("lrnotes.schedules.")
    ]
    assert sorted(listed) == sorted(public)


def test_a_page_of_no_family_stops_the_build():
    with pytest.raises(ExtensionError, match=r"book/api/waves\.md: no module of lrnotes\.schedules has this name"):
        reference._with_family("waves", f"# API: waves\n\n{reference._FAMILY}")
