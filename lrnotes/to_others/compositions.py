"""Schedules put together, elsewhere: warm-ups, sequences and repetitions of those that have lines there."""

import itertools
import math
import re

from .code_text import whole
from ..schedules.cosine import CosineAnnealing, CosineDecay
from ..schedules.piecewise import Constant
from ..core.composition import COMPOSED, Clip, Product, Repeat, Scaled, Skip, Then, Warmup
from .rows import HUGGING_FACE, KERAS, OPTAX, PYTORCH, keras, listed, native, torch


def together(schedule, leaf):
    """What each framework has for a schedule that is made of others, as a family's function has it for one of its own.

    ``leaf(schedule, framework)`` gives a part's own lines or None: a comment, then a statement each.
    """
    makers = {KERAS: _in_keras, PYTORCH: _in_torch, OPTAX: _in_optax, HUGGING_FACE: _in_transformers}
    found = {framework: make(schedule, leaf) for framework, make in makers.items()}
    return {framework: own for framework, own in found.items() if own}


def _in_keras(schedule, leaf):
    """Keras has a warm-up in its cosine alone."""
    cosine = schedule.schedule if type(schedule) is Warmup else None
    if type(cosine) is CosineDecay and cosine.warmup_target is None:
        peak, length, alpha = cosine.initial_learning_rate, cosine.decay_steps, cosine.alpha
    elif type(cosine) is CosineAnnealing and _is_plain(cosine):
        peak, length = cosine.initial_learning_rate, cosine.decay_steps
        alpha = _short(cosine.end_learning_rate / peak)
    else:
        return None
    return native(
        "decay_steps leave the warm-up out; alpha is a fraction of the peak",
        *keras(
            f"CosineDecay(initial_learning_rate={schedule.initial_learning_rate}, decay_steps={length}, alpha={alpha}, "
            f"warmup_target={peak}, warmup_steps={schedule.warmup_steps})"
        ),
    )


def _is_plain(cosine):
    half = float(cosine.num_periods) == 0.5 and float(cosine.exponent) == 1
    return half and cosine.after_end == "hold" and float(cosine.initial_learning_rate) > 0


def _in_transformers(schedule, leaf):
    """Those of transformers take a warm-up from 0, which max_steps include."""
    if type(schedule) is not Warmup or float(schedule.initial_learning_rate) or not whole(schedule.warmup_steps):
        return None
    lines = leaf(schedule.schedule, HUGGING_FACE)
    found = lines and re.search(r'lr_scheduler_type="(\w+)"', "\n".join(lines))
    if not found or "warmup_steps" in "\n".join(lines):
        return None
    kind, steps = found[1], schedule.warmup_steps
    if kind == "inverse_sqrt" and "timescale" not in "\n".join(lines):
        return None  # its timescale would be the warm-up's length
    ratio = re.search(r'"min_lr_ratio": ([^,}]+)', "\n".join(lines))
    if ratio and _value(ratio[1]):
        return None  # its warm-up would start there
    changed = []
    for line in lines[1:]:
        if kind == "constant":
            line = line.replace('"constant"', f'"constant_with_warmup", warmup_steps={steps}')
        elif "max_steps=" in line:
            line = re.sub(
                r"max_steps=(\S+?)\)$",
                lambda end: f"warmup_steps={steps}, max_steps={_value(end[1]) + steps})",
                line,
            )
        else:
            line = re.sub(r"\)$", f", warmup_steps={steps})", line) if "lr_scheduler_type" in line else line
        changed.append(line)
    return native("the first update has a rate of 0; max_steps, if given, include the warm-up", *changed)


def _value(text):
    """A number of code, written with its marks or without."""
    number = float(re.sub(".*\ue002(.*)\ue001", r"\1", text))
    return int(number) if number.is_integer() else number


def _in_optax(schedule, leaf):
    lines = _defined(schedule, "schedule", leaf, [0], set())
    if lines is None:
        return None
    imports = dict.fromkeys(line for line in lines if line.startswith("import "))
    note = "each part counts from its boundary"
    lines = [line for line in lines if line not in imports]
    return native(note, *imports, *lines, "optimizer = optax.sgd(schedule)")


def _defined(schedule, name, leaf, count, taken):
    """The statements that make the schedule in Optax and give it a name; None if a part has none."""
    if type(schedule) not in COMPOSED:
        lines = leaf(schedule, OPTAX)
        given = lines and re.fullmatch(r"optimizer = optax\.sgd\((.*)\)", lines[-1])
        if not given:
            return None
        *lines, last = _apart([*lines[:-1], f"schedule = {given[1]}"], taken)
        if given[1] == "schedule":
            return [re.sub(r"^schedule =", f"{name} =", line) for line in lines]
        number = re.fullmatch(r"[\d.e+-]+", given[1])  # or else a function on the spot
        return [*lines, f"{name} = optax.constant_schedule({given[1]})" if number else re.sub("^schedule", name, last)]

    def part(each):
        count[0] += 1
        called = f"part_{count[0]}"
        return called, _defined(each, called, leaf, count, taken)

    if type(schedule) is Warmup:
        first, steps = schedule.initial_learning_rate, schedule.warmup_steps
        after, lines = part(schedule.schedule)
        if lines is None:
            return None
        last = _first(schedule.schedule)
        up = f"up = optax.linear_schedule(init_value={first}, end_value={last}, transition_steps={steps})"
        return [*lines, up, *_joined(name, "up", after, lines[-1], steps)]
    if type(schedule) in (Then, Product):
        (one, before), (other, after) = part(schedule.first), part(schedule.second)
        if before is None or after is None:
            return None
        if type(schedule) is Product:
            return [*before, *after, f"{name} = lambda count: {one}(count) * {other}(count)"]
        return [*before, *after, *_joined(name, one, other, after[-1], schedule.at)]
    inner, lines = part(schedule.schedule)
    if lines is None:
        return None
    if type(schedule) is Clip:
        clipped = f"jnp.clip({inner}(count), {schedule.minimum}, {schedule.maximum})"
        return ["import jax.numpy as jnp", *lines, f"{name} = lambda count: {clipped}"]
    form = {
        Repeat: lambda: f"{inner}(count % {schedule.every})",
        Scaled: lambda: f"{schedule.multiplier} * {inner}(count)",
        Skip: lambda: f"{inner}(count + {schedule.steps})",
    }[type(schedule)]()
    return [*lines, f"{name} = lambda count: {form}"]


def _joined(name, one, other, definition, boundary):
    """The other is asked before its boundary as well: functions on the spot may fail for what is below 0."""
    if " = lambda count: " in definition:
        other = f"lambda count: {other}(jnp.maximum(count, 0))"
    join = f"{name} = optax.join_schedules([{one}, {other}], boundaries=[{boundary}])"
    return ["import jax.numpy as jnp", join] if "jnp" in other else [join]


def _first(schedule):
    """The rate that a warm-up leads to, as code has it."""
    return float(f"{float(schedule(0)):.12g}")


# A scheduler that SequentialLR can start at its milestone, and that leaves the first rate to the others.
_SCHEDULER = re.compile(
    r"(\w+) = lr_scheduler\.(?:CosineAnnealingWarmRestarts|"
    r"(?:CosineAnnealing|Constant|Cyclic|Exponential|Lambda|Linear|MultiStep|Polynomial|Step)LR)\(.*\)"
)


def _in_torch(schedule, leaf):
    """One sequence of schedulers, for a sequence in a sequence fails, or runs a step early."""
    pieces = _pieces(schedule, 0)
    if pieces is None or len(pieces) < 2 or not all(whole(start) for start, _ in pieces):
        return None
    made = [(start, piece, None if isinstance(piece, tuple) else leaf(piece, PYTORCH)) for start, piece in pieces]
    rates = {_optimizer(lines) for _, piece, lines in made if lines and type(piece) is not Constant}
    highest = max((float(each.learning_rate) for _, each in pieces if type(each) is Constant), default=0)
    rates = rates or {torch(highest)}
    if len(rates) != 1:
        return None
    (optimizer,) = rates
    rate, imports, lines, taken, joined = _value(re.sub(r".*lr=(.*)\)$", r"\1", optimizer)), [], [], set(), []
    if not rate:
        return None
    ends = [start for start, _ in pieces[1:]] + [math.inf]
    for (start, piece, own), end in zip(made, ends):
        if isinstance(piece, tuple):
            own = _ramp(*piece, rate)
        elif type(piece) is Constant:
            own = _ramp(float(piece.learning_rate), float(piece.learning_rate), 1, rate)
        if not own:
            return None
        imports += [line for line in own if re.match(r"(import|from) ", line)]
        own = _apart([line for line in own if line not in imports and not line.startswith("optimizer = ")], taken)
        parts = _sequence(own[-1], start, end)
        schedulers = dict(found.group(1, 0) for line in own if (found := _SCHEDULER.fullmatch(line)))
        if not all(name in schedulers for _, name in parts):
            return None
        lines += [line for line in own if line not in schedulers.values() and line != own[-1]]
        for begin, name in parts:
            joined.append((begin, called := f"part_{len(joined) + 1}"))
            lines.append(schedulers[name].replace(name, called, 1))
    return native(
        "each part counts from its milestone; factors are fractions of lr",
        *dict.fromkeys(imports),
        optimizer,
        *lines,
        f"scheduler = lr_scheduler.SequentialLR(optimizer, [{listed(name for _, name in joined)}], "
        f"milestones=[{listed(int(begin) for begin, _ in joined[1:])}])",
    )


def _optimizer(lines):
    return next(line for line in lines if line.startswith("optimizer = "))


def _ramp(first, last, steps, rate):
    """The lines of a straight way from one rate to another, and of a constant one."""
    start, end = _short(first / rate), _short(last / rate)
    note = "# the same rate" if first == last else "# up" if first < last else "# down"
    if 0 < start <= 1 and 0 <= end <= 1:
        named = f"start_factor={start}, end_factor={end}, total_iters={steps}"
        line = f"lr_scheduler.LinearLR(optimizer, {named})"
    else:
        note += ": LinearLR does not start at 0" if not start else ": LinearLR has no factor above 1"
        way, sign = abs(_short(end - start)), "-" if end < start else "+"
        passed = f"step / {steps}" if way == 1 else f"{way} * step / {steps}"
        factor = f"{start} {sign} {passed}" if start and way else passed if way else start
        line = f"lr_scheduler.LambdaLR(optimizer, lambda step: {factor})"
    return [note, torch(rate), f"scheduler = {line}"]


def _sequence(line, start, end):
    """(where it starts, its name) of each scheduler that a leaf's last line joins before ``end``, or its only one."""
    found = re.fullmatch(r"scheduler = lr_scheduler\.SequentialLR\(optimizer, \[(.*)\], milestones=\[(.*)\]\)", line)
    if not found:
        return [(start, "scheduler")]
    starts = [start, *(start + int(each) for each in found[2].split(", "))]
    parts = zip(starts, [*starts[1:], end], found[1].split(", "))
    return [(begin, name) for begin, after, name in parts if begin < min(after, end)]


def _apart(lines, taken):
    """The lines, what they define called otherwise where a part before them, which may still need it, has the name."""
    pattern = r"^((?:\w+, )*\w+) = "
    own = {name for line in lines for names in re.findall(pattern, line) for name in names.split(", ")}
    own -= {"optimizer", "scheduler", "schedule"}
    for name in sorted(own & taken):
        other = next(f"{name}_{n}" for n in itertools.count(2) if f"{name}_{n}" not in taken | own)
        own = own - {name} | {other}
        name = re.compile(rf"(?<![\w.\"]){name}\b(?![\"=])")  # no argument, attribute or word
        lines = [line if line.startswith("#") else name.sub(other, line) for line in lines]
    taken |= own
    return lines


def _short(number):
    return float(f"{number:.12g}")


def _pieces(schedule, start):
    """(where it starts, a ramp as (first, last, steps) or a schedule), one after another; None for other ways."""
    if type(schedule) is Warmup:
        after = _pieces(schedule.schedule, start + float(schedule.warmup_steps))
        ramp = (float(schedule.initial_learning_rate), float(schedule.schedule(0)), schedule.warmup_steps)
        return after and [(start, ramp), *after]
    if type(schedule) is Then:
        change = start + float(schedule.at)
        before, after = _pieces(schedule.first, start), _pieces(schedule.second, change)
        return before and after and [*((at, piece) for at, piece in before if at < change), *after]
    return None if type(schedule) in COMPOSED else [(start, schedule)]
