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
        self._defined = {"lr"}

    def is_due(self):
        """Whether the update that was recorded now is one of those that are sent."""
        self._ticks += 1
        return (self._ticks - 1) % self.every == 0

    def send(self, hyperparameters, groups, first, values):
        """Send new rows, the first of which is that of the update ``first``: a value for each name and group."""
        self.sent += len(values)
        self._define(hyperparameters)
        tags = [_tag(name, group, groups) for name in hyperparameters for group in groups]
        for update, row in enumerate(values.tolist(), first):
            if update % self.every == 0:
                self._row(dict(zip(tags, row)), update)

    def _define(self, hyperparameters):
        """W&B draws what it was not told otherwise about over its own steps."""
        for name in set(hyperparameters) - self._defined:
            self._defined.add(name)
            if hasattr(self.target, "define_metric"):
                self.target.define_metric(f"{_plain(name)}*", step_metric="update")

    def _row(self, values, update):
        values = {tag: value for tag, value in values.items() if value == value}  # without NaN
        if hasattr(self.target, "add_scalar"):
            for tag, value in values.items():
                self.target.add_scalar(tag, value, update)
        else:
            self.target.log({**values, "update": update}, commit=self.commit)


def _plain(name):
    """Without brackets, which TensorBoard replaces: `clean_tag` in torch/utils/tensorboard/summary.py."""
    return _PREFIX if name == "lr" else name.replace("[", "_").replace("]", "")


def _tag(name, group, groups):
    return _plain(name) if len(groups) == 1 else f"{_plain(name)}/{group.replace(' ', '_')}"
