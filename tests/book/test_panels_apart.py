"""A figure's panels as a phone shows them, one by one: where each lies in the file, with its axes and its legend."""

import re

import pytest

import lrnotes
import panels_apart
from lrnotes import CosineDecay, panels, plot, vary
from lrnotes.figures.svg import svg

COSINE = CosineDecay(0.1, 50)


def places(made, kind):
    """Where the texts of this kind begin, as the SVG says."""
    return [(float(x), float(y)) for x, y in re.findall(rf'x="([\d.]+)" y="([\d.]+)"[^>]*>{kind}<', made)]


def within(place, view):
    return view[0] <= place[0] <= view[0] + view[2] and view[1] <= place[1] <= view[1] + view[3]


def test_the_two_panels_of_a_plot_and_its_legend():
    made = svg(plot([COSINE, 0.5 * COSINE], 60, labels=["one", "two"]))
    left, right, legend = panels_apart.views(made)
    (title,), (other,) = places(made, "linear axis"), places(made, "logarithmic axis")
    assert within(title, left) and not within(title, right) and within(other, right) and not within(other, left)
    assert [within(place, view) for place in places(made, "step") for view in (left, right)] == [
        True,
        False,
        False,
        True,
    ]
    assert all(within(place, legend) for label in ("one", "two") for place in places(made, label))
    assert legend[2] < 150 and left[1] == right[1] == 0 and left[3] == right[3] == pytest.approx(legend[1])


def test_a_long_row_of_a_legend_is_cut_between_its_entries():
    labels = ["peak 0.01, alpha 0.01", "peak 0.01, alpha 0", "peak 0.001, alpha 0.01"]
    views = panels_apart.views(made := svg(plot([COSINE] * 3, 60, labels=labels)))
    assert len(views) == 5
    for label, view in zip(labels, views[2:]):
        (place,) = places(made, label)
        assert within(place, view) and place[0] - view[0] > 30 and view[2] <= 280


def test_panels_in_rows_each_have_their_title_and_legend():
    arguments = {"initial_learning_rate": [0.1, 0.2], "decay_steps": [25, 50], "alpha": [0, 0.1], "name": ["a", "b"]}
    made = svg(vary(COSINE, 60, **arguments))
    views = panels_apart.views(made)
    assert len(views) == 4
    for name, view in zip(arguments, views):
        assert [within(place, view) for place in places(made, name)] == [True]
    for label, view in zip(["0.2", "50", "0.1", "b"], views):
        assert any(within(place, view) for place in places(made, label))


@pytest.mark.parametrize("count, rows", [(1, 1), (1, 2), (1, 3)])
def test_a_figure_of_wide_panels_stays_whole(count, rows):
    figure, _ = panels(count, rows=rows)
    made = svg(figure)
    assert panels_apart.views(made) == [] and panels_apart.images('<img src="a.svg"/>', made) == ""
    assert panels_apart.is_wide(made)


def test_a_figure_with_a_line_above_all_panels_stays_whole_and_a_small_one_is_not_wide():
    assert panels_apart.views(svg(plot(COSINE, 60, title="All of them"))) == []
    assert not panels_apart.is_wide(svg(lrnotes.annotate(COSINE, 60, {0: "start"})))


def test_every_part_is_an_image_and_the_first_has_the_description():
    made = svg(plot(COSINE, 60, labels=["one"]))
    html = panels_apart.images('<img alt="Two panels." src="../_images/a.svg" class="x"/>', made)
    assert re.findall(r' (?:alt|role)="([^"]*)"', html) == ["Two panels.", "", "presentation", "", "presentation"]
    assert html.count('src="../_images/a.svg#svgView(viewBox(') == html.count('loading="lazy"') == 3
    assert [re.search(r"aspect-ratio: (\d+) / (\d+)", part)[0] for part in html.split("<img")[1:]]
