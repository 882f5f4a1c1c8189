"""The formula on the page: exact text, and right, by SymPy and by evaluating the text itself."""

import itertools
import math
import re
import sys

import pytest
import sympy

import lrnotes
from lrnotes import CosineDecay, LinearCosineDecay, NoisyLinearCosineDecay, Schedule, WarmupSustainStepDecay, latex
from lrnotes.core.base import substitute
from lrnotes.xp import noise
from lrnotes.xp.python import namespace as python
from settings import SCHEDULES, lrfn, thirds

COSINE = r"\frac{\left(1 - \alpha\right) \left(1 + \cos\left(\pi \, p\right)\right)}{2} + \alpha"
TRIANGLE = [
    r"\mathrm{triangle} &= \left(\eta_{\max} - \eta_0\right) \left(1 - x\right)",
    r"x &= \left|\frac{t \bmod \left(2 \, s\right)}{s} - 1\right|",
]
TRIANGLE_BY_CYCLE = [TRIANGLE[0], r"c &= \left\lfloor \frac{t}{2 \, s} \right\rfloor + 1", TRIANGLE[1]]

PAGES = {
    "cosine": (
        CosineDecay(0.1, 50),
        [rf"\eta(t) &= \eta_0 \left({COSINE}\right)", r"p &= \frac{\min\left(t, T\right)}{T}"],
    ),
    "cosine with warm-up": (
        CosineDecay(0.1, 50, warmup_target=0.2, warmup_steps=5),
        [
            r"\eta(t) &= \begin{cases} \eta_0 + \frac{\left(\eta_w - \eta_0\right) \, t}{W} & t < W \\"
            r" \mathrm{decay} & \text{otherwise} \end{cases}",
            rf"\mathrm{{decay}} &= \eta_w \left({COSINE}\right)",
            r"p &= \frac{\min\left(u, T\right)}{T}",
            r"u &= t - W",
        ],
    ),
    "cosine with a target but no warm-up": (
        CosineDecay(0.1, 50, warmup_target=0.2),
        [rf"\eta(t) &= \eta_w \left({COSINE}\right)", r"p &= \frac{\min\left(t, T\right)}{T}"],
    ),
    "linear cosine": (
        LinearCosineDecay(0.1, 50),
        [
            r"\eta(t) &= \eta_0 \left(\left(\alpha + \mathrm{line}\right) \, \mathrm{cosine} + \beta\right)",
            r"\mathrm{line} &= \frac{T - s}{T}",
            r"\mathrm{cosine} &= \frac{1 + \cos\left(\frac{2 \, \pi \, n \, s}{T}\right)}{2}",
            r"s &= \min\left(t, T\right)",
        ],
    ),
    "noisy linear cosine": (
        NoisyLinearCosineDecay(0.1, 50),
        [
            r"\eta(t) &= \eta_0 \left("
            r"\left(\alpha + \mathrm{line} + \mathrm{noise}\right) \, \mathrm{cosine} + \beta\right)",
            r"\mathrm{line} &= \frac{T - s}{T}",
            r"\mathrm{noise} &= \sqrt{\frac{v}{\left(1 + s\right)^{d}}} \, \varepsilon_{t}",
            r"\mathrm{cosine} &= \frac{1 + \cos\left(\frac{2 \, \pi \, n \, s}{T}\right)}{2}",
            r"s &= \min\left(t, T\right)",
        ],
    ),
    "cyclical": (
        SCHEDULES["cyclical"],
        [r"\eta(t) &= \eta_0 + \mathrm{triangle} \, \mathrm{thirds}\left(c\right)", *TRIANGLE_BY_CYCLE],
    ),
    "cyclical by a nameless function": (
        lrnotes.CyclicalLearningRate(0.1, 0.2, 5, lambda step: 1.0, "iterations"),
        [r"\eta(t) &= \eta_0 + \mathrm{triangle} \, f\left(t\right)", *TRIANGLE],
    ),
    "triangular": (SCHEDULES["triangular"], [r"\eta(t) &= \eta_0 + \mathrm{triangle}", *TRIANGLE]),
    "triangular2": (
        SCHEDULES["triangular2"],
        [r"\eta(t) &= \eta_0 + \mathrm{triangle} \cdot 0.5^{c - 1}", *TRIANGLE_BY_CYCLE],
    ),
    "exponential": (
        SCHEDULES["exponential cyclical"],
        [r"\eta(t) &= \eta_0 + \mathrm{triangle} \, \gamma^{t}", *TRIANGLE],
    ),
    "exponential by cycle": (
        lrnotes.ExponentialCyclicalLearningRate(0.1, 0.2, 5, "cycle", 0.5),
        [r"\eta(t) &= \eta_0 + \mathrm{triangle} \, \gamma^{c}", *TRIANGLE_BY_CYCLE],
    ),
    "warm-up, sustain, step decay": (
        WarmupSustainStepDecay(),
        [
            r"\eta(t) &= \begin{cases} \eta_0 + \frac{\left(\eta_{\max} - \eta_0\right) \, t}{W} & t < W \\"
            r" \mathrm{decay} & \text{otherwise} \end{cases}",
            r"\mathrm{decay} &= \eta_{\max} \, \gamma^{\left\lfloor \frac{u}{D} \right\rfloor}",
            r"u &= \max\left(t - \left(W + S\right), 0\right)",
        ],
    ),
    "stairs without warm-up": (
        WarmupSustainStepDecay(warmup_steps=0),
        [
            r"\eta(t) &= \eta_{\max} \, \gamma^{\left\lfloor \frac{u}{D} \right\rfloor}",
            r"u &= \max\left(t - \left(W + S\right), 0\right)",
        ],
    ),
    "repeat": (
        CosineDecay(0.1, 50).repeat(every=50),
        [
            rf"\eta(t) &= \eta_0 \left({COSINE}\right)",
            r"p &= \frac{\min\left(u, T\right)}{T}",
            r"u &= t \bmod P",
        ],
    ),
    "scaled": (
        0.5 * CosineDecay(0.1, 50),
        [rf"\eta(t) &= c \, \eta_0 \left({COSINE}\right)", r"p &= \frac{\min\left(t, T\right)}{T}"],
    ),
    "then": (
        SCHEDULES["then"],
        [
            rf"\eta(t) &= \begin{{cases}} \eta_0 \left({COSINE}\right) & t < s \\"
            r" \eta_0' \left(\left(\alpha' + \mathrm{line}\right) \, \mathrm{cosine} + \beta\right)"
            r" & \text{otherwise} \end{cases}",
            r"p &= \frac{\min\left(t, T\right)}{T}",
            r"\mathrm{line} &= \frac{T' - s'}{T'}",
            r"\mathrm{cosine} &= \frac{1 + \cos\left(\frac{2 \, \pi \, n \, s'}{T'}\right)}{2}",
            r"s' &= \min\left(u, T'\right)",
            r"u &= \max\left(t - s, 0\right)",
        ],
    ),
    "from a function": (Schedule.from_function(lrfn), [r"\eta(t) &= \mathrm{lrfn}\left(t\right)"]),
}


def page(*lines):
    return "\\begin{aligned}\n" + " \\\\\n".join(lines) + "\n\\end{aligned}"


@pytest.mark.parametrize("schedule, lines", PAGES.values(), ids=PAGES)
def test_the_exact_text(schedule, lines):
    assert latex(schedule) == page(*lines)


def test_a_notebook_shows_it_as_mathematics():
    formula = latex(CosineDecay(0.1, 50))
    assert isinstance(formula, str)
    assert formula._repr_latex_() == f"$$\n{formula}\n$$"


def test_the_values_do_not_change_the_text_but_a_length_of_0_does():
    assert latex(CosineDecay(0.1, 50)) == latex(CosineDecay(0, 7.5, 0.3, name="mine"))
    warm = latex(CosineDecay(0.1, 50, warmup_target=0.2, warmup_steps=5))
    assert "cases" in warm and "cases" not in latex(CosineDecay(0.1, 50, warmup_target=0.2))
    assert "cases" in latex(WarmupSustainStepDecay()) and "cases" not in latex(WarmupSustainStepDecay(warmup_steps=0))


# Evaluated: who types the page's formula in must get the schedule's values.

PYTHON = [
    (r" & ((?:(?!&|\\\\).)+?) \\\\ ", r") if (\1) else ("),  # a row of cases, then the next
    (r"\\begin\{cases\} ", "(("),
    (r" & \\text\{otherwise\} \\end\{cases\}", "))"),
    (r"\\text\{ and \}", " and "),
    (r"\\log_\{([^{}]*)\}\\left\(", r"logarithm(\1, "),
    (r"_\{\\mathrm\{(\w+)\}\}", r"_\1"),
    (r"\\mathrm\{((?:\\_|[^}])*)\}", r"\1"),
    (r"\\_", "_"),
    (r"_\{\\(max|min)\}", r"_\1"),
    (r"_\{(\d+)\}", r"_\1"),
    (r"\\le ", "<= "),
    (r"'", "_prime"),
    (r"\\left\\lfloor", "floor("),
    (r"\\left\\lceil", "ceil("),
    (r"\\left\|", "abs("),
    (r"\\left\(", "("),
    (r"\\right ?(\\rfloor|\\rceil|[|)])", ")"),
    (r"\\cdot|\\,", "*"),
    (r"\\bmod", "%"),
    (r"\\varepsilon_\{", "epsilon("),
    (r"\\frac|\\(?=[a-z])", ""),  # \frac{a}{b} is (a)/(b)
    (r"\}\{", ")/("),
    (r"\^", "**"),
    (r"\{", "("),
    (r"\}", ")"),
    (r"(?<=[\w)]) (?=\()(?<!if )(?<!else )(?<!and )", "*"),  # c (a + b)
]


def definitions(formula):
    """The lines of a formula, by the name at their left."""
    lines = formula.removeprefix("\\begin{aligned}\n").removesuffix("\n\\end{aligned}").split(" \\\\\n")
    return dict(line.split(" &= ", 1) for line in lines)


def in_python(text):
    for latex_text, python_text in PYTHON:
        text = re.sub(latex_text, python_text, text)
    return text


class Meaning(dict):
    """What each name on the page stands for; names that have a line of their own are computed by it."""

    def __init__(self, formula, **known):
        super().__init__(**known, cos=math.cos, exp=math.exp, ln=math.log, sqrt=math.sqrt, floor=math.floor, pi=math.pi)
        self.update(min=min, max=max, abs=abs, ceil=math.ceil)
        # log(243, 3) is 4.999999999999999 to a machine
        self["logarithm"] = lambda base, value: round(math.log(value, base), 12)
        self.lines = {in_python(name): in_python(text) for name, text in definitions(formula).items()}

    def __missing__(self, name):
        return self.of(name)

    def of(self, name):
        return eval(self.lines[name], {"__builtins__": {}}, self)


def letters_of(schedule):
    """Every letter that a parameter of the schedule asks for, with the values of those that ask for it."""
    found = {}

    def note(path, parameter, value):
        found.setdefault(in_python(parameter.symbol if parameter else path[-1]), []).append(value)
        return value

    substitute(schedule, note)
    return found


def readings(schedule):
    """Every way to give the letters on the page their values, where several parameters ask for the same letter."""
    formula = latex(schedule)
    used = set(re.findall(r"[a-z]\w*", " ".join(map(in_python, definitions(formula).values())), re.IGNORECASE))
    used -= set(map(in_python, definitions(formula)))
    choices = []
    for letter, values in letters_of(schedule).items():
        shown = sorted(name for name in used if re.fullmatch(letter + "(_prime)*", name))
        choices.append([dict(zip(shown, order)) for order in itertools.permutations(values, len(shown))])
    for chosen in itertools.product(*choices):
        yield Meaning(formula, **{name: value for each in chosen for name, value in each.items()})


def hyperbola(step):
    return 0.1 / (1 + step)


NESTED = {
    "cosine without warm-up": CosineDecay(0.3, 50, 0.2, warmup_target=0.7),
    "stairs alone": WarmupSustainStepDecay(0.2, 0.8, 0, 6, 10, 0.5),
    "warm-up of a warm-up": CosineDecay(0.2, 50, 0.1, warmup_target=0.9, warmup_steps=10).warmup(5, 0.3),
    "repeat of repeat": CosineDecay(0.8, 41, 0.3).repeat(every=37).repeat(every=90),
    "three in a row": CosineDecay(0.8, 30)
    .then(LinearCosineDecay(0.5, 20), at=25)
    .then(WarmupSustainStepDecay(), at=70),
    "three in a row, nested right": CosineDecay(0.8, 30).then(
        LinearCosineDecay(0.5, 20).then(WarmupSustainStepDecay(0.1, 0.6, 5, 7, 11, 0.5), at=45), at=25
    ),
    "scaled cases": 0.5 * CosineDecay(0.8, 30).then(CosineDecay(0.3, 20), at=25),
    "cases in a warm-up": CosineDecay(0.8, 30).then(CosineDecay(0.3, 20), at=25).warmup(9, 0.1),
    "cycles in a row": lrnotes.TriangularCyclicalLearningRate(0.1, 0.5, 10)
    .then(lrnotes.Triangular2CyclicalLearningRate(0.2, 0.7, 7), at=33)
    .repeat(every=99),
    "from a function": Schedule.from_function(hyperbola).repeat(every=9),
}


@pytest.mark.parametrize("schedule", [*SCHEDULES.values(), *NESTED.values()], ids=[*SCHEDULES, *NESTED])
def test_the_text_computes_the_schedule(schedule):
    steps = [0, 0.5, 1, 2, 5, 7, 10, 13, 24, 25, 26, 37, 41, 50, 51, 60, 70, 82, 90, 99, 123, 150, 1000]
    rates = [schedule(step) for step in steps]
    assert any(values(meaning, steps) == pytest.approx(rates, rel=1e-12, abs=1e-15) for meaning in readings(schedule))


def values(meaning, steps):
    meaning.update(thirds=thirds, lrfn=lrfn, hyperbola=hyperbola, fractal=python.fractal)
    meaning["epsilon"] = lambda step: noise.normal(python, 3, step)
    try:
        return [meaning.update(t=step) or meaning.of("eta(t)") for step in steps]
    except ZeroDivisionError:  # a length of 0, which this reading gave to a letter that is not its own
        return None


# Every operation, within every other: parentheses where they are needed, and only one way to read the line.
OPERATIONS = {
    "sum": lambda xp, t: 1 + t + 2,
    "difference of a difference": lambda xp, t: 9 - (t - 3) - (2 - t),
    "minus a sum": lambda xp, t: t - (t + 3),
    "product of sums": lambda xp, t: (t + 2) * (t - 3) * 4,
    "product of quotients": lambda xp, t: t / 3 * 2 / (t + 1),
    "quotient of quotients": lambda xp, t: (t / 3) / (2 / (t + 1)),
    "power of a power": lambda xp, t: (t**2) ** 0.5 + t ** (2**0.5),
    "power of a sum": lambda xp, t: (t + 1) ** (t - 3),
    "power of a quotient": lambda xp, t: (t / 5) ** 2 / 3**t,
    "power of a negative": lambda xp, t: (-t) ** 2 * (-(t**2)),
    "negative sum": lambda xp, t: 3 - (-(t + 1)),
    "negative factor": lambda xp, t: (-t) * (-(t + 2)) * 3,
    "remainder": lambda xp, t: (t % 7) * 2 - 2 * (t % 5) - 3 * t % 4 + (t + 2) % (t + 5),
    "remainder of a remainder": lambda xp, t: t % 7 % 5 + t % (7 % (t + 20)),
    "small numbers": lambda xp, t: 1e-5 * t * 2.5e-7 + (1e-5 + t) ** 2 + t**1e-5 + 2e-5**2 * t,
    "large numbers": lambda xp, t: 1e20 / (t + 1e18) - 123456789 * t,
    "functions": lambda xp, t: xp.cos(xp.pi * t) * xp.exp(-t) + xp.log(1 + t) ** 2 - xp.sqrt(t / 2) * 3,
    "bounds": lambda xp, t: xp.minimum(t, 5) * xp.maximum(2 - t, xp.floor(t / 2)) ** 2,
    "absolute value": lambda xp, t: xp.abs(t - 5) * 2 + abs(3 - t) ** 3,
    "floor of a quotient": lambda xp, t: xp.floor_divide(t, 3) * 2 + 2 ** xp.floor_divide(t + 1, 2 * t + 1),
    "cases in a sum": lambda xp, t: 2 * xp.where(t < 3, t, 1 - t) + 1,
    "cases within cases": lambda xp, t: xp.where(t < 9, xp.where(t < 3, t, 2 * t), xp.where(t < 20, 7, xp.sqrt(t))),
    "cases in a power": lambda xp, t: xp.where(t < 3, 1, 2) ** 2 * 2 ** xp.where(t < 3, 1, 2),
}


def reader(operation):
    class Reader(Schedule):
        def formula(self, xp, step):
            return operation(xp, step)

    return Reader()


@pytest.mark.parametrize("operation", OPERATIONS.values(), ids=OPERATIONS)
def test_the_text_of_an_operation_computes_it(operation):
    schedule = reader(operation)
    steps = [0, 0.5, 1, 2, 3, 5, 7, 8.25, 9, 12, 19, 20, 31]
    rates = [schedule(step) for step in steps]
    text = latex(schedule)
    assert values(Meaning(text), steps) == pytest.approx(rates, rel=1e-12, abs=1e-12)
    assert text.count("{") == text.count("}") and text.count(r"\left") == text.count(r"\right")


@pytest.mark.parametrize(
    "operation, text",
    [
        (lambda xp, t: 2 * t * 0.5, r"2 \, t \cdot 0.5"),
        (lambda xp, t: 1e-5 * t, r"1 \cdot 10^{-5} \, t"),
        (lambda xp, t: 0.1 + 0.2 - t, r"0.3 - t"),
        (lambda xp, t: 3 * (t + 1) / 2, r"\frac{3 \left(t + 1\right)}{2}"),
        (lambda xp, t: xp.where(t < 3, 1, 2), r"\begin{cases} 1 & t < 3 \\ 2 & \text{otherwise} \end{cases}"),
        (lambda xp, t: xp.where(t <= 3, 1, 2), r"\begin{cases} 1 & t \le 3 \\ 2 & \text{otherwise} \end{cases}"),
        (lambda xp, t: xp.where(3 < t, 1, 2), r"\begin{cases} 1 & t > 3 \\ 2 & \text{otherwise} \end{cases}"),
        (lambda xp, t: xp.where(t >= 3, 1, 2), r"\begin{cases} 1 & t \ge 3 \\ 2 & \text{otherwise} \end{cases}"),
        (lambda xp, t: xp.where(t == 3, 1, 2), r"\begin{cases} 1 & t = 3 \\ 2 & \text{otherwise} \end{cases}"),
        (lambda xp, t: t * -2, r"t \cdot \left(-2\right)"),
        (lambda xp, t: t - -2, r"t - \left(-2\right)"),
        (lambda xp, t: 3 + -t, r"3 + \left(-t\right)"),
    ],
)
def test_how_an_operation_is_written(operation, text):
    assert definitions(latex(reader(operation))) == {r"\eta(t)": text}


# Letters


@pytest.mark.parametrize("schedule", [*SCHEDULES.values(), *NESTED.values()], ids=[*SCHEDULES, *NESTED])
def test_a_letter_has_a_prime_only_beside_the_one_without(schedule):
    # A reader who meets W' looks for W.
    text = latex(schedule)
    for letter in set(re.findall(r"((?:\\mathrm\{[^}]*\}|\\?[a-zA-Z]+(?:_\{\\max\}|_\w)?)'*)'", text)):
        assert re.search(rf"(?<![\\a-zA-Z]){re.escape(letter)}(?![\w'])", text), f"{letter}' but no {letter}: {text}"


def test_two_letters_alike_get_primes_in_their_order():
    text = latex(CosineDecay(0.1, 5).then(CosineDecay(0.2, 5), at=5).then(CosineDecay(0.3, 5), at=9))
    rows = definitions(text)[r"\eta(t)"].split(r" \\ ")
    assert [re.search(r"\\eta_0'*", row)[0] for row in rows] == [r"\eta_0", r"\eta_0'", r"\eta_0''"]
    assert [re.search(r"1 - (\\alpha'*)", row)[1] for row in rows] == [r"\alpha", r"\alpha'", r"\alpha''"]


def test_a_plain_field_is_written_as_its_name():
    class Halving(Schedule):
        r: float
        half_life: float

        def formula(self, xp, step):
            halvings = step / self.half_life
            return self.r * 0.5**halvings

    assert latex(Halving(0.1, 10)) == page(
        r"\eta(t) &= r \cdot 0.5^{\mathrm{halvings}}", r"\mathrm{halvings} &= \frac{t}{\mathrm{half\_life}}"
    )


def test_a_tuple_of_numbers_is_written_as_numbers():
    class Table(Schedule):
        rates: tuple
        boundaries: tuple

        def formula(self, xp, step):
            rate = self.rates[-1]
            for boundary, before in reversed(list(zip(self.boundaries, self.rates))):
                rate = xp.where(step < boundary, before, rate)
            return rate

    assert latex(Table([0.1, 0.05, 0.01], [30, 60])) == page(
        r"\eta(t) &= \begin{cases} 0.1 & t < 30 \\ 0.05 & t < 60 \\ 0.01 & \text{otherwise} \end{cases}"
    )


# What has no formula


class Branching(Schedule):
    rate: float

    def formula(self, xp, step):
        if step < 3:
            return self.rate
        return self.rate / 2


@pytest.mark.parametrize(
    "schedule", [Branching(0.1), Branching(0.1).warmup(5), 0.5 * Branching(0.1)], ids=["alone", "warmed up", "scaled"]
)
def test_a_formula_that_branches_says_what_to_do(schedule):
    before = sys.getprofile()
    with pytest.raises(TypeError, match="must not branch on its step .* with `if`: use xp.where"):
        latex(schedule)
    assert sys.getprofile() is before


@pytest.mark.parametrize("thing", [CosineDecay, lrfn, None, "cosine"], ids=["class", "function", "None", "text"])
def test_only_schedules_have_a_formula(thing):
    with pytest.raises(TypeError, match="^latex: schedule must be a lrnotes.Schedule or FeedbackSchedule; got "):
        latex(thing)


# SymPy: the definition, on symbols, is the formula of the paper or the original.

t = sympy.Symbol("t", nonnegative=True)
e0, emax, ew, T, a, b, n, v, d, s, g, W, S, D, P, c = sympy.symbols(
    "e0 emax ew T a b n v d s g W S D P c", positive=True
)
SYMBOLS = {
    "initial_learning_rate": e0, "maximal_learning_rate": emax, "warmup_target": ew, "decay_steps": T, "alpha": a,
    "beta": b, "num_periods": n, "initial_variance": v, "variance_decay": d, "step_size": s, "gamma": g,
    "warmup_steps": W, "sustain_steps": S, "decay_rate": g, "every": P, "at": P, "multiplier": c,
}  # fmt: skip
epsilon = sympy.Function("epsilon")
half_wave = (1 + sympy.cos(sympy.pi * sympy.Min(t, T) / T)) / 2
waves = (1 + sympy.cos(2 * sympy.pi * n * sympy.Min(t, T) / T)) / 2
cycle = sympy.floor(1 + t / (2 * s))
triangle = (emax - e0) * (1 - sympy.Abs(t / s - 2 * cycle + 1))
from_top = (1 + sympy.cos(sympy.pi * sympy.Min(t - W, T) / T)) / 2

FORMULAS = {
    "cosine": (CosineDecay(0.1, 50), e0 * ((1 - a) * half_wave + a)),
    "cosine with warm-up": (
        CosineDecay(0.1, 50, 0.1, warmup_target=0.2, warmup_steps=5),
        sympy.Piecewise((e0 + (ew - e0) * t / W, t < W), (ew * ((1 - a) * from_top + a), True)),
    ),
    "linear cosine": (LinearCosineDecay(0.1, 50), e0 * ((a + 1 - sympy.Min(t, T) / T) * waves + b)),
    "noisy linear cosine": (
        NoisyLinearCosineDecay(0.1, 50),
        e0 * ((a + 1 - sympy.Min(t, T) / T + sympy.sqrt(v / (1 + sympy.Min(t, T)) ** d) * epsilon(t)) * waves + b),
    ),
    "triangular": (SCHEDULES["triangular"], e0 + triangle),
    "triangular2": (SCHEDULES["triangular2"], e0 + triangle / 2 ** (cycle - 1)),
    "exponential": (SCHEDULES["exponential cyclical"], e0 + triangle * g**t),
    "cyclical": (SCHEDULES["cyclical"], e0 + triangle / (3 * cycle + 1)),
    "warm-up, sustain, step decay": (
        WarmupSustainStepDecay(),
        sympy.Piecewise(
            (e0 + (emax - e0) * t / W, t < W), (emax * g ** sympy.floor(sympy.Max(t - W - S, 0) / T), True)
        ),
    ),
    "repeat": (
        CosineDecay(0.1, 50).repeat(every=50),
        (e0 * ((1 - a) * half_wave + a)).subs(t, t - P * sympy.floor(t / P)),
    ),
    "scaled": (0.5 * CosineDecay(0.1, 50), c * e0 * ((1 - a) * half_wave + a)),
    "then": (
        CosineDecay(0.1, 50).then(CosineDecay(0.1, 50), at=50),
        sympy.Piecewise(
            (e0 * ((1 - a) * half_wave + a), t < P),
            (e0 * ((1 - a) * half_wave.subs(t, sympy.Max(t - P, 0)) + a), True),
        ),
    ),
}


def symbolic(schedule):
    def stand_in(path, parameter, value):
        without = parameter.unit == "steps" and not value  # a length of 0 leaves its part of the shape out
        return value if without or path[-1] == "seed" else SYMBOLS[path[-1]]

    return substitute(schedule, stand_in)(t)


def pieces(formula):
    return formula.args if isinstance(formula, sympy.Piecewise) else ((formula, True),)


@pytest.mark.parametrize("schedule, formula", FORMULAS.values(), ids=FORMULAS)
def test_the_definition_on_symbols_is_the_formula(schedule, formula, monkeypatch):
    monkeypatch.setattr(noise, "normal", lambda xp, seed, step: epsilon(step))
    for (ours, when), (theirs, expected) in zip(pieces(symbolic(schedule)), pieces(formula), strict=True):
        assert when == expected
        assert sympy.simplify(ours - theirs) == 0


@pytest.mark.parametrize("schedule, formula", FORMULAS.values(), ids=FORMULAS)
def test_the_formula_has_the_values_of_the_schedule(schedule, formula, monkeypatch):
    monkeypatch.setattr(noise, "normal", lambda xp, seed, step: math.sin(7 * step))
    numbers = {}
    substitute(schedule, lambda path, parameter, value: numbers.setdefault(SYMBOLS.get(path[-1], "seed"), value))
    numbers.pop("seed", None)
    compute = sympy.lambdify([t, *numbers], formula, [{"epsilon": lambda step: math.sin(7 * step)}, "math"])
    for step in [*range(130), 0.5, 7.25, 50.5, 1000, 123456]:
        assert schedule(step) == pytest.approx(compute(step, *numbers.values()), rel=1e-12, abs=1e-16)


# Feedback schedules: the rule, line by line


def test_the_rule_of_a_feedback_schedule():
    lines = [line.removesuffix(r" \\") for line in latex(lrnotes.ReduceLROnPlateau(0.1)).splitlines()[1:-1]]
    assert lines == [
        r"\eta_{e+1} &= \begin{cases} \mathrm{reduced} & \mathrm{stalled} \\ \eta_e & \text{otherwise} \end{cases}",
        r"m^*_{e+1} &= \begin{cases} m_e & \mathrm{better} \\ m^*_e & \text{otherwise} \end{cases}",
        r"b_{e+1} &= \begin{cases} 0 & \mathrm{stalled} \\ \mathrm{bad} & \text{otherwise} \end{cases}",
        r"c_{e+1} &= \begin{cases} C & \mathrm{stalled} \\ \mathrm{cooldown} & \text{otherwise} \end{cases}",
        r"\mathrm{reduced} &= \begin{cases} \mathrm{lower} & \eta_e - \mathrm{lower} > \epsilon \\ "
        r"\eta_e & \text{otherwise} \end{cases}",
        r"\mathrm{stalled} &= \mathrm{bad} > p",
        r"\mathrm{better} &= m_e < m^*_e \left(1 - \rho\right) - \alpha",
        r"\mathrm{bad} &= \begin{cases} 0 & \mathrm{ignored} \\ 0 & \mathrm{better} \\ "
        r"b_e + 1 & \text{otherwise} \end{cases}",
        r"\mathrm{cooldown} &= \max\left(c_e - 1, 0\right)",
        r"\mathrm{lower} &= \max\left(\eta_e \, \gamma, \eta_{\min}\right)",
        r"\mathrm{ignored} &= c_e > 0",
    ]  # fmt: skip


def test_a_rule_leaves_out_what_the_rate_does_not_depend_on():
    plain, smooth = (latex(lrnotes.GreedyLR(0.1, smooth=smooth)) for smooth in (False, True))
    assert "S_e" not in plain and "n_e" not in plain and "window" not in plain
    assert r"\mathrm{better} &= \frac{\mathrm{total}}{\mathrm{seen}} < m^*_e" in smooth
    assert r"\mathrm{total} &= S_e + m_e - \mathrm{oldest}" in smooth
    assert r"\mathrm{oldest} &= \begin{cases} 0 & n_e < w \\ m_{e-w} & \text{otherwise} \end{cases}" in smooth
    assert r"m^*_{e+1} &= \begin{cases} \infty & \mathrm{reset} \\" in plain
