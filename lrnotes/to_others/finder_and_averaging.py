"""The range test and weight averaging in other frameworks: the code that makes them in each."""

from ..schedules.finder_and_averaging import SWALR, RangeTest
from .code_number import is_whole
from .code_text import KIND, MORE, Expression, Variable
from .frameworks import HUGGING_FACE, KERAS, OPTAX, PYTORCH
from .parts import Definition, Lines, OptaxCode
from .rows import keras, native, none, optax, scheduler, torch, trainer

# Range test.


def _range_test(schedule):
    if schedule.stair_steps:
        return {
            KERAS: none("Keras has no schedule with these levels."),
            PYTORCH: none(
                "PyTorch has no scheduler with these levels. LRRangeTest of DeepSpeed has them, with a linear rise."
            ),
            OPTAX: none("Optax has no schedule with these levels."),
            HUGGING_FACE: none("No lr_scheduler_type is piecewise constant."),
        }
    return _exponential_test(schedule) if schedule.shape == "exponential" else _linear_test(schedule)


def _exponential_test(schedule):
    low, high, length = schedule.initial_learning_rate, schedule.maximal_learning_rate, schedule.num_steps
    gamma = Definition("gamma", f"{high / low} ** (1 / {length})")
    rise = {"init_value": low, "transition_steps": length, "decay_rate": high / low, "end_value": high}
    return {
        KERAS: native(
            "After decay_steps the learning rate goes on rising.",
            keras("ExponentialDecay", initial_learning_rate=low, decay_steps=length, decay_rate=high / low),
            when=low.is_above(0),
            otherwise="An exponential schedule cannot start at 0.",
        ),
        PYTORCH: native(
            "gamma is the factor of one step. After the last step the learning rate goes on rising.",
            torch(low, scheduler("ExponentialLR", gamma=Variable("gamma")), gamma),
            when=low.is_above(0),
            otherwise="An exponential schedule cannot start at 0.",
        ),
        OPTAX: native(
            "end_value is the learning rate at which the rise ends.",
            optax("exponential_decay", **rise),
            when=low.is_above(0) & high.is_above(low),
            otherwise="exponential_decay has this shape if the learning rate starts above 0 and rises.",
        ),
        HUGGING_FACE: none("No lr_scheduler_type rises exponentially."),
    }


def _linear_test(schedule):
    low, high, length = schedule.initial_learning_rate, schedule.maximal_learning_rate, schedule.num_steps
    return {
        KERAS: native(
            "It is a polynomial of power 1.",
            keras("PolynomialDecay", initial_learning_rate=low, decay_steps=length, end_learning_rate=high),
        ),
        PYTORCH: native(
            "start_factor is a fraction of lr.",
            torch(high, scheduler("LinearLR", start_factor=low / high, total_iters=length)),
            when=low.is_above(0) & low.is_at_most(high) & is_whole(length),
            otherwise="LinearLR has this shape if the learning rate starts above 0, does not decrease, and num_steps "
            "is an integer.",
        ),
        OPTAX: native(
            "transition_steps is the length of the rise.",
            optax("linear_schedule", init_value=low, end_value=high, transition_steps=length),
        ),
        HUGGING_FACE: native(
            "The rise is the warmup of a constant learning rate.",
            trainer(learning_rate=high, lr_scheduler_type="constant_with_warmup", warmup_steps=length),
            when=low.equals(0) & is_whole(length),
            otherwise="A warmup has this shape if it starts at 0 and num_steps is an integer.",
        ),
    }


# Weight averaging.


def _swa(schedule):
    return {PYTORCH: _swa_in_torch(schedule)} | (_annealed(schedule) if schedule.anneal_steps else _at_once(schedule))


def _swa_in_torch(schedule):
    only = scheduler(
        "SWALR",
        module="swa_utils",
        swa_lr=schedule.swa_learning_rate,
        anneal_epochs=schedule.anneal_steps or 0,
        anneal_strategy=schedule.anneal_strategy,
    )
    return native(
        "anneal_epochs counts the calls of step().",
        torch(schedule.initial_learning_rate, only, imports=["from torch.optim import swa_utils"]),
        when=is_whole(schedule.anneal_steps),
        otherwise="SWALR has this shape if anneal_steps is an integer.",
    )


def _at_once(schedule):
    rate = schedule.swa_learning_rate
    note = "The new learning rate applies from the first update of the averaging on."
    optimizer = f"optimizer = keras.optimizers.{KIND}({rate}{MORE})"
    return {
        KERAS: native(note, Lines(lines=(optimizer,), uses=("keras",))),
        OPTAX: native(note, OptaxCode(schedule=Expression(str(rate)), kind="number")),
        HUGGING_FACE: native(note, trainer(learning_rate=rate, lr_scheduler_type="constant")),
    }


def _annealed(schedule):
    start, rate, length = schedule.initial_learning_rate, schedule.swa_learning_rate, schedule.anneal_steps
    linear, above_0 = schedule.anneal_strategy == "linear", start.is_above(0)
    kwargs = {"num_stable_steps": 0, "num_decay_steps": length, "decay_type": "linear" if linear else "cosine"}
    kwargs |= {"min_lr_ratio": rate / start}
    in_transformers = native(
        "It is a decay that ends at the new learning rate. min_lr_ratio is a fraction of the initial one.",
        trainer(learning_rate=start, lr_scheduler_type="warmup_stable_decay", lr_scheduler_kwargs=kwargs),
        when=above_0 & is_whole(length),
        otherwise='"warmup_stable_decay" has this shape if anneal_steps is an integer and the initial learning rate '
        "is above 0.",
    )
    if linear:
        note = "It is a decay that ends at the new learning rate."
        line = {"initial_learning_rate": start, "decay_steps": length, "end_learning_rate": rate, "power": 1.0}
        in_optax = optax("linear_schedule", init_value=start, end_value=rate, transition_steps=length)
        return {
            KERAS: native(note, keras("PolynomialDecay", **line)),
            OPTAX: native(note, in_optax),
            HUGGING_FACE: in_transformers,
        }
    note = "It is a decay that ends at the new learning rate. alpha is a fraction of the initial one."
    fraction = {
        "when": above_0,
        "otherwise": "The cosine decay has this shape if the initial learning rate is above 0.",
    }
    cosine = {"decay_steps": length, "alpha": rate / start}
    return {
        KERAS: native(note, keras("CosineDecay", initial_learning_rate=start, **cosine), **fraction),
        OPTAX: native(note, optax("cosine_decay_schedule", init_value=start, **cosine), **fraction),
        HUGGING_FACE: in_transformers,
    }


NATIVE = {RangeTest: _range_test, SWALR: _swa}
