"""Expressions are read: they give back every schedule's repr, and nothing else that somebody writes gets anywhere."""

import inspect

import pytest

import lrnotes
from lrnotes import CosineDecay, FeedbackSchedule, LinearDecay, PiecewiseConstantDecay, Schedule
from lrnotes.core.expressions import METHODS, read
from settings import SCHEDULES, SETTINGS
from settings.feedback import SETTINGS as FEEDBACK

ALL = {**SCHEDULES, **SETTINGS, **FEEDBACK}
#: Those with a function of the reader's, or of a class of the reader's: no expression has them.
OWN = {name for name, each in ALL.items() if "thirds" in repr(each) or "Halving" in repr(each)}


def test_an_expression_is_the_inverse_of_repr():
    assert len(ALL) - len(OWN) > 200
    for name in ALL.keys() - OWN:
        assert lrnotes.parse(repr(ALL[name])) == ALL[name], name


@pytest.mark.parametrize("name", sorted(OWN))
def test_what_is_the_readers_own_is_named_in_the_error(name):
    with pytest.raises(ValueError, match="'thirds'|'Halving'|'FunctionSchedule'"):
        lrnotes.parse(repr(ALL[name]))


def test_every_method_that_returns_a_schedule_is_known():
    returns = {
        name for name, each in inspect.getmembers(Schedule, inspect.isfunction)
        if not name.startswith("_") and inspect.signature(each).return_annotation == "Schedule"
    }  # fmt: skip
    assert set(METHODS) == returns - {"from_function"}, "a method of Schedule is missing in core/expressions.py"


@pytest.mark.parametrize(
    ("text", "schedule"),
    [
        ("CosineDecay(0.1, 1000)", CosineDecay(0.1, 1000)),
        ("  lrnotes.CosineDecay(1e-1, 10_00)\n", CosineDecay(0.1, 1000)),
        ("CosineDecay(0.1,\n    decay_steps=1000,  # all of it\n)", CosineDecay(0.1, 1000)),
        ("0.5 * CosineDecay(0.1, 1000)", 0.5 * CosineDecay(0.1, 1000)),
        ("CosineDecay(0.1, 1000) * 2", CosineDecay(0.1, 1000) * 2),
        ("CosineDecay(0.1, 10) * LinearDecay(1, 20)", CosineDecay(0.1, 10) * LinearDecay(1, 20)),
        ("CosineDecay(0.1, 10).warmup(5, initial_learning_rate=1e-3)", CosineDecay(0.1, 10).warmup(5, 1e-3)),
        ("CosineDecay(1, 10).then(LinearDecay(1, 9), at=10)", CosineDecay(1, 10).then(LinearDecay(1, 9), at=10)),
        ("(0.5*CosineDecay(0.1, 10)).repeat(every=10).skip(1)", (0.5 * CosineDecay(0.1, 10)).repeat(every=10).skip(1)),
        ("CosineDecay(0.1, 10).clip(0.01, maximum=0.05)", CosineDecay(0.1, 10).clip(0.01, 0.05)),
        ("PiecewiseConstantDecay([3, 6], [1., .5, 0])", PiecewiseConstantDecay([3, 6], [1.0, 0.5, 0])),
        ("CosineDecay(6 * 2**-4 / 10, 90 * 1_000 + 2 * 5)", CosineDecay(0.0375, 90010)),
        ("CosineDecay(+0.1, -(-7) // 2 + 10 % 4)", CosineDecay(0.1, 5)),
        ("CosineDecay(9**0.5, 2**10)", CosineDecay(3.0, 1024)),
        ("CosineDecay(0.1, 100, name='a (b')", CosineDecay(0.1, 100, name="a (b")),
    ],
)  # fmt: skip
def test_what_an_expression_may_have(text, schedule):
    parsed = lrnotes.parse(text)
    assert parsed == schedule and repr(parsed) == repr(schedule)


def test_a_rule_that_responds_to_a_loss():
    assert isinstance(lrnotes.parse("ReduceLROnPlateau(0.1, patience=3)"), FeedbackSchedule)


@pytest.mark.parametrize(
    ("depth", "text"),
    [
        (150, "CosineDecay(0.1, 100)" + ".warmup(1)" * 149),
        (150, "0.5*(" * 149 + "CosineDecay(0.1, 100)" + ")" * 149),
        (150, "CosineDecay(0.1, 9).then(" * 149 + "CosineDecay(0.1, 9)" + ", at=9)" * 149),
    ],
)
def test_schedules_as_deep_as_they_may_be(depth, text):
    deepest = 0
    schedule = lrnotes.parse(text)
    while isinstance(schedule, Schedule):
        deepest += 1
        schedule = next((each for each in reversed(vars(schedule).values()) if isinstance(each, Schedule)), None)
    assert deepest == depth


OUT = [
    "__import__('os').system('touch broken-out')",
    "().__class__.__bases__[0].__subclasses__()",
    "CosineDecay.__init__.__globals__",
    "CosineDecay(0.1, 10).__class__",
    "CosineDecay(0.1, 10).__reduce__()",
    "CosineDecay(0.1, 10).warmup.__func__(1)",
    "CosineDecay(0.1, 10)._number(1, 'x')",
    "CosineDecay(0.1, 10).get_config()",
    "CosineDecay(0.1, 10).formula(1, 2)",
    "CosineDecay(0.1, 10).to_code('torch')",
    "CosineDecay(0.1, 10)(3)",
    "CosineDecay(0.1, 10)[3]",
    "CosineDecay(0.1, 10).decay_steps",
    "CosineDecay.from_config({'initial_learning_rate': 0.1, 'decay_steps': 10})",
    "CosineDecay.from_function(print)",
    "Schedule.from_function(print)",
    "FunctionSchedule(print)",
    "CyclicalLearningRate(0.1, 0.2, 10, print)",
    "CyclicalLearningRate(0.1, 0.2, 10, lambda cycle: 1)",
    "Schedule()",
    "FeedbackSchedule()",
    "Declared()",
    "eval('1')",
    "lrnotes.deserialize({'class_name': 'x'})",
    "lrnotes.core.expressions.parse('1')",
    "lrnotes.plot(CosineDecay(0.1, 10))",
    "open('/etc/passwd')",
    "[each for each in (1, 2)]",
    "{each: 1 for each in 'ab'}",
    "(each for each in 'ab')",
    "lambda: CosineDecay(0.1, 10)",
    "(lambda: CosineDecay(0.1, 10))()",
    "f'{CosineDecay(0.1, 10)}'",
    "f'{open(1)}'",
    "CosineDecay(0.1, 10) if 1 else 2",
    "CosineDecay(0.1, 10) or 2",
    "CosineDecay(0.1, 10) == 2",
    "not CosineDecay(0.1, 10)",
    "-CosineDecay(0.1, 10)",
    "~1",
    "CosineDecay(0.1, 10) + 1",
    "CosineDecay(0.1, 10) * 'a'",
    "CosineDecay(0.1, 10) * True",
    "CosineDecay(0.1, 10) ** 2",
    "CosineDecay(0.1, 10) @ 2",
    "CosineDecay(0.1, 1 << 3)",
    "CosineDecay(0.1, 7 & 3)",
    "'a' * 1000000000",
    "[0] * 1000000000",
    "(x := CosineDecay(0.1, 10))",
    "x = CosineDecay(0.1, 10)",
    "CosineDecay(0.1, 10); import os",
    "CosineDecay(0.1, 10)\nimport os",
    "import os",
    "await CosineDecay(0.1, 10)",
    "(yield)",
    "CosineDecay(*[0.1, 10])",
    "CosineDecay(**{'initial_learning_rate': 0.1, 'decay_steps': 10})",
    "[*'abc']",
    "CosineDecay(0.1, 10, alpha=0.1, alpha=0.2)",
    "CosineDecay(0.1, 10, name=b'a')",
    "CosineDecay(0.1, ...)",
    "CosineDecay(0.1, 1j)",
    "CosineDecay(0.1, (-8)**0.5)",
    "CosineDecay(1e999, 10)",
    "CosineDecay(0.1, 9**9**9)",
    "CosineDecay(0.1, 9.9**9999)",
    "CosineDecay(0.1, 10**400 // 10**399)",
    "CosineDecay(0.1, 2**62 * 4)",
    "CosineDecay(0.1, 1 / 0)",
    "CosineDecay(0.1, 1 % 0.0)",
    "CosineDecay(0.1, 0 ** -1)",
    "CosineDecay(0.1, " + "9" * 5000 + ")",
    "CosineDecay(0.1, 10, name={1: 2})",
    "CosineDecay(0.1, 10, name={**{}})",
    "CosineDecay(0.1, 10, name='\\N{DIGIT ONE}')",
    "CosineDecay(0.1, \\\n10)",
    "CosineDecay(0.1, 10).warmup(1)\0",
    "CosineDecay(0.1, 10, name='\ud800')",
    "CosineDecay(0.1, 10).\uff3f\uff3fclass\uff3f\uff3f",
    "\u200bCosineDecay(0.1, 10)",
    "CosineDecay(0.1, 10).warmup",
    "CosineDecay",
    "torch.optim.lr_scheduler.StepLR(30)",
    "0x1for x in (1, 2)",
    "1",
    "None",
    "'CosineDecay(0.1, 10)'",
    "[CosineDecay(0.1, 10)]",
    "",
    " " * 100,
    "#",
    "(",
    "CosineDecay(0.1, 10))",
    "-" * 19_000 + "1",
    "(" * 9_000 + ")" * 9_000,
    "[" * 190 + "]" * 190,
    "2**" * 6_000 + "2",
    "1+" * 9_000 + "1",
    "a." * 9_000 + "b",
    "CosineDecay(0.1, 10)" + ".warmup(1)" * 1_500,
    "CosineDecay(0.1, 10)" + ".warmup(1)" * 150,
    "CosineDecay(" * 1_500,
    "lambda:" * 2_000 + "1",
    "not " * 4_000 + "1",
    "f'{" * 200,
    "CosineDecay(0.1, 10)" + " " * 20_000,
    "CosineDecay(0.1, 10)  # " + "x" * 10**7,
]


@pytest.mark.parametrize("text", OUT, ids=[f"{index} {each[:25]!a}" for index, each in enumerate(OUT)])
def test_nothing_else_is_accepted(text, tmp_path, monkeypatch, recwarn):
    monkeypatch.chdir(tmp_path)
    with pytest.raises((TypeError, ValueError)) as raised:
        lrnotes.parse(text)
    message = str(raised.value)
    assert len(message) < 800 and "\n" not in message.replace(text, "")
    assert not list(tmp_path.iterdir()) and not recwarn.list


@pytest.mark.parametrize("value", [None, 3, b"CosineDecay(0.1, 10)", CosineDecay(0.1, 10)])
def test_what_is_not_text_is_refused(value):
    with pytest.raises(TypeError, match="^parse: text must be a string; got "):
        lrnotes.parse(value)


@pytest.mark.parametrize(
    ("text", "error", "message"),
    [
        ("CosinDecay(0.1, 10)", ValueError, "no schedule is named 'CosinDecay'; did you mean CosineDecay"),
        ("CosineDecay(0.1, 10).wramup(1)", ValueError, "CosineDecay has no method 'wramup'; did you mean warmup?"),
        ("CosineDecay(0.1, decay_stepz=1)", TypeError, "no argument 'decay_stepz'; did you mean decay_steps?"),
        ("CosineDecay(0.1)", TypeError, "CosineDecay: missing a required argument: 'decay_steps'"),
        ("CosineDecay(0.1, 10).warmup()", TypeError, "warmup: missing a required argument: 'warmup_steps'"),
        ("CosineDecay(0.1, -10)", ValueError, "CosineDecay: decay_steps must be .* above 0; got -10"),
        ("CosineDecay(0.1, 10", ValueError, "cannot be read: '\\(' was never closed at character 12"),
        ("CosineDecay(0.1, 9**9**9)", ValueError, "a number must be finite; the result is too large"),
        ("CosineDecay(0.1, 1e999)", ValueError, "^parse: a number must be real and finite; got inf"),
        ("CosineDecay(0.1, " + "-" * 300 + "1)", ValueError, "^parse: the expression must be nested at most 180 deep"),
        ("CosineDecay(0.1, 1 / 0)", ValueError, "a number must not be divided by 0"),
        ("CosineDecay", ValueError, r"CosineDecay must be written with its arguments, CosineDecay\(...\)"),
    ],
)  # fmt: skip
def test_an_error_says_what_to_do(text, error, message):
    with pytest.raises(error, match=message):
        lrnotes.parse(text)


def test_other_names_are_somebody_elses_to_make():
    seen = []
    read("f.g(1, [2, {'a': 3}], b=h())", lambda *call: seen.append(call) or "made")
    assert seen == [("h", [], {}), ("f.g", [1, [2, {"a": 3}]], {"b": "made"})]
