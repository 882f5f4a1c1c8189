"""A published recipe: a schedule, what it was used for, and where that can be read."""

from __future__ import annotations

import dataclasses
import functools
from typing import Any

from ..core.expressions import parse
from ..core.schedule import Schedule


@dataclasses.dataclass(frozen=True)
class Source:
    """A file of a repository at one commit.

    Attributes:
        repository: its owner and name.
        commit: the commit at which the file was read, in full.
        path: the file.
        site: where the repository is, GitHub or Hugging Face.

    Example:
        >>> import lrnotes
        >>> source = lrnotes.recipe("BLOOM-176B").source
        >>> source.repository, source.path.rpartition("/")[2]
        ('bigscience-workshop/bigscience', 'tr11-176B-ml.slurm')
    """

    repository: str
    commit: str
    path: str
    site: str = "github.com"

    @property
    def url(self) -> str:
        """The address of the file."""
        return f"https://{self.site}/{self.repository}/blob/{self.commit}/{self.path}"

    def __str__(self) -> str:
        return f"{self.repository}@{self.commit[:10]} {self.path}"


@dataclasses.dataclass(frozen=True, kw_only=True)
class Recipe:
    """The learning rate schedule of a published model, with its source.

    Attributes:
        name: the name of the model and, if there are several, of the training run.
        task: what was trained.
        year: the year of the model.
        optimizer: the optimizer, or None if the files that were read do not name it.
        shape: the schedule's shape in a word or two, such as ``"cosine"``.
        peak: the highest learning rate.
        warmup: the length of the warmup, in the unit of the schedule.
        end: the learning rate at the end, or None if the schedule has no end.
        length: the length of the training run, in the unit of the schedule, or None if the files do not say it.
        unit: what the schedule's steps are, such as ``"updates"`` or ``"epochs"``.
        batch: the batch size and the rule by which the peak follows it, if there is one.
        expression: the schedule as an expression that :func:`lrnotes.parse` reads.
        source: the file with the configuration.
        formula: the file with the formula that the configuration is for, or None.
        proved: whether a test shows that the expression equals a transcription of that formula. If not, the schedule
            is as published.
        note: what is easily missed.

    Example:
        >>> import lrnotes
        >>> recipe = lrnotes.recipe("SmolLM3-3B")
        >>> recipe.peak, recipe.schedule(2000), recipe.length
        (0.0002, 0.0002, 4720000)
    """

    name: str
    task: str
    year: int
    optimizer: str | None
    shape: str
    peak: float
    warmup: float = 0
    end: float | None
    length: float | None
    unit: str = "updates"
    batch: str = ""
    expression: str
    source: Source
    formula: Source | None = None
    proved: bool = True
    note: str = ""

    @functools.cached_property
    def schedule(self) -> Schedule:
        """The schedule. Its steps are in the recipe's unit."""
        made = parse(self.expression)
        assert isinstance(made, Schedule)
        return made

    def to_dict(self) -> dict[str, Any]:
        """The facts as JSON can hold them, with the schedule as an expression and the addresses of the sources.

        Example:
            >>> import lrnotes
            >>> lrnotes.recipe("MoCo-v2").to_dict()["expression"]
            'CosineDecay(initial_learning_rate=0.03, decay_steps=200)'
        """
        facts: dict[str, Any] = {field.name: getattr(self, field.name) for field in dataclasses.fields(self)}
        facts["expression"] = repr(self.schedule)
        facts["source"] = self.source.url
        facts["formula"] = self.formula.url if self.formula else None
        return facts

    def in_words(self) -> dict[str, str]:
        """The facts as text, by their names; those that are not known are left out.

        Example:
            >>> import lrnotes
            >>> words = lrnotes.recipe("MoCo-v2").in_words()
            >>> words["length"], words["proof"]
            ('200 epochs', "equal to the original's formula, by a test")
        """
        end = "none" if self.end is None else f"{self.end:.6g}"
        length = "not stated" if self.length is None else f"{self.length:,.15g} {self.unit}"
        lines = {
            "task": f"{self.task}, {self.year}",
            "optimizer": self.optimizer or "not read",
            "schedule": self.shape,
            "peak": f"{self.peak:.6g}",
            "warmup": f"{self.warmup:,.15g} {self.unit}" if self.warmup else "none",
            "end": end,
            "length": length,
            "batch": self.batch or "not stated",
            "expression": repr(self.schedule),
            "source": self.source.url,
            "formula": self.formula.url if self.formula else "",
            "proof": "equal to the original's formula, by a test" if self.proved else "as published",
            "note": self.note,
        }
        return {name: text for name, text in lines.items() if text}

    def __str__(self) -> str:
        rows = "\n".join(f"  {name:<10} {text}" for name, text in self.in_words().items())
        return f"{self.name}\n{rows}"
