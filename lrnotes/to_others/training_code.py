"""A schedule as training code: its lines with lrnotes, and those that each framework has for it."""

import html

from ..core.composition import COMPOSED
from ..core.feedback import FeedbackSchedule
from ..core.schedule import Schedule
from .code_text import with_plain_values, with_values
from .compositions import composed
from .frameworks import FRAMEWORKS, Framework
from .in_code import in_code
from .line_breaks import laid_out
from .marked_texts import NO_EQUIVALENT, NOTHING, marked_texts, native_program, own_code, right_code, same_code
from .optimizers import suits_adamw, with_optimizer

__all__ = ["TrainingCode", "blocks", "training_code"]

_BY_KEY = {framework.key: framework for framework in FRAMEWORKS if framework.key}


class TrainingCode:
    """A schedule's training code, a text for each framework, as ``blocks``. Notebooks and the site show it in tabs."""

    blocks: list[tuple[str, str]]

    def __init__(self, schedule: Schedule | FeedbackSchedule) -> None:
        self.blocks = [block for block in blocks(schedule, of_others=True) if block[0] != "lrnotes"]

    def __repr__(self) -> str:
        return "\n\n\n".join(f"# {framework}\n\n{text}" for framework, text in self.blocks)

    def _repr_markdown_(self) -> str:
        tabs = (f":::{{tab-item}} {framework}\n```python\n{text}\n```\n:::" for framework, text in self.blocks)
        return "\n".join(["::::{tab-set}", *tabs, "::::"])

    def _repr_html_(self) -> str:
        return "\n".join(
            f"<details><summary>{html.escape(framework)}</summary><pre><code>{html.escape(text)}</code></pre></details>"
            for framework, text in self.blocks
        )

    def _repr_mimebundle_(self, **keywords: object) -> dict[str, str]:
        # Only the site's own Markdown knows tabs; it prefers that, all other notebook front ends prefer HTML.
        return {
            "text/html": self._repr_html_(),
            "text/markdown": self._repr_markdown_(),
            "text/plain": repr(self),
        }


def training_code(schedule: Schedule | FeedbackSchedule) -> TrainingCode:
    """Training code for a schedule in Keras, PyTorch, Optax, Hugging Face, Lightning, DeepSpeed and MLX.

    Every text is complete but for your ``model`` and ``data``. First come the lines with lrnotes. After ``# native:``
    follow the lines that make the same schedule without it, or the reason why there are none.

    The lines are for one learning rate. Other rates for other weights, and other hyperparameters by a schedule, are a
    matter of the framework: ``factors=`` and ``weight_decay=`` of :class:`lrnotes.torch.TorchSchedule`,
    :class:`lrnotes.keras.HyperparameterCallback`; and in Optax, which calls a schedule for any argument::

        adamw = optax.inject_hyperparams(optax.adamw)
        optimizer = optax.multi_transform(
            {
                "body": adamw(learning_rate=rate, weight_decay=decay),
                "head": adamw(learning_rate=10 * rate, weight_decay=decay),
            },
            {"body": "body", "head": "head"},
        )

    Args:
        schedule (Schedule or FeedbackSchedule): any schedule, including a composed one or one of your own.

    Returns:
        A :class:`TrainingCode`, which notebooks and the site show in tabs.

    Raises:
        TypeError: if ``schedule`` is not a :class:`lrnotes.Schedule` or :class:`lrnotes.FeedbackSchedule`.

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
        optimizer = optax.sgd(schedule, momentum=0.9)
        <BLANKLINE>
        # native: init_value is the peak, and alpha is a fraction of it.
        schedule = optax.cosine_decay_schedule(
            init_value=0.1,
            decay_steps=1000,
            alpha=0.01,
        )
        optimizer = optax.sgd(schedule, momentum=0.9)
    """
    return TrainingCode(schedule)


def blocks(schedule: Schedule | FeedbackSchedule, *, of_others: bool = False) -> list[tuple[str, str]]:
    """The same texts as pairs of a framework's name and its text. The first pair is lrnotes without any framework.

    Args:
        schedule (Schedule): as for :func:`training_code`.
        of_others (bool): whether a framework without code for the class of the schedule may have that of another class
            with the same rates, as :func:`training_code` has it. A page whose numbers move has no such code.

    Returns:
        A list of pairs: for "lrnotes", "Keras, TensorFlow", "PyTorch", "Optax", "Hugging Face", "Lightning",
        "DeepSpeed" and "MLX".

    Raises:
        TypeError: if ``schedule`` is not a :class:`lrnotes.Schedule` or :class:`lrnotes.FeedbackSchedule`.

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
        (each.framework.title, with_values("\n\n".join(filter(None, [each.ours, _shown(each)]))))
        for each in marked_texts(schedule, of_others=of_others)
    ]


def _shown(texts):
    return texts.native if texts.when else texts.otherwise


def native_code(schedule: Schedule | FeedbackSchedule, framework: str) -> str:
    """A framework's own lines for a schedule, or a comment that says why there are none (``Schedule.to_code``)."""
    if not isinstance(framework, str) or framework not in _BY_KEY:
        known = ", ".join(map(repr, _BY_KEY))
        raise ValueError(f"to_code: framework must be one of {known}; got {framework!r}")
    return with_values(marked_native_code(schedule, _BY_KEY[framework]))


def marked_native_code(schedule: Schedule | FeedbackSchedule, framework: Framework) -> str:
    """The same lines, in which recorded numbers are still marks (:mod:`lrnotes.to_others.code_text`)."""
    own, reason = _native(schedule, framework)
    if own is None:
        return reason
    imports = [framework.imports[name] for name in own.code.uses]
    return "\n".join([*imports, "", _finished(own.text(), schedule, framework)])


def marked_native_program(schedule: Schedule | FeedbackSchedule, framework: Framework) -> str:
    """A framework's own lines as a program that runs, or a comment that says why there are none, with such marks."""
    own, reason = _native(schedule, framework)
    return reason if own is None else _finished(native_program(own, framework, schedule), schedule, framework)


def _native(schedule, framework):
    """What a framework has for a schedule or for the same schedule in another class; if nothing, None and a comment."""
    is_composed = type(schedule) in COMPOSED
    own = (composed(schedule, framework, right_code) or NOTHING) if is_composed else own_code(schedule, framework)
    if own.code and own.when:
        return own, ""
    same = same_code(schedule, framework)
    return same, "" if same else laid_out(own.otherwise_text() or f"# native: {NO_EQUIVALENT.format(framework.title)}")


def _finished(text, schedule, framework):
    if type(schedule) in COMPOSED:
        text = with_plain_values(text)  # no page moves these numbers, so the line breaks only need to suit them
    return laid_out(with_optimizer(text, framework, suits_adamw(in_code(schedule))))
