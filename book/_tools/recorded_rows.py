"""What a row of the table of originals does for other numbers than its example's, as JavaScript.

A row is run on recorded numbers (:mod:`lrnotes.writers.recorded`), once for each way that its comparisons can go: the
runs make a decision tree, whose leaves are a schedule, whose numbers are expressions of the original's arguments, or
the row's own error. What is no number (an option, None, how long a list is) makes another tree: a variant.
"""

import functools
import inspect
import itertools
import random
import re
from dataclasses import dataclass, field

from lrnotes.core.feedback import FeedbackSchedule
from lrnotes.writers.recorded import Decisions, NotRecordedError, RecordedNumber

_LONGEST_LIST = 5
_MOST_VARIANTS = 24
_LARGEST_TREE = 40


@dataclass
class Branch:
    """A comparison, and what follows if it holds and if not; None where no sample went."""

    source: str
    evaluate: object
    yes: object = None
    no: object = None


@dataclass
class Leaf:
    """The end of a run: what it made."""

    result: object


class Tree:
    """The runs of one function of a list of numbers."""

    def __init__(self, run):
        """``run(arguments, decisions)`` gives the result; it is called with recorded numbers."""
        self._run, self.root, self.leaves = run, None, 0
        self.lost = []

    def grow(self, name, samples, counts):
        """Run each sample that no run before it covers. ``counts`` says which numbers are integers in code."""
        for sample in samples:
            if self.leaves < _LARGEST_TREE and self.find(sample) is None:
                decisions = Decisions()
                numbers = [
                    RecordedNumber.argument(name, place, value, decisions, counted)
                    for place, (value, counted) in enumerate(zip(sample, counts))
                ]
                try:
                    result = self._run(numbers, decisions)
                    self.root = _with(self.root, list(decisions.made.items()), Leaf(result))
                except NotRecordedError as error:
                    self.lost.append(str(error))
                    continue
                self.leaves += 1

    def find(self, sample):
        """The leaf for these numbers, or None."""
        node = self.root
        while isinstance(node, Branch):
            try:
                node = node.yes if node.evaluate(sample) else node.no
            except (ArithmeticError, ValueError):
                return None
        return node

    def javascript(self, leaf):
        """The tree as an expression; ``leaf(result)`` writes a result."""

        def written(node):
            if node is None:
                return "U"
            if isinstance(node, Leaf):
                return leaf(node.result)
            return f"{node.source}?{written(node.yes)}:{written(node.no)}"

        return written(self.root)

    def results(self):
        waiting = [self.root]
        while waiting:
            node = waiting.pop()
            if isinstance(node, Leaf):
                yield node.result
            elif node is not None:
                waiting += [node.yes, node.no]


def _with(node, decisions, leaf):
    """The node with one more run in it."""
    if not decisions:
        return leaf
    (source, (evaluate, holds)), *rest = decisions
    if node is None:
        node = Branch(source, evaluate)
    if not isinstance(node, Branch) or node.source != source:
        raise NotRecordedError(f"two runs part before {source}, without a comparison")
    if holds:
        node.yes = _with(node.yes, rest, leaf)
    else:
        node.no = _with(node.no, rest, leaf)
    return node


# The structure of arguments: everything about them but their numbers.


def is_plain_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def structure(value):
    """A value without its numbers as a text, which the page makes of what a reader has typed as well."""
    if is_plain_number(value):
        return "#"
    if value is None or isinstance(value, bool):
        return {None: "N", True: "T", False: "F"}[value]
    if isinstance(value, str):
        return f"'{value}'"
    if isinstance(value, dict):
        return f"{{{','.join(f'{structure(key)}:{structure(each)}' for key, each in value.items())}}}"
    if isinstance(value, (list, tuple)):
        return f"[{','.join(map(structure, value))}]"
    return "*"


def numbers_in(value):
    """The numbers of a value in the order of its text."""
    if is_plain_number(value):
        return [value]
    if isinstance(value, dict):
        return [number for pair in value.items() for each in pair for number in numbers_in(each)]
    if isinstance(value, (list, tuple)):
        return [number for each in value for number in numbers_in(each)]
    return []


def replaced(value, numbers):
    """The value with the next of ``numbers``, an iterator, in place of each of its own."""
    if is_plain_number(value):
        return next(numbers)
    if isinstance(value, dict):
        return {replaced(key, numbers): replaced(each, numbers) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [replaced(each, numbers) for each in value]
    return value


@dataclass
class Variant:
    """Arguments of one structure, and the tree of what the row makes of them."""

    arguments: dict  # by name, with the numbers of the first sample
    tree: Tree = None
    samples: list = field(default_factory=list)


class Row:
    """An original with its variants."""

    def __init__(self, original):
        self.original = original
        self.arguments = _first(original)
        self.defaults = _defaults(original, self.arguments)
        self.choices = {name: _choices(original, self.arguments, name) for name in self.arguments}
        self.choices = {name: found for name, found in self.choices.items() if len(found) > 1}
        self.telling = self._telling()
        self.variants = {}
        for arguments in self._combinations():
            self.variants.setdefault(self.key(arguments), Variant(arguments))

    def key(self, arguments):
        """What tells the variants apart."""
        return ";".join(structure(arguments[name]) for name in self.arguments if name not in self.idle)

    @functools.cached_property
    def idle(self):
        """Options that change nothing."""
        return [name for name in self.choices if name not in self.telling]

    def numbers(self, arguments):
        """The numbers of the arguments that count, in their order."""
        return [each for name, value in arguments.items() if name not in self.idle for each in numbers_in(value)]

    def with_numbers(self, arguments, numbers):
        """The arguments with other numbers."""
        following = iter(numbers)
        return {name: value if name in self.idle else replaced(value, following) for name, value in arguments.items()}

    def made(self, arguments):
        """The schedule of these arguments, or the row's error as a text."""
        given = {name: value for name, value in arguments.items() if name != ""}
        try:
            return self.original.schedule(arguments.get(""), **given)
        except (TypeError, ValueError) as error:
            return str(error)

    def _telling(self):
        """The choices that change the schedule, alone or beside another choice."""
        base = self.made(self.arguments)
        telling = set()
        settings = [{name: value} for name, values in self.choices.items() for value in values]
        for one in [{}, *settings]:
            before = base if not one else self.made(self.arguments | one)
            for name, values in self.choices.items():
                if name not in telling and name not in one:
                    others = (self.made(self.arguments | one | {name: value}) for value in values)
                    if any(repr(each) != repr(before) for each in others):
                        telling.add(name)
        return [name for name in self.choices if name in telling]

    def _combinations(self):
        yield self.arguments
        yield self.defaults
        for name in self.telling:
            for value in self.choices[name]:
                yield self.arguments | {name: value}
        product = itertools.product(*(self.choices[name] for name in self.telling))
        for values in itertools.islice(product, _MOST_VARIANTS):
            yield self.arguments | dict(zip(self.telling, values))
        for one, other in itertools.combinations(self.telling, 2):
            for values in itertools.product(self.choices[one], self.choices[other]):
                yield self.arguments | dict(zip((one, other), values))

    def grow(self):
        """Run the row for every variant."""
        for variant in self.variants.values():
            numbers = self.numbers(variant.arguments)
            counts = [isinstance(number, int) for number in numbers]

            def run(recorded, decisions, arguments=variant.arguments):
                return self.made(self.with_numbers(arguments, recorded))

            variant.tree = Tree(run)
            variant.samples = list(samples_around(numbers, counts))
            if self.key(variant.arguments) == self.key(self.defaults):
                variant.samples += samples_around(self.numbers(self.defaults), counts)
            variant.tree.grow("a", variant.samples, counts)


def _first(original):
    """The arguments of the example and the defaults of the others; the optimizer's learning rate has no name."""
    example = dict(original.example)
    arguments = {}
    if original.reads_the_optimizer:
        arguments[""] = example.pop("learning_rate", None)
    for name, default in original.parameters.items():
        arguments[name] = example.get(name, default)
    return arguments


def _defaults(original, arguments):
    """The arguments of a call with nothing but what it must have."""
    empty = inspect.Parameter.empty
    found = {name: default for name, default in original.parameters.items() if default is not empty}
    return arguments | found


def _choices(original, arguments, name):
    """Other values of an argument that has a structure of its own; its own is the first."""
    value, default = arguments[name], original.parameters.get(name, None)
    found = [value]
    if isinstance(value, bool):
        found += [not value]
    elif isinstance(value, str):
        found += [option for option in _options(original, arguments, name) if option != value]
    elif isinstance(value, (list, dict, tuple)) and value and structure(value) != "[]":
        found += _other_lengths(value)
    if (default is None or name in original.optional) and is_plain_number(value) and name:
        found += [None]
    if value is None and (name in original.optional or original.optional.get(name) is not None) and name:
        found += [_guess(name, arguments)]
    return found


def _options(original, arguments, name):
    """The options of a text, from the error for one that there is not."""
    given = {key: value for key, value in (arguments | {name: "?"}).items() if key}
    try:
        original.schedule(arguments.get(""), **given)
    except (TypeError, ValueError) as error:
        return re.findall(r"['\"]([\w-]+)['\"]", str(error).split("; got")[0])
    return []


def _guess(name, arguments):
    """A number for an argument that is None at first."""
    if re.search("ratio|fraction|rate|pct|frac|scale", name):
        return 0.1
    if re.search("lr|end_value|min", name):
        return 1e-5
    return 100


def _other_lengths(value):
    """Lists of other lengths, whose numbers go on as they are; several lists change together."""
    if isinstance(value, dict):
        if not all(map(is_plain_number, value)):
            return []
        return [dict(pairs) for pairs in _other_lengths(list(value.items()))]
    first = value[0]
    if not (is_plain_number(first) or (isinstance(first, tuple) and len(first) == 2)):
        return []
    longer = [list(value[:count]) for count in range(1, len(value))]
    grown = list(value)
    while len(grown) < _LONGEST_LIST:
        grown = [*grown, _next(grown, len(value))]
        longer.append(list(grown))
    return longer


def _next(values, count):
    if isinstance(values[-1], tuple):
        return tuple(_next([pair[place] for pair in values], count) for place in (0, 1))
    if len(values) > 1 and values[-1] < values[-2]:
        return values[-1] / 2
    return values[-1] + (values[-1] - values[-2] if len(values) > 1 else values[-1])


def samples_around(numbers, counts, more=40):
    """Numbers around these, in which comparisons may go another way."""
    yield list(numbers)
    candidates = [_near(number, counted, numbers) for number, counted in zip(numbers, counts)]
    for place, values in enumerate(candidates):
        for value in values:
            yield [*numbers[:place], value, *numbers[place + 1 :]]
    chance = random.Random(1)
    for _ in range(more if len(numbers) > 1 else 0):
        changed = list(numbers)
        for place in chance.sample(range(len(numbers)), min(len(numbers), chance.choice([2, 2, 3]))):
            changed[place] = chance.choice(candidates[place])
        yield changed


def _near(number, counted, others):
    if counted:
        values = [0, 1, 2, 10, number // 2, number + 1, number - 1, 2 * number, 3 * number, number + 0.5, -1]
        values += [other for other in others if isinstance(other, int)]
    else:
        values = [0.0, 1.0, 0.5, number / 2, 0.9 * number, 2.0 * number, 10.0 * number, -0.1, 1e-4]
        values += [other for other in others if isinstance(other, float)]
    return [value for value in dict.fromkeys(values) if value != number]


def is_feedback(schedule):
    return isinstance(schedule, FeedbackSchedule)


__all__ = ["NotRecordedError", "Row", "Tree", "Variant", "is_feedback", "numbers_in", "samples_around", "structure"]
