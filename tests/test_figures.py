"""Static figures: the right curves, honest on a logarithmic axis, the same every time, and without side effects."""

import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys

import IPython.display
import matplotlib
import numpy as np
import pytest
import tensorflow as tf
from matplotlib.figure import Figure

import lrnotes
from lrnotes import CosineDecay, LinearCosineDecay, Schedule, panels, plot, vary
from lrnotes.figures.steps import values
from lrnotes.figures.style import styled
from lrnotes.figures.svg import svg
from settings import SCHEDULES, lrfn

STEPS = np.arange(61)
COSINE = CosineDecay(0.1, 50)
BELOW = "▼ zero or below"


def curves(axes):
    """The curves of a panel: what has a line, and not the triangles, which have none."""
    return [line for line in axes.lines if line.get_linestyle() != "None"]


def without_corners(line):
    """The points of a curve, without those before a jump, where the rate of one step is held until the next."""
    last_at_its_step = np.append(np.diff(line.get_xdata()) > 0, True)
    return line.get_xdata()[last_at_its_step], line.get_ydata()[last_at_its_step]


def triangles(axes):
    return [line.get_xdata().tolist() for line in axes.lines if line.get_marker() == "v"]


def texts(axes):
    return [text.get_text() for text in axes.texts]


def legend_of(figure):
    return [text.get_text() for text in figure.legends[0].get_texts()]


# plot


def test_a_figure_has_a_linear_and_a_logarithmic_panel_with_labels():
    figure = plot(COSINE, 60)
    assert isinstance(figure, Figure)
    linear, logarithmic = figure.axes
    assert (linear.get_yscale(), logarithmic.get_yscale()) == ("linear", "log")
    assert (linear.get_title(), logarithmic.get_title()) == ("linear axis", "logarithmic axis")
    for axes in figure.axes:
        assert (axes.get_xlabel(), axes.get_ylabel()) == ("step", "learning rate")
    assert legend_of(figure) == ["CosineDecay(initial_learning_rate=0.1, decay_steps=50)"]
    assert figure.get_suptitle() == "" and plot(COSINE, 60, title="Half a wave").get_suptitle() == "Half a wave"


@pytest.mark.parametrize("schedule", SCHEDULES.values(), ids=SCHEDULES)
def test_the_curves_are_the_schedule(schedule):
    linear, logarithmic = plot(schedule, 60).axes
    rates = schedule(STEPS)
    (line,) = curves(linear)
    steps, shown = without_corners(line)
    np.testing.assert_array_equal(steps, STEPS)
    np.testing.assert_array_equal(shown, rates)
    (line,) = curves(logarithmic)
    steps, shown = without_corners(line)
    np.testing.assert_array_equal(steps, STEPS)
    np.testing.assert_array_equal(~np.isnan(shown), rates > 0)
    np.testing.assert_array_equal(shown[rates > 0], rates[rates > 0])


def test_several_schedules_are_told_apart():
    schedules = [CosineDecay(0.1, 10 * (1 + index)) for index in range(6)]
    figure = plot(schedules, 60)
    assert legend_of(figure) == [f"decay_steps={10 * (1 + index)}" for index in range(6)]
    for axes in figure.axes:
        assert len({line.get_color() for line in curves(axes)}) == 6
    # Without colour too: one unbroken line and five kinds of dashes.
    assert len(set(re.findall(r"stroke-dasharray: [\d., ]+", svg(figure)))) == 5
    for line, schedule in zip(curves(figure.axes[0]), schedules, strict=True):
        np.testing.assert_array_equal(line.get_ydata(), schedule(STEPS))


def test_labels_of_ones_own():
    assert legend_of(plot([COSINE, 0.5 * COSINE], 60, labels=["whole", "half"])) == ["whole", "half"]
    assert legend_of(plot((COSINE,), 60, labels=["whole"])) == ["whole"]
    assert legend_of(plot(COSINE, 60, labels="whole")) == ["whole"]


def test_the_steps_to_show():
    for steps in (60, 60.0, np.int64(60), range(61), list(range(61)), np.arange(61.0)):
        np.testing.assert_array_equal(curves(plot(COSINE, steps).axes[0])[0].get_xdata(), STEPS)
    steps = np.linspace(0, 5, 101)
    line = curves(plot(COSINE, steps).axes[0])[0]
    np.testing.assert_array_equal(line.get_ydata(), COSINE(steps))


def test_schedules_of_other_libraries_and_functions():
    theirs = tf.keras.optimizers.schedules.ExponentialDecay(0.1, 10, 0.5)
    figure = plot([theirs, lrfn, lambda step: 0.1 * 0.9**step, Schedule.from_function(lrfn)], 60)
    assert legend_of(figure) == ["ExponentialDecay", "lrfn", "<lambda>", "FunctionSchedule(function=lrfn)"]
    exponential, branching, power, wrapped = (line.get_ydata() for line in curves(figure.axes[0]))
    np.testing.assert_allclose(exponential, 0.1 * 0.5 ** (STEPS / 10), rtol=1e-6)
    np.testing.assert_array_equal(branching, [lrfn(step) for step in range(61)])
    np.testing.assert_array_equal(wrapped, branching)
    np.testing.assert_allclose(power, 0.1 * 0.9**STEPS)


def test_values_of_any_schedule():
    for schedule in (COSINE, lambda step: float(COSINE(step))):
        rates = values(schedule, [0, 25, 50])
        assert rates.dtype == np.float64
        np.testing.assert_allclose(rates, [0.1, 0.05, 0.0])


# A logarithmic axis has no zero


def test_zero_is_a_gap_and_a_triangle_at_each_end():
    _, logarithmic = plot(COSINE, 60).axes
    assert np.isnan(curves(logarithmic)[0].get_ydata()[50:]).all()
    assert triangles(logarithmic) == [[50, 60]]
    assert texts(logarithmic) == [BELOW]
    low, high = logarithmic.get_ylim()
    assert 0 < low < COSINE(49) and 0.1 < high < 0.2


def test_every_run_below_zero_has_its_triangles():
    # Below zero at 0 to 2, at 5, at 8 and 9; exactly zero at 12.
    rates = np.array([-1, -1, -1, 1, 1, -2, 1, 1, -1, -1, 1, 1, 0, 1], float)
    linear, logarithmic = plot(lambda step: rates[step], 13).axes
    np.testing.assert_array_equal(curves(linear)[0].get_ydata(), rates)
    np.testing.assert_array_equal(np.isnan(curves(logarithmic)[0].get_ydata()), rates <= 0)
    assert triangles(logarithmic) == [[0, 2, 5, 8, 9, 12]]
    assert texts(logarithmic) == [BELOW]


def test_triangles_lie_on_the_lower_edge_in_the_colour_of_their_curve():
    schedules = [0.5 * LinearCosineDecay(0.1, 50), COSINE]
    _, logarithmic = plot(schedules, 60).axes
    marks = [line for line in logarithmic.lines if line.get_marker() == "v"]
    assert [line.get_xdata().tolist() for line in marks] == [[], [50, 60]]
    assert [line.get_color() for line in marks] == [line.get_color() for line in curves(logarithmic)]
    below_axis, above_axis = logarithmic.transAxes.transform([(0, 0), (0, 0.05)])[:, 1]
    height = marks[1].get_transform().transform((50, marks[1].get_ydata()[0]))[1]
    assert below_axis <= height <= above_axis


def test_a_schedule_above_zero_has_no_triangles():
    _, logarithmic = plot(LinearCosineDecay(0.1, 50), 60).axes
    assert triangles(logarithmic) == [[]] and texts(logarithmic) == []
    low, high = logarithmic.get_ylim()
    assert low < 0.1 * 0.001 and high > 0.1001


def test_nothing_but_zero():
    linear, logarithmic = plot(0 * COSINE, 60).axes
    assert not curves(linear)[0].get_ydata().any()
    assert np.isnan(curves(logarithmic)[0].get_ydata()).all()
    assert triangles(logarithmic) == [[0, 60]] and texts(logarithmic) == [BELOW]
    assert 0 < logarithmic.get_ylim()[0] < logarithmic.get_ylim()[1] < np.inf


def test_a_very_small_rate_is_not_called_zero():
    # It may be left out, or the axis may go down to it: but it is neither zero nor below.
    _, logarithmic = plot(lambda step: 0.5**step, 60).axes
    assert BELOW not in texts(logarithmic)


# vary


def test_a_panel_for_each_parameter():
    figure = vary(
        COSINE, 60, initial_learning_rate=[0.1, 0.05], decay_steps=[25, 50], alpha=[0, 0.1, 0.5], warmup_target=[None]
    )
    assert isinstance(figure, Figure)
    names = ["initial_learning_rate", "decay_steps", "alpha", "warmup_target"]
    assert [axes.get_title() for axes in figure.axes] == names
    assert [axes.get_xlabel() for axes in figure.axes] == ["step"] * 4
    assert [axes.get_ylabel() for axes in figure.axes] == ["learning rate", "", "learning rate", ""]  # rows of two
    legends = [[text.get_text() for text in axes.get_legend().get_texts()] for axes in figure.axes]
    assert legends == [["0.1", "0.05"], ["25", "50"], ["0", "0.1", "0.5"], ["None"]]


def test_each_curve_is_the_schedule_with_that_value():
    figure = vary(COSINE, 60, alpha=[0, 0.1, 0.5], decay_steps=[25])
    for axes, schedules in zip(figure.axes, ([CosineDecay(0.1, 50, a) for a in (0, 0.1, 0.5)], [CosineDecay(0.1, 25)])):
        for line, schedule in zip(axes.lines, schedules, strict=True):
            np.testing.assert_array_equal(line.get_xdata(), STEPS)
            np.testing.assert_array_equal(line.get_ydata(), schedule(STEPS))


# panels


@pytest.mark.parametrize("columns, rows", [(1, 1), (2, 1), (3, 2)])
def test_panels(columns, rows):
    figure, axes = panels(columns, rows=rows, height=2.5)
    assert isinstance(figure, Figure)
    assert len(axes) == columns * rows and axes == figure.axes
    assert figure.get_size_inches().tolist() == [8, 2.5 * rows]
    tops = [each.get_position().y1 for each in axes]
    assert tops == sorted(tops, reverse=True)  # row by row, from the top
    assert figure.patch.get_facecolor()[3] == 0  # for light and dark pages


# svg

DRAWN = {
    "plot": lambda: plot([COSINE, LinearCosineDecay(0.1, 50), lrfn], 60, title="Three"),
    "vary": lambda: vary(COSINE, 60, alpha=[0, 0.1], decay_steps=[25, 50]),
    "panels": lambda: panels(3, rows=2)[0],
}


@pytest.mark.parametrize("draw", DRAWN.values(), ids=DRAWN)
def test_svg_is_the_same_in_two_calls_and_of_two_figures(draw):
    figure = draw()
    text = svg(figure)
    assert svg(figure) == text == svg(draw())


@pytest.mark.parametrize("draw", DRAWN.values(), ids=DRAWN)
def test_svg_holds_nothing_of_its_making(draw):
    text = svg(draw())
    assert text.rstrip().endswith("</svg>")
    assert matplotlib.__version__ not in text and np.__version__ not in text
    assert not re.search(r"\b20\d\d-\d\d|\d\d:\d\d:\d\d|0x[0-9a-f]{6,}|dc:date|/home/|/tmp/", text)
    ids = re.findall(r'\bid="([^"]+)"', text)
    assert len(set(ids)) == len(ids)
    # Matplotlib's own random-looking ids are gone, and every reference still finds its target.
    assert not [each for each in ids if re.fullmatch(r"[a-z][0-9a-f]{10}", each)]
    assert set(re.findall(r'(?:url\(|href=")#([^")]+)', text)) <= set(ids)


def test_two_figures_on_one_page_do_not_share_ids():
    first, second = (set(re.findall(r'\bid="(f[0-9a-f]{8}-\d+)"', svg(plot(COSINE, steps)))) for steps in (60, 70))
    assert first and second and not first & second


def test_text_stays_text():
    assert "learning rate</text>" in svg(plot(COSINE, 60))


def test_a_notebook_shows_svg(monkeypatch):
    figure, shown = plot(COSINE, 60), {}
    monkeypatch.setattr(IPython.display, "display", lambda bundle, raw: shown.update(bundle, raw=raw))
    figure._ipython_display_()
    assert shown["image/svg+xml"] == svg(figure)
    assert " at 0x" not in shown["text/plain"] and shown["raw"] is True


# No side effects


def test_the_readers_own_settings_stay():
    with matplotlib.rc_context({"axes.grid": False, "lines.linewidth": 7.0, "font.size": 23.0}):
        before = dict(matplotlib.rcParams)
        text = svg(plot(COSINE, 60))
        vary(COSINE, 60, alpha=[0, 0.1])
        panels(2)
        assert dict(matplotlib.rcParams) == before
    # Nor do they change the figure.
    assert text == svg(plot(COSINE, 60))


def test_figures_made_in_many_threads_are_those_made_one_after_another():
    def draw(number):
        schedule = CosineDecay(0.1, 10 + number)
        return svg(plot(schedule, 60) if number % 2 else vary(schedule, 60, alpha=[0, 0.1], decay_steps=[5, 20]))

    before = dict(matplotlib.rcParams)
    alone = list(map(draw, range(24)))
    with concurrent.futures.ThreadPoolExecutor(8) as threads:
        together = list(threads.map(draw, range(24)))
    assert together == alone
    assert dict(matplotlib.rcParams) == before


def test_a_setting_that_another_thread_changes_meanwhile_stays_changed():
    with matplotlib.rc_context({"axes.grid": False, "font.size": 23.0}):
        with styled():
            assert matplotlib.rcParams["axes.grid"] is True
            matplotlib.rcParams["font.size"] = 17.0
        assert matplotlib.rcParams["font.size"] == 17.0 and matplotlib.rcParams["axes.grid"] is False


def test_settings_come_back_when_drawing_fails():
    before = dict(matplotlib.rcParams)
    with pytest.raises(ZeroDivisionError), styled():
        raise ZeroDivisionError
    assert dict(matplotlib.rcParams) == before


def test_pyplot_is_not_imported_and_no_backend_chosen(tmp_path):
    code = """
import sys
import lrnotes, matplotlib
from lrnotes.figures.svg import svg
cosine = lrnotes.CosineDecay(0.1, 50)
svg(lrnotes.plot(cosine, 60))
lrnotes.vary(cosine, 60, alpha=[0, 0.1])
lrnotes.panels(2)
assert "matplotlib.pyplot" not in sys.modules, "pyplot was imported"
matplotlib.use("svg")
lrnotes.plot(cosine, 60)
assert matplotlib.get_backend() == "svg"
"""
    environment = {name: value for name, value in os.environ.items() if name != "MPLBACKEND"}
    environment["PYTHONPATH"] = str(pathlib.Path(lrnotes.__file__).parents[1])
    done = subprocess.run([sys.executable, "-c", code], env=environment, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


# Bad arguments

BAD_PLOTS = {
    "no schedule": (lambda: plot([], 60), ValueError, "schedules must be one or more"),
    "too few labels": (lambda: plot([COSINE, COSINE], 60, labels=["one"]), ValueError, "a label each; got 2 and 1"),
    "too many labels": (lambda: plot(COSINE, 60, labels=["one", "two"]), ValueError, "a label each; got 1 and 2"),
    "a number for a schedule": (lambda: plot(0.1, 60), TypeError, "a schedule must be callable with a step; got 0.1"),
    "a number alone": (lambda: plot(3), TypeError, "^plot: a schedule must be callable with a step; got 3$"),
    "a class": (lambda: plot(CosineDecay, 60), TypeError, "^plot: a schedule must be callable with a step; got <class"),
    "0 steps": (lambda: plot(COSINE, 0), ValueError, "steps must be above 0, or an array of steps; got 0"),
    "-5 steps": (lambda: plot(COSINE, -5), ValueError, "steps must be above 0, or an array of steps; got -5"),
    "nan steps": (lambda: plot(COSINE, float("nan")), ValueError, "steps must be .*; got nan"),
    "inf steps": (lambda: plot(COSINE, float("inf")), ValueError, "steps must be .*; got inf"),
    "an empty array of steps": (lambda: plot(COSINE, []), ValueError, "steps must be "),
    "no steps": (lambda: plot(COSINE, None), TypeError, "steps must be .*; got None"),
    "steps in words": (lambda: plot(COSINE, "60"), TypeError, "steps must be .*; got '?60"),
    "steps below 0": (lambda: plot(COSINE, [-1, 0, 1]), ValueError, "step must be 0 or more and finite"),
    "vary nothing": (lambda: vary(COSINE, 60), ValueError, "vary: "),
    "vary a parameter that is none": (lambda: vary(COSINE, 60, beta=[1]), (TypeError, ValueError), "beta"),
    "vary by a bad value": (
        lambda: vary(COSINE, 60, alpha=[0, -1]),
        ValueError,
        "CosineDecay: alpha must be .*; got -1",
    ),
    "vary no schedule": (lambda: vary(lrfn, 60, alpha=[0]), TypeError, "vary: "),
    "vary by one value": (lambda: vary(COSINE, 60, alpha=0.5), TypeError, "vary: "),
    "vary by no values": (lambda: vary(COSINE, 60, alpha=[]), ValueError, "vary: "),
    "vary over 0 steps": (lambda: vary(COSINE, 0, alpha=[0]), ValueError, "steps must be above 0"),
}


@pytest.mark.parametrize("call, error, message", BAD_PLOTS.values(), ids=BAD_PLOTS)
def test_a_bad_argument(call, error, message):
    with pytest.raises(error, match=message):
        call()
