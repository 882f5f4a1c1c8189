"""The schedule of stochastic weight averaging."""

from .parameters import choice, label, rate, steps
from .schedule import Schedule
from .shapes import fall


class SWALR(Schedule):
    """From one rate to another, which is then kept while weights are averaged.

    Equal to ``torch.optim.swa_utils.SWALR``, whose ``anneal_epochs`` count the calls of ``step()``. Step 0 has the first
    rate, step ``anneal_steps`` and all after it the other. With 0 the other rules from step 0. It begins where the
    averaging does: ``schedule.then(SWALR(...), at=step)`` puts it behind another.

    Izmailov, Podoprikhin, Garipov, Vetrov and Wilson (2018), "Averaging Weights Leads to Wider Optima and Better
    Generalization", https://arxiv.org/abs/1803.05407.

    Example:
        >>> from lrnotes import SWALR
        >>> schedule = SWALR(0.1, swa_learning_rate=0.05, anneal_steps=10)
        >>> print([round(schedule(step), 6) for step in (0, 5, 10, 1000)])
        [0.1, 0.075, 0.05, 0.05]
    """

    initial_learning_rate: float = rate(r"\eta_0", "rate at step 0, where the averaging's phase begins")
    swa_learning_rate: float = rate(r"\eta_{\mathrm{SWA}}", "rate at which weights are averaged")
    anneal_steps: float = steps("T", "steps from one to the other", 10, zero=True)
    anneal_strategy: str = choice("the way: along a cosine or a line", ("cos", "linear"), "cos")
    name: str | None = label()

    def formula(self, xp, step):
        if not self.anneal_steps:
            return self.swa_learning_rate
        p = xp.minimum(step / self.anneal_steps, 1)
        left = fall(xp, "linear" if self.anneal_strategy == "linear" else "cosine", p)
        return self.swa_learning_rate + (self.initial_learning_rate - self.swa_learning_rate) * left
