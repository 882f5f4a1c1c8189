"""What every schedule class has beside its definition: each test names what is missing, and the file where it goes.

While you add a schedule: pytest tests/test_a_new_class.py -k ReciprocalDecay
"""

import functools
import re

import numpy as np
import pytest

import lrnotes
from lrnotes import FeedbackSchedule
from lrnotes.to_others import deepspeed, frameworks, mlx
from lrnotes.to_others.other_names import OTHER_NAMES
from lrnotes.xp.numpy import namespace
from settings import example
from support.book import ROOT, contents, defined_in, name_of, notebooks, read
from support.branches import not_taken, steps_taken
from support.code import code_of, conditional
from support.families import CLASSES, definition_of, family_of, rows, settings_of, values_of
from support.mutants import unnoticed

every_class = pytest.mark.parametrize("kind", CLASSES.values(), ids=CLASSES)
FRAMEWORKS = [each.title for each in frameworks.FRAMEWORKS if each.key]
#: Those with a module of their own, which has rows for some classes.
MODULES = [deepspeed, mlx]
# What may be 0.1 % more without a change of any rate.
NO_MATTER = {
    "GreedyLR": ["`1` of `state.left - 1`"],  # a count, of which is asked whether it is at its end
    "KDecay": ["`1` of `xp.minimum(p, 1)`"],  # p is below 1 there; compiled it may be an ulp above
    "NoamDecay": ["`1` of `xp.maximum(s, 1)`"],  # where s is 0 the other branch is taken
    "ReduceLROnPlateau": ["`1` of `state.cooldown - 1`"],  # a count, of which is asked whether it is above 0
    "TriangularCyclicalLearningRate": [  # whose scale is 1 in every cycle
        "`xp.floor_divide(step, self._cycle()) + 1`",
        "`1` of `xp.floor_divide(step, self._cycle()) + 1`",
    ],
    "WarmupStableDecay": ["`1` of `xp.minimum(xp.maximum(warmup - step, 0) / warmup, 1)`"],  # it is below 1
}


def missing(kind, what, file, remedy):
    pytest.fail(f"{kind.__name__}: {what}. In {file}: {remedy}", pytrace=False)


@every_class
def test_is_a_public_name(kind):
    if kind.__name__ not in lrnotes.__all__:
        module = f"schedules.{family_of(kind)}"
        remedy = f'add `"{kind.__name__}": "{module}"` to the table of names, and its import above for type checkers'
        missing(kind, "not a name of lrnotes", "lrnotes/__init__.py", remedy)


@every_class
def test_has_an_example(kind):
    if not isinstance(example(kind), kind):
        line = f">>> schedule = {kind.__name__}(...)"
        missing(kind, "no example that makes one", definition_of(kind), f"write `{line}` in its docstring")


@functools.cache
def chapters():
    """The text of each chapter's cells, and the classes whose definition it shows, by the name of its page."""
    found = {name_of(path): read(path) for path in notebooks()}
    return {
        page: ("\n".join(cell.source for cell in notebook.cells), defined_in(notebook))
        for page, notebook in found.items()
    }


@every_class
def test_has_a_chapter_in_the_table_of_contents(kind):
    folder = f"book/{family_of(kind)}"
    shown = [page for page, (_, names) in chapters().items() if kind.__name__ in names]
    # A variant may be taught with the general class of its family.
    shown = shown or [
        page
        for page, (text, _) in chapters().items()
        if f"book/{page}".startswith(f"{folder}/") and kind.__name__ in text
    ]
    if not shown:
        missing(kind, "no chapter", f"{folder}/", f"copy a neighbor, and show definition({kind.__name__}) in it")
    if f"book/{shown[0]}" not in contents():
        missing(kind, "its chapter is in no list", "_toc.yml", f"add `- file: book/{shown[0]}`")


@every_class
def test_has_a_row(kind):
    file = f"lrnotes/to_others/{family_of(kind)}.py"
    if kind not in rows():
        missing(
            kind, "no row that says what other frameworks call it", file, f"NATIVE needs {kind.__name__}: a function"
        )
    if not OTHER_NAMES.get(kind.__name__):
        line = f'"{kind.__name__}": (...)'
        missing(kind, "no other names, by which a search finds it", "lrnotes/to_others/other_names.py", f"add {line}")


@every_class
def test_has_settings_with_native_lines_and_without(kind):
    file = f"tests/settings/{family_of(kind)}.py"
    mine = [each for each in settings_of(family_of(kind)) if type(each) is kind]
    if not mine:
        missing(kind, "no settings", file, "one for each branch of its row, and the frameworks without lines for it")
    for title in FRAMEWORKS:
        if any(conditional(each, title) for each in mine):
            ways = {bool(code_of(each, title)[1]) for each in mine}
            for way, words in {True: "holds", False: "does not hold"}.items():
                if way not in ways:
                    remedy = f"a setting of {kind.__name__} where the condition of the native lines {words}"
                    missing(kind, f"its row has a condition for {title} that is tried one way alone", file, remedy)


@every_class
@pytest.mark.parametrize("file", ["tests/test_signatures.py", "tests/test_bad_input.py"])
def test_its_arguments_are_tested(kind, file):
    if issubclass(kind, FeedbackSchedule):
        return  # tests/test_feedback.py has these
    if not re.search(rf"\b{kind.__name__}\b", (ROOT / file).read_text(encoding="utf-8")):
        missing(kind, "its arguments are in no table", file, "add its signature, or what each argument refuses")


@pytest.mark.parametrize("module", sorted(set(rows().values()), key=str), ids=lambda module: module.__name__)
def test_settings_reach_every_branch_of_the_rows(module):
    kinds = [kind for kind, where in rows().items() if where is module]
    families = sorted({family_of(kind) for kind in kinds})
    mine = [each for family in families for each in settings_of(family) if type(each) in kinds]
    left = not_taken(module, steps_taken(module, lambda: [lrnotes.training_code(each) for each in mine]))
    if left:
        file = f"lrnotes/to_others/{module.__name__.rpartition('.')[2]}.py"
        names = ", ".join(kind.__name__ for kind in kinds)
        where = " or ".join(f"tests/settings/{family}.py" for family in families)
        lines = "\n  ".join(left)
        pytest.fail(f"{names}: no setting in {where} takes every branch of {file}:\n  {lines}", pytrace=False)


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_settings_reach_every_branch_of_a_frameworks_rows(module):
    families = sorted({family_of(kind) for kind in module.ROWS})
    mine = [each for family in families for each in settings_of(family) if type(each) in module.ROWS]
    composed = getattr(module, "composed", lambda schedule: None)
    warmed = [lrnotes.Constant(0.1), lrnotes.LinearDecay(0.1, 90), lrnotes.LinearDecay(0.1, 90, 0.01)]
    warmed += [lrnotes.LinearDecay(0.1, 33.5), *[each for each in mine if isinstance(each, lrnotes.Schedule)][:1]]
    mine += [example(lrnotes.REXDecay)]  # of which they have none

    def make():
        for each in mine:
            lrnotes.training_code(each)
        for each in warmed:
            for steps in (1, 10, 10.5):
                composed(each.warmup(steps))
                composed(each.clip(0.01))

    left = not_taken(module, steps_taken(module, make))
    if left:
        file = f"lrnotes/to_others/{module.__name__.rpartition('.')[2]}.py"
        lines = "\n  ".join(left)
        pytest.fail(f"no setting takes every branch of {file}:\n  {lines}", pytrace=False)


def notices(tables):
    """Whether the values by hand differ from those of the formula as it is now."""
    for schedule, steps, expected in tables:
        try:
            with np.errstate(all="ignore"):
                rates = np.broadcast_to(schedule.formula(namespace, steps), expected.shape)
        except Exception:  # a formula that fails is noticed
            return True
        if not np.allclose(rates, expected, rtol=1e-12, atol=1e-16, equal_nan=True):
            return True
    return False


def notices_feedback(tables):
    try:
        return any(schedule.rates(losses).tolist() != rates for schedule, losses, rates in tables)
    except TypeError:  # a window of losses times a number
        return True


@every_class
def test_values_by_hand_notice_a_formula_that_is_a_little_wrong(kind):
    """Each arithmetic expression of the definition in turn is 0.1 % more: one of the values must tell."""
    file = f"tests/values/test_{family_of(kind)}.py"
    tables = [each for each in values_of(family_of(kind)) if type(each[0]) is kind]
    if not tables:
        remedy = f"check({kind.__name__}(...), {{step: rate, ...}}) with rates from the paper or the library's words"
        missing(kind, "no values by hand", file, remedy)
    if issubclass(kind, FeedbackSchedule):
        left = unnoticed(lambda: notices_feedback(tables), lambda: notices_feedback(tables))
    else:
        tables = [
            (schedule, np.array(list(table), float), np.array([float(rate) for rate in table.values()]))
            for schedule, table in tables
        ]
        left = unnoticed(lambda: notices(tables), lambda: notices(tables))
    left = [each for each in left if not any(each.startswith(known) for known in NO_MATTER.get(kind.__name__, ()))]
    if left:
        lines = "\n  ".join(left)
        pytest.fail(
            f"{kind.__name__}: no value by hand tells when this is 0.1 % more; add steps where it counts to {file}:\n"
            f"  {lines}",
            pytrace=False,
        )


# That these tests notice what they are for.


def test_a_branch_that_no_setting_takes_is_found():
    module = rows()[lrnotes.ExponentialDecay]
    taken = steps_taken(module, lambda: lrnotes.training_code(lrnotes.ExponentialDecay(0.1, 30, 0.5, staircase=True)))
    left = not_taken(module, taken)
    assert any("if schedule.staircase" in line and line.endswith("always goes the same way") for line in left)
    assert any("_inverse_time is never used" in line for line in left)


def test_an_expression_that_no_value_notices_is_found():
    schedule = lrnotes.PowerDecay(0.5, 100)
    start = [(schedule, np.array([0.0]), np.array([0.5]))]
    left = unnoticed(lambda: notices(start), lambda: notices(start))
    assert left and all("in PowerDecay.formula (lrnotes/schedules/decay.py, line " in each for each in left)
    more = [(schedule, np.array([0.0, 300.0]), np.array([0.5, 0.25]))]
    assert not unnoticed(lambda: notices(more), lambda: notices(more))
    assert not notices(more)  # and the formula is as it was
