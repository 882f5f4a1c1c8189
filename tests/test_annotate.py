"""A curve with named steps: dots on the curve, texts that overlap nothing, and the same figure every time."""

import re
import xml.etree.ElementTree as xml

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

import lrnotes
from lrnotes import annotate
from lrnotes.figures.svg import svg

COSINE = lrnotes.CosineDecay(0.0, 9500, warmup_target=1e-3, warmup_steps=500)
CASES = {
    "cosine": (COSINE, {0: "starts at 0", 500: "peak: warmup ends", 5250: "half of the peak", 10_000: "ends at 0"}),
    "stairs": (lrnotes.StepDecay(0.1, 30, 0.1), {0: "starts at 0.1", 30: "first drop: to a tenth", 60: "second drop"}),
    "cycles": (
        lrnotes.TriangularCyclicalLearningRate(1e-4, 1e-3, 2000),
        {0: "trough", 2000: "peak after step_size", 4000: "one cycle is over"},
    ),
    "many cycles": (
        lrnotes.TriangularCyclicalLearningRate(1e-4, 1e-3, 200).repeat(every=8000),
        {200: "the first of many peaks", 4000: "a trough in the middle of them"},
    ),
    "restarts": (
        lrnotes.CosineDecayRestarts(1e-3, 1000, 2.0, 0.8),
        {0: "initial learning rate", 1000: "first restart", 3000: "second restart: the period has doubled"},
    ),
    "stable": (
        lrnotes.WarmupStableDecay(3e-4, 500, 7500, 2000),
        {
            0: "starts at 0",
            500: "warmup ends",
            8000: "decay begins",
            10_000: "ends at 0",
            11_000: "last step shown",
        },
    ),
    "constant": (lrnotes.Constant(3e-4), {0: "the same at every step"}),
}


def dots(axes):
    (line,) = [line for line in axes.lines if line.get_marker() == "o"]
    return line.get_xydata()


def texts(figure):
    """What a reader reads beside the curve, lines of one text put together by an XML parser."""
    root = xml.fromstring(svg(figure))
    return ["".join(each.itertext()) for each in root.iter("{http://www.w3.org/2000/svg}text")]


@pytest.mark.parametrize("schedule, notes", CASES.values(), ids=CASES)
def test_dots_lie_on_the_curve_and_texts_on_nothing(schedule, notes):
    figure = annotate(schedule, notes=notes)
    (axes,) = figure.axes
    steps, rates = dots(axes).T
    np.testing.assert_array_equal(steps, list(notes))
    np.testing.assert_allclose(rates, [float(schedule(step)) for step in notes], rtol=1e-12)
    assert " ".join(text.get_text() for text in axes.texts).split() == [
        word for text in notes.values() for word in text.split()
    ]
    renderer = FigureCanvasAgg(figure).get_renderer()
    boxes = [text.get_window_extent(renderer) for text in axes.texts]
    curve = axes.transData.transform(axes.lines[0].get_path().interpolated(8).vertices)
    at_dots = axes.transData.transform(dots(axes))
    for box in boxes:
        x0, x1, y0, y1 = box.x0, box.x1, box.y0, box.y1
        assert axes.bbox.x0 < x0 and x1 < axes.bbox.x1 and axes.bbox.y0 < y0 and y1 < axes.bbox.y1
        for x, y in (*curve, *at_dots):
            assert not (x0 < x < x1 and y0 < y < y1)
        # Lines of one text are closer than a line is high, but do not overlap in what is drawn.
        assert sum(box.x0 < o.x1 and o.x0 < box.x1 and box.y0 + 3 < o.y1 and o.y0 + 3 < box.y1 for o in boxes) == 1


def test_steps_are_drawn_as_steps():
    (axes,) = annotate(*CASES["stairs"][:1], 100, {30: "drop"}).axes
    assert axes.lines[0].get_drawstyle() == "steps-post" and axes.lines[0].get_xdata()[-1] == 100


def test_the_horizon_is_that_of_the_interactive_plot():
    (axes,) = annotate(COSINE, notes={0: "start"}).axes
    assert axes.lines[0].get_xdata()[-1] == lrnotes.explore(COSINE).description["steps"] == 11_000


def test_functions_are_annotated_over_the_steps_that_are_given():
    (axes,) = annotate(lambda step: 0.1 * 0.9**step, 20, {0: "start", 20: "end"}).axes
    np.testing.assert_allclose(dots(axes), [[0, 0.1], [20, 0.1 * 0.9**20]])


def test_text_is_legible_on_a_phone_and_the_same_every_time():
    """A phone shows the figure 328 px wide: 11 px there are 11 * 345.6 / 328 of the figure's points."""
    schedule, notes = CASES["restarts"]
    made = svg(annotate(schedule, notes=notes))
    assert made == svg(annotate(schedule, notes=dict(reversed(notes.items()))))
    width = float(re.search(r'<svg [^>]*?width="([\d.]+)pt"', made)[1])
    sizes = {float(size) for size in re.findall(r"font(?:-size)?: ([\d.]+)px", made)}
    assert min(sizes) * 328 / width >= 11
    root = xml.fromstring(made)
    colors = [each.get("style") for each in root.iter("{http://www.w3.org/2000/svg}text")]
    assert len(colors) >= 5 and all("fill: #737373" in style for style in colors)


def test_a_text_is_shown_as_it_is():
    shown = texts(annotate(COSINE, notes={0: r"$\bad$ a < b", 500: "bell \x07"}))
    assert r"$\bad$ a < b" in shown and r"bell \x07" in shown


@pytest.mark.parametrize(
    "schedule, steps, notes, kind, message",
    [
        (0.1, 10, {0: "a"}, TypeError, "annotate: a schedule must be callable with a step; got 0.1"),
        (lrnotes.ReduceLROnPlateau(0.1), 9, {0: "a"}, TypeError, "is not a function of the step"),
        (COSINE, 10, None, TypeError, "annotate: notes must be a dictionary of a text for each step; got None"),
        (COSINE, 10, {}, ValueError, "annotate: notes must have a text for at least one step"),
        (COSINE, 10, {11: "a"}, ValueError, "annotate: each step of notes must be from 0 to 10; got 11"),
        (COSINE, 10, {-1: "a"}, ValueError, "annotate: each step of notes must be from 0 to 10; got -1"),
        (COSINE, 10, {float("nan"): "a"}, ValueError, "annotate: each step of notes must be from 0 to 10; got nan"),
        (COSINE, 10, {"0": "a"}, TypeError, "annotate: notes must be texts at steps"),
        (COSINE, 10, {0: 1}, TypeError, "annotate: notes must be texts at steps"),
        (COSINE, "10", {0: "a"}, TypeError, "annotate: steps must be a number above 0; got '10'"),
        (COSINE, 0, {0: "a"}, ValueError, "annotate: steps must be a finite number, 1 or more; got 0"),
        (COSINE, float("inf"), {0: "a"}, ValueError, "annotate: steps must be a finite number, 1 or more; got inf"),
        (abs, None, {0: "a"}, ValueError, "annotate: steps must be given for a schedule of another library"),
        (COSINE, 60, {0: "word " * 200}, ValueError, "annotate: notes must be few and short enough to fit; got 1"),
    ],
)
def test_what_is_wrong_is_named(schedule, steps, notes, kind, message):
    with pytest.raises(kind, match=re.escape(message)):
        annotate(schedule, steps, notes)
