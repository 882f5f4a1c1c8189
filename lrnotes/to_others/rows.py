"""What the rows of every family are written with: a framework's code in parts, in short."""

from .code_number import ALWAYS, NEVER
from .code_text import Expression, Variable, call, keywords, listed
from .parts import Definition, KerasCode, MLXCode, Native, OptaxCode, Phase, Scheduler, TorchCode, TrainerCode


def native(note, code, *, when=ALWAYS, otherwise=None, until=None):
    """A row's entry for a framework that has code."""
    return Native(note, code, when, otherwise, until)


def none(note):
    """A row's entry for a framework that has none: why."""
    return Native("", None, NEVER, note)


def keras(kind, /, *, imports=(), **arguments):
    """A schedule of ``keras.optimizers.schedules``."""
    return KerasCode(imports=tuple(imports), schedule=call(kind, **arguments))


def scheduler(kind, /, *, module="lr_scheduler", **arguments):
    """A scheduler of PyTorch."""
    return Scheduler(kind, keywords(arguments), module)


def lambda_lr(function):
    """PyTorch's LambdaLR of a function that is written as code."""
    return Scheduler("LambdaLR", function)


def torch(rate, only, *setup, imports=()):
    """One scheduler of PyTorch."""
    return TorchCode(rate=rate, phases=(Phase("", setup, {"scheduler": only}),), imports=tuple(imports))


def torch_sequence(rate, schedulers, milestones, *setup):
    """Several schedulers of PyTorch by name, one after another."""
    phases = (Phase("", setup, schedulers),)
    return TorchCode(rate=rate, phases=phases, joined_by="SequentialLR", milestones=tuple(milestones))


def torch_rise(low, peak, steps):
    """A linear rise to the optimizer's rate, from 0 too, where LinearLR does not start: a definition, a scheduler."""
    start = Variable("start")
    rise = lambda_lr(f"lambda step: {start} + (1 - {start}) * step / {steps}")
    return Definition("start", low / peak, "a fraction of lr; LinearLR cannot start at 0"), rise


def optax(function, /, *first, imports=(), **arguments):
    """A schedule of Optax that one call makes."""
    return OptaxCode(schedule=optax_call(function, *first, **arguments), imports=tuple(imports))


def optax_call(function, /, *first, **arguments):
    return call(f"optax.{function}", *first, **arguments)


def optax_constant(value):
    return Expression(f"optax.constant_schedule({value})")


def optax_joined(schedules, boundaries):
    """Schedules of Optax by name, one after another."""
    joined = f"optax.join_schedules([{listed(map(Variable, schedules))}], boundaries=[{listed(boundaries)}])"
    setup = tuple(Definition(name, code) for name, code in schedules.items())
    return OptaxCode(setup=setup, schedule=Expression(joined))


def optax_function(code, *setup, imports=()):
    """A function of the count, written where the optimizer takes it."""
    return OptaxCode(setup=setup, imports=tuple(imports), schedule=Expression(code), kind="function")


def trainer(*setup, held_out=False, **arguments):
    """Hugging Face's Trainer with these arguments."""
    return TrainerCode(setup=setup, arguments=arguments, held_out=held_out)


def mlx(schedule, /, *, imports=()):
    """A schedule of MLX that one call makes."""
    return MLXCode(schedule=schedule, imports=tuple(imports))


def mlx_call(function, /, **arguments):
    return call(f"optim.{function}", **arguments)


def mlx_function(code):
    """A function of the step or a number, written where the optimizer takes it."""
    return MLXCode(schedule=code, is_named=False)


def mlx_joined(schedules, boundaries):
    """Schedules of MLX by name, one after another."""
    setup = tuple(Definition(name, code) for name, code in schedules.items())
    joined = f"optim.join_schedules([{listed(map(Variable, schedules))}], boundaries=[{listed(boundaries)}])"
    return MLXCode(setup=setup, schedule=Expression(joined))


def end_of(schedule):
    """The last step up to which a cosine that goes on is one that ends."""
    return schedule.decay_steps if schedule.after_end == "extend" else None
