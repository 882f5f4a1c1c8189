"""One rate at a time, as a training loop asks for it: against lrsched's functions and against hand-written math."""

import time

import lrnotes
import written_by_hand as hand
from bars import SHORT, verdict

try:
    import lrsched
except ImportError:  # it is in this benchmark's own environment
    lrsched = None

_CALLS, _ROUNDS = (100, 1) if SHORT else (20_000, 40)


def _schedules():
    """Title, step, ours, lrsched's, hand-written."""
    cosine = lrnotes.CosineDecay(0.1, 1000, 0.01)
    keras = lrnotes.CosineDecay(0.0, 1000, 0.01, warmup_target=0.1, warmup_steps=100)
    wsd = lrnotes.WarmupStableDecay(0.1, 100, 700, 200, end_learning_rate=0.001, decay_shape="1-sqrt")
    their_cosine = their_warmup = their_wsd = None
    if lrsched:
        their_cosine = lrsched.cosine(base_lr=0.1, min_lr=0.001, total_steps=1000)
        their_warmup = lrsched.with_warmup(their_cosine, warmup_steps=100, start_lr=0.0)
        their_wsd = lrsched.warmup_stable_decay(
            base_lr=0.1, warmup_steps=100, decay_steps=200, total_steps=1000, final_lr=0.001, warmup_start=0.0,
            decay_shape="1-sqrt",
        )  # fmt: skip
    yield "CosineDecay", 700, cosine, their_cosine, hand.cosine
    yield "CosineDecay(warmup_steps=100)", 700, keras, their_warmup, hand.cosine_with_warmup
    yield "CosineDecay.warmup(100)", 700, cosine.warmup(100), their_warmup, hand.cosine_with_warmup
    yield 'WarmupStableDecay(decay_shape="1-sqrt")', 900, wsd, their_wsd, hand.warmup_stable_decay


def _nanoseconds(functions, step):
    """Of one call of each, the best of several rounds, in which they take turns."""
    best = [float("inf")] * len(functions)
    for _ in range(_ROUNDS):
        for place, function in enumerate(functions):
            start = time.perf_counter()
            for _ in range(_CALLS):
                function(step)
            best[place] = min(best[place], (time.perf_counter() - start) / _CALLS * 1e9)
    return best


print(f"{'one call':42s} {'lrnotes':>9s} {'lrsched':>9s} {'by hand':>9s}   to lrsched, to hand-written math")
for title, step, ours, theirs, by_hand in _schedules():
    if not abs(ours(step) - by_hand(step)) < 1e-15 or (theirs and not abs(ours(step) - theirs(step)) < 1e-15):
        raise SystemExit(f"{title}: the functions that are compared give different rates")
    times = dict(zip(("ours", "theirs", "hand"), _nanoseconds([ours, theirs or by_hand, by_hand], step), strict=True))
    to_theirs = times["ours"] / times["theirs"]
    to_hand = times["ours"] / times["hand"]
    said = f"{to_theirs:.2f} {verdict(to_theirs, 1)}" if theirs else "lrsched is not installed"
    shown = f"{times['theirs']:6.0f} ns" if theirs else "-"
    row = f"{title:42s} {times['ours']:6.0f} ns {shown:>9s} {times['hand']:6.0f} ns"
    print(f"{row}   {said}, {to_hand:.2f} {verdict(to_hand, 1.5)}", flush=True)
