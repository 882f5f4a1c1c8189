"""A feedback schedule in Keras training."""

import keras

from ..core.feedback import FeedbackSchedule


class FeedbackCallback(keras.callbacks.Callback):
    """A feedback schedule in Keras training: for ``model.fit(..., callbacks=[FeedbackCallback(schedule)])``.

    At the end of every epoch the schedule receives the metric, and the next epoch trains at the rate of its new
    ``state``.
    A second ``fit`` goes on from that state. To go on another day save ``callback.state._asdict()``, and give the state
    back: ``FeedbackCallback(schedule, state=schedule.start()._replace(**saved))``.

    Args:
        schedule (FeedbackSchedule): what answers to the metric.
        monitor (word): the metric's name in the logs of an epoch.
        state: where to begin. Default: the schedule's start.

    Raises:
        TypeError: if ``schedule`` is not a :class:`lrnotes.FeedbackSchedule`; in ``fit``, by Keras, if the optimizer's
            rate is a schedule, and so cannot be set.
        ValueError: in ``fit``, if an epoch's logs have no such metric.

    Example:
        >>> from lrnotes import ReduceLROnPlateau
        >>> from lrnotes.keras import FeedbackCallback
        >>> FeedbackCallback(ReduceLROnPlateau(0.1), monitor="loss").state.rate
        0.1
    """

    __module__ = "lrnotes.keras"

    def __init__(self, schedule, monitor="val_loss", state=None):
        if not isinstance(schedule, FeedbackSchedule):
            raise TypeError(f"FeedbackCallback: schedule must be a lrnotes.FeedbackSchedule; got {schedule!r}")
        super().__init__()
        self.schedule, self.monitor = schedule, monitor
        self.state = schedule.start() if state is None else state

    def on_train_begin(self, logs=None):
        self.model.optimizer.learning_rate = self.state.rate

    def on_epoch_end(self, epoch, logs=None):
        if self.monitor not in (logs or {}):
            raise ValueError(
                f"FeedbackCallback: monitor must be one of the epoch's metrics ({', '.join(logs or {})}); "
                f"got {self.monitor!r}"
            )
        self.state = self.schedule.step(self.state, float(logs[self.monitor]))
        self.model.optimizer.learning_rate = self.state.rate
