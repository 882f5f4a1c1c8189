"""Every value that a chapter recorded from PyTorch or transformers, derived from the original anew."""

import importlib

import pytest
import torch

from support.recorded import check, recorded


def live(record):
    """The original as a function of one step: the optimizer's rate after so many calls of ``step()``.

    One that answers to metrics is told one of the record's at each call.
    """
    module, _, name = record["original"].rpartition(".")
    make = getattr(importlib.import_module(module), name)
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=record.get("learning_rate", 0.1))
    scheduler = make(optimizer=optimizer, **record["arguments"])
    rates = [optimizer.param_groups[0]["lr"]]
    told = [(metric,) for metric in record["metrics"]] if "metrics" in record else [()] * max(record["values"])
    for metric in told:
        optimizer.step()
        scheduler.step(*metric)
        rates.append(optimizer.param_groups[0]["lr"])
    return rates.__getitem__


@pytest.mark.filterwarnings("ignore:.*lr_scheduler.step")
@recorded("torch", "transformers")
def test_recorded_values_are_those_of_the_live_original(record):
    check(record, live(record), in_float32=False)
