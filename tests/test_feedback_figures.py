"""Static figures of feedback schedules: the losses that they receive, and their learning rates in steps."""

import numpy as np
import pytest

import lrnotes
from lrnotes import GreedyLR, ReduceLROnPlateau

LOSSES = lrnotes.loss_curve("noisy plateau")
PLATEAU, GREEDY = ReduceLROnPlateau(0.1, 0.5, patience=2), GreedyLR(0.1, 0.5, patience=2, name="mine")


def curves(axes):
    """The curves of a panel: what has a line, and not the triangles, which have none."""
    return [line for line in axes.lines if line.get_linestyle() != "None"]


def test_losses_stand_where_their_epochs_end_and_rates_where_theirs_begin():
    loss_axes, rate_axes = lrnotes.plot([PLATEAU, GREEDY], losses=LOSSES).axes
    (line,) = loss_axes.lines
    np.testing.assert_array_equal(line.get_xydata(), np.stack([np.arange(1, 61), LOSSES], axis=1))
    assert rate_axes.get_yscale() == "log" and loss_axes.get_yscale() == "linear"
    for schedule, line in zip((PLATEAU, GREEDY), curves(rate_axes), strict=True):
        assert line.get_drawstyle() == "steps-post"
        np.testing.assert_array_equal(line.get_xydata(), np.stack([np.arange(61), schedule.rates(LOSSES)], axis=1))
    assert [line.get_label() for line in curves(rate_axes)] == [repr(PLATEAU), "mine"]
    assert {axes.get_xlabel() for axes in (loss_axes, rate_axes)} == {"epochs trained"}


def test_a_panel_for_each_argument():
    axes = lrnotes.vary(PLATEAU, losses=LOSSES, patience=[1, 3], mode=["min", "max"], factor=[0.1, 0.5, 0.9]).axes
    assert [each.get_title() for each in axes] == ["patience", "mode", "factor"]
    assert [line.get_label() for line in axes[1].lines] == ["min", "max"]
    expected = ReduceLROnPlateau(0.1, 0.9, patience=2).rates(LOSSES)
    np.testing.assert_array_equal(axes[2].lines[2].get_ydata(), expected)


def test_what_does_not_go_together():
    cosine = lrnotes.CosineDecay(0.1, 50)
    with pytest.raises(TypeError, match="^losses are for a lrnotes.FeedbackSchedule; got CosineDecay"):
        lrnotes.plot([PLATEAU, cosine], losses=LOSSES)
    with pytest.raises(TypeError, match="^ReduceLROnPlateau is not a function of the step"):
        lrnotes.plot(PLATEAU, 60)
    with pytest.raises(
        TypeError, match="^vary: schedule must be a lrnotes.FeedbackSchedule, as losses are given; got CosineDecay"
    ):
        lrnotes.vary(cosine, losses=LOSSES, alpha=[0.1])
    with pytest.raises(TypeError, match="^vary: schedule must be a lrnotes.Schedule; got ReduceLROnPlateau"):
        lrnotes.vary(PLATEAU, 60, patience=[1])
    with pytest.raises(TypeError, match="^ReduceLROnPlateau is not a function of the step; plot it with losses="):
        lrnotes.plot(PLATEAU)
    with pytest.raises(TypeError, match="^steps must be a number above 0"):
        lrnotes.plot(cosine)
