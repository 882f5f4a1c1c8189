"""Feedback schedules, ours and users' own: the state keeps its type."""

from typing import Any, NamedTuple, assert_type

import numpy as np
from numpy.typing import NDArray

from lrnotes import FeedbackSchedule, GreedyLR, ReduceLROnPlateau
from lrnotes.schedules.feedback import PlateauState


class State(NamedTuple):
    rate: float
    last: float


class HalveWhenWorse(FeedbackSchedule):
    initial_learning_rate: float

    def start(self) -> State:
        return State(self.initial_learning_rate, float("inf"))

    def update(self, xp: Any, state: Any, metric: Any) -> State:
        return State(xp.where(metric > state.last, state.rate / 2, state.rate), metric)


own = HalveWhenWorse(0.1)
state = own.start()
for loss in (3.0, np.float32(2.0), 2):
    state = own.step(state, loss)
assert_type(state, State)
assert_type(state.rate, float)
assert_type(own.rates([3.0, 2.0, 2.5]), NDArray[np.float64])
assert_type(own.rates(np.array([3.0, 2.0])), NDArray[np.float64])

plateau = ReduceLROnPlateau(0.1, factor=0.5, patience=2, mode="max")
assert_type(plateau.start(), PlateauState)
assert_type(plateau.step(plateau.start(), 1.0).bad, int)
assert_type(plateau.factor, float)
assert_type(ReduceLROnPlateau.from_config(plateau.get_config()), ReduceLROnPlateau)
GreedyLR(0.1, 0.5, patience=1, smooth=True)
