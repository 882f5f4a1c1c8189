"""Legends: short, off the data, and every label exactly as it is."""

import xml.etree.ElementTree as xml

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

import lrnotes
from lrnotes import Constant, CosineDecay, ExponentialDecay, LinearDecay, NaturalExpDecay, plot, vary
from lrnotes.figures.labels import labels_of, wrapped
from lrnotes.figures.svg import svg
from settings import lrfn

STRANGE = {
    "_warm": "_warm",
    "_x": "_x",
    "": "",
    r"$\bad$": r"$\bad$",
    "costs $5 to $6": "costs $5 to $6",
    "a < b & c": "a < b & c",
    "bell \x07": r"bell \x07",
    "null \x00, tab \t": r"null \x00, tab \t",
    "half a character \ud800": r"half a character \ud800",
    "none \uffff": r"none \uffff",
    "two\nlines": "two\nlines",
    "η₀ → 0, naïve": "η₀ → 0, naïve",
}


def legend_of(owner):
    legend = owner.legends[0] if hasattr(owner, "legends") else owner.get_legend()
    return [text.get_text() for text in legend.get_texts()]


def texts(figure):
    """What an XML parser reads in the figure's SVG."""
    root = xml.fromstring(svg(figure))
    return ["".join(each.itertext()) for each in root.iter("{http://www.w3.org/2000/svg}text")]


@pytest.mark.parametrize("label, seen", STRANGE.items(), ids=map(repr, STRANGE))
def test_a_label_is_shown_as_it_is(label, seen):
    figure = plot([Constant(0.1), Constant(0.2)], 10, labels=[label, "other"])
    assert legend_of(figure) == [seen, "other"]
    shown = texts(figure)
    assert all(line in shown for line in seen.split("\n") if line)


def test_labels_may_be_numbers():
    assert legend_of(plot([Constant(0.1), Constant(0.2)], 10, labels=[1, 2])) == ["1", "2"]
    assert legend_of(plot(Constant(0.1), 10, labels=1)) == ["1"]
    assert legend_of(plot([Constant(0.1), Constant(0.2)], 10, labels=np.array([0.5, 1.0]))) == ["0.5", "1.0"]


@pytest.mark.parametrize("name", ["_warm", "$\\bad$", ""])
def test_a_name_of_a_schedule_is_shown_as_it_is(name):
    assert legend_of(plot(CosineDecay(0.1, 50, name=name), 60)) == [name]
    axes = vary(CosineDecay(0.1, 50), 60, name=[name, "other"]).axes[0]
    assert legend_of(axes) == [name, "other"]


def test_a_long_line_is_broken_and_a_short_one_is_left_as_it_is():
    assert wrapped("  two  spaces ", 40) == "  two  spaces "
    assert wrapped("one two three four", 9) == "one two\n    three\n    four"


# Short names: the arguments that differ


def test_of_one_class_only_the_arguments_that_differ_are_named():
    schedules = [CosineDecay(1e-2, 50, alpha=1e-2), CosineDecay(1e-2, 50), CosineDecay(1e-3, 50, alpha=1e-2)]
    assert labels_of(schedules) == [
        "initial_learning_rate=0.01, alpha=0.01",
        "initial_learning_rate=0.01, alpha=0.0",
        "initial_learning_rate=0.001, alpha=0.01",
    ]


def test_of_several_classes_the_class_is_named_too():
    falls = [ExponentialDecay(0.01, 20, 0.5), ExponentialDecay(0.01, 20, 0.5, True), NaturalExpDecay(0.01, 20, 0.7)]
    assert labels_of(falls) == [
        "ExponentialDecay(staircase=False)",
        "ExponentialDecay(staircase=True)",
        "NaturalExpDecay",
    ]


def test_of_a_composition_its_parts_are_shortened():
    linear = LinearDecay(0.01, 50)
    assert labels_of([linear, linear.warmup(10), linear.then(CosineDecay(0.01, 50), at=25)]) == [
        "LinearDecay",
        "LinearDecay(…).warmup(10)",
        "LinearDecay(…).then(CosineDecay(…), at=25)",
    ]
    assert labels_of([linear.warmup(5), LinearDecay(0.02, 50).warmup(10)]) == [
        "LinearDecay(initial_learning_rate=0.01).warmup(5)",
        "LinearDecay(initial_learning_rate=0.02).warmup(10)",
    ]


def test_of_short_definitions_nothing_is_left_out():
    assert labels_of([Constant(0.1), Constant(0.2)]) == ["Constant(learning_rate=0.1)", "Constant(learning_rate=0.2)"]
    long = CosineDecay(initial_learning_rate=0.0, decay_steps=1000, warmup_target=0.1, warmup_steps=100)
    assert labels_of([long]) == [repr(long)]


def test_a_name_wins_and_functions_have_theirs():
    schedules = [CosineDecay(0.1, 500, name="ours"), lrfn, CosineDecay(0.1, 500), CosineDecay(0.1, 500, alpha=0.1)]
    assert labels_of(schedules) == ["ours", "lrfn", "CosineDecay(alpha=0.0)", "CosineDecay(alpha=0.1)"]


# Off the data

FIGURES = {
    "plot": lambda: plot([CosineDecay(0.1, 10 * count) for count in range(1, 7)], 60),
    "plot, long labels": lambda: plot([Constant(0.1), Constant(0.2)], 60, labels=["word " * 40, "short"]),
    "plot, losses": lambda: plot(
        [lrnotes.ReduceLROnPlateau(0.1), lrnotes.GreedyLR(0.1)], losses=lrnotes.loss_curve("noisy plateau")
    ),
    "vary, one": lambda: vary(Constant(0.1), 60, learning_rate=[0.1, 0.2]),
    "vary, two rows of three": lambda: vary(
        lrnotes.PolynomialDecay(0.1, 50),
        60,
        initial_learning_rate=[0.1, 0.0002, 0.0003],
        decay_steps=[10, 50, 1000],
        end_learning_rate=[0.0, 0.00012, 0.01],
        power=[0.5, 1.0, 2.0],
        cycle=[False, True],
    ),
    "vary, lists": lambda: vary(
        lrnotes.PiecewiseConstantDecay([4, 8], [0.1, 0.05, 0.01]), 25, values=[(0.1, 0.05, 0.01), (0.05, 0.1, 0.01)]
    ),
}


@pytest.mark.parametrize("draw", FIGURES.values(), ids=FIGURES)
def test_legends_lie_in_the_figure_and_on_no_panel_and_no_label(draw):
    figure = draw()
    renderer = FigureCanvasAgg(figure).get_renderer()
    legends = figure.legends or [axes.get_legend() for axes in figure.axes]
    boxes = [legend.get_window_extent(renderer) for legend in legends]
    others = [axes.get_tightbbox(renderer, bbox_extra_artists=axes.texts) for axes in figure.axes]
    for box in boxes:
        assert figure.bbox.x0 <= box.x0 and box.x1 <= figure.bbox.x1
        assert figure.bbox.y0 <= box.y0 and box.y1 <= figure.bbox.y1
        assert not any(box.overlaps(other) for other in others)
    for box in boxes:
        assert sum(box.overlaps(other) for other in boxes) == 1
