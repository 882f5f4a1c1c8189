"""The runs of a function on recorded numbers (:mod:`lrnotes.writers.recorded`), as a tree of its comparisons."""

from dataclasses import dataclass

from lrnotes.writers.recorded import Decisions, NotRecordedError, RecordedNumber

_LARGEST = 40


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
            if self.leaves < _LARGEST and self.find(sample) is None:
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
