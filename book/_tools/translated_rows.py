"""The data of the page that converts schedules: for each library a script, with the programs of its rows.

A row's tree (:mod:`recorded_rows`) leads from the original's arguments to a shape: a schedule of lrnotes whose numbers
are a list. A shape has a program for its rates, and for each framework a tree that leads from its numbers to the text
of its code.
"""

import copy
import dataclasses
import json

import decision_tree
import recorded_rows
from lrnotes.core.base import Declared
from lrnotes.core.feedback import FeedbackSchedule
from lrnotes.core.function_schedule import FunctionSchedule
from lrnotes.figures.steps import drawing
from lrnotes.live.arguments import arguments_of
from lrnotes.live.horizon import horizon
from lrnotes.to_others.code_text import pieces
from lrnotes.to_others.frameworks import FRAMEWORKS
from lrnotes.to_others.in_code import in_code
from lrnotes.to_others.line_breaks import laid_out
from lrnotes.to_others.optimizers import suits_adamw
from lrnotes.to_others.own_lines import imports_of, notes_on
from lrnotes.to_others.training_code import marked_native_program
from lrnotes.writers.javascript import feedback_program, schedule_program
from lrnotes.writers.recorded import RecordedNumber

_SAMPLES_OF_A_SHAPE = 60
_PAST_THE_END = 1.25
_TABLE = 1201  # steps of a schedule that is only a table


class _Name:
    """Stands for a number in the text that tells shapes apart."""

    def __init__(self, place):
        self._text = f"p[{place}]"

    def __repr__(self):
        return self._text


def rebuilt(value, stand_in):
    """A schedule, or a function that holds numbers, with ``stand_in(number)`` for each recorded number in it."""
    if isinstance(value, RecordedNumber):
        return stand_in(value)
    if isinstance(value, tuple):
        return tuple(rebuilt(each, stand_in) for each in value)
    if isinstance(value, Declared) or (dataclasses.is_dataclass(value) and not isinstance(value, type)):
        made = copy.copy(value)
        for field in dataclasses.fields(value):
            object.__setattr__(made, field.name, rebuilt(getattr(value, field.name), stand_in))
        return made
    return value


def numbers_of(schedule):
    """The recorded numbers of a schedule, in their order."""
    found = []
    rebuilt(schedule, found.append)
    return found


def with_numbers(schedule, numbers):
    """The schedule with other numbers in place of its recorded ones."""
    following = iter(numbers)
    return rebuilt(schedule, lambda number: next(following))


class Shape:
    """A schedule of lrnotes but for its numbers."""

    def __init__(self, schedule, place):
        self.schedule, self.place = schedule, place
        self.counts = [number.counts for number in numbers_of(schedule)]
        self.samples = []
        self.trees = {}

    def add(self, sample):
        if len(self.samples) < _SAMPLES_OF_A_SHAPE and sample not in self.samples:
            self.samples.append(sample)

    def grow(self):
        """Trees to the program and to each framework's code."""
        runs = {"program": self._program, "lrnotes": self._ours, "optimizer": self._optimizer}
        runs |= {framework.key: self._native(framework) for framework in FRAMEWORKS if framework.key}
        for name, run in runs.items():
            tree = self.trees[name] = decision_tree.Tree(run)
            tree.grow("p", self.samples, self.counts)

    def _program(self, numbers, decisions):
        def make(parameter):
            following = iter(range(len(numbers)))
            return rebuilt(self.schedule, lambda number: parameter(place := next(following), numbers[place]))

        if isinstance(self.schedule, FeedbackSchedule):
            return feedback_program(make).source
        try:
            return schedule_program(make).source
        except TypeError:  # a function that counts its calls
            return schedule_program(lambda parameter: _tabled(make(parameter))).source

    def _ours(self, numbers, decisions):
        schedule = with_numbers(self.schedule, numbers)
        return pieces(laid_out("\n".join([*notes_on(schedule), f"schedule = {in_code(schedule)!r}"])))

    def _optimizer(self, numbers, decisions):
        """Which lines a framework has before and after the schedule, as JavaScript."""
        adamw = suits_adamw(in_code(with_numbers(self.schedule, numbers)))
        return f"{adamw.source} ? 1 : 0" if adamw.source else str(int(adamw.holds))

    def _native(self, framework):
        return lambda numbers, decisions: pieces(marked_native_program(with_numbers(self.schedule, numbers), framework))

    def look(self):
        """How the page draws it: which numbers add up to its length, and whether it changes in steps."""
        sample = self.samples[0]
        plain = with_numbers(
            self.schedule, [int(n) if counts and n.is_integer() else n for n, counts in zip(sample, self.counts)]
        )
        if isinstance(plain, FeedbackSchedule):
            return {"state": list(plain.start()._fields), "imports": imports_of(plain)}
        known = arguments_of(with_numbers(self.schedule, [_Place(v, i) for i, v in enumerate(sample)]))
        steps, follows = horizon(plain, known, known, None)
        lengths = [known[place].value for place in follows["lengths"]] if follows else []
        if follows and "after_end='extend'" in repr(plain):  # a cosine whose user counts to its end
            follows["factor"] = _PAST_THE_END
        return {
            "imports": imports_of(plain),
            "steps": steps,
            "factor": follows["factor"] if follows else 0,
            "lengths": [each.place for each in lengths if isinstance(each, _Place)],
            "fixed": sum(each for each in lengths if each and not isinstance(each, _Place)),
            "drawing": drawing(plain, steps),
        }


class _Place(float):
    """A number that knows its place."""

    def __new__(cls, value, place):
        made = super().__new__(cls, value)
        made.place = place
        return made


class _Table:
    """A function of the step as a list of its values, for a function that cannot be traced."""

    def __init__(self, function):
        self._values = tuple(function(step) for step in range(_TABLE))

    def __call__(self, step):
        recorder = step.recorder
        return recorder.record("item", self._values, recorder.minimum(step, _TABLE - 1))


def _tabled(value):
    """The schedule with tables in place of functions."""
    if isinstance(value, FunctionSchedule):
        made = copy.copy(value)
        object.__setattr__(made, "function", _Table(value.function))
        return made
    if isinstance(value, Declared):
        made = copy.copy(value)
        for field in dataclasses.fields(value):
            object.__setattr__(made, field.name, _tabled(getattr(value, field.name)))
        return made
    return value


class LibraryScript:
    """The script of one library: its rows, and the shapes that they lead to."""

    def __init__(self, library):
        self.library = library
        self.rows = [recorded_rows.Row(original) for original in library.originals]
        self.shapes, self.texts, self.programs = {}, {}, {}
        for row in self.rows:
            row.grow()
            for variant in row.variants.values():
                for result in variant.tree.results():
                    if not isinstance(result, str):
                        self._shape(result)
        for shape in list(self.shapes.values()):
            shape.grow()

    def _shape(self, schedule):
        places = iter(range(1000))
        key = repr(rebuilt(schedule, lambda number: _Name(next(places))))
        if key not in self.shapes:
            self.shapes[key] = Shape(schedule, len(self.shapes))
        shape = self.shapes[key]
        shape.add([float.__add__(number, 0.0) for number in numbers_of(schedule)])
        return shape

    def source(self):
        """The script, which leaves what it holds in ``globalThis.lrnotesRows`` under the library's title."""
        rows = [self._row(row) for row in self.rows]
        shapes = [self._shape_source(shape) for shape in self.shapes.values()]
        return "\n".join(
            [
                f"(globalThis.lrnotesRows ??= {{}})[{json.dumps(self.library.title)}] = (() => {{",
                _HELPERS,
                f"const rows = {{{_lines(rows)}}};",
                f"const shapes = [{_lines(shapes)}];",
                f"const programs = [{_lines(self.programs)}];",
                f"const texts = [{_lines(self.texts)}];",
                "return {rows, shapes, programs, texts};",
                "})();",
            ]
        )

    def _row(self, row):
        variants = [
            f"{json.dumps(key)}: (a) => ({variant.tree.javascript(self._result)})"
            for key, variant in row.variants.items()
        ]
        return f"{json.dumps(row.original.name)}: {{{_lines(variants)}}}"

    def _result(self, result):
        if isinstance(result, str):
            return f"{{error: {self._text(pieces(result))}}}"
        return (
            f"{{shape: {self._shape(result).place}, p: [{', '.join(number.source for number in numbers_of(result))}]}}"
        )

    def _shape_source(self, shape):
        writers = {"program": self._program, "optimizer": str}
        trees = [
            f"{json.dumps(name)}: (p) => {tree.javascript(writers.get(name, self._text))}"
            for name, tree in shape.trees.items()
        ]
        return f"{{look: {json.dumps(shape.look())}, {', '.join(trees)}}}"

    def _program(self, source):
        return str(self.programs.setdefault(source, len(self.programs)))

    def _text(self, found):
        """A text with numbers in it: its place among the texts, and the numbers."""
        template = json.dumps([piece if isinstance(piece, str) else _KINDS[piece.kind] for piece in found])
        place = self.texts.setdefault(template, len(self.texts))
        return f"[{', '.join([str(place), *(piece.source for piece in found if not isinstance(piece, str))])}]"


_KINDS = {"float": 0, "steps": 1, "text": 2}
_HELPERS = """const U = null;
const halfEven = (x) => { const r = Math.round(x); return Math.abs(x % 1) === 0.5 && r % 2 !== 0 ? r - 1 : r; };"""


def _lines(sources):
    return "\n" + ",\n".join(sources) + "\n"
