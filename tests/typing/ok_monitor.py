"""Recorded rates: their types, in any framework."""

from typing import Any, assert_type

import numpy as np
from numpy.typing import NDArray

from lrnotes import record
from lrnotes.monitor.dry_run import dry_run
from lrnotes.monitor.recorder import Recorder


def written(optimizer: Any, scheduler: Any, writer: Any) -> None:
    recorder = record(optimizer, also=["weight_decay"], start=100)
    assert_type(recorder, Recorder)
    assert_type(recorder.rates, NDArray[np.float64])
    assert_type(recorder.updates, NDArray[np.int64])
    assert_type(recorder.values("weight_decay"), NDArray[np.float64])
    assert_type(recorder.names, list[str])
    recorder.log_to(writer, every=100).to_csv("rates.csv")
    recorder.load_state_dict(recorder.state_dict())
    assert_type(dry_run(optimizer, scheduler, batches_per_epoch=100, epochs=1.5), Recorder)
