"""The rates are right up to an update: then they start again, jump, rise or are zero."""

import numpy as np

from .findings import Finding
from .places import first_at
from .positions import reflected
from .precision import first_false
from .whole_run import skipped_updates
from .wording import count, percent, plural, rate, times


def rises_past_the_end(case):
    """The rates are right up to the schedule's end, and rise again after it."""
    end, first = case.end, case.first
    if end is None or first == 0 or case.at[first] < end:
        return None
    turned = reflected(case)
    if not (turned is not None and case.follows(turned)) and not _rising(case.rates[first - 1 :]):
        return None
    last = case.rates[-1] / max(case.precision.peak, 1e-300)
    return Finding(
        "rises_past_the_end",
        f"The rate reaches its end, {rate(case.rates[first - 1])}, at update {count(end)} of {count(case.total)} and "
        f"rises again after it, to {rate(case.rates[first:].max())}; the last logged rate is {percent(last)} of the "
        "peak.",
        "The scheduler is stepped more often than its length: PyTorch's CosineAnnealingLR and the cosine of "
        "Transformers go on along the cosine after T_max, and do not hold the last rate.",
        f"Give the scheduler the length of the run ({count(case.total)} updates), or stop stepping it after update "
        f"{count(end)}.",
        first=int(case.at[first]),
        evidence={"end": end, "last": float(case.rates[-1])},
    )


def _rising(rates):
    return len(rates) > 2 and bool((np.diff(rates) >= 0).all()) and rates[-1] > rates[0]


def zero_too_early(case):
    """The rates are right up to an update, and zero from there on."""
    zero = case.rates == 0
    if not zero[-1] or zero.all():
        return None
    start = len(zero) - first_false(zero[::-1])
    if not case.right[:start].all() or case.right[start:].all():
        return None
    return zero_finding(case, start)


def zero_finding(case, start):
    """The finding that the rate is zero from this index on."""
    update, meant = int(case.at[start]), getattr(case, "meant", None)
    instead = (
        ""
        if meant is None
        else f" At update {count(case.at[case.first])}, {rate(case.expected[case.first])} was meant."
    )
    return Finding(
        "zero_too_early",
        f"The rate is zero from update {count(update)} of {count(case.total)} on, so the last "
        f"{percent(1 - update / case.total)} of the run changes no weight.{instead}",
        "The scheduler's length is shorter than the run: it was computed for fewer epochs, for one process of "
        "several, or in updates while the scheduler is stepped for every micro-batch.",
        f"Give the scheduler the number of updates of the run, {count(case.total)}, and step it once per update.",
        first=update,
        evidence={"zero_from": update, "updates": case.total},
    )


def restarted(case):
    """The schedule starts again, at one update or several."""
    breaks = (case.segments or ())[1:]
    again = [first_at(case, start, position) for start, position in breaks]
    return _restarted(case, again) if again and None not in again and _varied(case, breaks) else None


def jumped(case):
    """The schedule goes on at another place, at one update or several, or with another factor."""
    segments = case.segments
    if segments is None:
        return _with_another_factor(case)
    shifts = [int(position - case.at[start]) for start, position in segments]
    if len(segments) == 1:
        return _elsewhere_from_the_start(case, shifts[0])
    skipped = skipped_updates(case, segments)
    if skipped is not None:
        return skipped
    breaks = segments[1:]
    if not _varied(case, breaks):
        return None
    return _jumped(case, breaks)


def _varied(case, breaks):
    """Whether a rate changes somewhere between the breaks: levels alone agree with almost any place."""
    stops = [*(start for start, _ in breaks[1:]), len(case.at)]
    return any(np.ptp(case.rates[start:stop]) > 0 for (start, _), stop in zip(breaks, stops))


def _restarted(case, places, factor=1.0):
    first = places[0]
    index = int(np.searchsorted(case.at, first))
    index = case.first if case.right[index] else index  # on a level it is seen only later
    there = f"at update {count(case.at[index])} the rate is {rate(case.rates[index])}"
    more = f" It starts again {count(len(places))} times in all." if len(places) > 1 else ""
    scaled = "" if factor == 1 else f", at {times(factor)} times its rates"
    return Finding(
        "restarted_at_resume",
        f"The schedule starts again at update {count(first)}{scaled}: {there}, "
        f"where {rate(case.expected[index])} was meant.{more}",
        "Training was resumed from a checkpoint, and the scheduler was not: it counts from 0 again."
        + (" A scheduler that is made again in every epoch or phase does the same." if len(places) > 1 else ""),
        "Save scheduler.state_dict() beside the optimizer's and load both, or make the scheduler with "
        f"last_epoch={first - 1}; with lrnotes, schedule.skip({first}) is the rest of the schedule.",
        first=first,
        evidence={"restarts": places[:50], "count": len(places), "factor": factor},
    )


def _jumped(case, breaks):
    start, position = breaks[0]
    update, shift = int(case.at[start]), int(position - case.at[start])
    ahead = f"{plural(abs(shift), 'update')} {'ahead of' if shift > 0 else 'behind'}"
    return Finding(
        "jump_at_resume",
        f"At update {count(update)} the rate jumps from {rate(case.rates[start - 1])} to {rate(case.rates[start])}: "
        f"the schedule goes on at its step {count(position)}, {ahead} the run.",
        "Training was resumed, and the scheduler's count is not the number of updates: last_epoch was given in other "
        "units (epochs, micro-batches or batches of all processes), or the checkpoint is of another update.",
        f"Resume the scheduler at step {count(update)}: load its state_dict, or pass last_epoch={update - 1}.",
        first=update,
        evidence={"shift": shift, "position": int(position), "jumps": len(breaks)},
    )


def _elsewhere_from_the_start(case, shift):
    ahead = f"{plural(abs(shift), 'update')} {'ahead of' if shift > 0 else 'behind'}"
    return Finding(
        "jump_at_resume",
        f"From the first logged update on, the schedule is {ahead} the run: update {count(case.at[0])} has the rate of "
        f"step {count(case.at[0] + shift)}, {rate(case.rates[0])}.",
        "The scheduler was made with a last_epoch or loaded from a checkpoint that does not belong to this update, or "
        "the log counts updates from another start.",
        "Start the scheduler at the number of updates already done (0 in a new run), and log updates with that count.",
        first=int(case.at[case.first]),
        evidence={"shift": shift, "position": int(case.at[0] + shift), "jumps": 0},
    )


def _with_another_factor(case):
    """From an update on the schedule starts again or goes on, times a factor."""
    start = case.first
    if start < 3 or len(case.at) - start < 3:
        return None
    rest = case.at[start:] - case.at[start]
    for position, again in ((rest, True), (case.at[start:], False)):
        meant = case.meant(position)
        factor = _factor(case, start, meant)
        if factor is not None and again:
            return _restarted(case, [int(case.at[start])], factor)
        if factor is not None:
            return _scaled_jump(case, start, factor)
    return None


def _factor(case, start, meant):
    rates = case.rates[start:]
    large = meant > 0.1 * meant.max(initial=0.0)
    if not large.any():
        return None
    factor = float(np.median(rates[large] / meant[large]))
    if not np.isfinite(factor) or factor <= 0 or not case.precision.divided(factor).agree(rates / factor, meant).all():
        return None
    return factor


def _scaled_jump(case, start, factor):
    update = int(case.at[start])
    return Finding(
        "jump_at_resume",
        f"At update {count(update)} the rate jumps from {rate(case.rates[start - 1])} to {rate(case.rates[start])}: "
        f"from there on every rate is {times(factor)} times what was meant.",
        "Training was resumed with another lr in the optimizer or another number of processes, and the scheduler "
        "multiplies by it; loading a checkpoint can overwrite the lr that it was made with.",
        "Load the states of optimizer and scheduler in the order in which they were made, and check "
        "optimizer.param_groups[0]['initial_lr'] after loading.",
        first=update,
        evidence={"factor": factor, "shift": 0, "jumps": 1},
    )
