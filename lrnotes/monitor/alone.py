"""What rates show where nobody said what was meant: only what no ordinary schedule does."""

import dataclasses

import numpy as np

from .breaks import zero_finding
from .findings import Finding
from .precision import first_false
from .wording import count, percent, plural, rate

_ZEROS = 0.2  # of the run at rate zero at its end; less is a schedule that ends a little before the run
_JUMPS = 20  # the largest ones, after which the first rates may come again
_MANY_RISES = 3  # times from which on a length in epochs is likelier than a few updates too many


def integers(case):
    """Integers with a zero among them, in the log of a run that was to train."""
    whole = (case.rates == np.round(case.rates)).all()
    varied = np.ptp(case.rates) > 0
    if not whole or case.rates.all() or not (case.integers or varied):
        return None
    zeros = int((case.rates == 0).sum())
    return Finding(
        "integer_rate",
        f"Every rate is a whole number, and {count(zeros)} of {count(len(case.rates))} are 0.",
        "The rate is stored in an integer, which cuts its decimals off: an optimizer made with lr=torch.tensor(1), an "
        "integer NumPy or JAX array, or an integer division (//).",
        "Make the first rate a float (lr=1.0, torch.tensor(1.0), dtype=float32), and divide with / instead of //.",
        first=int(case.at[int(np.argmin(case.rates))]),
        evidence={"zeros": zeros},
    )


def all_zero(case):
    """Nothing is trained."""
    if case.rates.any():
        return None
    return Finding(
        "never_stepped",
        f"The rate is 0 at all {count(len(case.rates))} logged updates, so no weight changes.",
        "The schedule begins with a warmup from 0, and scheduler.step() is never called; or the rate was converted to "
        "an integer.",
        "Call scheduler.step() after every optimizer.step().",
        first=int(case.at[0]),
        evidence={"rate": 0.0},
    )


def zero_at_the_end(case):
    """The rate is zero for more than the last updates."""
    zero = case.rates == 0
    start = len(zero) - first_false(zero[::-1])
    if start == len(zero) or start == 0:
        return None
    idle = case.total - int(case.at[start])
    if idle < max(3, _ZEROS * case.total):
        return None
    return dataclasses.replace(
        zero_finding(case, start), evidence={"zero_from": int(case.at[start]), "updates": case.total}
    )


def rises_again(case):
    """A cosine to (nearly) zero that is mirrored after its end."""
    wave = case.wave
    if wave is None or not wave.to_zero or not wave.rises(case.at[-1]):
        return None
    return wave_finding(case, wave)


def wave_finding(case, wave):
    """The finding that a cosine goes up again."""
    rises, end = wave.rises(case.at[-1]), wave.end
    last = percent(case.rates[-1] / case.precision.peak)
    many = rises >= _MANY_RISES
    per_epoch = case.told.updates_per_epoch
    return Finding(
        "epochs_for_updates" if many else "rises_past_the_end",
        f"The rate falls along a cosine to {rate(wave.low)} at update {count(end)} of {count(case.total)} and rises "
        f"again, {plural(rises, 'time')} in all; the last logged rate is {last} of the peak.",
        "The length was given in epochs (T_max=epochs), and the scheduler is stepped at every update."
        if many
        else "The scheduler is stepped more often than its length: the cosines of PyTorch and Transformers are not "
        "held at their end, but rise again.",
        f"Give the length in updates{'' if per_epoch is None else f' (epochs * {count(per_epoch)})'}: "
        f"T_max={count(case.total).replace(',', '')}. If you meant a cyclical schedule, pass it as schedule=.",
        first=int(case.at[min(int(np.searchsorted(case.at, end)) + 1, len(case.at) - 1)]),
        evidence={"end": end, "rises": rises},
    )


def starts_again(case):
    """The first rates come again and go on beyond the place where they were cut off."""
    rates = case.rates
    jumps = np.argsort(-np.abs(np.diff(rates)), kind="stable")[:_JUMPS] + 1
    for start in np.sort(jumps):
        again = rates[start:]
        if len(again) <= start + max(3, start // 20) or start < 5 or not _same_gaps(case.at, start):
            continue
        goes_on = again[start:].max() <= rates[start - 1] and again[-1] < rates[start - 1]
        if goes_on and np.ptp(rates[:start]) > 0 and case.precision.agree(again[:start], rates[:start]).all():
            return _again(case, int(start))
    return None


def _same_gaps(at, start):
    return bool(((at[start : 2 * start] - at[start]) == (at[:start] - at[0])).all())


def _again(case, start):
    update = int(case.at[start])
    return Finding(
        "restarted_at_resume",
        f"From update {count(update)} on the first {count(start)} rates come again, one for one, and then go on where "
        f"they had stopped, at {rate(case.rates[start - 1])}.",
        "Training was resumed from a checkpoint, and the scheduler was not: it counts from 0 again.",
        f"Save scheduler.state_dict() beside the optimizer's and load both, or make it with last_epoch={update - 1}.",
        first=update,
        evidence={"restarts": [update], "count": 1},
    )


def wrong_length(case):
    """A cosine that ends at another update than the run."""
    wave = case.wave
    if wave is None or case.told.updates is None or wave.rises(case.at[-1]):
        return None
    ratio = wave.end / case.told.updates
    if abs(ratio - 1) < 0.02 or ratio < 1 or wave.end <= case.at[-1] + 1:
        return None
    return Finding(
        "length_not_changed",
        f"The rate falls along a cosine that would end at update {count(wave.end)}, and the run has "
        f"{count(case.told.updates)}: it ends at {percent(case.rates[-1] / case.precision.peak)} of the peak.",
        "The run became shorter (fewer epochs, larger batches, gradients accumulated), and the schedule kept its old "
        "length (T_max, num_training_steps).",
        "Compute the schedule's length from the run itself, updates per epoch * epochs, in one place.",
        first=None,
        evidence={"end": wave.end, "updates": case.told.updates, "ratio": float(ratio)},
    )


#: In the order in which they are tried.
ALONE = (integers, all_zero, starts_again, rises_again, zero_at_the_end, wrong_length)
