"""What was recorded, sent to a dashboard: TensorBoard and Weights & Biases, told apart by what they have."""

_PREFIX = "learning_rate"


class Sink:
    """A dashboard, and how far what was recorded has been sent to it.

    Args:
        target: a TensorBoard writer (``add_scalar``) or a W&B run (``log``).
        every: of how many updates one is sent.
        commit: for W&B, whether each update is a row of its own. While training it is not: a row of ours would advance
            W&B's step, and what you log at your own ``step=`` would then be dropped.
    """

    def __init__(self, target, every=1, commit=False):
        if not (hasattr(target, "add_scalar") or hasattr(target, "log")):
            raise TypeError(f"Recorder: the target must be a writer of TensorBoard or a run of W&B; got {target!r}")
        if every < 1:
            raise ValueError(f"Recorder: every must be a number of updates of at least 1; got {every!r}")
        self.target, self.every, self.commit = target, every, commit
        self.sent = 0  # rows, with those that are left out
        self._ticks = 0
        if hasattr(target, "define_metric"):
            target.define_metric("update", hidden=True)
            target.define_metric(f"{_PREFIX}*", step_metric="update")

    def is_due(self):
        """Whether the update that was recorded now is one of those that are sent."""
        self._ticks += 1
        return (self._ticks - 1) % self.every == 0

    def send(self, names, first, rates):
        """Send new rows, the first of which is that of the update ``first``."""
        self.sent += len(rates)
        for update, row in enumerate(rates.tolist(), first):
            if update % self.every == 0:
                self._row({_tag(name, names): value for name, value in zip(names, row)}, update)

    def _row(self, values, update):
        values = {tag: value for tag, value in values.items() if value == value}  # without NaN
        if hasattr(self.target, "add_scalar"):
            for tag, value in values.items():
                self.target.add_scalar(tag, value, update)
        else:
            self.target.log({**values, "update": update}, commit=self.commit)


def _tag(name, names):
    return _PREFIX if len(names) == 1 else f"{_PREFIX}/{name.replace(' ', '_')}"
