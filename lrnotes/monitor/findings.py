"""What the doctor says: findings, and the diagnosis that holds them."""

import dataclasses
import html
import re
from collections.abc import Iterator
from typing import Any

#: The code of every finding and what it means, in the order in which the book explains them.
CODES = {
    "micro_batches": "the schedule counts micro-batches where updates were meant, or the other way round",
    "processes": "every process of a distributed run moves the schedule",
    "epochs_for_updates": "the length is given in epochs, and the schedule moves at every update",
    "updates_for_epochs": "the length is given in updates, and the schedule moves once per epoch",
    "length_not_changed": "the schedule has the length of another run",
    "never_stepped": "the rate never changes",
    "stepped_before_optimizer": "the schedule moves before the first update, so the first rate is never used",
    "restarted_at_resume": "the schedule starts again where training resumed",
    "jump_at_resume": "the rate jumps to another place of the schedule",
    "group_left_out": "a parameter group does not follow the schedule",
    "wrong_factor": "every rate is the meant one times the same factor",
    "off_by_one": "every rate is used one update late",
    "rises_past_the_end": "the rate rises again after the schedule's end",
    "zero_too_early": "the rate is zero long before the end of the run",
    "integer_rate": "the rate was converted to an integer",
    "plateau_mode": "a feedback rule lowers the rate when the metric improves",
    "two_schedulers": "two schedulers move or set the same rate",
    "differs": "the rates are not the meant ones, and none of the known mistakes explains them",
}


@dataclasses.dataclass(frozen=True)
class Finding:
    """One thing that is wrong with the rates of a training run.

    Args:
        code: what it is, in one word that programs can compare; ``lrnotes.monitor.findings.CODES`` has them all.
        what: what the rates show, with numbers.
        cause: why this usually happens.
        fix: what to change.
        group: the name of the parameter group, or None if it holds for all of them.
        first: the first update with a wrong rate, or None where there is none in particular.
        evidence: the numbers behind the sentences, as plain Python numbers, strings and lists.

    Example:
        >>> import lrnotes
        >>> finding = lrnotes.doctor([0.1] * 100, lrnotes.CosineDecay(0.1, 100)).findings[0]
        >>> finding.code, finding.first
        ('never_stepped', 1)
    """

    code: str
    what: str
    cause: str
    fix: str
    group: str | None = None
    first: int | None = None
    evidence: dict[str, Any] = dataclasses.field(default_factory=dict[str, Any])

    def __str__(self) -> str:
        return f"{self.code}: {self.what}\n  Likely cause: {self.cause}\n  Fix: {self.fix}"


@dataclasses.dataclass(frozen=True, eq=False)
class Diagnosis:
    """What :func:`lrnotes.doctor` found. It is false if nothing is wrong; ``str`` of it is a report in words.

    Args:
        findings: what is wrong, the most important first.
        notes: what is worth knowing but not wrong, or could not be judged.
        summary: what was looked at, in one sentence.
        curves: for each parameter group its name, the updates, the logged rates, and the meant rates or None.

    Example:
        >>> import lrnotes
        >>> schedule = lrnotes.CosineDecay(0.1, 1000)
        >>> diagnosis = lrnotes.doctor([schedule(4 * update) for update in range(1000)], schedule)
        >>> bool(diagnosis), diagnosis.codes
        (True, ['micro_batches'])
    """

    findings: list[Finding]
    notes: list[str]
    summary: str
    curves: list[Any] = dataclasses.field(repr=False, default_factory=list[Any])

    def __bool__(self) -> bool:
        return bool(self.findings)

    def __len__(self) -> int:
        return len(self.findings)

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.findings)

    @property
    def codes(self) -> list[str]:
        """The codes of the findings, in their order.

        Example:
            >>> import lrnotes
            >>> lrnotes.doctor([0.0] * 10).codes
            ['never_stepped']
        """
        return [finding.code for finding in self.findings]

    def __str__(self) -> str:
        parts = [self.summary, *map(str, self.findings), *(f"Note: {note}" for note in self.notes)]
        return "\n\n".join(parts)

    def __repr__(self) -> str:
        return f"<Diagnosis: {', '.join(self.codes) or 'nothing wrong'}>"

    def _repr_markdown_(self) -> str:  # the site prefers it, and then has its own colors for it
        parts = [_literal(self.summary)]
        for finding in self.findings:
            what, cause, fix = map(_literal, (finding.what, finding.cause, finding.fix))
            parts.append(f"**`{finding.code}`**: {what}\\\n*Likely cause:* {cause}\\\n*Fix:* {fix}")
        parts += [f"*Note:* {_literal(note)}" for note in self.notes]
        return "\n\n".join(parts)

    def _repr_html_(self) -> str:
        parts = [f"<p>{html.escape(self.summary)}</p>"]
        for finding in self.findings:
            code, what, cause, fix = map(html.escape, (finding.code, finding.what, finding.cause, finding.fix))
            parts.append(
                f"<p><strong><code>{code}</code></strong>: {what}<br><em>Likely cause:</em> {cause}"
                f"<br><em>Fix:</em> {fix}</p>"
            )
        parts += [f"<p><em>Note:</em> {html.escape(note)}</p>" for note in self.notes]
        return f'<div class="lrnotes-diagnosis">{"".join(parts)}</div>'

    def to_dict(self) -> dict[str, Any]:
        """The diagnosis as plain Python values, which :mod:`json` writes.

        Example:
            >>> import json, lrnotes
            >>> json.loads(json.dumps(lrnotes.doctor([0.0] * 10).to_dict()))["findings"][0]["code"]
            'never_stepped'
        """
        return {
            "summary": self.summary,
            "findings": [dataclasses.asdict(finding) for finding in self.findings],
            "notes": list(self.notes),
        }

    def figure(self) -> Any:
        """The logged rates against the meant ones, with a mark at the first update that differs.

        Returns:
            A Matplotlib figure with one panel per parameter group, four at most. Notebooks show it as SVG.

        Raises:
            ModuleNotFoundError: if Matplotlib is not installed; the extra ``lrnotes[plot]`` installs it.

        Example:
            >>> import lrnotes
            >>> schedule = lrnotes.CosineDecay(0.1, 100)
            >>> figure = lrnotes.doctor([0.1] * 100, schedule).figure()
            >>> len(figure.axes)
            1
        """
        from .diagnosis_figure import figure_of

        return figure_of(self)


def _literal(text: str) -> str:
    """The text as Markdown that shows it as it is, whatever a group of the reader's is called."""
    return re.sub(r"([\\`*_{}\[\]<>#|~$&])", r"\\\1", text)
