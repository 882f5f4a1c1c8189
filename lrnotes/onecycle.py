"""One rise and one fall over a whole training."""

from .parameters import choice, factor, flag, label, rate, steps
from .piecewise import interpolated
from .schedule import Schedule
from .xp import is_symbol


class OneCycle(Schedule):
    """Up from a low rate to a high one, then down to a rate far below the first: the "1cycle" policy.

    Equal to ``torch.optim.lr_scheduler.OneCycleLR`` at every update. The rate starts at ``maximal_learning_rate /
    div_factor`` and ends at that divided by ``final_div_factor``. With ``end_step="last"``, as in PyTorch, the last
    update, step ``total_steps - 1``, has the end's rate and the peak is at ``pct_start * total_steps - 1``, so that a
    whole step seldom meets it; with ``"after"``, as in Optax and fastai, they are one step later. After the end the
    rate stays where it is, where PyTorch's goes on, along a line below zero.

    Smith and Topin (2019), "Super-Convergence", https://arxiv.org/abs/1708.07120.

    Example:
        >>> from lrnotes import OneCycle
        >>> schedule = OneCycle(0.1, total_steps=100, anneal_strategy="linear", end_step="after")
        >>> print([f"{schedule(step):.3g}" for step in (0, 15, 30, 100)])
        ['0.004', '0.052', '0.1', '4e-07']
    """

    maximal_learning_rate: float = rate(r"\eta_{\max}", "rate at the peak")
    total_steps: float = steps("N", "updates of the whole training")
    pct_start: float = factor("c", "fraction of the training that the rise takes", 0.3, positive=True, below=1.0)
    anneal_strategy: str = choice("the way up and down: along a cosine or a line", ("cos", "linear"), "cos")
    div_factor: float = factor("d", "the peak divided by this is the rate at step 0", 25.0, positive=True)
    final_div_factor: float = factor(
        "D", "the rate at step 0 divided by this is the rate at the end", 1e4, positive=True
    )
    three_phase: bool = flag(
        "whether the fall has two parts: down to the first rate as fast as it rose, then to the end", False
    )
    end_step: str = choice(
        "which step has the end's rate: the 'last' update's, total_steps - 1, or the one 'after' it",
        ("last", "after"),
        "last",
    )
    name: str | None = label()

    def __post_init__(self):
        super().__post_init__()
        early = self._early()
        if is_symbol(self.pct_start) or is_symbol(self.total_steps):
            return
        if self.pct_start * self.total_steps <= early:
            raise ValueError(
                f"OneCycle: total_steps must be above {early} / pct_start, or there is no rise; got {self.total_steps!r}"
                f" with pct_start={self.pct_start!r}"
            )
        if self.three_phase and 2 * (self.pct_start * self.total_steps - early) >= self.total_steps - early:
            most = (self.total_steps + early) / (2 * self.total_steps)
            raise ValueError(
                f"OneCycle: pct_start must be below {most:g} for three_phase, or there is no third part; got {self.pct_start!r}"
            )

    def _early(self):
        return 1 if self.end_step == "last" else 0

    def formula(self, xp, step):
        early = self._early()
        a, e = self.pct_start * self.total_steps - early, self.total_steps - early
        low = self.maximal_learning_rate / self.div_factor
        milestones, rates = [0, a, e], [low, self.maximal_learning_rate, low / self.final_div_factor]
        if self.three_phase:
            b = 2 * a
            milestones, rates = [0, a, b, e], [low, self.maximal_learning_rate, low, low / self.final_div_factor]
        shape = "linear" if self.anneal_strategy == "linear" else "cosine"
        return interpolated(xp, step, milestones, rates, shape)


class SlantedTriangular(Schedule):
    """A short line up and a long line down.

    The rate starts at ``maximal_learning_rate / ratio``, is at its peak after the fraction ``cut_frac`` of the steps,
    and is where it started at step ``total_steps``, one after the last update. After that it stays there.

    Howard and Ruder (2018), "Universal Language Model Fine-tuning for Text Classification" (ULMFiT),
    https://arxiv.org/abs/1801.06146, equation 3. The paper rounds the peak's step down, and with it the length of the
    fall, so that the rate goes on below the lowest one; here nothing is rounded. The two are equal where
    ``cut_frac * total_steps`` is a whole number.

    Example:
        >>> from lrnotes import SlantedTriangular
        >>> schedule = SlantedTriangular(0.01, total_steps=100)
        >>> schedule(0), schedule(10), schedule(100)
        (0.0003125, 0.01, 0.0003125)
    """

    maximal_learning_rate: float = rate(r"\eta_{\max}", "rate at the peak")
    total_steps: float = steps("N", "updates of the whole training")
    cut_frac: float = factor("c", "fraction of the training that the rise takes", 0.1, positive=True, below=1.0)
    ratio: float = factor("r", "how many times the lowest rate the peak is", 32.0, at_least=1)
    name: str | None = label()

    def formula(self, xp, step):
        cut = self.cut_frac * self.total_steps
        p = xp.where(step < cut, step / cut, xp.maximum(self.total_steps - step, 0) / (self.total_steps - cut))
        return self.maximal_learning_rate * (1 + p * (self.ratio - 1)) / self.ratio
