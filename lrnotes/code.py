"""A schedule as training code: the lines for lrnotes, Keras, PyTorch, Optax and Hugging Face, with its numbers in."""

import dataclasses
import html
import re

from .code_table import HUGGING_FACE, KERAS, NATIVE, OPTAX, OTHER_NAMES, PYTORCH, Native
from .code_text import Number, laid_out, name_of, with_markers, with_values
from .schedule import FunctionSchedule, Repeat, Scaled, Schedule, Then, Warmup, symbolise
from .schedule import _name as shown_as

__all__ = ["OTHER_NAMES", "TrainingCode", "blocks", "templates", "training_code"]

_BY_METHODS = (Warmup, Then, Repeat, Scaled)  # code makes them by .warmup(...) and so on

_STRING = r""""(?:\\.|[^"\\])*"|'([^'"\\]*)'"""  # the second kind may as well have double quotes
_LAMBDA = ["# lr=1.0: the schedule gives the whole rate", "scheduler = lr_scheduler.LambdaLR(optimizer, schedule)"]
# Of each framework, what every schedule needs there: imports, and the lines after `schedule = ...`.
_OURS = {
    "lrnotes": ([], ["rate = schedule(0)  # step 0 is the first update"]),
    KERAS: (
        ["import keras", "from lrnotes.keras import KerasSchedule"],
        ["optimizer = keras.optimizers.SGD(KerasSchedule(schedule))"],
    ),
    PYTORCH: (
        ["import torch", "from torch.optim import lr_scheduler"],
        [_LAMBDA[0], "optimizer = torch.optim.SGD(model.parameters(), lr=1.0)", _LAMBDA[1]],
    ),
    OPTAX: (["import optax"], ["optimizer = optax.sgd(schedule)"]),
    HUGGING_FACE: (
        ["import torch", "from torch.optim import lr_scheduler", "from transformers import Trainer, TrainingArguments"],
        [
            _LAMBDA[0],
            "optimizer = torch.optim.AdamW(model.parameters(), lr=1.0)",
            _LAMBDA[1],
            'arguments = TrainingArguments(output_dir="output")',
            "trainer = Trainer(model, arguments, train_dataset=data, optimizers=(optimizer, scheduler))",
        ],
    ),
}


class TrainingCode:
    """A schedule's training code, a text for each framework. Notebooks and the built page show it in tabs."""

    def __init__(self, schedule):
        self.blocks = [block for block in blocks(schedule) if block[0] != "lrnotes"]

    def __repr__(self):
        return "\n\n\n".join(f"# {framework}\n\n{text}" for framework, text in self.blocks)

    def _repr_markdown_(self):
        tabs = (f":::{{tab-item}} {framework}\n```python\n{text}\n```\n:::" for framework, text in self.blocks)
        return "\n".join(["::::{tab-set}", *tabs, "::::"])

    def _repr_html_(self):
        return "\n".join(
            f"<details><summary>{html.escape(framework)}</summary><pre><code>{html.escape(text)}</code></pre></details>"
            for framework, text in self.blocks
        )

    def _repr_mimebundle_(self, **keywords):
        # Only the site's own Markdown knows tabs; it prefers that, all other notebook front ends prefer HTML.
        return {
            "text/html": self._repr_html_(),
            "text/markdown": self._repr_markdown_(),
            "text/plain": repr(self),
        }


def training_code(schedule):
    """The schedule in training code: for Keras, PyTorch, Optax and Hugging Face, and what they call it themselves.

    Every text is complete but for your ``model`` and ``data``. First come the lines with ``lrnotes``, then, after
    ``# native:``, those that make the same schedule without it, or a word on why there are none.

    Args:
        schedule (Schedule): any schedule, also a composed one or one of your own.

    Returns:
        A :class:`TrainingCode`, which notebooks and the built page show in tabs.

    Raises:
        TypeError: if ``schedule`` is not a :class:`lrnotes.Schedule`.

    Example:
        >>> import lrnotes
        >>> code = lrnotes.training_code(lrnotes.CosineDecay(0.1, 1000, alpha=0.01))
        >>> print(dict(code.blocks)["Optax"])
        import optax
        from lrnotes import CosineDecay
        <BLANKLINE>
        schedule = CosineDecay(
            initial_learning_rate=0.1,
            decay_steps=1000,
            alpha=0.01,
        )
        optimizer = optax.sgd(schedule)
        <BLANKLINE>
        # native: init_value is the peak, alpha a fraction of it
        schedule = optax.cosine_decay_schedule(
            init_value=0.1,
            decay_steps=1000,
            alpha=0.01,
        )
        optimizer = optax.sgd(schedule)
    """
    return TrainingCode(schedule)


def blocks(schedule):
    """The same texts as pairs of the framework's name and its text; first comes ``lrnotes`` without any framework.

    Args:
        schedule (Schedule): as for :func:`training_code`.

    Returns:
        A list of pairs: for "lrnotes", "Keras, TensorFlow", "PyTorch", "Optax" and "Hugging Face".

    Raises:
        TypeError: if ``schedule`` is not a :class:`lrnotes.Schedule`.

    Example:
        >>> import lrnotes
        >>> from lrnotes.code import blocks
        >>> print(blocks(lrnotes.CosineDecay(0.1, 1000).warmup(100))[0][1])
        from lrnotes import CosineDecay
        <BLANKLINE>
        schedule = CosineDecay(
            initial_learning_rate=0.1,
            decay_steps=1000,
            alpha=0.0,
        ).warmup(100, initial_learning_rate=0.0)
        rate = schedule(0)  # step 0 is the first update
    """
    return [
        (framework, with_values("\n\n".join(filter(None, [ours, own.text if own.when else own.otherwise]))))
        for framework, ours, own in _entries(schedule)
    ]


def templates(schedule, sliders=None):
    """The same texts for a page with sliders: where a slider moves a number, a marker stands for it.

    A marker is ``«float:EXPRESSION»`` or ``«steps:EXPRESSION»``. The expression is JavaScript over the sliders' names,
    as in :func:`lrnotes.explore`: an argument's name, after those of the schedules that it is nested in, joined by
    ``_``. Its value is written as Python writes a float, or for ``steps``, where it is whole, an int. Every text keeps
    its line breaks for all numbers.

    Args:
        schedule (Schedule): as for :func:`training_code`.
        sliders (names): the sliders that there are; other numbers are written out. Default: one for each number but
            a length of 0.

    Returns:
        A list of dicts that JSON can hold: ``framework``; ``ours``, the lines with lrnotes; ``native``, the
        framework's own lines or None; ``when``, a JavaScript expression that says whether these are right, None if
        always; ``otherwise``, what stands in their place where they are not, or None.

    Raises:
        TypeError: if ``schedule`` is not a :class:`lrnotes.Schedule`.

    Example:
        >>> import lrnotes
        >>> from lrnotes.code import templates
        >>> print(templates(lrnotes.CosineDecay(0.1, 1000))[2]["native"])
        # native: eta_min is a rate, not a fraction; past T_max the rate rises again
        optimizer = torch.optim.SGD(model.parameters(), lr=«float:initial_learning_rate»)
        scheduler = lr_scheduler.CosineAnnealingLR(
            optimizer, T_max=«steps:decay_steps», eta_min=«float:+(alpha * initial_learning_rate).toPrecision(12)»
        )
    """
    return [
        {
            "framework": framework,
            "ours": with_markers(ours),
            "native": own.text and with_markers(own.text),
            "when": own.when.javascript if own.text else None,
            "otherwise": own.otherwise and with_markers(own.otherwise),
        }
        for framework, ours, own in _entries(schedule, sliders)
    ]


def _entries(schedule, sliders=None):
    """Framework, our lines and :class:`Native` for each framework, the numbers in them marked."""
    if not isinstance(schedule, Schedule):
        raise TypeError(f"training_code: schedule must be a lrnotes.Schedule; got {schedule!r}")

    def stand_in(path, parameter, value):
        name = "_".join(path)
        if not value and parameter and parameter.unit == "steps":
            return value  # a length of 0 leaves its part of the shape out, and has no slider
        counts = isinstance(value, int) if parameter is None else parameter.unit in ("steps", "number")
        return Number(value, name if sliders is None or name in sliders else None, counts=counts)

    marked = symbolise(schedule, stand_in)
    natives = NATIVE[type(schedule)](marked) if type(schedule) in NATIVE else {}
    for framework, (imports, lines) in _OURS.items():
        own = natives.get(framework, Native(None))
        if not own.when and own.when.javascript is None:
            own = own._replace(text=None)
        laid = {part: getattr(own, part) and laid_out(getattr(own, part)) for part in ("text", "otherwise")}
        yield framework, _ours(marked, imports, lines), own._replace(**laid)


def _ours(schedule, imports, lines):
    source, needed, comments = _constructed(schedule)
    imports = sorted({*imports, *needed}, key=lambda line: (line.startswith("from"), line))
    return laid_out("\n".join([*imports, "", *comments, f"schedule = {source}", *lines]).lstrip("\n"))


def _constructed(schedule):
    """The expression that makes the schedule, the imports that it needs, and a word on what is the reader's own."""
    source = repr(schedule).replace("«", r"\xab").replace("»", r"\xbb")  # in a reader's words these are no markers
    source = re.sub(_STRING, lambda string: string[0] if string[1] is None else f'"{string[1]}"', source)
    imports, own = {}, []
    for part in _parts(schedule):
        for field in dataclasses.fields(part):
            function = getattr(part, field.name)
            if callable(function) and not isinstance(function, Schedule):
                called = name_of(function, field.name)
                source = source.replace(f"{field.name}={shown_as(function)}", f"{field.name}={called}")
                own.append(f"# {called}: a function of your own")
        kind = type(part)
        if kind in _BY_METHODS:
            continue
        module, name = kind.__module__, kind.__name__
        if kind is FunctionSchedule:
            source, name = re.sub(r"\bFunctionSchedule\(function=", "Schedule.from_function(", source), "Schedule"
        if module in ("__main__", "builtins") or "<locals>" in kind.__qualname__:
            own.append(f"# {name}: a schedule of your own")
        else:
            imports.setdefault("lrnotes" if module.startswith("lrnotes.") else module, set()).add(name)
    lines = [f"from {module} import {', '.join(sorted(names))}" for module, names in imports.items()]
    return source, lines, list(dict.fromkeys(own))


def _parts(schedule):
    """The schedule and all that are nested in it."""
    yield schedule
    for field in dataclasses.fields(schedule):
        value = getattr(schedule, field.name)
        if isinstance(value, Schedule):
            yield from _parts(value)
