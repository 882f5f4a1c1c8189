"""Settings of the composed schedules, and of a reader's own."""

from lrnotes import CosineDecay, LinearCosineDecay, LinearDecay, Schedule

from .cyclical import thirds


class Halving(Schedule):
    initial_learning_rate: float
    half_life: float

    def formula(self, xp, step):
        return self.initial_learning_rate * 0.5 ** (step / self.half_life)


# One of every class and of what its options change: for the tests that hold for every schedule.
SCHEDULES = {
    "warmup": CosineDecay(0.1, 100).warmup(10),
    "then": CosineDecay(0.1, 100).then(LinearCosineDecay(0.01, 20), at=100),
    "repeat": CosineDecay(0.1, 41).repeat(every=41),
    "scaled": 0.5 * CosineDecay(0.1, 100),
    "skip": LinearDecay(0.1, 100).warmup(10).skip(1),
    "clip": LinearDecay(0.1, 100).clip(0.01, 0.08),
    "product": LinearDecay(0.1, 100) * CosineDecay(1.0, 41),
}

TOGETHER = {
    "warmup": CosineDecay(0.1, 50).warmup(10),
    "then": CosineDecay(0.1, 50).then(LinearCosineDecay(0.01, 20), at=50),
    "repeat": CosineDecay(0.1, 41).repeat(every=41),
    "all": (0.5 * CosineDecay(0.1, 41).warmup(10, 1e-3).then(LinearCosineDecay(0.01, 20), at=60)).repeat(every=90),
    "a class of one's own": Halving(0.1, 10),
    "a function of one's own": Schedule.from_function(thirds, name="thirds"),
}
_TOGETHER_WITHOUT = dict.fromkeys(TOGETHER, "Keras, PyTorch, Optax, Hugging Face")

# For every branch of the rows in lrnotes/to_others, by table; and the frameworks that have no lines of their own: one
# more is a loss, one less a setting that is new there.
SETTINGS = {"together": TOGETHER}
WITHOUT = {"together": _TOGETHER_WITHOUT}
