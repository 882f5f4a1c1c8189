"""A schedule as training code: the lines for lrnotes, Keras, PyTorch, Optax and Hugging Face, with its numbers in."""

import dataclasses
import html
import re

from .code_text import Number, laid_out, name_of, with_markers, with_values
from ..core.feedback import FeedbackSchedule
from .table import NATIVE, OTHER_NAMES
from .rows import HUGGING_FACE, KERAS, OPTAX, PYTORCH, Native
from .compositions import together
from ..core.base import parts, substitute
from ..core.composition import COMPOSED
from ..core.function_schedule import FunctionSchedule
from ..core.schedule import Schedule
from ..core.user_functions import function_name as shown_as

__all__ = ["OTHER_NAMES", "TrainingCode", "blocks", "templates", "training_code"]

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
# The same for a feedback schedule, whose state somebody must keep.
_FEEDBACK = {
    "lrnotes": (
        [],
        [
            "state = schedule.start()",
            "state = schedule.step(state, 1.0)  # after every epoch, with its loss",
            "rate = state.rate",
        ],
    ),
    KERAS: (
        ["import keras", "from lrnotes.keras import FeedbackCallback"],
        [
            'callback = FeedbackCallback(schedule, monitor="val_loss")',
            "model.fit(data, validation_data=held_out, epochs=100, callbacks=[callback])",
        ],
    ),
    PYTORCH: (
        ["import torch"],
        [
            "state = schedule.start()",
            "optimizer = torch.optim.SGD(model.parameters(), lr=state.rate)",
            "for epoch in range(100):",
            "    loss = train(model, data, optimizer)  # yours: an epoch, and its loss",
            "    state = schedule.step(state, loss)",
            "    for group in optimizer.param_groups:",
            '        group["lr"] = state.rate',
        ],
    ),
    OPTAX: (
        ["import optax"],
        [
            "state = schedule.start()",
            "optimizer = optax.inject_hyperparams(optax.sgd)(learning_rate=state.rate)",
            "optimizer_state = optimizer.init(parameters)",
            "for epoch in range(100):",
            "    # yours: an epoch, and its loss",
            "    parameters, optimizer_state, loss = train(parameters, optimizer_state)",
            "    state = schedule.step(state, loss)",
            '    optimizer_state.hyperparams["learning_rate"] = state.rate',
        ],
    ),
    HUGGING_FACE: (
        [
            "import torch",
            "from torch.optim import lr_scheduler",
            "from transformers import Trainer, TrainerCallback, TrainingArguments",
        ],
        [
            "",
            "class Feedback(TrainerCallback):",
            "    state = schedule.start()",
            "",
            "    def on_evaluate(self, arguments, state, control, metrics, **others):",
            '        self.state = schedule.step(self.state, metrics["eval_loss"])',
            "",
            "feedback = Feedback()",
            "# lr=1.0: the state gives the whole rate",
            "optimizer = torch.optim.AdamW(model.parameters(), lr=1.0)",
            "scheduler = lr_scheduler.LambdaLR(optimizer, lambda step: feedback.state.rate)",
            'arguments = TrainingArguments(output_dir="output", eval_strategy="epoch")',
            "trainer = Trainer(model, arguments, train_dataset=data, eval_dataset=held_out, "
            "optimizers=(optimizer, scheduler), callbacks=[feedback])",
        ],
    ),
}


_FRAMEWORKS = {"keras": KERAS, "torch": PYTORCH, "optax": OPTAX, "transformers": HUGGING_FACE}  # for to_code


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
        schedule (Schedule or FeedbackSchedule): any schedule, also a composed one or one of your own.

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
        >>> from lrnotes.to_others.training_code import blocks
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


def native_code(schedule, framework):
    """A framework's own lines for a schedule, or a comment that says why there are none: :meth:`Schedule.to_code`."""
    if not isinstance(framework, str) or framework not in _FRAMEWORKS:
        known = ", ".join(map(repr, _FRAMEWORKS))
        raise ValueError(f"to_code: framework must be one of {known}; got {framework!r}")
    title = _FRAMEWORKS[framework]
    if type(schedule) in COMPOSED:
        own = together(schedule, _own_lines).get(title, Native(None))
    else:
        own = _native(schedule, title)
    if not (own.text and own.when):
        return with_values(laid_out(own.otherwise or f"# native: {title}: none that is known here"))
    lines = laid_out(own.text).splitlines()
    imports = [line for line in _OURS[title][0] if "lrnotes" not in line]
    code = re.sub(r"#.*", "", own.text)
    used = [line for line in imports if any(re.search(rf"\b{name}\b", code) for name in _imported(line))]
    return with_values("\n".join([*used, *([""] if used else []), *lines]))


def _native(schedule, title):
    """What a framework has for a schedule of one class, in numbers that nothing moves."""
    marked = substitute(schedule, lambda path, parameter, value: _stand_in(parameter, value, None))
    return NATIVE[type(schedule)](marked).get(title, Native(None)) if type(schedule) in NATIVE else Native(None)


def _own_lines(schedule, title):
    own = _native(schedule, title)
    return with_values(own.text).replace("# native: ", "# ", 1).splitlines() if own.text and own.when else None


def _imported(line):
    return re.sub(r".*import ", "", line).split(", ")


def templates(schedule, sliders=None):
    """The same texts for a page with sliders: where a slider moves a number, a marker stands for it.

    A marker is ``«float:EXPRESSION»`` or ``«steps:EXPRESSION»``. The expression is JavaScript over the sliders' names,
    as in :func:`lrnotes.explore`: an argument's name, after those of the schedules that it is nested in, joined by
    ``_``. Its value is written as Python writes a float, or for ``steps``, where it is whole, an int. Every text keeps
    its line breaks for all numbers.

    Args:
        schedule (Schedule): as for :func:`training_code`.
        sliders (names): the sliders that there are; other numbers are written out. A dict gives the JavaScript of each
            by the path of its argument. Default: one for each number but a length of 0.

    Returns:
        A list of dicts that JSON can hold: ``framework``; ``ours``, the lines with lrnotes; ``native``, the
        framework's own lines or None; ``when``, a JavaScript expression that says whether these are right, None if
        always; ``otherwise``, what stands in their place where they are not, or None.

    Raises:
        TypeError: if ``schedule`` is not a :class:`lrnotes.Schedule`.

    Example:
        >>> import lrnotes
        >>> from lrnotes.to_others.training_code import templates
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
    if not isinstance(schedule, (Schedule, FeedbackSchedule)):
        raise TypeError(f"training_code: schedule must be a lrnotes.Schedule or FeedbackSchedule; got {schedule!r}")

    def stand_in(path, parameter, value):
        return _stand_in(parameter, value, _expression(path, sliders))

    marked = substitute(schedule, stand_in)
    natives = NATIVE[type(schedule)](marked) if type(schedule) in NATIVE else {}
    for framework, (imports, lines) in (_FEEDBACK if isinstance(schedule, FeedbackSchedule) else _OURS).items():
        own = natives.get(framework, Native(None))
        if not own.when and own.when.javascript is None:
            own = own._replace(text=None)
        laid = {part: getattr(own, part) and laid_out(getattr(own, part)) for part in ("text", "otherwise")}
        yield framework, _ours(marked, imports, lines), own._replace(**laid)


def _expression(path, sliders):
    """The JavaScript of a slider, if there is one for the argument."""
    if isinstance(sliders, dict):
        return sliders.get(path)
    name = "_".join(path)
    return name if sliders is None or name in sliders else None


def _stand_in(parameter, value, slider):
    if not value and parameter and parameter.switch:
        return value  # a length of 0 leaves its part of the shape out, and has no slider
    counts = isinstance(value, int) if parameter is None else parameter.unit in ("steps", "number", "metrics")
    return Number(value, slider, counts=counts)


def _ours(schedule, imports, lines):
    source, needed, comments = _constructed(schedule)
    imports = sorted({*imports, *needed}, key=lambda line: (line.startswith("from"), line))
    return laid_out("\n".join([*imports, "", *comments, f"schedule = {source}", *lines]).lstrip("\n"))


def _constructed(schedule):
    """The expression that makes the schedule, the imports that it needs, and a word on what is the reader's own."""
    source = repr(schedule).replace("«", r"\xab").replace("»", r"\xbb")  # in a reader's words these are no markers
    source = re.sub(_STRING, lambda string: string[0] if string[1] is None else f'"{string[1]}"', source)
    imports, own = {}, []
    for part in parts(schedule):
        for field in dataclasses.fields(part):
            function = getattr(part, field.name)
            if callable(function) and not isinstance(function, Schedule):
                called = name_of(function, field.name)
                source = source.replace(f"{field.name}={shown_as(function)}", f"{field.name}={called}")
                own.append(f"# {called}: a function of your own")
        kind = type(part)
        if kind in COMPOSED:
            continue  # made by .warmup(...) and so on
        module, name = kind.__module__, kind.__name__
        if kind is FunctionSchedule:
            source, name = re.sub(r"\bFunctionSchedule\(function=", "Schedule.from_function(", source), "Schedule"
        if module in ("__main__", "builtins") or "<locals>" in kind.__qualname__:
            own.append(f"# {name}: a schedule of your own")
        else:
            imports.setdefault("lrnotes" if module.startswith("lrnotes.") else module, set()).add(name)
    lines = [f"from {module} import {', '.join(sorted(names))}" for module, names in imports.items()]
    return source, lines, list(dict.fromkeys(own))
