"""Mistakes that change every rate in the same way: converted, never stepped, scaled, one update early or late."""

import numpy as np

from .findings import Finding
from .precision import Precision, first_false
from .wording import count, plural, rate, times

_CLOSE = 1e-4  # relative difference below which two factors are the same


def integer_rate(case):
    """The rates are the meant ones without their decimals."""
    meant = case.expected
    if not (case.rates == np.round(case.rates)).all() or (meant == np.round(meant)).all():
        return None
    cut = next((name for name, cut in (("cut", np.trunc), ("rounded", np.round)) if _same(case.rates, cut(meant))), "")
    if not cut or (not case.rates.any() and not case.integers and meant[0] == 0):
        return None  # a warmup from 0 that was never stepped has the same rates
    return Finding(
        "integer_rate",
        f"Every one of the {count(len(case.rates))} logged rates is a whole number: the meant rates with their "
        f"decimals {'cut off' if cut == 'cut' else 'rounded away'}. Where {rate(_most_cut(case))} was meant, "
        f"{rate(case.rates[_most(case)])} was used.",
        "The rate is stored in an integer: an optimizer made with lr=torch.tensor(1), an integer NumPy or JAX array, "
        "or an integer division (//) in the function that computes the rate.",
        "Make the first rate a float (lr=1.0, torch.tensor(1.0), dtype=float32), and divide with / instead of //.",
        first=int(case.at[case.first]),
        evidence={"conversion": cut, "meant": float(_most_cut(case)), "logged": float(case.rates[_most(case)])},
    )


def _same(rates, whole):
    return bool((rates == whole).all())


def _most(case):
    return int(np.argmax(np.abs(case.expected - case.rates)))


def _most_cut(case):
    return case.expected[_most(case)]


def never_stepped(case):
    """The rate is constant, and the schedule is not."""
    if np.ptp(case.rates) > 1e-12 * case.precision.peak or len(case.rates) < 2 or np.ptp(case.expected) == 0:
        return None
    value, start = float(case.rates[0]), float(case.expected[0])
    at_start = bool(case.precision.agree(np.array([value]), np.array([start]))[0])
    constant = f"at all {count(len(case.rates))} logged updates"
    what = (
        f"The rate is {rate(value)}, the schedule's first rate, {constant}."
        if at_start
        else f"The rate is {rate(value)} {constant}. That is not even the schedule's first rate, {rate(start)}."
    )
    worst = int(np.argmax(np.abs(case.expected - case.rates))) or len(case.at) - 1
    first = first_false(Precision(case.precision.peak).agree(case.rates, case.expected))
    return Finding(
        "never_stepped",
        f"{what} At update {count(case.at[worst])}, {rate(case.expected[worst], value)} was meant.",
        "scheduler.step() is never called, or it is called once per epoch and no epoch has ended yet."
        if at_start
        else "The schedule is not connected to this optimizer: it was made for another optimizer object, or the "
        "optimizer was made with a fixed rate and the schedule was never handed to it.",
        "Call scheduler.step() after every optimizer.step(), and make the scheduler for the optimizer that trains "
        "(after it was wrapped, loaded or made again).",
        first=int(case.at[first]),
        evidence={"rate": value, "meant_at_first_update": start},
    )


def factor_of(case, meant=None):
    """The factor between the logged and the meant rates, or None where there is no single one."""
    meant = case.expected if meant is None else meant
    large = np.abs(meant) > 0.1 * np.abs(meant).max(initial=0.0)
    if not large.any():
        return None
    factor = float(np.median(case.rates[large] / meant[large]))
    return factor if np.isfinite(factor) and factor > 0 else None


def wrong_factor(case):
    """Every rate is the meant one times one factor."""
    factor = factor_of(case)
    if factor is None or abs(factor - 1) < _CLOSE + 2 * case.precision.rounding or not case.scaled(factor).right.all():
        return None
    return factor_finding(case, factor)


def factor_finding(case, factor):
    """The finding for a factor that is known."""
    peak = float(np.abs(case.meant.table(case.total)).max())
    cause, fix = _why(factor, peak, case.told)
    size = f"{times(factor)} times" if factor > 1 else f"1/{times(1 / factor)} of"
    return Finding(
        "wrong_factor",
        f"Every rate is {size} what was meant: {rate(case.rates[case.first])} at update "
        f"{count(case.at[case.first])} instead of {rate(case.expected[case.first])}.",
        cause,
        fix,
        first=int(case.at[case.first]),
        evidence={"factor": factor, "peak": peak},
    )


def _why(factor, peak, told):
    """The cause of a factor, and the fix."""
    if abs(factor / peak - 1) < 1e-2:
        return (
            f"The factor is the schedule's own peak, {rate(peak)}: LambdaLR multiplies what its function returns by "
            f"the optimizer's lr, so an optimizer made with lr={rate(peak)} counts the peak twice.",
            _ONE,
        )
    for number, name in ((told.processes, "processes"), (told.accumulation, "micro-batches per update")):
        if number and number > 1 and min(abs(factor / number - 1), abs(factor * number - 1)) < 1e-2:
            return (
                f"You have {number} {name}, and the rate is scaled by that number: by a linear scaling rule in the "
                "training code (scale_lr), or to correct a sum of gradients.",
                "Leave the scaling out, or compare with the scaled schedule (factors=).",
            )
    return (
        f"LambdaLR multiplies what its function returns by the optimizer's lr, so an optimizer made with "
        f"lr={rate(factor)} has this effect. A scaling rule for the batch size (scale_lr) has it, too.",
        _ONE,
    )


_ONE = (
    "Make the optimizer with lr=1.0 if LambdaLR gets a schedule of rates, or use lrnotes.torch.TorchSchedule, which "
    "sets the schedule's rate whatever lr the optimizer was made with."
)


def stepped_before_optimizer(case):
    """The first rate is skipped: every update has the rate of the next."""
    if not case.follows(lambda at: at + 1):
        return None
    first = case.first
    return Finding(
        "stepped_before_optimizer",
        f"Every update has the rate that was meant for the next one, and the schedule's first rate, "
        f"{rate(case.meant(np.zeros(1))[0])}, is never used: update {count(case.at[first])} has "
        f"{rate(case.rates[first])} instead of {rate(case.expected[first])}.",
        "scheduler.step() is called before optimizer.step(): at the top of the loop, or once more before it. PyTorch "
        "warns of this order once. A library that counts the first update as update 1 has the same rates.",
        "Call optimizer.step() first and scheduler.step() right after it. If the library counts from 1 on purpose, "
        "compare with schedule.skip(1).",
        first=int(case.at[first]),
        evidence={"offset": 1},
    )


def off_by_one(case):
    """Every update has the rate of the one before; the first may have the optimizer's own."""
    late = case.at > 0
    meant = case.meant(np.maximum(case.at - 1, 0))
    if late.sum() < 2 or np.ptp(case.rates[late]) == 0 or not case.precision.agree(case.rates, meant)[late].all():
        return None
    first = case.first
    return Finding(
        "off_by_one",
        f"Every rate is used one update late: update {count(case.at[first])} has {rate(case.rates[first])}, which was "
        f"meant for update {count(max(case.at[first] - 1, 0))}, instead of {rate(case.expected[first])}. "
        f"The schedule's last rate is never used.",
        "The first rate is used twice: the scheduler is stepped before the rate is written to the optimizer, or it "
        "counts from 1 while the training loop counts from 0. DeepSpeed's WarmupLR and WarmupDecayLR do this by "
        "themselves.",
        "Write the schedule's rate of update n to the optimizer before update n, counting from 0. "
        "In PyTorch, call scheduler.step() after every optimizer.step(), the first one included.",
        first=int(case.at[first]),
        evidence={"offset": -1},
    )


def skipped_updates(case, segments):
    """The schedule runs ahead by one more after each of several updates, which did not happen. Of breaks.py."""
    shifts = [int(position - case.at[start]) for start, position in segments]
    if (
        len(shifts) < 2
        or shifts[0] != 0
        or any(after - before not in (1, 2) for before, after in zip(shifts, shifts[1:]))
    ):
        return None
    places = [int(case.at[start]) for start, _ in segments[1:]]
    return Finding(
        "off_by_one",
        f"The schedule runs ahead of the updates by one more after each of {plural(len(places), 'place')}, first at "
        f"update {count(places[0])}; at the end it is {plural(shifts[-1], 'update')} ahead.",
        "A step of the optimizer was skipped, and the schedule's was not: GradScaler skips an update whose gradients "
        "are infinite or NaN, and scheduler.step() is called all the same.",
        "Call scheduler.step() only if the optimizer stepped: compare scaler.get_scale() before and after "
        "scaler.update(), or check accelerator.optimizer_step_was_skipped.",
        first=places[0],
        evidence={"offset": shifts[-1], "places": places[:20]},
    )
