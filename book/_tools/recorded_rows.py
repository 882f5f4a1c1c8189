"""What a row of the table of originals does for other numbers than its example's, as JavaScript.

A row is run on recorded numbers (:mod:`lrnotes.writers.recorded`), once for each way that its comparisons can go: the
runs make a decision tree, whose leaves are a schedule, whose numbers are expressions of the original's arguments, or
the row's own error. What is no number (an option, None, how long a list is) makes another tree: a variant.
"""

import functools
import inspect
import itertools
import re
from dataclasses import dataclass, field

from argument_values import is_plain_number, numbers_in, other_lengths, replaced, samples_around, structure
from decision_tree import Tree

_MOST_VARIANTS = 24


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
        found += other_lengths(value)
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
