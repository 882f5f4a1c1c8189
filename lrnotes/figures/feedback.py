"""Figures of feedback schedules: a loss curve, and the rates that answer it."""

import dataclasses

import numpy as np

from ..core.feedback import FeedbackSchedule


def answers(schedules, losses):
    """The rates of each feedback schedule on the losses, and the numbers of epochs that they come after."""
    for schedule in schedules:
        if not isinstance(schedule, FeedbackSchedule):
            raise TypeError(f"losses are for a lrnotes.FeedbackSchedule; got {schedule!r}")
    return [schedule.rates(losses) for schedule in schedules], np.arange(len(losses) + 1)


def draw(loss_axes, rate_axes, schedules, labels, losses, pen):
    """The losses at the ends of their epochs, and the rates as stairs on a logarithmic axis."""
    curves, epochs = answers(schedules, losses)
    loss_axes.plot(epochs[1:], losses, color="#7a7a7a")
    loss_axes.set_title("the loss that all of them are told" if len(schedules) > 1 else "the loss that it is told")
    loss_axes.set_ylabel("loss")
    for index, (rates, label) in enumerate(zip(curves, labels)):
        rate_axes.plot(epochs, rates, drawstyle="steps-post", label=label, **pen(index))
    rate_axes.set_yscale("log")
    rate_axes.set_title("the rate, logarithmic axis")
    rate_axes.set_ylabel("learning rate")
    for axes in (loss_axes, rate_axes):
        axes.set_xlabel("epochs trained")


def draw_varied(axes, schedule, name, choices, losses, pen):
    """The rates for several values of one argument."""
    made = [dataclasses.replace(schedule, **{name: value}) for value in choices]
    curves, epochs = answers(made, losses)
    for index, (rates, value) in enumerate(zip(curves, choices)):
        label = f"{value:g}" if isinstance(value, float) else str(value)
        axes.plot(epochs, rates, drawstyle="steps-post", label=label, **pen(index))
    axes.set_yscale("log")
    axes.set_title(name)
    axes.set_xlabel("epochs trained")
    axes.legend(loc="best", handlelength=2.6)
