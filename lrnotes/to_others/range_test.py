"""The learning-rate range test elsewhere: the lines that make it in each framework, and its other names."""

from .code_text import whole
from ..schedules.curiosities import RangeTest
from .rows import HUGGING_FACE, KERAS, OPTAX, PYTORCH, keras, native, none, torch, trainer


def _range_test(schedule):
    if schedule.stair_steps:
        rows = dict.fromkeys((KERAS, OPTAX), none("none with these stairs"))
        rows[PYTORCH] = none("PyTorch has none with these stairs; DeepSpeed's LRRangeTest has, and a linear rise")
        return rows | {HUGGING_FACE: none("no lr_scheduler_type has stairs")}
    return _exponential(schedule) if schedule.shape == "exponential" else _linear(schedule)


def _exponential(schedule):
    low, high, length = schedule.initial_learning_rate, schedule.maximal_learning_rate, schedule.num_steps
    return {
        KERAS: native(
            "past decay_steps the rate goes on",
            *keras(f"ExponentialDecay(initial_learning_rate={low}, decay_steps={length}, decay_rate={high / low})"),
            when=low > 0,
            otherwise="none from 0",
        ),
        PYTORCH: native(
            "past the last step the rate goes on; the ratio of the two rates, spread over the steps",
            torch(low),
            f"gamma = {high / low} ** (1 / {length})",
            "scheduler = lr_scheduler.ExponentialLR(optimizer, gamma=gamma)",
            when=low > 0,
            otherwise="none from 0",
        ),
        OPTAX: native(
            "end_value is where the rise ends",
            f"schedule = optax.exponential_decay(init_value={low}, transition_steps={length}, "
            f"decay_rate={high / low}, end_value={high})",
            "optimizer = optax.sgd(schedule)",
            when=(low > 0) & (high > low),
            otherwise="exponential_decay rises to its end_value for a maximal rate above the first one",
        ),
        HUGGING_FACE: none("no lr_scheduler_type rises exponentially"),
    }


def _linear(schedule):
    low, high, length = schedule.initial_learning_rate, schedule.maximal_learning_rate, schedule.num_steps
    return {
        KERAS: native(
            "a polynomial of the first power",
            *keras(f"PolynomialDecay(initial_learning_rate={low}, decay_steps={length}, end_learning_rate={high})"),
        ),
        PYTORCH: native(
            "start_factor is a fraction of lr",
            torch(high),
            f"scheduler = lr_scheduler.LinearLR(optimizer, start_factor={low / high}, total_iters={length})",
            when=(low > 0) & (low <= high) & whole(length),
            otherwise="LinearLR does not start at 0, nor above the optimizer's rate, and takes whole steps",
        ),
        OPTAX: native(
            "transition_steps are the steps of the rise",
            f"schedule = optax.linear_schedule(init_value={low}, end_value={high}, transition_steps={length})",
            "optimizer = optax.sgd(schedule)",
        ),
        HUGGING_FACE: native(
            "the rise is a warm-up of a constant rate",
            *trainer(f'learning_rate={high}, lr_scheduler_type="constant_with_warmup", warmup_steps={length}'),
            when=(low == 0) & whole(length),
            otherwise="no lr_scheduler_type rises, but for a warm-up from 0 in whole steps",
        ),
    }


NATIVE = {RangeTest: _range_test}

OTHER_NAMES = {
    "RangeTest": (
        "LR range test",
        "learning rate finder",
        "LR finder",
        "LRFinder",
        "lr_find",
        "LRRT",
        "deepspeed LRRangeTest",
        "torch-lr-finder",
    ),
}
