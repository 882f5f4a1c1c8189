"""The table of explanations, in the order in which they are tried, and what becomes of the groups of a run."""

import dataclasses

import numpy as np

from .alone import ALONE, wave_finding
from .breaks import jumped, restarted, rises_past_the_end, zero_too_early
from .case import Case
from .findings import Finding
from .length import length_not_changed
from .others import two_schedulers
from .precision import Precision
from .speed import too_fast, too_slow
from .whole_run import (
    factor_finding,
    factor_of,
    integer_rate,
    never_stepped,
    off_by_one,
    stepped_before_optimizer,
    wrong_factor,
)
from .wording import count, percent, rate

#: Each looks for one cause that explains every logged rate. The first that does is the finding.
EXPLANATIONS = (
    integer_rate, never_stepped, stepped_before_optimizer, off_by_one, wrong_factor, too_fast, too_slow,
    rises_past_the_end, zero_too_early, restarted, length_not_changed, jumped, two_schedulers,
)  # fmt: skip
#: Those that are tried again on rates divided by the factor between the highest rates.
_WITH_A_FACTOR = (
    stepped_before_optimizer, off_by_one, too_fast, too_slow, rises_past_the_end, zero_too_early, restarted,
    length_not_changed, jumped,
)  # fmt: skip


@dataclasses.dataclass(frozen=True)
class Group:
    """What was found of one group."""

    case: Case
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()
    judged: bool = False  # against a schedule


def judge_group(at, rates, meant, told, *, counted=False, integers=False):
    """The findings of one group; ``meant`` is None where nothing is known."""
    case = Case(at, rates, meant, told, Precision.of(rates), counted, integers)
    if meant is None:
        return _judge_alone(case)
    if case.right.all():
        return Group(case, notes=_notes_of_right(case), judged=True)
    if counted and case.at[0] > 0 and off_by_one(case) is not None:
        return Group(case, notes=(_COUNTS_FROM_1,), judged=True)
    return Group(case, explain(case), judged=True)


_COUNTS_FROM_1 = (
    "The rates are the schedule's if the log counts updates from 1. If it counts from 0, every rate is one update late."
)


def explain(case):
    """The first explanation of all rates, alone or together with a factor; otherwise where they differ."""
    for explanation in EXPLANATIONS:
        finding = explanation(case)
        if finding is not None:
            return (finding,)
    return _with_a_factor(case) or (differs(case),)


def _with_a_factor(case):
    for factor in _factors(case):
        scaled = case.scaled(factor)
        for explanation in _WITH_A_FACTOR:
            finding = explanation(scaled)
            if finding is not None:
                what = f"{finding.what} (Rates in this sentence are divided by the factor of the other finding.)"
                return factor_finding(case, factor), dataclasses.replace(finding, what=what)
    return ()


def _factors(case):
    """Factors that the highest rates or the first ones suggest."""
    highest = np.abs(case.meant.table(case.total)).max(initial=0.0)
    start, end = case.meant(np.array([0, case.end or case.at[-1]]))
    pairs = [(case.precision.peak, highest), (case.rates[0], start), (case.rates[-1], end)]
    factors = [float(ours / theirs) for ours, theirs in pairs if theirs > 0 and ours > 0]
    return [factor for factor in dict.fromkeys(factors) if abs(factor - 1) > 1e-4 + 4 * case.precision.rounding]


def differs(case):
    """Where the rates are not the meant ones, and by how much: no explanation was found."""
    first, wrong = case.first, ~case.right
    worst = int(np.argmax(np.abs(case.rates - case.expected)))
    factor = factor_of(case)
    return Finding(
        "differs",
        f"{count(wrong.sum())} of {count(len(wrong))} logged rates are not the meant ones. The first is update "
        f"{count(case.at[first])}: {rate(case.rates[first])}, where {rate(case.expected[first])} was meant. The "
        f"largest difference is at update {count(case.at[worst])}: {rate(case.rates[worst])}, where "
        f"{rate(case.expected[worst])} was meant.",
        "None of the mistakes that the doctor knows gives these rates. Either another schedule ran, or several "
        "mistakes came together.",
        "Compare the arguments of the schedule that ran with those of the one that was meant, and look at the figure.",
        first=int(case.at[first]),
        evidence={"wrong": int(wrong.sum()), "logged": len(wrong), "median_factor": factor},
    )


def _judge_alone(case):
    for symptom in ALONE:
        finding = symptom(case)
        if finding is not None:
            return Group(case, (finding,))
    return Group(case, notes=_notes_alone(case))


def _notes_alone(case):
    if np.ptp(case.rates) == 0:
        return (
            f"The rate is {rate(case.rates[0])} at all {count(len(case.rates))} logged updates. If a schedule was "
            "meant, it was never stepped; pass it as schedule= to be sure.",
        )
    if case.rates[-1] == 0:
        return _notes_of_right(case)
    wave = case.wave
    if wave is not None and wave.rises(case.at[-1]):
        what = wave_finding(case, wave).what
        return (f"{what} If one decay was meant, its length is too short; pass it as schedule= to be sure.",)
    return ()


def _notes_of_right(case):
    """What is worth saying of a run that went as it was meant."""
    zero = case.rates == 0
    if not zero[-1] or zero.all():
        return ()
    idle = int(np.argmin(zero[::-1])) / len(zero)
    if idle <= 0.01:
        return ()
    return (f"The schedule itself is zero for the last {percent(idle)} of the logged updates, which change no weight.",)


def merged(groups, names, *, factors_said):
    """The findings and notes of all groups: what all of them have is said once, and a group left out is named.

    Where nothing was said of factors, a group may have one beside a group that follows the schedule as it is.
    """
    if len(groups) == 1:
        return list(groups[0].findings), list(groups[0].notes)
    groups = _left_out(groups if factors_said else _without_chosen_factors(groups), names)
    findings, notes = [], []
    for name, group in zip(names, groups):
        for finding in group.findings:
            findings.append(dataclasses.replace(finding, group=name))
        notes += [f"{name}: {note}" for note in group.notes]
    return _said_once(findings, len(names)), notes


def _said_once(findings, groups):
    """One finding for all groups where each has it; findings of the same place and code follow each other."""
    kept = []
    for finding in findings:
        same = [other for other in findings if _alike(other, finding)]
        if len(same) == groups and groups > 1:
            if finding is same[0]:
                kept.append(dataclasses.replace(finding, group=None))
        else:
            kept.append(dataclasses.replace(finding, what=f"Group {finding.group}: {finding.what}"))
    return kept


def _alike(finding, other):
    """Whether two groups have the same mistake, in the same size."""
    sizes = [[each.evidence.get(name) for name in ("factor", "held", "shift", "ratio")] for each in (finding, other)]
    return (finding.code, finding.first) == (other.code, other.first) and all(
        a == b or (isinstance(a, float) and isinstance(b, float) and abs(a - b) <= 1e-4 * abs(b))
        for a, b in zip(*sizes)
    )


def _codes(group):
    return [finding.code for finding in group.findings]


def _without_chosen_factors(groups):
    """Groups that follow the schedule times a factor, beside one that follows it as it is: a choice, not a mistake."""
    if not any(group.judged and not group.findings for group in groups):
        return groups
    return [
        dataclasses.replace(group, findings=(), notes=(*group.notes, _factor_note(group)))
        if _codes(group) == ["wrong_factor"]
        else group
        for group in groups
    ]


def _factor_note(group):
    factor = group.findings[0].evidence["factor"]
    return f"This group's rates are {factor:.4g} times the schedule's; say factors= if that is meant."


def _left_out(groups, names):
    """A constant group beside others that change does not follow the schedule."""
    constant = [bool(np.ptp(group.case.rates) <= 1e-12 * group.case.precision.peak) for group in groups]
    if all(constant) or not any(constant):
        return groups
    moving = [name for name, still in zip(names, constant) if not still]
    return [
        dataclasses.replace(group, findings=(_left_out_finding(group.case, moving),), notes=())
        if still and (not group.judged or _codes(group) == ["never_stepped"])
        else group
        for group, still in zip(groups, constant)
    ]


def _left_out_finding(case, moving):
    first = int(case.at[case.first]) if case.meant is not None else int(case.at[min(1, len(case.at) - 1)])
    return Finding(
        "group_left_out",
        f"The rate stays at {rate(case.rates[0])} for all {count(len(case.rates))} logged updates, while "
        f"{', '.join(moving)} {'follow' if len(moving) > 1 else 'follows'} a schedule.",
        "It belongs to a second optimizer without a scheduler (Muon beside AdamW), its function in LambdaLR returns 1, "
        "or it was added after the scheduler was made (add_param_group, unfreezing).",
        "Make one scheduler per optimizer, after all groups are there; lrnotes.torch.TorchSchedule takes several "
        "optimizers and a schedule or factor for each group.",
        first=first,
        evidence={"rate": float(case.rates[0])},
    )
