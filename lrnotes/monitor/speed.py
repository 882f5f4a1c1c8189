"""The schedule moves at another speed than the updates: several steps an update, or one step for many updates."""

import numpy as np

from .findings import Finding
from .positions import fast_candidates, reflected, slow_candidates
from .wording import count, percent, plural, rate

_FEW = 10  # updates of the shortest epoch that is mentioned
_USUAL = 16  # micro-batches or processes, powers of two aside
_MANY = 64  # steps per update from which on epochs are likelier than micro-batches or processes


def too_fast(case):
    """The schedule is stepped k times at every update, and may rise again after its end."""
    turned = reflected(case)
    for k, offset in fast_candidates(case):
        if case.follows(lambda at, k=k, offset=offset: k * at + offset):
            return _fast_finding(case, k, offset, rises=0)
        if turned is not None and case.follows(lambda at, k=k, offset=offset: turned(k * at + offset)):
            return _fast_finding(case, k, offset, rises=_rises(case, k, offset))
    return None


def _rises(case, k, offset):
    """How many times the rate has turned up again by the last logged update."""
    end, last = case.end, k * int(case.at[-1]) + offset
    table = case.meant.table(end)
    length = end - (len(table) - 1 - int(np.argmax(table[::-1] >= table.max() * (1 - 1e-9))))
    return max(0, 1 + (last - end - 1) // (2 * length)) if last > end else 0


def _fast_finding(case, k, offset, rises):
    causes = _causes_of_speed(case.told, k)
    code, cause, fix = causes[0]
    others = [name for name, _, _ in causes[1:]]
    if others:
        cause += " The same rates come from " + _or([_OTHERS[name].format(k=count(k)) for name in others]) + "; "
        cause += "say accumulation= and processes= to tell them apart."
    if offset == 0 and not case.counted and others:
        cause += f" (If the log holds only every {_ordinal(k)} update, give their numbers by at=.)"
    return Finding(
        code,
        f"{_consequence(case, k, rises)} It moves {count(k)} times as fast as the schedule.",
        cause,
        fix,
        first=int(case.at[case.first]),
        evidence={"factor": k, "offset": offset, "rises": rises, "also_possible": others},
    )


_OTHERS = {
    "micro_batches": "{k} micro-batches per update, each of which steps the scheduler",
    "processes": "{k} processes, each of which moves a scheduler prepared by Accelerate",
    "two_schedulers": "two owners of the scheduler, DeepSpeed and Trainer or your loop, that both step it",
    "epochs_for_updates": "a length given in epochs of {k} updates",
    "length_not_changed": "a length that was not changed when the run became {k} times as long",
}


def _or(texts):
    return texts[0] if len(texts) == 1 else ", ".join(texts[:-1]) + ", or " + texts[-1]


def _ordinal(k):
    ending = "th" if k % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(k % 10, "th")
    return f"{count(k)}{ending}"


def _causes_of_speed(told, k):
    """Code, cause and fix of everything that moves a schedule k times too fast, the likeliest first."""
    numbers = {
        "micro_batches": told.accumulation,
        "processes": told.processes,
        "epochs_for_updates": told.updates_per_epoch,
    }
    codes = [code for code, number in numbers.items() if number == k]
    if not codes and told.accumulation and told.processes and told.accumulation * told.processes == k:
        codes = ["micro_batches"]
    if not codes:
        codes = _possible(k, [code for code, number in numbers.items() if number is None])
    return [(code, *_SPEEDS[code](k, told)) for code in codes]


def _possible(k, untold):
    """The codes of what may have happened, where the reader said nothing that explains it."""
    epochs = [code for code in untold if code == "epochs_for_updates"]
    if k > _MANY and epochs:
        return epochs
    codes = [code for code in untold if code not in epochs]
    if k == 2:
        codes.append("two_schedulers")
    if k > _USUAL and k & (k - 1):  # few accumulate 25 micro-batches, and many 32
        codes = [*epochs, *codes]
    elif k >= _FEW:
        codes += epochs
    return [*codes, "length_not_changed"]


def _micro_batches(k, told):
    if told.accumulation and told.processes and told.accumulation * told.processes == k != told.accumulation:
        return (
            f"The scheduler is stepped for each of the {plural(told.accumulation, 'micro-batch')[:-1]}es of an update, "
            f"and once for each of the {told.processes} processes.",
            "Step the scheduler only where the gradients are applied, and give its length in updates.",
        )
    return (
        f"Gradients are accumulated over {count(k)} micro-batches, and scheduler.step() is called after each of them "
        "instead of after each update.",
        "Call scheduler.step() right after optimizer.step(), inside the same if; with Accelerate, inside "
        "accelerator.accumulate(model) with the prepared scheduler.",
    )


def _processes(k, told):
    return (
        f"{count(k)} processes train together, and the scheduler moves once for each of them at every update: a "
        "scheduler prepared by Accelerate steps once per process, because it expects a length in batches of one "
        "process.",
        "Pass step_scheduler_with_optimizer=False to Accelerator, or do not prepare the scheduler, or "
        f"multiply its lengths by {count(k)}.",
    )


def _epochs(k, told):
    return (
        f"The schedule's length is given in epochs, and scheduler.step() is called at every update: one epoch has "
        f"{count(k)} updates.",
        f"Give the length in updates (epochs * {count(k)}), or call scheduler.step() once at the end of each epoch.",
    )


def _two(k, told):
    return (
        "Two owners step the same scheduler at every update, such as DeepSpeed's engine.step() and the training loop, "
        "or Trainer and a callback.",
        "Let one of them step it: with DeepSpeed, leave out scheduler.step() where engine.step() is called, or do not "
        "pass the scheduler to deepspeed.initialize.",
    )


def _length(k, told):
    return (
        f"The schedule has 1/{count(k)} of the length of this run: its length was not changed when the run became "
        "longer.",
        f"Compute the length from the run (updates per epoch * epochs); it is {count(k)} times too short.",
    )


_SPEEDS = {
    "micro_batches": _micro_batches,
    "processes": _processes,
    "epochs_for_updates": _epochs,
    "two_schedulers": _two,
    "length_not_changed": _length,
}


def _consequence(case, k, rises):
    """What anybody sees of it: a rate at its end too early, or one that rises again, or a wrong rate at an update."""
    end = case.end
    if rises:
        last = case.rates[-1] / max(case.precision.peak, 1e-300)
        return (
            f"The rate reaches its end at update {count(-(-end // k))} of {count(case.total)} and rises again "
            f"{plural(rises, 'time')}; the last logged rate is {percent(last)} of the peak."
        )
    if end is not None and end // k < case.at[-1]:
        value = float(case.meant(np.array([end]))[0])
        level = "zero" if abs(value) <= 1e-9 * case.precision.peak else f"at its end, {rate(value)},"
        return f"The rate is {level} from update {count(-(-end // k))} of {count(case.total)} on."
    first = case.first
    return (
        f"The rate is {rate(case.rates[first])} at update {count(case.at[first])} of {count(case.total)}, where "
        f"{rate(case.expected[first])} was meant."
    )


def too_slow(case):
    """The schedule takes one step for several updates: its rates are held."""
    for held, offset in slow_candidates(case):
        if held != case.told.updates_per_epoch and case.follows(lambda at, b=held: at / b):
            continue  # a schedule in steps: it is as well a longer one
        if case.follows(lambda at, b=held, o=offset: np.floor((at + o) / b + 1e-9)):
            return _slow_finding(case, held, offset)
    return None


def _slow_finding(case, held, offset):
    told = case.told
    accumulated = told.accumulation == held and told.updates_per_epoch != held
    code = "micro_batches" if accumulated else "updates_for_epochs"
    steps = (int(case.at[-1]) + offset) // held
    last = case.rates[-1] / case.precision.peak if case.precision.peak else 0.0
    cause, fix = _SLOW[code]
    return Finding(
        code,
        f"Each rate is held for {plural(held, 'update')}: over {count(case.at[-1] + 1)} updates the schedule has taken "
        f"{plural(steps, 'step')}, and the last logged rate is {percent(last)} of the peak, where "
        f"{rate(case.expected[-1], case.precision.peak)} was meant.",
        cause.format(b=count(held)),
        fix,
        first=int(case.at[case.first]),
        evidence={"held": held, "offset": offset, "steps": steps},
    )


_SLOW = {
    "updates_for_epochs": (
        "The schedule's length is given in updates, and it is stepped once per epoch of {b} updates. That is the "
        "default of Lightning (interval=\"epoch\") and of loops that call scheduler.step() after the inner loop.",
        "Step it at every update (in Lightning, return {\"scheduler\": scheduler, \"interval\": \"step\"}), or give "
        "its length in epochs.",
    ),
    "micro_batches": (
        "Updates are counted in micro-batches, and the scheduler is stepped once in {b} of them.",
        "Count optimizer.step() calls, in the schedule's length as in the loop.",
    ),
}  # fmt: skip
