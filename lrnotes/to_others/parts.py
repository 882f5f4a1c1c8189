"""What a row of the table is made of: a framework's code in parts, when it is right, and what to say where it is not.

:mod:`lrnotes.to_others.compositions` joins the parts of several schedules; ``Native.text`` writes them, joined or not.
"""

import dataclasses
from typing import Any, NamedTuple

from .code_number import ALWAYS, Condition
from .code_text import KIND, MORE, OPTION, Expression, keywords, listed, literal, renamed, without_marks_of_variables
from .stand_ins import Training, program


def imports_in_order(line):
    """The key that sorts import lines: whole modules first."""
    return line.startswith("from"), line


class Comment(NamedTuple):
    """A comment on a line of its own."""

    text: str

    def statement(self):
        return f"# {self.text}"


class Definition(NamedTuple):
    """A variable, or several separated by commas, and what code assigns to it."""

    name: str
    code: Any
    comment: str = ""

    def statement(self):
        return f"{self.name} = {self.code}" + (f"  # {self.comment}" if self.comment else "")

    @property
    def names(self):
        return self.name.split(", ")

    def renamed(self, names):
        own = listed(names.get(name, name) for name in self.names)
        return Definition(own, renamed(self.code, names), self.comment)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Code:
    """A framework's code. ``imports`` are what it needs besides the framework, ``training`` what completes it to a
    program if the framework's own does not.

    Subclasses have ``uses``, the names of the framework's imports (``Framework.imports``) that the code needs, and
    ``statements()``, its lines.
    """

    imports: tuple[str, ...] = ()
    training: Training | None = None


@dataclasses.dataclass(frozen=True, kw_only=True)
class Lines(Code):
    """Code that no composition takes apart."""

    lines: tuple[str, ...]
    uses: tuple[str, ...]

    def statements(self):
        return list(self.lines)


@dataclasses.dataclass(frozen=True, kw_only=True)
class KerasCode(Code):
    """A schedule of Keras in an optimizer."""

    schedule: Expression
    uses = ("keras",)

    def statements(self):
        schedule = f"schedule = keras.optimizers.schedules.{self.schedule}"
        return [schedule, f"optimizer = keras.optimizers.{KIND}(schedule{MORE})"]


class Scheduler(NamedTuple):
    """A scheduler of PyTorch: its class, the code of its arguments after the optimizer, the module of the class."""

    kind: str
    arguments: str
    module: str = "lr_scheduler"

    def code(self):
        return f"{self.module}.{self.kind}(optimizer, {self.arguments})"

    def renamed(self, names):
        return self._replace(arguments=renamed(self.arguments, names))


class Phase(NamedTuple):
    """Schedulers of PyTorch by name: a comment on them, what they need defined, and themselves."""

    note: str
    setup: tuple[Definition, ...]
    schedulers: dict[str, Scheduler]

    def statements(self):
        yield from [f"# {self.note}"] if self.note else []
        yield from (each.statement() for each in self.setup)
        yield from (f"{name} = {each.code()}" for name, each in self.schedulers.items())


@dataclasses.dataclass(frozen=True, kw_only=True)
class TorchCode(Code):
    """An optimizer of PyTorch with a rate, and one scheduler, or several that another one joins.

    Of a single schedule there is one phase, of a composition one for each part.
    """

    rate: Any
    phases: tuple[Phase, ...]
    joined_by: str = ""  # "", "SequentialLR" or "ChainedScheduler"
    milestones: tuple[Any, ...] = ()

    @property
    def uses(self):
        modules = {each.module for phase in self.phases for each in phase.schedulers.values()}
        return ("torch", *(["lr_scheduler"] if "lr_scheduler" in modules else []))

    def statements(self):
        yield f"optimizer = torch.optim.{KIND}(model.parameters(), lr={self.rate}{MORE})"
        for phase in self.phases:
            yield from phase.statements()
        names = listed(name for phase in self.phases for name in phase.schedulers)
        if self.joined_by == "SequentialLR":
            milestones = f"milestones=[{listed(self.milestones)}]"
            yield f"scheduler = lr_scheduler.SequentialLR(optimizer, [{names}], {milestones})"
        elif self.joined_by:
            yield f"scheduler = lr_scheduler.{self.joined_by}([{names}])"


@dataclasses.dataclass(frozen=True, kw_only=True)
class OptaxCode(Code):
    """A schedule of Optax in an optimizer: an expression with a name, or a function or a number without one."""

    schedule: Any
    setup: tuple[Definition | Comment, ...] = ()
    kind: str = "schedule"  # or "function", "number"
    uses = ("optax",)

    def statements(self):
        yield from (each.statement() for each in self.setup)
        if self.kind == "schedule":
            yield f"schedule = {self.schedule}"
        yield f"optimizer = optax.{KIND}({'schedule' if self.kind == 'schedule' else self.schedule}{MORE})"


@dataclasses.dataclass(frozen=True, kw_only=True)
class TrainerCode(Code):
    """The arguments of Hugging Face's Trainer, in the order in which they are written."""

    arguments: dict[str, Any]
    setup: tuple[Definition, ...] = ()
    held_out: bool = False
    uses = ("Trainer",)

    def statements(self):
        yield from (each.statement() for each in self.setup)
        given = {"output_dir": "output", "optim": Expression(OPTION), **self.arguments}
        if self.held_out:
            given |= {"eval_strategy": "epoch", "metric_for_best_model": "eval_loss"}
        held_out = ", eval_dataset=held_out" if self.held_out else ""
        yield f"arguments = TrainingArguments({keywords(given)})"
        yield f"trainer = Trainer(model, arguments, train_dataset=data{held_out})"


@dataclasses.dataclass(frozen=True, kw_only=True)
class LightningCode(Code):
    """PyTorch's code as what a LightningModule's ``configure_optimizers`` does; ``plan`` is how the scheduler steps."""

    torch: Code
    plan: dict[str, Any]

    @property
    def uses(self):
        return self.torch.uses

    def statements(self):
        yield "def configure_optimizers(self):  # a method of your LightningModule"
        for each in self.torch.statements():
            yield "    " + each.replace("model.parameters()", "self.parameters()")
        yield f"    return [optimizer], [{literal({'scheduler': Expression('scheduler'), **self.plan})}]"


@dataclasses.dataclass(frozen=True, kw_only=True)
class DeepSpeedCode(Code):
    """DeepSpeed's configuration: the rate of its optimizer, and the section of its scheduler if it needs one."""

    rate: Any
    scheduler: dict[str, Any] | None = None
    uses = ("deepspeed",)

    def statements(self):
        params = {"lr": Expression(f"{self.rate}{OPTION}")}
        config = {"train_batch_size": 32, "optimizer": {"type": KIND, "params": params}}
        if self.scheduler:
            config["scheduler"] = self.scheduler
        yield f"config = {literal(config)}"
        arguments = "model=model, model_parameters=model.parameters(), config=config"
        yield f"engine, optimizer, _, scheduler = deepspeed.initialize({arguments})"


@dataclasses.dataclass(frozen=True, kw_only=True)
class MLXCode(Code):
    """A schedule of MLX in an optimizer: an expression with a name, or a function or a number without one."""

    schedule: Any
    setup: tuple[Definition, ...] = ()
    is_named: bool = True
    uses = ("optim",)

    def statements(self):
        yield from (each.statement() for each in self.setup)
        if self.is_named:
            yield f"schedule = {self.schedule}"
        yield f"optimizer = optim.{KIND}(learning_rate={'schedule' if self.is_named else self.schedule}{MORE})"


@dataclasses.dataclass(frozen=True)
class Native:
    """What a framework has for a schedule: its code and a note on it, the condition under which the code is right, and
    a note that takes its place where it is not.

    Code with an ``until`` is equal to the schedule up to that step, its end, and holds the learning rate after it.
    """

    note: str
    code: Code | None
    when: Condition = ALWAYS
    otherwise: str | None = None
    until: Any = None

    def text(self, imports=()):
        """The code as it stands after the lines with lrnotes; None if there is none.

        ``imports`` are those of the framework that the lines before it lack.
        """
        if self.code is None:
            return None
        imports, statements = [*imports, *self.code.imports], self._statements()
        gap = [""] if imports and statements[0].startswith("def ") else []
        lines = [f"# native: {self.note}", *imports, *gap, *statements]
        return without_marks_of_variables("\n".join(lines))

    def program(self, imports, training):
        """The code as a program of its own, with the framework's ``imports`` and what completes it."""
        training = self.code.training or training
        imports = sorted({*imports, *self.code.imports, *training.imports}, key=imports_in_order)
        note = [f"# {self.note}"] if self.note else []
        made = program(imports, "\n".join([*note, *self._statements()]), training, training.after_native)
        return without_marks_of_variables(made)

    def _statements(self):
        end = [f"# equal until step {self.until}, and constant after it"] if self.until is not None else []
        return [*self.code.statements(), *end]

    def otherwise_text(self):
        return self.otherwise and f"# native: {self.otherwise}"
