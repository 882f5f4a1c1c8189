"""Schedules that fall with a power of the step: slower and slower, without an end."""

from .parameters import choice, factor, label, rate, steps
from .schedule import Schedule


class PowerDecay(Schedule):
    """A fall with a power of the time, fast at first, then ever slower: with ``power=0.5`` the inverse square root.

    Step 0 has the initial rate; at ``timescale`` there is ``2 ** -power`` of it, at 3 timescales ``4 ** -power``. It
    never ends and never gets to 0. After a warm-up of as many steps as the timescale, ``PowerDecay(lr,
    timescale=W).warmup(W)``, the rate of step ``t`` is ``lr * (W / t) ** power``: with ``power=0.5`` this is
    ``transformers.get_inverse_sqrt_schedule`` and fairseq's ``inverse_sqrt``; with a timescale of its own it is
    big_vision's ``rsqrt``.

    Zhai, Kolesnikov, Houlsby and Beyer (2022), "Scaling Vision Transformers", https://arxiv.org/abs/2106.04560,
    train with the inverse square root.

    Example:
        >>> from lrnotes import PowerDecay
        >>> schedule = PowerDecay(0.1, timescale=100)
        >>> schedule(0), schedule(300)
        (0.1, 0.05)
    """

    initial_learning_rate: float = rate(r"\eta_0", "rate at step 0")
    timescale: float = steps(r"\tau", "steps until the rate has fallen to 2 to the power -power of the first one")
    power: float = factor("q", "how steep the fall is; 0.5 is the inverse square root, 1 is one over the time", 0.5)
    name: str | None = label()

    def formula(self, xp, step):
        return self.initial_learning_rate * (1 + step / self.timescale) ** -self.power


class NoamDecay(Schedule):
    """A linear warm-up, then a fall with the inverse square root of the step: the schedule of the first Transformer.

    The peak follows from the model's width: ``learning_rate / sqrt(d_model * warmup_steps)``. It never ends. The paper
    counts updates from 1, so that the first one has a rate above 0; that is the default here.

    Vaswani et al. (2017), "Attention Is All You Need", https://arxiv.org/abs/1706.03762, equation 3.

    Example:
        >>> from lrnotes import NoamDecay
        >>> schedule = NoamDecay(d_model=512, warmup_steps=4000)
        >>> print(f"{schedule(0):.3g} {schedule(3999):.3g} {schedule(15999):.3g}")
        1.75e-07 0.000699 0.000349
    """

    d_model: float = factor("d", "width of the model: the length of its vectors", positive=True, high=4096)
    warmup_steps: float = steps("W", "steps of the warm-up, up to the peak")
    learning_rate: float = factor("c", "multiplies every rate; the paper's is 1", 1.0, high=4.0)
    first_update: str = choice(
        "what the first update counts as: 1 ('one step in'), or 0, where its rate is 0 ('start')",
        ("one step in", "start"),
        "one step in",
    )
    name: str | None = label()

    def formula(self, xp, step):
        first = self.first_update == "one step in"
        s = step + 1 if first else step
        fall = s**-0.5 if first else xp.maximum(s, 1) ** -0.5
        return self.learning_rate * self.d_model**-0.5 * xp.minimum(fall, s * self.warmup_steps**-1.5)
