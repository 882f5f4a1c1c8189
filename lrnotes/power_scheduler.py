"""A schedule that counts tokens: a power of how many have been trained on."""

from .parameters import factor, label, number, rate
from .schedule import Schedule


class PowerScheduler(Schedule):
    """A power of the tokens trained on so far, but never above a limit: neither the length nor the batch size is tuned for.

    After ``n`` tokens the rate is ``min(maximal, batch_size * a * n ** b)``. A step trains on ``batch_size *
    sequence_length`` tokens, and step 0 has seen none: its rate is the limit. It never ends.

    The paper's a and b were fitted for models under maximal update parametrisation. Its warm-up and its fall at the end
    are parts to put around it. Tokens of the warm-up count: ``schedule.skip(W).warmup(W)``.

    Shen et al. (2024), "Power Scheduler: A Batch Size and Token Number Agnostic Learning Rate Scheduler",
    https://arxiv.org/abs/2408.13359.

    Example:
        >>> from lrnotes import PowerScheduler
        >>> schedule = PowerScheduler(0.02, batch_size=8, sequence_length=128, a=4.0, b=-0.5)
        >>> schedule(0), schedule(2500), schedule(10_000)
        (0.02, 0.02, 0.01)
    """

    maximal_learning_rate: float = rate(r"\eta_{\max}", "the highest rate")
    batch_size: float = factor(r"\beta", "sequences in a batch", positive=True, high=4096)
    sequence_length: float = factor("L", "tokens in a sequence", positive=True, high=32768)
    a: float = factor("a", "how high the power lies", 4.6, high=10.0)
    b: float = number("b", "the power of the number of tokens", -0.51, high=0.0, most=0.0)
    name: str | None = label()

    def formula(self, xp, step):
        n = xp.maximum(step * self.batch_size * self.sequence_length, 1)
        return xp.minimum(self.maximal_learning_rate, self.batch_size * self.a * n**self.b)
